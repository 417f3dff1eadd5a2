using System.Globalization;
using Microsoft.Playwright;

namespace Playground.Tests;

/// <summary>The page of a playground, opened in a browser; it collects what goes wrong in its scripts.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> errors = [];

    private OpenPage(RunningPlayground playground, IPage page)
    {
        (Playground, Page) = (playground, page);
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
    }

    public RunningPlayground Playground { get; }

    public IPage Page { get; }

    /// <summary>Scripts that failed, and policies that were not kept; empty when all is well.</summary>
    public IReadOnlyList<string> Errors => errors;

    public int Epoch => int.Parse(Text("#epoch"), CultureInfo.InvariantCulture);

    /// <summary>Opens the page with the settings of a link.</summary>
    public static async Task<OpenPage> OpenAsync(IPage page, string settings)
    {
        OpenPage open = new(await RunningPlayground.StartAsync(), page);
        await open.GoAsync($"{open.Playground.Client.BaseAddress}#{settings}");
        return open;
    }

    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === 'true' && document.querySelector('#size').textContent !== ''");
    }

    public string Text(string selector) => Page.Locator(selector).TextContentAsync().GetAwaiter().GetResult()!;

    /// <summary>Waits until a text is there.</summary>
    public Task WaitForTextAsync(string selector, string text) =>
        Page.WaitForFunctionAsync("([selector, text]) => document.querySelector(selector).textContent.includes(text)", new[] { selector, text });

    /// <summary>A setting as the address has it.</summary>
    public string? Setting(string name) => new Uri(Page.Url).Fragment.TrimStart('#').Split('&').Select(part => part.Split('=')).FirstOrDefault(part => part[0] == name)?[1];

    /// <summary>Waits until the address has a setting.</summary>
    public Task WaitForSettingAsync(string name, string value) =>
        Page.WaitForFunctionAsync("(part) => location.hash.slice(1).split('&').includes(part)", $"{name}={value}");

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await Playground.DisposeAsync();
    }
}
