using System.Globalization;

namespace WebScoring;

/// <summary>The service: its settings, its four addresses, and how it stops.</summary>
internal static class Service
{
    /// <summary>The largest body that is read: some thousands of samples of 30 features.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--model"] = "WebScoring:Model",
        ["--drain"] = "WebScoring:Drain",
    };

    /// <summary>The service that the arguments and the environment describe, not yet listening.</summary>
    public static WebApplication Build(string[] args)
    {
        // The settings lie beside the program, wherever it is started from.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, MostBytes));

        TimeSpan drain = Drain(builder.Configuration["WebScoring:Drain"]);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain + TimeSpan.FromSeconds(30));
        builder.Services.AddHostedService(_ => new Draining(drain));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(LoadedModel.Load(
            builder.Configuration["WebScoring:Model"] ?? Path.Combine(AppContext.BaseDirectory, "breast_cancer.safetensors")));
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
        app.MapGet("/health", (LoadedModel model, IHostApplicationLifetime life) => life.ApplicationStopping.IsCancellationRequested
            ? Results.Json(new { status = "stopping", model = model.Facts }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new { status = "ready", model = model.Facts }));
        app.MapGet("/metrics", () => Results.Text(metrics.ToString(), PrometheusText.ContentType));
        app.MapGet("/", () => Results.Text("POST /predict, GET /health, GET /metrics\n"));
        return app;
    }

    private static TimeSpan Drain(string? seconds)
    {
        double drain = 0;
        return seconds is null || (double.TryParse(seconds, CultureInfo.InvariantCulture, out drain) && drain is >= 0 and <= 3600)
            ? TimeSpan.FromSeconds(drain)
            : throw new ArgumentException($"--drain must be a number of seconds from 0 to 3600, but is {seconds}.");
    }

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
