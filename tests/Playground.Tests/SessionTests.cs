using System.Net;
using System.Text.Json;

namespace Playground.Tests;

/// <summary>Sessions: what a page is told, and how their number, size and time are bounded.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Frames_OfANewSession_AreTheSetupAndTheFirstWeights()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=spirals3&samples=90&layers=5,4&share=0.2");
        List<(string Name, JsonElement Data)> events = await playground.EventsAsync($"{session}/frames").Take(2).ToListAsync(TestContext.Current.CancellationToken);
        (events[0].Name, events[1].Name).Should().Be(("setup", "frame"));
        JsonElement setup = events[0].Data, frame = events[1].Data;
        setup.GetProperty("text").GetString().Should().Be(SetupReader.Read("data=spirals3&samples=90&layers=5,4&share=0.2").ToString());
        setup.GetProperty("classes").GetInt32().Should().Be(3);
        (setup.GetProperty("training").GetArrayLength(), setup.GetProperty("validation").GetArrayLength()).Should().Be((72, 18));
        setup.GetProperty("layers").EnumerateArray().Select(units => units.GetInt32()).Should().Equal(5, 4, 3);
        frame.GetProperty("epoch").GetInt32().Should().Be(0);
        frame.GetProperty("plane").GetArrayLength().Should().Be(3);
        frame.GetProperty("pictures").EnumerateArray().Select(layer => layer.GetArrayLength()).Should().Equal(5, 4, 3);
        Convert.FromBase64String(frame.GetProperty("pictures")[0][0].GetProperty("data").GetString()!).Should().HaveCount(Frame.UnitSide * Frame.UnitSide);
        frame.GetProperty("w")[1].EnumerateArray().Select(row => row.GetArrayLength()).Should().Equal(5, 5, 5, 5);
    }

    [Fact]
    public async Task Run_WatchedSession_TrainsInTheBackgroundUntilItIsPaused()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=circles&samples=100");
        (await playground.PostAsync($"{session}/run?epochs=3")).Status.Should().Be(HttpStatusCode.NoContent);
        JsonElement frame = await playground.UntilAsync($"{session}/frames", "frame", frame => frame.GetProperty("epoch").GetInt32() >= 30);
        frame.GetProperty("isRunning").GetBoolean().Should().BeTrue();
        await playground.PostAsync($"{session}/pause");
        JsonElement first = await playground.GetAsync($"{session}/program");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        (await playground.GetAsync($"{session}/program")).GetRawText().Should().Be(first.GetRawText());
    }

    [Fact]
    public async Task Run_SessionThatNobodyWatches_Waits()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=100");
        await playground.PostAsync($"{session}/run?epochs=1");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        (await playground.GetAsync($"{session}/program")).GetProperty("epoch").GetInt32().Should().Be(0);
        await playground.UntilAsync($"{session}/frames", "frame", frame => frame.GetProperty("epoch").GetInt32() >= 2);
    }

    [Fact]
    public async Task Step_AnySession_IsOneEpochAndRestartGoesBack()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=moons&samples=100");
        string? first = await HashAsync(playground, session);
        await playground.PostAsync($"{session}/step");
        await playground.PostAsync($"{session}/step");
        JsonElement program = await playground.GetAsync($"{session}/program");
        program.GetProperty("epoch").GetInt32().Should().Be(2);
        program.GetProperty("hash").GetString().Should().Be(Frame.Hash(LabTests.Trained("data=moons&samples=100", 2).Network)).And.NotBe(first);
        await playground.PostAsync($"{session}/restart");
        (await HashAsync(playground, session)).Should().Be(first);
    }

    [Fact]
    public async Task Setup_ChangedWhileItRuns_BeginsAnewAndRunsOn()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=100");
        await playground.PostAsync($"{session}/run?epochs=1");
        bool isChanged = false;
        await foreach (var (name, data) in playground.EventsAsync($"{session}/frames"))
        {
            if (!isChanged && name == "frame" && data.GetProperty("epoch").GetInt32() > 2)
            {
                (await playground.PostAsync($"{session}/setup", "data=xor&samples=60&layers=3")).Status.Should().Be(HttpStatusCode.NoContent);
                isChanged = true;
            }
            else if (isChanged && name == "frame" && data.GetProperty("pictures")[0].GetArrayLength() == 3 && data.GetProperty("epoch").GetInt32() >= 2)
            {
                return;
            }
        }

        Assert.Fail("The stream ended.");
    }

    [Fact]
    public async Task Setup_ThatIsRefused_ChangesNothing()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=100");
        await playground.PostAsync($"{session}/step");
        string before = (await playground.GetAsync($"{session}/program")).GetRawText();
        await playground.IsRefusedAsync($"{session}/setup", HttpStatusCode.BadRequest, "layers[0] must be a whole number from 1 to 12, but is \"99\".", "layers=99");
        (await playground.GetAsync($"{session}/program")).GetRawText().Should().Be(before);
    }

    [Fact]
    public async Task Sessions_MoreThanThereMayBe_TakeThePlaceOfOnesThatNobodyWatches()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync("--sessions", "2");
        string first = await playground.NewSessionAsync("samples=20"), second = await playground.NewSessionAsync("samples=20");
        await playground.GetAsync($"{first}/program");
        string third = await playground.NewSessionAsync("samples=20");
        playground.Store.Count.Should().Be(2);
        await playground.IsRefusedAsync($"{second}/program", HttpStatusCode.NotFound, "There is no such session, or it has ended.");
        await using var watchingFirst = playground.EventsAsync($"{first}/frames").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var watchingThird = playground.EventsAsync($"{third}/frames").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await watchingFirst.MoveNextAsync();
        await watchingThird.MoveNextAsync();
        await playground.IsRefusedAsync("/sessions", HttpStatusCode.ServiceUnavailable,
            "There are at most 2 sessions, and each has an open page. Close one, or start the playground with more --sessions.", "samples=20");
    }

    [Fact]
    public async Task Session_Idle_Ends()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync("--idle", "0.2");
        await playground.NewSessionAsync("samples=20");
        while (playground.Store.Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Session_Old_EndsAlthoughItIsWatchedAndSaysSo()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync("--time", "0.5");
        string session = await playground.NewSessionAsync("samples=20");
        (await playground.UntilAsync($"{session}/frames", "end", _ => true)).GetProperty("message").GetString().Should().Be("The session has ended.");
        await playground.IsRefusedAsync($"{session}/program", HttpStatusCode.NotFound, "There is no such session, or it has ended.");
    }

    [Fact]
    public async Task Session_EndedByItsPage_IsGone()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=20");
        (await playground.PostAsync($"{session}/end")).Status.Should().Be(HttpStatusCode.NoContent);
        playground.Store.Count.Should().Be(0);
        (await playground.PostAsync($"{session}/end")).Status.Should().Be(HttpStatusCode.NoContent, "it may have ended by itself");
        await playground.IsRefusedAsync($"{session}/step", HttpStatusCode.NotFound, "There is no such session, or it has ended.", "");
    }

    [Fact]
    public async Task Watch_MorePagesThanMay_AreRefused()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=20");
        Session watched = playground.Store.Find(session.Split('/')[^1]);
        IDisposable[] watches = [watched.EnterWatch(), watched.EnterWatch(), watched.EnterWatch()];
        await playground.IsRefusedAsync($"{session}/frames", HttpStatusCode.Conflict, "A session is watched by at most 3 pages, and so many watch it.");
        watches[0].Dispose();
        watches[0].Dispose();
        watched.EnterWatch().Dispose();
        watched.Idle.Should().Be(TimeSpan.Zero, "two watch it");
    }

    [Fact]
    public async Task Watch_PageThatHasGone_LeavesTheSessionIdle()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=20");
        await playground.PostAsync($"{session}/run?epochs=1");
        await playground.UntilAsync($"{session}/frames", "frame", frame => frame.GetProperty("epoch").GetInt32() > 0);
        Session left = playground.Store.Find(session.Split('/')[^1]);
        while (left.Idle == TimeSpan.Zero)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(150, TestContext.Current.CancellationToken);
        int epochs = left.Ask(lab => lab.Epochs);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        left.Ask(lab => lab.Epochs).Should().Be(epochs);
    }

    [Theory]
    [InlineData("run", "epochs must be a whole number from 1 to 100000, but is not given.")]
    [InlineData("run?epochs=0", "epochs must be a whole number from 1 to 100000, but is \"0\".")]
    [InlineData("run?epochs=100001", "epochs must be a whole number from 1 to 100000, but is \"100001\".")]
    public async Task Run_EpochsThatCannotBe_SaysWhatMustBe(string path, string detail)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        await playground.IsRefusedAsync($"{await playground.NewSessionAsync("samples=20")}/{path}", HttpStatusCode.BadRequest, detail, "");
    }

    [Theory]
    [InlineData("unit?layer=3&unit=1&sample=1", "layer must be from 1 to 2, but is 3.")]
    [InlineData("unit?layer=1&unit=a&sample=1", "unit must be a whole number from 1 to 2147483647, but is \"a\".")]
    [InlineData("unit?layer=1&unit=1", "sample must be a whole number from 1 to 2147483647, but is not given.")]
    [InlineData("program?reference=file", "reference must be package or project.")]
    [InlineData("race?epochs=x", "epochs must be a whole number from 1 to 100000, but is \"x\".")]
    [InlineData("seeds", "epochs must be a whole number from 1 to 100000, but is not given.")]
    public async Task Question_ThatCannotBe_SaysWhatMustBe(string path, string detail)
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        await playground.IsRefusedAsync($"{await playground.NewSessionAsync("samples=20")}/{path}", HttpStatusCode.BadRequest, detail);
    }

    [Fact]
    public async Task Check_AnySession_AgreesWithPenaltiesToo()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=spirals3&samples=60&layers=4,3&l2=0.5");
        await playground.PostAsync($"{session}/step");
        JsonElement report = await playground.GetAsync($"{session}/check");
        report.GetProperty("worstError").GetDouble().Should().BeLessThan(1e-6);
        report.GetProperty("parameters").GetInt32().Should().Be(2 * 4 + 4 + 4 * 3 + 3 + 3 * 3 + 3);
        report.GetProperty("epoch").GetInt32().Should().Be(1);
    }

    private static async Task<string?> HashAsync(RunningPlayground playground, string session) =>
        (await playground.GetAsync($"{session}/program")).GetProperty("hash").GetString();
}
