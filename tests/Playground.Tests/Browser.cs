using Microsoft.Playwright;

namespace Playground.Tests;

/// <summary>A headless Chromium of this machine; nothing is installed for it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The path of Chromium; null where there is none.</summary>
    private static string? Executable => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is { } executable)
        {
            playwright = await Playwright.CreateAsync();
            // Chromium's sandbox refuses to be started by root, as in containers.
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Environment.UserName == "root" ? ["--no-sandbox"] : [] });
        }
    }

    /// <summary>An empty window of its own; the test is skipped where there is no Chromium, and fails there in CI.</summary>
    public async Task<IPage> NewPageAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        if (browser is null)
        {
            const string Missing = "Chromium is missing: install it (apt-get install chromium) to run the tests of the page.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", Missing);
            Assert.Fail(Missing);
        }

        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme, Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
