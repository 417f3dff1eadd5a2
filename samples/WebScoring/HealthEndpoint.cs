using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebScoring;

/// <summary><c>GET /health</c>: 200 while requests are answered, 503 while the service stops; and what is known of the model.</summary>
internal static class HealthEndpoint
{
    public static HealthCheckOptions Options { get; } = new() { ResponseWriter = WriteAsync };

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        IReadOnlyDictionary<string, object> data = report.Entries["model"].Data;
        return context.Response.WriteAsJsonAsync(new
        {
            status = report.Status switch
            {
                HealthStatus.Healthy => "ready",
                HealthStatus.Degraded => "degraded",
                _ => "stopping",
            },
            model = data["model"],
            unknown = data["unknown"],
            reloadError = data.GetValueOrDefault("reloadError"),
        });
    }
}

/// <summary>Unhealthy from the signal to stop on, so that whoever distributes the requests sends no more.</summary>
internal sealed class StoppingCheck(IHostApplicationLifetime life) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(life.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The service stops.") : HealthCheckResult.Healthy());
}
