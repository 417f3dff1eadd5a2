using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Playground.Tests;

/// <summary>The playground in this process, on a free port of the loopback address, and a client.</summary>
internal sealed class RunningPlayground : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningPlayground(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public SessionStore Store => app.Services.GetRequiredService<SessionStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RunningPlayground> StartAsync(params string[] args)
    {
        WebApplication app = Service.Build(["--urls", "http://127.0.0.1:0", "--open", "false", "--Logging:LogLevel:Default", "Error", .. args]);
        await app.StartAsync(Token);
        return new RunningPlayground(app);
    }

    public async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string text = "") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text, Encoding.UTF8, "text/plain") });

    /// <summary>A question that must be answered.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        (HttpStatusCode status, string text) = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
        status.Should().Be(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A question, or a request with a body, that must be refused, with what is told.</summary>
    public async Task IsRefusedAsync(string path, HttpStatusCode status, string detail, string? body = null)
    {
        var (given, text) = body is null ? await SendAsync(new HttpRequestMessage(HttpMethod.Get, path)) : await PostAsync(path, body);
        given.Should().Be(status, text);
        JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString().Should().Be(detail);
    }

    /// <summary>A new session; its path.</summary>
    public async Task<string> NewSessionAsync(string setup)
    {
        (HttpStatusCode status, string text) = await PostAsync("/sessions", setup);
        status.Should().Be(HttpStatusCode.Created, text);
        return $"/sessions/{JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()}";
    }

    /// <summary>The events of a stream, until it ends or is not enumerated further.</summary>
    public async IAsyncEnumerable<(string Name, JsonElement Data)> EventsAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Token);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(Token));
        string name = "";
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (name, JsonDocument.Parse(line[6..]).RootElement);
            }
        }
    }

    /// <summary>The first event of that name that is as it must be.</summary>
    public async Task<JsonElement> UntilAsync(string path, string name, Func<JsonElement, bool> isSo)
    {
        await foreach (var (given, data) in EventsAsync(path))
        {
            if (given == name && isSo(data))
            {
                return data;
            }
        }

        throw new InvalidOperationException($"The stream ended without such a {name}.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
