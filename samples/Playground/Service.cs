using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Playground;

/// <summary>The server behind the page: its settings, its addresses, and what it answers.</summary>
internal static class Service
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--open"] = "Playground:Open",
        ["--hosts"] = "Playground:Hosts",
        ["--sessions"] = "Playground:Sessions",
        ["--idle"] = "Playground:Idle",
        ["--time"] = "Playground:Time",
    };

    /// <summary>The server that the arguments and the environment describe, not yet listening.</summary>
    public static WebApplication Build(string[] args)
    {
        // The settings lie beside the program, wherever it is started from.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, Limits.MostBytes));
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls("http://localhost:5000");
        }

        Limits limits = Limits.Of(builder.Configuration);
        string[] hosts = (builder.Configuration["Playground:Hosts"] ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionStore>());

        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<LocalRequests>((object)(IReadOnlyList<string>)hosts);
        Pages.Map(app);
        Endpoints.Map(app);
        if (!string.Equals(builder.Configuration["Playground:Open"], "false", StringComparison.OrdinalIgnoreCase) && !Console.IsOutputRedirected)
        {
            app.Lifetime.ApplicationStarted.Register(() => Open(app));
        }

        return app;
    }

    /// <summary>Opens the page in the browser, where there is one.</summary>
    private static void Open(WebApplication app)
    {
        string? address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        try
        {
            using Process? browser = address is null ? null : Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.WriteLine($"Open {address} in a browser.");
        }
    }
}
