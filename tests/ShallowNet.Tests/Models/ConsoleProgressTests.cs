using System.Text;

namespace ShallowNet.Tests;

/// <summary>What is shown of a training, a cross-validation or a search.</summary>
public sealed class ConsoleProgressTests : IDisposable
{
    private static readonly SearchCandidate Units = new("units = 32, L2 = 0.01", new MlpOptions());
    private readonly StringWriter output = new() { NewLine = "\n" };

    public void Dispose() => output.Dispose();

    [Fact]
    public void PlainLines_OfATraining_ComeAtTheBeginningEveryTenthAndTheEnd()
    {
        ConsoleProgress progress = new(output);
        for (int epoch = 1; epoch <= 60; epoch++)
        {
            progress.Report(Epoch(epoch, 60, epoch * 0.05));
        }

        string[] lines = Lines();
        lines.Select(line => line.Split("  cost")[0]).Should().Equal(
            "epoch  1/60", "epoch  6/60", "epoch 12/60", "epoch 18/60", "epoch 24/60", "epoch 30/60", "epoch 36/60", "epoch 42/60", "epoch 48/60", "epoch 54/60", "epoch 60/60");
        lines[0].Should().Be("epoch  1/60  cost 0.5  0.1 s, up to 3.0 s left");
        lines[^1].Should().Be("epoch 60/60  cost 0.008333  3.0 s");
    }

    [Fact]
    public void PlainLines_OfASlowTraining_ComeEveryHalfMinute()
    {
        ConsoleProgress progress = new(output);
        for (int epoch = 1; epoch <= 8; epoch++)
        {
            progress.Report(Epoch(epoch, 1000, epoch * 20, validation: 1.5));
        }

        Lines().Should().Equal(
            "epoch    1/1000  cost 0.5  validation 1.5  20 s, up to 5:33:00 h left", "epoch    3/1000  cost 0.1667  validation 1.5  1:00 min, up to 5:32:20 h left",
            "epoch    5/1000  cost 0.1  validation 1.5  1:40 min, up to 5:31:40 h left", "epoch    7/1000  cost 0.07143  validation 1.5  2:20 min, up to 5:31:00 h left");
    }

    [Fact]
    public void PlainLines_OfTrainingThatStopsEarly_EndWithItsLastEpoch()
    {
        ConsoleProgress progress = new(output);
        progress.Report(Epoch(1, int.MaxValue, 10_000));
        progress.Report(Epoch(2, int.MaxValue, 10_001));
        progress.Report(Epoch(3, int.MaxValue, 10_002) with { IsLast = true });
        Lines().Should().Equal("epoch          1/2147483647  cost 0.5  2:46:40 h", "epoch          3/2147483647  cost 0.1667  2:46:42 h");
    }

    [Fact]
    public void PlainLines_OfASecondTraining_BeginAnew()
    {
        ConsoleProgress progress = new(output);
        progress.Report(Epoch(1, 100, 1));
        progress.Report(Epoch(2, 100, 2));
        progress.Report(Epoch(1, 100, 1));
        progress.Report(Epoch(2, 100, 1) with { IsLast = true });
        progress.Report(Epoch(3, 100, 1));
        Lines().Select(line => line[..13]).Should().Equal("epoch   1/100", "epoch   1/100", "epoch   2/100", "epoch   3/100");
    }

    [Fact]
    public void PlainLines_OfASearch_ShowCandidatesAndScores()
    {
        ConsoleProgress progress = new(output);
        progress.Report(new SearchProgress(1, 3, Units, 0.98333333) { Elapsed = TimeSpan.FromSeconds(9.97) });
        progress.Report(new SearchProgress(2, 3, Units, double.NaN) { Elapsed = TimeSpan.FromSeconds(59.6) });
        progress.Report(new SearchProgress(3, 3, new SearchCandidate("", new MlpOptions()), -0.5) { Elapsed = TimeSpan.FromSeconds(3599.6) });
        Lines().Should().Equal(
            "model 1/3  units = 32, L2 = 0.01: 0.9833  10 s, about 20 s left", "model 2/3  units = 32, L2 = 0.01: NaN  1:00 min, about 30 s left", "model 3/3  score -0.5000  1:00:00 h");
    }

    [Fact]
    public void PlainLines_OfAnEnsemble_ShowTheCostsOfItsMembers()
    {
        ConsoleProgress progress = new(output);
        EnsembleMember member = new() { Cost = 0.125, ValidationCost = double.NaN };
        progress.Report(new EnsembleProgress(1, 2, member) { Elapsed = TimeSpan.FromSeconds(2) });
        progress.Report(new EnsembleProgress(2, 2, member with { ValidationCost = 0.25 }) { Elapsed = TimeSpan.FromSeconds(4) });
        Lines().Should().Equal("member 1/2  cost 0.125  2.0 s, about 2.0 s left", "member 2/2  cost 0.125  validation 0.25  4.0 s");
    }

    [Fact]
    public void PlainLines_OfASearchWithoutATotal_ComeWhenTheNumberHasDoubled()
    {
        ConsoleProgress progress = new(output);
        for (int model = 1; model <= 20; model++)
        {
            progress.Report(new SearchProgress(model, 0, Units, 1) { Elapsed = TimeSpan.FromSeconds(model) });
        }

        Lines().Select(line => line.Split("  ")[0]).Should().Equal("model 1", "model 2", "model 4", "model 8", "model 16");
        Lines()[^1].Should().Be("model 16  units = 32, L2 = 0.01: 1.0000  16 s");
    }

    [Fact]
    public void Terminal_OneLine_IsDrawnAnewAndEndedAfterTheLast()
    {
        using ConsoleProgress progress = new(output, width: 80);
        progress.Report(Epoch(1, 100, 100));
        progress.Report(Epoch(2, 100, 100.05));
        progress.Report(Epoch(3, 100, 100.1));
        progress.Report(Epoch(4, 100, 100.11) with { IsLast = true });
        output.ToString().Should().Be(
            "\repoch   1/100  cost 0.5  1:40 min, up to 2:45:00 h left" + "\repoch   3/100  cost 0.1667  1:40 min, up to 53:57 min left" + "\repoch   4/100  cost 0.125  1:40 min" + new string(' ', 23) + "\n");
        Screen().Should().Equal("epoch   4/100  cost 0.125  1:40 min");
    }

    [Fact]
    public void Terminal_PassesAndEpochs_ShareALine()
    {
        using ConsoleProgress progress = new(output, width: 80);
        progress.Report(Pass(1, 1000, null, 1));
        progress.Report(Pass(1, 2500, null, 2));
        progress.Report(Pass(2, 1000, 2500, 0.4));
        Screen().Should().Equal("pass 2: row 1000/2500  0.4 s, about 0.6 s left");
        progress.Report(Pass(2, 2500, 2500, 1));
        progress.Report(Epoch(1, 2, 1));
        Screen().Should().Equal("epoch 1/2  cost 0.5  1.0 s, up to 1.0 s left");
        progress.Report(Pass(3, 1000, 2500, 0.4));
        Screen().Should().Equal("pass 3: row 1000/2500  0.4 s, about 0.6 s left");
        progress.Report(Epoch(2, 2, 2) with { IsLast = true });
        output.Write("Next");
        Screen().Should().Equal("epoch 2/2  cost 0.25  2.0 s", "Next");
        output.ToString().Should().StartWith("\rpass 1: row 1000  1.0 s\rpass 1: row 2500  2.0 s\rpass 2: row 1000/2500");
    }

    [Fact]
    public void PlainLines_OfPasses_ComeEveryHalfMinute()
    {
        ConsoleProgress progress = new(output);
        for (int piece = 1; piece <= 5; piece++)
        {
            progress.Report(Pass(1, piece, null, 7 * piece));
        }

        progress.Report(Pass(2, 1, 5, 20));
        progress.Report(Pass(2, 2, 5, 29));
        progress.Report(Epoch(1, 2, 60));
        progress.Report(Pass(3, 1, 5, 30));
        progress.Report(Pass(3, 5, 5, 50));
        Lines().Should().Equal("pass 1: row 5  35 s", "epoch 1/2  cost 0.5  1:00 min, up to 1:00 min left", "pass 3: row 1/5  30 s, about 2:00 min left");
    }

    [Fact]
    public void Terminal_LongLine_IsCutAtTheWidth()
    {
        using ConsoleProgress progress = new(output, width: 30);
        progress.Report(new SearchProgress(1, 3, Units, 0.5));
        progress.Report(new SearchProgress(2, 3, new SearchCandidate("", new MlpOptions()), 0.5) { Elapsed = TimeSpan.FromSeconds(1) });
        Screen().Should().Equal("model 2/3  score 0.5000  1.0…");
        output.ToString().Should().StartWith("\rmodel 1/3  units = 32, L2 = …\r");
    }

    [Fact]
    public void Terminal_WhatDidNotComeToItsEnd_LeavesItsLine()
    {
        ConsoleProgress progress = new(output, width: 80);
        progress.Report(Epoch(7, 100, 1));
        progress.Report(Epoch(1, 100, 1));
        progress.Dispose();
        progress.Dispose();
        output.Write("Next");
        Screen().Should().Equal("epoch   7/100  cost 0.07143  1.0 s, up to 13 s left", "epoch   1/100  cost 0.5  1.0 s, up to 1:39 min left", "Next");
    }

    [Fact]
    public void Output_InAnyCulture_IsTheSame()
    {
        string Shown()
        {
            using StringWriter shown = new();
            ConsoleProgress progress = new(shown);
            progress.Report(Epoch(1500, 3000, 4000.5, validation: -0.25));
            progress.Report(new SearchProgress(1, 1500, Units, -0.25) { Elapsed = TimeSpan.FromSeconds(1.5) });
            return shown.ToString();
        }

        StrangeCulture.In(Shown).Should().Be(Shown()).And.Contain("cost 0.0003333  validation -0.25  1:06:41 h, up to 1:06:41 h left");
    }

    [Fact]
    public void Output_ThatFails_EndsTheShowingAndNothingElse()
    {
        using FailingWriter failing = new();
        using ConsoleProgress progress = new(failing, width: 80);
        progress.Report(Epoch(1, 3, 1));
        progress.Report(Epoch(2, 3, 2));
        progress.Report(Epoch(3, 3, 3) with { IsLast = true });
        failing.Calls.Should().Be(1);
    }

    [Fact]
    public void Console_ByDefault_IsTheOutput()
    {
        // Whether the tests' own output is a terminal is not known: only that it works.
        using ConsoleProgress progress = new();
        progress.Report(Epoch(1, 1, 1));
    }

    [Fact]
    public void Progress_OfATrainingASearchAndAModel_IsShown()
    {
        var (X, Y) = Datasets.Moons<double>(40, seed: 1);
        ConsoleProgress progress = new(output);
        MlpClassifier.Fit(X, OneHot.Decode(Y), new MlpOptions { Training = new() { Epochs = 5, L2 = 1 } }, progress: progress);
        CrossValidation.OfClassifier(X, OneHot.Decode(Y), new MlpOptions { Training = new() { Epochs = 2 } }, new CrossValidationOptions { Folds = 2 }, progress);
        string[] lines = Lines();
        lines[0].Should().StartWith("epoch 1/5  cost ").And.Contain("  validation ");
        lines[4].Should().StartWith("epoch 5/5  cost ").And.MatchRegex(@"  \d\.\d s$");
        lines[5].Should().StartWith("model 1/2  score ");
        lines[6].Should().StartWith("model 2/2  score ");
        lines.Should().HaveCount(7);
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        FluentActions.Invoking(() => new ConsoleProgress(null!)).Should().Throw<ArgumentNullException>().WithMessage("output must not be null.*");
        FluentActions.Invoking(() => new ConsoleProgress(output, 19)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("width must be at least 20, but is 19.*");
    }

    private static PassProgress Pass(int pass, long rows, long? total, double seconds) => new(pass, rows, total) { Elapsed = TimeSpan.FromSeconds(seconds) };

    private static TrainingProgress Epoch(int epoch, int epochs, double seconds, double validation = double.NaN) =>
        new(new TrainingEpoch { Epoch = epoch, Cost = 0.5 / epoch, ValidationCost = validation, Elapsed = TimeSpan.FromSeconds(seconds) }, epochs) { IsLast = epoch == epochs };

    private string[] Lines() => output.ToString().TrimEnd('\n').Split('\n');

    /// <summary>What a terminal shows: a carriage return goes back to the beginning of the line, and writing goes over what was there.</summary>
    private string[] Screen() => [.. output.ToString().TrimEnd('\n').Split('\n').Select(line =>
    {
        StringBuilder screen = new();
        foreach (string part in line.Split('\r'))
        {
            screen.Remove(0, Math.Min(part.Length, screen.Length)).Insert(0, part);
        }

        return screen.ToString().TrimEnd();
    })];

    private sealed class FailingWriter : StringWriter
    {
        public int Calls { get; private set; }

        public override void Write(string? value)
        {
            Calls++;
            throw new IOException("gone");
        }
    }
}
