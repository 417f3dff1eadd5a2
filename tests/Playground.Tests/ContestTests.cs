using System.Net;
using System.Text.Json;

namespace Playground.Tests;

/// <summary>The race of optimizers, and the trainings from 20 seeds.</summary>
public sealed class ContestTests
{
    [Fact]
    public async Task Race_OfASetup_TrainsEveryOptimizerFromTheSameWeights()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        const string setup = "data=moons&samples=80&optimizer=momentum&rate=0.07&share=0.2";
        string session = await playground.NewSessionAsync(setup);
        var events = await playground.EventsAsync($"{session}/race?epochs=12").ToListAsync(TestContext.Current.CancellationToken);
        events[^1].Name.Should().Be("done");
        JsonElement last = events[^2].Data;
        last.GetProperty("isDone").GetBoolean().Should().BeTrue();
        foreach ((OptimizerChoice choice, JsonElement runner) in Choices.Optimizers.Zip(last.GetProperty("runners").EnumerateArray()))
        {
            double rate = choice.Name == "momentum" ? 0.07 : choice.Rate ?? 0.1;
            Lab lab = LabTests.Trained($"data=moons&samples=80&share=0.2&optimizer={choice.Name}&rate={RunningPlayground.Invariant($"{rate}")}", 12);
            runner.GetProperty("title").GetString().Should().Be(choice.Title);
            runner.GetProperty("cost").GetDouble().Should().Be(lab.Cost, choice.Name);
            runner.GetProperty("epoch").GetInt32().Should().Be(lab.Epochs);
            runner.GetProperty("curve").GetProperty("costs")[0].GetDouble().Should().Be(lab.Curve[0].Cost);
        }

        (await playground.GetAsync($"{session}/program")).GetProperty("epoch").GetInt32().Should().Be(0, "the page's own training does not take part");
    }

    [Fact]
    public async Task Race_WithALossThatAnOptimizerCannotTrain_SaysWhy()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=plane&samples=40&loss=absolute");
        JsonElement last = await playground.UntilAsync($"{session}/race?epochs=3", "report", report => report.GetProperty("isDone").GetBoolean());
        JsonElement refused = last.GetProperty("runners").EnumerateArray().Single(runner => runner.GetProperty("refusal").ValueKind == JsonValueKind.String);
        refused.GetProperty("title").GetString().Should().Be("Levenberg–Marquardt");
        refused.GetProperty("refusal").GetString().Should().Contain("Levenberg–Marquardt");
    }

    [Fact]
    public async Task Seeds_OfASetup_AreTwentyTrainingsOfTheirOwn()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("data=xor&samples=60&layers=3&seed=5&share=0");
        var events = await playground.EventsAsync($"{session}/seeds?epochs=8").ToListAsync(TestContext.Current.CancellationToken);
        events.Select(one => one.Name).Should().Equal([.. Enumerable.Repeat("report", 20), "done"]);
        events.Take(20).Select(one => one.Data.GetProperty("seed").GetInt32()).Should().Equal(Enumerable.Range(5, 20));
        events.Take(20).Select(one => one.Data.GetProperty("cost").GetDouble()).Should().OnlyHaveUniqueItems();
        Lab lab = LabTests.Trained("data=xor&samples=60&layers=3&seed=9&share=0", 8);
        events[4].Data.GetProperty("cost").GetDouble().Should().Be(lab.Cost);
        events[4].Data.GetProperty("score").GetDouble().Should().Be(Frame.Score(lab, lab.Network.Forward(lab.X), lab.Train.Y));
    }

    [Fact]
    public async Task Contest_SecondOfASession_IsRefusedWhileTheFirstRuns()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=20");
        Session its = playground.Store.Find(session.Split('/')[^1]);
        using (its.EnterContest())
        {
            await playground.IsRefusedAsync($"{session}/race?epochs=1", HttpStatusCode.Conflict, "A session has one race or training from many seeds at a time, and one is running.");
        }

        await playground.UntilAsync($"{session}/race?epochs=1", "done", _ => true);
        await playground.UntilAsync($"{session}/seeds?epochs=1", "done", _ => true);
    }

    [Fact]
    public async Task Contest_PageThatHasGone_EndsIt()
    {
        await using RunningPlayground playground = await RunningPlayground.StartAsync();
        string session = await playground.NewSessionAsync("samples=1000&layers=12,12,12,12&data=waves");
        await playground.UntilAsync($"{session}/race?epochs=100000", "report", _ => true);
        Session its = playground.Store.Find(session.Split('/')[^1]);
        while (true)
        {
            try
            {
                its.EnterContest().Dispose();
                break;
            }
            catch (Refusal)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
