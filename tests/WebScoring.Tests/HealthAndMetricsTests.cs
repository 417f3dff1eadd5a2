using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WebScoring.Tests;

public sealed class HealthAndMetricsTests
{
    [Fact]
    public async Task Health_ModelLoaded_IsReadyAndTellsWhatTheModelIs()
    {
        await using RunningService service = await RunningService.StartAsync();
        using JsonDocument health = JsonDocument.Parse(await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        health.RootElement.GetProperty("status").GetString().Should().Be("ready");
        JsonElement model = health.RootElement.GetProperty("model");
        model.GetProperty("file").GetString().Should().Be("churn.safetensors");
        model.GetProperty("sha256").GetString().Should().Be(
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Churn.ModelFile, TestContext.Current.CancellationToken))));
        model.GetProperty("written").GetDateTime().Should().Be(File.GetLastWriteTimeUtc(Churn.ModelFile));
        model.GetProperty("parameters").GetInt32().Should().Be(2401);
        model.GetProperty("inputs").GetInt32().Should().Be(48);
        model.GetProperty("target").GetString().Should().Be("churned");
        Texts(model.GetProperty("classes")).Should().Equal("no", "yes");
        JsonElement[] columns = [.. model.GetProperty("columns").EnumerateArray()];
        columns.Select(column => column.GetProperty("name").GetString()).Should().Equal(Churn.Table.Columns.Select(column => column.Name));
        columns[0].GetRawText().Should().Be("""{"name":"age","kind":"number","hasGaps":true,"isUsed":true,"values":null}""");
        columns[2].GetRawText().Should().Be("""{"name":"plan","kind":"text","hasGaps":false,"isUsed":true,"values":["Basic","Business","Family","Plus"]}""");
        health.RootElement.GetProperty("unknown").EnumerateObject().Should().BeEmpty();
        health.RootElement.GetProperty("reloadError").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Health_ModelOfAMatrix_TellsItsFeatures()
    {
        await using RunningService service = await BreastCancer.StartAsync();
        using JsonDocument health = JsonDocument.Parse(await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        JsonElement model = health.RootElement.GetProperty("model");
        Texts(model.GetProperty("features")).Should().Equal(BreastCancer.Names);
        model.GetProperty("columns").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task HealthAndMetrics_UnknownValues_CountThemByColumn()
    {
        await using RunningService service = await RunningService.StartAsync();
        string row = Churn.Row(0).Replace("Plus", "Student", StringComparison.Ordinal);
        await service.PredictAsync($$"""{"rows": [{{row}}, {{row.Replace("Bergen", "Alta", StringComparison.Ordinal)}}]}""");
        using JsonDocument health = JsonDocument.Parse(await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        health.RootElement.GetProperty("unknown").GetRawText().Should().Be("""{"city":1,"plan":2}""");
        (await service.MetricsAsync()).Should().Contain(
            "\nwebscoring_unknown_values_total{column=\"city\"} 1\nwebscoring_unknown_values_total{column=\"plan\"} 2\n");
    }

    [Fact]
    public async Task Metrics_AfterRequests_CountThemInPrometheusFormat()
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.PredictAsync($"{{\"row\": {Churn.Row(0)}}}");
        await service.PredictAsync($"{{\"rows\": [{Churn.Row(0)}, {Churn.Row(1)}]}}");
        using (await service.PostAsync("{}"))
        {
        }

        using HttpResponseMessage response = await service.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/plain; version=0.0.4; charset=utf-8");
        string[] lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        lines.Should().Contain([
            "# TYPE webscoring_requests_total counter",
            "webscoring_requests_total{outcome=\"answered\"} 2",
            "webscoring_requests_total{outcome=\"refused\"} 1",
            "webscoring_samples_total 3",
            "# TYPE webscoring_request_duration_seconds histogram",
            "webscoring_request_duration_seconds_bucket{outcome=\"answered\",le=\"+Inf\"} 2",
            "webscoring_request_duration_seconds_count{outcome=\"answered\"} 2",
            "# TYPE webscoring_requests_in_flight gauge",
            "webscoring_requests_in_flight 0",
        ]);
        lines[^1].Should().BeEmpty("the last line must end too");
        lines[..^1].Should().OnlyContain(line => line.StartsWith("# HELP ", StringComparison.Ordinal) || line.StartsWith("# TYPE ", StringComparison.Ordinal) || line.StartsWith("webscoring_", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Metrics_ClientThatGoesAway_CountsAsAborted(bool reset)
    {
        await using RunningService service = await RunningService.StartAsync();
        using (TcpClient client = new())
        {
            await client.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"), TestContext.Current.CancellationToken);
            await Until(service, "webscoring_requests_in_flight 1\n");
            client.LingerState = new LingerOption(reset, 0);
        }

        await Until(service, "webscoring_requests_total{outcome=\"aborted\"} 1\n");
        (await service.MetricsAsync()).Should().Contain("webscoring_requests_in_flight 0\n");
    }

    [Fact]
    public void Histogram_ValuesAtAndBesideBounds_AreInTheBucketsThatPrometheusMeans()
    {
        using TestMeters meters = new();
        ScoringMetrics metrics = new(meters);
        using PrometheusText text = new(metrics);
        foreach (double seconds in (double[])[0.00001, 0.00005, 0.0001, 10, 11])
        {
            metrics.Ended(ScoringMetrics.Failed, 0, TimeSpan.FromSeconds(seconds));
        }

        string[] lines = text.ToString().Split('\n');
        lines.Should().ContainInOrder(
            "webscoring_request_duration_seconds_bucket{outcome=\"failed\",le=\"5E-05\"} 2",
            "webscoring_request_duration_seconds_bucket{outcome=\"failed\",le=\"0.0001\"} 3",
            "webscoring_request_duration_seconds_bucket{outcome=\"failed\",le=\"5\"} 3",
            "webscoring_request_duration_seconds_bucket{outcome=\"failed\",le=\"10\"} 4",
            "webscoring_request_duration_seconds_bucket{outcome=\"failed\",le=\"+Inf\"} 5",
            "webscoring_request_duration_seconds_sum{outcome=\"failed\"} 21.00016",
            "webscoring_request_duration_seconds_count{outcome=\"failed\"} 5");
    }

    private static async Task Until(RunningService service, string line)
    {
        string metrics = "";
        for (int i = 0; i < 1000 && !metrics.Contains(line, StringComparison.Ordinal); i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            metrics = await service.MetricsAsync();
        }

        metrics.Should().Contain(line);
    }

    private static string?[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString())];

    private sealed class TestMeters : IMeterFactory
    {
        private readonly List<Meter> meters = [];

        public Meter Create(MeterOptions options)
        {
            Meter meter = new(options);
            meters.Add(meter);
            return meter;
        }

        public void Dispose() => meters.ForEach(meter => meter.Dispose());
    }
}
