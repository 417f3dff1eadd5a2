using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace WebScoring.Tests;

/// <summary>The service in this process, on a free port of the loopback address, and a client.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningService(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Client { get; }

    public static async Task<RunningService> StartAsync(params string[] args)
    {
        WebApplication app = Service.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Error", .. args]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningService(app);
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    public Task<HttpResponseMessage> PostAsync(string body) => Client.PostAsync("/predict", Json(body), TestContext.Current.CancellationToken);

    /// <summary>The answer to a body that is to be answered.</summary>
    public async Task<JsonElement> PredictAsync(string body)
    {
        using HttpResponseMessage response = await PostAsync(body);
        string answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.Should().BeTrue(answer);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json");
        return JsonDocument.Parse(answer).RootElement;
    }

    public Task<string> MetricsAsync() => Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
