using System.Globalization;
using Microsoft.Playwright;

namespace Playground.Tests;

/// <summary>The page as a person uses it, in a headless browser.</summary>
[Trait("Cost", "Expensive")]
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Train_Circles_ReachesAccuracyAndPausesThere()
    {
        await using OpenPage open = await OpenAsync("data=circles&samples=300&noise=0.1&layers=6&optimizer=adam&rate=0.02");
        await open.Page.ClickAsync("#play");
        await open.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#validation-score').textContent) >= 95");
        await open.WaitForTextAsync("#play", "Pause");
        await open.Page.ClickAsync("#play");
        await open.WaitForTextAsync("#play", "Train");
        int epoch = open.Epoch;
        epoch.Should().BeGreaterThan(0);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        open.Epoch.Should().Be(epoch);
        open.Text("#status").Should().StartWith($"Paused. Epoch {epoch}, J ");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Step_ThreeTimes_IsThreeEpochsWhoseProgramGivesTheSameHash()
    {
        await using OpenPage open = await OpenAsync("data=moons&samples=120&layers=5,3&activation=relu&features=x1,x2,x1x2&l2=0.1");
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            await open.Page.ClickAsync("#step");
            await open.WaitForTextAsync("#epoch", epoch.ToString(CultureInfo.InvariantCulture));
        }

        await open.Page.ClickAsync("#tab-program");
        await open.WaitForTextAsync("#program", "Epochs = 3,");
        string printed = await ProgramTests.RunAsync(open.Text("#program"));
        printed.Should().Be($"J {open.Text("#program-cost")}\nparameters {open.Text("#program-hash")}\n");
        await open.Page.SelectOptionAsync("#reference", "project");
        await open.WaitForTextAsync("#program", "#:project ../src/ShallowNet/ShallowNet.csproj");
        await open.Page.ClickAsync("#copy-program");
        await open.WaitForTextAsync("#status", "The program is copied.");
        (await open.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Should().Be(open.Text("#program"));
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Change_DataFeaturesLayersAndUnits_ChangesTheNetworkAndTheLink()
    {
        await using OpenPage open = await OpenAsync("data=circles&layers=4");
        await open.Page.ClickAsync("#kind-spirals3");
        await open.WaitForSettingAsync("data", "spirals3");
        await open.Page.ClickAsync("#feature-x1x2");
        await open.WaitForSettingAsync("features", "x1,x2,x1x2");
        await open.Page.ClickAsync("#feature-x2");
        await open.WaitForSettingAsync("features", "x1,x1x2");
        await open.Page.ClickAsync("#more-layers");
        await open.WaitForSettingAsync("layers", "4,4");
        await open.Page.ClickAsync("#less-2");
        await open.WaitForSettingAsync("layers", "4,3");
        await open.Page.ClickAsync("#more-1");
        await open.WaitForSettingAsync("layers", "5,3");
        open.Text("#size").Should().StartWith("2-5-3-3, ");
        (await open.Page.Locator("#columns .column").CountAsync()).Should().Be(4);
        (await open.Page.Locator("[id^=unit-1-] >> visible=true").CountAsync()).Should().Be(5);
        await open.Page.SelectOptionAsync("#optimizer", "lm");
        await open.WaitForSettingAsync("optimizer", "lm");
        (await open.Page.IsDisabledAsync("#rate")).Should().BeTrue();
        await open.Page.SelectOptionAsync("#activation", "gelu");
        await open.WaitForSettingAsync("activation", "gelu");
        await open.Page.FillAsync("#seed", "12");
        await open.Page.PressAsync("#seed", "Tab");
        await open.WaitForSettingAsync("seed", "12");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Share_TheCopiedLink_OpensTheSameTraining()
    {
        await using OpenPage open = await OpenAsync("data=xor&samples=200&noise=0.15&layers=3,2&optimizer=momentum&rate=0.05&seed=4");
        await open.Page.ClickAsync("#share");
        await open.WaitForTextAsync("#status", "The link is copied.");
        string link = await open.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        IPage other = await open.Page.Context.NewPageAsync();
        await other.GotoAsync(link);
        await other.WaitForFunctionAsync("() => document.querySelector('#size').textContent !== ''");
        foreach (IPage page in (IPage[])[open.Page, other])
        {
            await page.ClickAsync("#step");
            await page.WaitForFunctionAsync("() => document.querySelector('#epoch').textContent === '1'");
            await page.ClickAsync("#tab-program");
            await page.WaitForFunctionAsync("() => document.querySelector('#program-epoch').textContent === '1'");
        }

        other.Url.Should().Be(open.Page.Url).And.Contain("data=xor&samples=200&noise=0.15");
        (await other.TextContentAsync("#program-hash")).Should().HaveLength(64).And.Be(open.Text("#program-hash"));
    }

    [Fact]
    public async Task Link_WithWhatIsNotAllowed_TellsItAndBeginsWithTheUsual()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync($"{playground.Client.BaseAddress}#data=<img src=x onerror=alert(1)>");
        await page.WaitForSelectorAsync("#alert:not([hidden])");
        (await page.TextContentAsync("#alert")).Should().StartWith("data must be one of flower, ").And.EndWith("but is \"<img src=x onerror=alert(1)>\".");
        (await page.Locator("#alert img").CountAsync()).Should().Be(0);
        await page.WaitForFunctionAsync("() => location.hash.startsWith('#data=circles&')");
        await page.ClickAsync("#step");
        await page.WaitForFunctionAsync("() => document.querySelector('#epoch').textContent === '1'");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Own_PointsByClicksAndKeys_AreTrainedOn()
    {
        await using OpenPage open = await OpenAsync("data=own&points=-1,-1,0;1,1,0;-1,1,1;1,-1,1&share=0");
        await open.Page.ClickAsync("#brush [aria-label='Class 2']");
        await open.Page.ClickAsync("#plane", new PageClickOptions { Position = new Position { X = 150, Y = 150 } });
        await open.Page.WaitForFunctionAsync("() => document.querySelector('#legend').children.length === 3");
        open.Setting("points")!.Split(';').Should().HaveCount(5).And.Subject.Last().Should().EndWith(",2");
        await open.Page.FocusAsync("#plane");
        await open.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.WaitForFunctionAsync("() => location.hash.split(';').length === 6");
        await open.Page.ClickAsync("#undo");
        await open.Page.WaitForFunctionAsync("() => location.hash.split(';').length === 5");
        await open.Page.ClickAsync("#kind-own");
        await open.Page.ClickAsync("#step");
        await open.WaitForTextAsync("#epoch", "1");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Csv_OfAFile_BecomesTheData()
    {
        await using OpenPage open = await OpenAsync("data=circles");
        string rows = string.Concat(Enumerable.Range(0, 40).Select(j => $"{j},{j * 7 % 40},{(j < 20 ? "<b>low" : "high")}\n"));
        await open.Page.SetInputFilesAsync("#csv", new FilePayload { Name = "own.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"a,b,kind\n{rows}") });
        await open.WaitForSettingAsync("data", "own");
        open.Text("#csv-note").Should().Be("40 rows of a, b, kind; classes 0 = <b>low, 1 = high.");
        open.Setting("scale").Should().Be("1");
        await open.Page.SelectOptionAsync("#optimizer", "lbfgs");
        await open.WaitForSettingAsync("optimizer", "lbfgs");
        await open.Page.ClickAsync("#play");
        await open.WaitForTextAsync("#score", "100.0 %");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Regression_Saddle_IsFitted()
    {
        await using OpenPage open = await OpenAsync("data=saddle&noise=0&layers=6&optimizer=lm");
        await open.Page.ClickAsync("#play");
        await open.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('#validation-score').textContent) > 0.99");
        open.Text("#score-name").Should().Be("R²");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Panels_NumbersCheckRaceAndSeeds_AreShown()
    {
        await using OpenPage open = await OpenAsync("data=moons&samples=80&layers=3,2");
        await open.Page.ClickAsync("#unit-2-1");
        await open.WaitForTextAsync("#numbers", "z₁[2] = Σₖ w₁ₖ[2] aₖ[1] + b₁[2] = ");
        (await open.Page.GetAttributeAsync("#unit-2-1", "aria-pressed")).Should().Be("true");
        await open.Page.ClickAsync("#plane", new PageClickOptions { Position = new Position { X = 100, Y = 100 } });
        (await open.Page.InputValueAsync("#sample")).Should().NotBe("1");
        await open.WaitForTextAsync("#numbers", $"Forward, sample {await open.Page.InputValueAsync("#sample")}");

        await open.Page.ClickAsync("#tab-check");
        await open.Page.ClickAsync("#check");
        await open.WaitForTextAsync("#check-result", "All 20 derivatives agree, after epoch 0.");

        await open.Page.ClickAsync("#tab-race");
        await open.Page.FillAsync("#race-epochs", "20");
        await open.Page.ClickAsync("#race");
        await open.Page.WaitForFunctionAsync("() => document.querySelectorAll('#race-table tbody tr').length === 6 && document.querySelector('#race').textContent === 'Start the race'");
        open.Text("#race-table tbody tr:nth-child(1)").Should().Contain("gradient descent").And.Contain("20");

        await open.Page.ClickAsync("#tab-seeds");
        await open.Page.FillAsync("#seeds-epochs", "10");
        await open.Page.ClickAsync("#seeds");
        await open.WaitForTextAsync("#seeds-summary", "20 of 20 seeds, validation accuracy: worst ");
        await open.Page.ClickAsync("#seeds-grid button:nth-child(7)");
        await open.WaitForSettingAsync("seed", "7");
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Keyboard_Alone_TrainsChoosesAndOpens()
    {
        await using OpenPage open = await OpenAsync("data=circles&samples=60");
        await open.Page.Keyboard.PressAsync("s");
        await open.WaitForTextAsync("#epoch", "1");
        await open.Page.Keyboard.PressAsync("Space");
        await open.WaitForTextAsync("#play", "Pause");
        await open.Page.Keyboard.PressAsync("Space");
        await open.WaitForTextAsync("#play", "Train");
        await open.Page.Keyboard.PressAsync("r");
        await open.Page.WaitForFunctionAsync("() => document.querySelector('#epoch').textContent === '0'");
        await open.Page.FocusAsync("#kind-circles");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.WaitForSettingAsync("data", "spirals");
        await open.Page.FocusAsync("#tab-numbers");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        (await open.Page.IsVisibleAsync("#check")).Should().BeTrue();
        await open.Page.FocusAsync("#more-1");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.WaitForSettingAsync("layers", "5");
        (await open.Page.EvaluateAsync<string>("() => document.activeElement.id")).Should().Be("more-1", "the focus stays where it was");
    }

    [Fact]
    public async Task Page_Everything_HasANameForScreenReaders()
    {
        await using OpenPage open = await OpenAsync("data=own&points=-1,-1,0;1,1,0;-1,1,1;1,-1,1&share=0");
        string[] nameless = await open.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("button, select, input, canvas, [role=region]")]
              .filter((one) => !one.getAttribute("aria-label") && one.getAttribute("aria-hidden") !== "true" && !one.closest("label")?.textContent.trim() && !one.textContent.trim())
              .map((one) => one.outerHTML)
            """);
        nameless.Should().BeEmpty();
        (await open.Page.GetAttributeAsync("html", "lang")).Should().Be("en");
    }

    [Theory, InlineData(ColorScheme.Light, 390, "rgb(245, 246, 248)"), InlineData(ColorScheme.Dark, 390, "rgb(18, 22, 27)"), InlineData(ColorScheme.Dark, 1280, "rgb(18, 22, 27)")]
    public async Task Page_OfAPhoneAndOfADarkScheme_FitsAndFollows(ColorScheme scheme, int width, string background)
    {
        await using OpenPage open = await OpenPage.OpenAsync(await browser.NewPageAsync(width, 844, scheme), "data=spirals3&layers=8,6,4,2&features=x1,x2,sin1");
        (await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
        (await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).Should().Be(background);
        await open.Page.ClickAsync("#theme");
        (await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).Should().NotBe(background);
        open.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Page_Closed_EndsItsSession()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(playground.Client.BaseAddress!.ToString());
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === 'true'");
        playground.Store.Count.Should().Be(1);
        await page.GotoAsync("about:blank");
        while (playground.Store.Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await page.Context.CloseAsync();
    }

    private async Task<OpenPage> OpenAsync(string settings) => await OpenPage.OpenAsync(await browser.NewPageAsync(), settings);
}
