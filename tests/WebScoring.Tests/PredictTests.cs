using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>Models of matrices.</summary>
public sealed class PredictTests
{
    [Fact]
    public async Task Predict_OneSampleInOrder_AnswersAsTheModel()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        BreastCancer.IsAnswer(await service.PredictAsync($"{{\"features\": {BreastCancer.InOrder(19)}}}"), 19);
    }

    [Fact]
    public async Task Predict_OneSampleByNameInAnyOrder_AnswersAsTheModel()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        BreastCancer.IsAnswer(await service.PredictAsync($"{{\"features\": {BreastCancer.ByName(20)}}}"), 20);
    }

    [Fact]
    public async Task Predict_AllSamplesAtOnceInBothForms_AnswersEachInOrder()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        var samples = Enumerable.Range(0, BreastCancer.Samples).Select(j => j % 2 == 0 ? BreastCancer.InOrder(j) : BreastCancer.ByName(j));
        JsonElement answer = await service.PredictAsync($"{{\"samples\": [{string.Join(',', samples)}]}}");
        JsonElement.ArrayEnumerator predictions = answer.GetProperty("predictions").EnumerateArray();
        predictions.Count().Should().Be(BreastCancer.Samples);
        foreach ((int j, JsonElement prediction) in predictions.Index())
        {
            BreastCancer.IsAnswer(prediction, j);
        }
    }

    [Fact]
    public async Task Predict_ByAModelWithAThreshold_GivesTheLabelThatItSays()
    {
        MlpClassifier<float, string> model = LoadedModel.Load(BreastCancer.ModelFile).Model;
        string[] moreProbable = BreastCancer.LabelsBy(model);
        model.Threshold = DecisionThreshold.Given(0.02);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        model.Save(file);
        try
        {
            await using RunningService service = await RunningService.StartAsync("--model", file);
            JsonElement answer = await service.PredictAsync($"{{\"samples\": [{string.Join(',', Enumerable.Range(0, BreastCancer.Samples).Select(BreastCancer.InOrder))}]}}");
            string[] labels = [.. answer.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("label").GetString()!)];
            labels.Should().Equal(BreastCancer.LabelsBy(model)).And.NotEqual(moreProbable);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Predict_ListOfOneSample_AnswersAList()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        JsonElement answer = await service.PredictAsync($"{{\"samples\": [{BreastCancer.InOrder(3)}]}}");
        BreastCancer.IsAnswer(answer.GetProperty("predictions").EnumerateArray().Single(), 3);
    }

    [Fact]
    public async Task Predict_BodyOfTheLargestSize_IsAnswered()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        string body = $"{{\"features\": {BreastCancer.InOrder(0)}}}";
        BreastCancer.IsAnswer(await service.PredictAsync(body.PadLeft(Service.MostBytes)), 0);
    }

    [Fact]
    public async Task Predict_ChunksThatDivideNumbersAndNames_AnswersAsTheModel()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        byte[] body = Encoding.UTF8.GetBytes($"{{\"features\": {BreastCancer.ByName(7)}}}");
        using HttpRequestMessage request = new(HttpMethod.Post, "/predict") { Content = new InPieces(body, 101) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        BreastCancer.IsAnswer(JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement, 7);
    }

    [Fact]
    public async Task Predict_EightClientsAtATime_AnswersEachAsTheModel()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        string[] bodies = [.. Enumerable.Range(0, BreastCancer.Samples).Select(j => $"{{\"features\": {BreastCancer.InOrder(j)}}}")];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                int j = (200 * client + i) % bodies.Length;
                BreastCancer.IsAnswer(await service.PredictAsync(bodies[j]), j);
            }
        })));
        (await service.MetricsAsync()).Should().Contain("\nwebscoring_requests_total{outcome=\"answered\"} 1600\n");
    }

    private sealed class InPieces(byte[] body, int size) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (byte[] piece in body.Chunk(size))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
