using System.Globalization;

namespace WebScoring;

/// <summary>The service: its settings, its addresses, and how it stops.</summary>
internal static class Service
{
    /// <summary>The largest body that is read: some thousands of samples or rows.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--model"] = "WebScoring:Model",
        ["--reload"] = "WebScoring:Reload",
        ["--drain"] = "WebScoring:Drain",
    };

    /// <summary>The service that the arguments and the environment describe, not yet listening.</summary>
    public static WebApplication Build(string[] args)
    {
        // The settings lie beside the program, wherever it is started from.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, MostBytes));

        TimeSpan drain = Seconds("--drain", builder.Configuration["WebScoring:Drain"]) ?? TimeSpan.Zero;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain + TimeSpan.FromSeconds(30));
        builder.Services.AddHostedService(_ => new Draining(drain));
        builder.Services.AddProblemDetails();
        builder.Services.AddShallowNet(
            builder.Configuration["WebScoring:Model"] ?? Path.Combine(AppContext.BaseDirectory, "churn.safetensors"),
            Seconds("--reload", builder.Configuration["WebScoring:Reload"]));
        builder.Services.AddHealthChecks().AddCheck<StoppingCheck>("stopping");
        builder.Services.AddSingleton<Scorer>();
        builder.Services.AddSingleton<ScoringMetrics>();
        builder.Services.AddSingleton<PrometheusText>();
        builder.Services.AddSingleton<PredictEndpoint>();

        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        // It listens from the start, and not from the first question on.
        PrometheusText metrics = app.Services.GetRequiredService<PrometheusText>();
        app.MapPost("/predict", app.Services.GetRequiredService<PredictEndpoint>().AnswerAsync);
        app.MapHealthChecks("/health", HealthEndpoint.Options);
        app.MapGet("/openapi.json", (ModelHolder models) => Results.Bytes(OpenApiDocument.Of(models.Current), "application/json"));
        app.MapGet("/metrics", () => Results.Text(metrics.ToString(), PrometheusText.ContentType));
        app.MapGet("/", () => Results.Text("POST /predict, GET /openapi.json, GET /health, GET /metrics\n"));
        return app;
    }

    private static TimeSpan? Seconds(string name, string? given) => given is null ? null
        : double.TryParse(given, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException($"{name} must be a number of seconds from 0 to 3600, but is {given}.");

    /// <summary>
    /// Goes on answering for a while after the signal to stop, so that whoever distributes the requests can see that
    /// <c>/health</c> is 503, and sends no more. Only then are connections refused, and running requests finished.
    /// </summary>
    private sealed class Draining(TimeSpan time) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
