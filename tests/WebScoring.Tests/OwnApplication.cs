using Microsoft.AspNetCore.Builder;

namespace WebScoring.Tests;

/// <summary>The application of one's own that the page of the service shows: what stands between the marks, indented.</summary>
internal static class OwnApplication
{
    /// <summary>Makes it.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="path">The file of the model, in whose place the page has a name.</param>
    public static WebApplication Build(string[] args, string path)
    {
        // The page: begin
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddShallowNet(path);
        WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/churn", (Customer customer, ModelHolder models) =>
        {
            var model = models.Current.Model;
            var row = model.Encoder!.CreateRow().Set("age", customer.Age).Set("plan", customer.Plan);
            return new { Label = model.Predict(row), row.Unknown };
        });
        // The page: end
        return app;
    }

    internal sealed record Customer(double? Age, string? Plan);
}
