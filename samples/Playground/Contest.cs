using System.Diagnostics;
using System.Runtime.CompilerServices;
using ShallowNet;

namespace Playground;

/// <summary>Several trainings beside each other: all optimizers from the same weights, or one setup from 20 seeds.</summary>
internal static class Contest
{
    public const int Seeds = 20;

    private const int UnitSide = 32;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(150);

    /// <summary>Trains with every optimizer, an epoch at a time each; tells now and then how far they are.</summary>
    /// <param name="setup">The setup; its own optimizer keeps its learning rate, and the others have their usual one.</param>
    /// <param name="epochs">How many epochs each is trained.</param>
    /// <param name="cancellationToken">Asked before every epoch.</param>
    public static async IAsyncEnumerable<object> OfOptimizersAsync(Setup setup, int epochs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Runner> runners = [];
        foreach (OptimizerChoice choice in Choices.Optimizers)
        {
            double rate = choice == setup.Optimizer ? setup.Rate : choice.Rate ?? setup.Rate;
            runners.Add(Runner.Start(setup with { Optimizer = choice, Rate = rate }, choice.Title, choice.Rate is null ? null : rate));
        }

        Stopwatch sinceReport = Stopwatch.StartNew(), sinceStart = Stopwatch.StartNew();
        for (int epoch = 0; epoch < epochs && sinceStart.Elapsed < Limits.ContestTime; epoch++)
        {
            foreach (Runner runner in runners)
            {
                cancellationToken.ThrowIfCancellationRequested();
                runner.TrainEpoch();
            }

            if (sinceReport.Elapsed > BetweenReports)
            {
                yield return new { isDone = false, runners = runners.Select(runner => runner.Report()) };
                sinceReport.Restart();
                // Others have their turn.
                await Task.Yield();
            }
        }

        yield return new { isDone = true, runners = runners.Select(runner => runner.Report()) };
    }

    /// <summary>Trains from 20 seeds, one after another; tells of each what it has reached.</summary>
    /// <param name="setup">The setup; its seed is the first.</param>
    /// <param name="epochs">How many epochs each is trained.</param>
    /// <param name="cancellationToken">Asked before every epoch.</param>
    public static async IAsyncEnumerable<object> OfSeedsAsync(Setup setup, int epochs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stopwatch sinceStart = Stopwatch.StartNew();
        for (int i = 0; i < Seeds && sinceStart.Elapsed < Limits.ContestTime; i++)
        {
            Lab lab = new(setup with { Seed = setup.Seed + i });
            while (lab.Epochs < epochs && sinceStart.Elapsed < Limits.ContestTime && lab.TrainEpoch())
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            ForwardPass<double> pass = lab.Network.Forward(lab.X);
            ForwardPass<double>? validation = lab.Xv is null ? null : lab.Network.Forward(lab.Xv);
            yield return new
            {
                seed = lab.Setup.Seed,
                epoch = lab.Epochs,
                cost = lab.Network.Cost(pass, lab.Train.Y),
                score = Frame.Score(lab, pass, lab.Train.Y),
                validationScore = validation is null ? null : Frame.Score(lab, validation, lab.Validation!.Value.Y),
                plane = Frame.Plane(lab, UnitSide),
            };
            await Task.Yield();
        }
    }

    /// <summary>One of the trainings of a race; it has no part in it where it cannot train the setup.</summary>
    private sealed class Runner(string title, double? rate, Lab? lab, string? refusal)
    {
        private readonly Stopwatch time = new();

        public static Runner Start(Setup setup, string title, double? rate)
        {
            try
            {
                return new Runner(title, rate, new Lab(setup), null);
            }
            catch (Refusal exception)
            {
                return new Runner(title, rate, null, exception.Message);
            }
        }

        public void TrainEpoch()
        {
            time.Start();
            lab?.TrainEpoch();
            time.Stop();
        }

        public object Report() => new
        {
            title,
            rate,
            refusal,
            epoch = lab?.Epochs,
            end = lab?.End,
            cost = lab?.Cost,
            milliseconds = time.Elapsed.TotalMilliseconds,
            curve = lab is null ? null : Frame.CurveOf(lab),
        };
    }
}
