using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>The file of the model is exchanged while the service runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Row = """{"row": {"x": 3}}""";

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string Served => Path.Combine(folder, "model.safetensors");

    [Fact]
    public async Task File_ReplacedByRename_IsInServiceWithoutARestart()
    {
        await using RunningService service = await StartAsync();
        (await ClassesAsync(service)).Should().Equal("a", "b");
        Replace("c", "d");
        await Until(service, health => health["model"]!["classes"]![0]!.GetValue<string>() == "c");
        (await ClassesAsync(service)).Should().Equal("c", "d");
        (await service.Client.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken)).Should().Contain("[\"c\",\"d\"]");
    }

    [Fact]
    public async Task File_Damaged_LeavesTheModelInServiceAndHealthSaysSo()
    {
        await using RunningService service = await StartAsync();
        JsonElement before = await service.PredictAsync(Row);
        await File.WriteAllBytesAsync(Served, [1, 2, 3], TestContext.Current.CancellationToken);
        JsonNode health = await Until(service, health => health["status"]!.GetValue<string>() == "degraded");
        health["reloadError"]!["message"]!.GetValue<string>().Should().Be(
            $"{Served} cannot be loaded. The file must begin with the length of its header in 8 bytes, but has 3 bytes.");
        health["reloadError"]!["since"]!.GetValue<DateTime>().Should().BeCloseTo(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        health["model"]!["classes"]!.AsArray().Should().HaveCount(2);
        (await service.PredictAsync(Row)).GetRawText().Should().Be(before.GetRawText());

        Replace("c", "d");
        await Until(service, health => health["status"]!.GetValue<string>() == "ready");
        (await ClassesAsync(service)).Should().Equal("c", "d");
    }

    [Fact]
    public async Task Request_RunningWhileTheFileIsReplaced_IsAnsweredByTheModelItBeganWith()
    {
        await using RunningService service = await StartAsync();
        CancellationToken token = TestContext.Current.CancellationToken;
        using TcpClient running = new();
        await running.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port, token);
        await running.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Row.Length}\r\n\r\n{Row[..5]}"), token);
        while (!(await service.MetricsAsync()).Contains("webscoring_requests_in_flight 1\n", StringComparison.Ordinal))
        {
            await Task.Delay(5, token);
        }

        Replace("c", "d");
        await Until(service, health => health["model"]!["classes"]![0]!.GetValue<string>() == "c");
        await running.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Row[5..]), token);
        using StreamReader answer = new(running.GetStream());
        (await answer.ReadToEndAsync(token)).Should().Contain("\"probabilities\":{\"a\":");
        (await ClassesAsync(service)).Should().Equal("c", "d");
    }

    [Fact]
    public void Reload_FileThatIsBeingWritten_WaitsUntilItIsTheSameTwice()
    {
        Replace("a", "b");
        ModelHolder models = new(Served);
        models.Reload().Should().BeFalse("it is the same");
        Replace("c", "d");
        models.Reload().Should().BeFalse("it has changed since the last call");
        models.Reload().Should().BeTrue();
        models.Current.Model.Classes.Should().Equal("c", "d");
        models.Reload().Should().BeFalse();
    }

    [Fact]
    public void Reload_FileThatIsGoneAndComesBack_TellsSoMeanwhile()
    {
        Replace("a", "b");
        ModelHolder models = new(Served);
        LoadedModel first = models.Current;
        File.Move(Served, $"{Served}.away");
        models.Reload();
        models.Reload().Should().BeFalse();
        ReloadError error = models.LastError!;
        error.Message.Should().Be($"Could not find file '{Served}'.");
        models.Reload();
        models.LastError.Should().BeSameAs(error, "it is told once");
        File.Move($"{Served}.away", Served);
        models.Reload().Should().BeFalse();
        models.LastError.Should().BeNull();
        models.Current.Should().BeSameAs(first);
    }

    [Fact]
    public void Reload_LinkThatLeadsElsewhere_IsNoticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few people make links.");
        string first = Path.Combine(folder, "1.safetensors"), second = Path.Combine(folder, "2.safetensors");
        Model("a", "b").Save(first);
        File.Copy(first, second);
        Model("c", "d").Save(second);
        File.SetLastWriteTimeUtc(second, File.GetLastWriteTimeUtc(first));
        File.CreateSymbolicLink(Served, first);
        ModelHolder models = new(Served);
        File.CreateSymbolicLink($"{Served}.new", second);
        File.Move($"{Served}.new", Served, overwrite: true);
        models.Reload();
        models.Reload().Should().BeTrue();
        models.Current.Model.Classes.Should().Equal("c", "d");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static MlpClassifier<float, string> Model(string low, string high)
    {
        Table table = new(Column.Of("x", Enumerable.Range(0, 20).Select(j => (double)j)), Column.Of("class", Enumerable.Range(0, 20).Select(j => j < 10 ? low : high)));
        return MlpClassifier.Fit(table, "class", new MlpOptions { HiddenLayers = [], Training = new() { Epochs = 2, Optimizer = new Adam(), L2 = 0, ValidationShare = 0 } });
    }

    private static async Task<string[]> ClassesAsync(RunningService service) =>
        [.. (await service.PredictAsync(Row)).GetProperty("probabilities").EnumerateObject().Select(member => member.Name)];

    private static async Task<JsonNode> Until(RunningService service, Func<JsonNode, bool> isSo)
    {
        JsonNode health;
        do
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            health = JsonNode.Parse(await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken))!;
        }
        while (!isSo(health));
        return health;
    }

    private async Task<RunningService> StartAsync()
    {
        Replace("a", "b");
        return await RunningService.StartAsync("--model", Served, "--reload", "0.02");
    }

    /// <summary>Puts another model in the place of the file in one step.</summary>
    private void Replace(string low, string high)
    {
        Model(low, high).Save($"{Served}.new");
        File.Move($"{Served}.new", Served, overwrite: true);
    }
}
