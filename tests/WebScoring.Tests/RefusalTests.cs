using System.Net;
using System.Text;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>What is refused, and in which words, by models of matrices.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Required = "The body must be a JSON object with \"features\" (one sample) or \"samples\" (an array of samples), but ";

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string, string> Bodies => new()
    {
        { "", Required + "is empty." },
        { "null", Required + "is null." },
        { "[]", Required + "is an array." },
        { "\"x\"", Required + "is a text." },
        { "true", Required + "is true." },
        { "{}", Required + "has neither." },
        { """{"feature": [1]}""", Required + "has \"feature\"." },
        { """{"row": {}}""", Required + "has \"row\": this model was fitted to a matrix, and takes numbers." },
        { """{"rows": []}""", Required + "has \"rows\": this model was fitted to a matrix, and takes numbers." },
        { $$"""{"{{new string('x', 50)}}": 1}""", $"{Required}has \"{new string('x', 40)}…\"." },
        { "{", "The body is not valid JSON: Expected depth to be zero at the end*" },
        { "[1,]", Required + "is an array." },
        { """{"features": }""", "The body is not valid JSON: '}' is an invalid start of a value*" },
        { """{"features": null}""", "features must be an array of 30 numbers, or an object of them by name, but is null." },
        { """{"features": "1"}""", "features must be an array of 30 numbers, or an object of them by name, but is a text." },
        { """{"features": [1, 2]}""", "features must have 30 numbers (the model's features), but has 2." },
        { $$"""{"features": [{{string.Join(',', Enumerable.Repeat(1, 32))}}]}""", "features must have 30 numbers (the model's features), but has 32." },
        { """{"features": [1, NaN]}""", "features[1] is not valid JSON: 'N' is an invalid start of a value*" },
        { """{"features": [1, 2, null]}""", "features[2] must be a number, but is null." },
        { """{"features": [1, "2"]}""", "features[1] must be a number, but is a text." },
        { """{"features": [[1]]}""", "features[0] must be a number, but is an array." },
        { """{"features": [1, {}]}""", "features[1] must be a number, but is an object." },
        { """{"features": [1, -1e39]}""", "features[1] must be a number of at most 3.4e38 in size, but is -1e39." },
        { $$"""{"features": [{{string.Join(", ", Enumerable.Repeat("3e38", 30))}}]}""", "features must be near enough to what the model was fitted to, but a number is too large to be scaled." },
        { $$"""{"samples": [{{BreastCancer.InOrder(0)}}, [{{string.Join(", ", Enumerable.Repeat("-3e38", 30))}}]]}""", "samples[1] must be near enough to what the model was fitted to, but a number is too large to be scaled." },
        { """{"features": {"mean radius": "1"}}""", "features[\"mean radius\"] must be a number, but is a text." },
        { """{"features": {"mean radius": 1, "mean radius": 2}}""", "features[\"mean radius\"] must be given once, but is given twice." },
        { """{"features": {"mean radus": 1}}""", "features must have no other members than the model's 30 features, but has \"mean radus\"." },
        { """{"features": {"\ud800": 1}}""", "features must have no other members than the model's 30 features, but has \"\\ud800\"." },
        { """{"features": {"mean radius": 1}}""", "features must have all 30 features, but lacks \"mean texture\" and 28 more." },
        { $$"""{"features": {{BreastCancer.ByName(0).Replace("\"mean area\": 1001,", "", StringComparison.Ordinal)}}}""", "features must have all 30 features, but lacks \"mean area\"." },
        { """{"samples": 3}""", "samples must be an array of samples, but is 3." },
        { """{"samples": []}""", "samples must have at least one sample, but is empty." },
        { """{"samples": [3]}""", "samples[0] must be an array of 30 numbers, or an object of them by name, but is 3." },
        { $$"""{"samples": [{{BreastCancer.InOrder(0)}}, [1, false]]}""", "samples[1][1] must be a number, but is false." },
        { $$"""{"samples": [{{BreastCancer.ByName(0)}}, {"mean area": null}]}""", "samples[1][\"mean area\"] must be a number, but is null." },
        { $$"""{"samples": [{{BreastCancer.InOrder(0)}}], "features": 1}""", "The body must have nothing beside \"samples\", but has \"features\"." },
        { $$"""{"features": {{BreastCancer.InOrder(0)}}, "x": 1}""", "The body must have nothing beside \"features\", but has \"x\"." },
        { $$"""{"features": {{BreastCancer.InOrder(0)}}} 5""", "The body is not valid JSON: '5' is invalid after a single JSON value*" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Predict_WrongBody_IsRefusedInWords(string body, string detail)
    {
        await using RunningService service = await BreastCancer.StartAsync();
        using HttpResponseMessage response = await service.PostAsync(body);
        await IsProblemAsync(response, HttpStatusCode.BadRequest, "Bad Request", detail);
        (await service.MetricsAsync()).Should()
            .Contain("\nwebscoring_requests_total{outcome=\"refused\"} 1\n").And.Contain("\nwebscoring_samples_total 0\n");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Predict_BodyTooLarge_IsRefused(bool chunked)
    {
        await using RunningService service = await BreastCancer.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "/predict") { Content = RunningService.Json(new string(' ', Service.MostBytes + 1)) };
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await IsProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "Content Too Large", "Request body too large. The max request body size is 1048576 bytes.");
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "Content-Type must be application/json, but is text/plain; charset=utf-8.")]
    [InlineData(null, "Content-Type must be application/json, but is missing.")]
    public async Task Predict_OtherContentType_IsRefused(string? type, string detail)
    {
        await using RunningService service = await BreastCancer.StartAsync();
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes("{}"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage response = await service.Client.PostAsync("/predict", content, TestContext.Current.CancellationToken);
        await IsProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "Unsupported Media Type", detail);
    }

    [Theory]
    [InlineData("/predict", HttpStatusCode.MethodNotAllowed, "Method Not Allowed")]
    [InlineData("/elsewhere", HttpStatusCode.NotFound, "Not Found")]
    public async Task Get_NothingThere_IsAProblemToo(string path, HttpStatusCode status, string title)
    {
        await using RunningService service = await BreastCancer.StartAsync();
        using HttpResponseMessage response = await service.Client.GetAsync(path, TestContext.Current.CancellationToken);
        await IsProblemAsync(response, status, title, null);
    }

    [Fact]
    public async Task Predict_ByNameWhereTheModelHasNoNames_IsRefused()
    {
        string path = Path.Combine(folder, "nameless.safetensors");
        MlpClassifier.Fit(Matrix<float>.Build.Dense(2, 8, (i, j) => i + j), ["a", "a", "a", "a", "b", "b", "b", "b"]).Save(path);
        await using RunningService service = await RunningService.StartAsync("--model", path);
        using HttpResponseMessage response = await service.PostAsync("""{"features": {"x": 1, "y": 2}}""");
        await IsProblemAsync(response, HttpStatusCode.BadRequest, "Bad Request", "features must be an array of 2 numbers, but is an object.");
        (await service.PredictAsync("""{"features": [0, 0]}""")).GetProperty("label").GetString().Should().Be("a");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    internal static async Task IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string title, string? detail)
    {
        response.StatusCode.Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.RootElement.GetProperty("title").GetString().Should().Be(title);
        if (detail is not null)
        {
            problem.RootElement.GetProperty("detail").GetString().Should().Match(detail);
        }
    }
}
