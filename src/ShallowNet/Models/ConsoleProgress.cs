using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Shows on the console how far a training, a cross-validation, a search or an ensemble is: where it stands, the cost or the score, the time so far, and an
/// estimate of the time that is left; of a table that comes in pieces, also how far a pass over them is. To be given as the progress:
/// <c>MlpClassifier.Fit(X, labels, progress: new ConsoleProgress())</c>.
/// </summary>
/// <remarks>
/// On a terminal it is one line that is drawn anew, at most ten times a second, and at the beginning and the end of a training and of a pass. Where the output goes to a file or a pipe, it is a line at the
/// beginning, after every tenth, after every half minute, and at the end; of a pass only after every half minute. Numbers are written the same in every culture. It never throws: when
/// the output is gone, nothing more is shown. It can be used for one training or search after the other, on any threads.
/// </remarks>
public sealed class ConsoleProgress : IProgress<TrainingProgress>, IProgress<SearchProgress>, IProgress<EnsembleProgress>, IProgress<PassProgress>, IDisposable
{
    /// <summary>A hundred hours, in seconds: what seems to take longer mostly ends for another reason than that all epochs are done.</summary>
    private const double LongestEstimate = 360_000;

    /// <summary>What a line must have room for; a terminal that tells less, such as 0, does not know.</summary>
    private const int LeastWidth = 20;

    private const int UsualWidth = 80;

    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromSeconds(0.1), BetweenLines = TimeSpan.FromSeconds(30);

    private readonly Lock oneAtATime = new();
    private readonly TextWriter output;

    /// <summary>The characters of a terminal's line; null for plain lines.</summary>
    private readonly Func<int>? width;
    private bool isFailed;
    private readonly Shown shownOfModels = new(), shownOfPasses = new();
    private int shown;
    private bool showsPass;

    /// <summary>Shows progress on the console: redrawn on a terminal, in plain lines elsewhere.</summary>
    public ConsoleProgress()
    {
        output = Console.Out;
        width = Console.IsOutputRedirected ? null : () => Console.WindowWidth >= LeastWidth ? Console.WindowWidth : UsualWidth;
    }

    /// <summary>Shows progress elsewhere, such as in a log.</summary>
    /// <param name="output">Receives the lines.</param>
    /// <param name="width">The characters of the line that is drawn anew, at least 20; null for plain lines.</param>
    /// <exception cref="ArgumentNullException">The output is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The line is too short.</exception>
    public ConsoleProgress(TextWriter output, int? width = null)
    {
        this.output = Require.NotNull(output);
        if (width is { } characters)
        {
            Require.AtLeast(LeastWidth, characters, nameof(width));
            this.width = () => characters;
        }
    }

    /// <summary>Shows where a training stands after an epoch.</summary>
    /// <param name="value">What the training reports.</param>
    public void Report(TrainingProgress value) => Show(
        shownOfModels, new Position("epoch", value.Epoch, value.Epochs, value.IsLast, value.Elapsed),
        () => Costs(value.Cost, value.ValidationCost),
        "up to");

    /// <summary>Shows where a cross-validation or a search stands after a model.</summary>
    /// <param name="value">What the search reports.</param>
    public void Report(SearchProgress value) => Show(
        shownOfModels, new Position("model", value.Completed, value.Total, value.Completed == value.Total, value.Elapsed),
        () => Invariant($"{(value.Candidate.Description.Length == 0 ? "score" : $"{value.Candidate.Description}:")} {value.Score:0.0000}"),
        "about");

    /// <summary>Shows where the training of an ensemble stands after a member.</summary>
    /// <param name="value">What the training reports.</param>
    public void Report(EnsembleProgress value) => Show(
        shownOfModels, new Position("member", value.Completed, value.Total, value.Completed == value.Total, value.Elapsed),
        () => Costs(value.Member.Cost, value.Member.ValidationCost),
        "about");

    /// <summary>Shows how far a pass over a table's pieces is.</summary>
    /// <param name="value">What the training reports.</param>
    public void Report(PassProgress value) => Show(
        shownOfPasses, new Position(Invariant($"pass {value.Pass}: row"), value.Rows, value.TotalRows ?? 0, value.Rows == value.TotalRows, value.Elapsed), () => "", "about");

    /// <summary>Ends the line, where something else is to be written after a training or search that did not come to its end.</summary>
    public void Dispose()
    {
        lock (oneAtATime)
        {
            Try(EndLine);
        }
    }

    private void Show(Shown last, Position position, Func<string> result, string estimate)
    {
        lock (oneAtATime)
        {
            bool isFirst = position.Done <= last.Done || last.Done == 0, isPass = last == shownOfPasses, isPlainPass = isPass && width is null;
            if (isFirst && isPlainPass)
            {
                (last.Done, last.Elapsed) = (position.Done, TimeSpan.Zero);
            }

            if (isFirst && !isPlainPass || IsDue(last, position, isPass))
            {
                Try(() => Write(last, position, string.Join("  ", new[] { position.ToString(), result(), Times(position, estimate) }.Where(part => part.Length > 0)), isFirst));
            }
        }
    }

    private bool IsDue(Shown last, Position position, bool isPass)
    {
        TimeSpan since = position.Elapsed - last.Elapsed;
        return width is not null ? position.IsLast || since >= BetweenDrawings
            : since >= BetweenLines || !isPass && (position.IsLast || position.IsMilestoneAfter(last.Done));
    }

    private void Write(Shown last, Position position, string line, bool isFirst)
    {
        bool isPass = last == shownOfPasses;
        (last.Done, last.Elapsed) = (position.IsLast ? 0 : position.Done, position.Elapsed);
        if (width is null)
        {
            output.WriteLine(line);
            return;
        }

        // Passes and what is trained by them share a line.
        if (isFirst && !isPass && !showsPass)
        {
            EndLine();
        }

        showsPass = isPass;

        // The last column stays free, because some terminals go on to the next line as soon as it is filled.
        int most = Math.Max(width() - 1, 1);
        line = line.Length > most ? $"{line[..(most - 1)]}…" : line;
        output.Write($"\r{line.PadRight(Math.Min(shown, most))}");
        shown = line.Length;
        if (position.IsLast && !isPass)
        {
            EndLine();
        }

        output.Flush();
    }

    private void EndLine()
    {
        if (shown > 0)
        {
            (shown, showsPass) = (0, false);
            output.WriteLine();
        }
    }

    /// <summary>Nothing that is shown is worth ending a training for.</summary>
    private void Try(Action write)
    {
        try
        {
            if (!isFailed)
            {
                write();
            }
        }
        catch (Exception)
        {
            isFailed = true;
        }
    }

    private static string Costs(double cost, double validation) =>
        double.IsNaN(validation) ? Invariant($"cost {cost:G4}") : Invariant($"cost {cost:G4}  validation {validation:G4}");

    private static string Times(Position position, string estimate)
    {
        double left = position.Elapsed.TotalSeconds * (position.Total - position.Done) / position.Done;
        return position.IsLast || position.Total == 0 || left > LongestEstimate
            ? Text(position.Elapsed)
            : $"{Text(position.Elapsed)}, {estimate} {Text(TimeSpan.FromSeconds(left))} left";
    }

    /// <summary>A time as people write it: "3.2 s", "42 s", "3:05 min", "1:02:03 h".</summary>
    private static string Text(TimeSpan time)
    {
        long seconds = (long)(time.TotalSeconds + 0.5);
        return time.TotalSeconds < 9.95 ? Invariant($"{time.TotalSeconds:0.0} s")
            : seconds < 60 ? Invariant($"{seconds} s")
            : seconds < 3600 ? Invariant($"{seconds / 60}:{seconds % 60:00} min")
            : Invariant($"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00} h");
    }

    /// <summary>How far a training, a search or a pass is.</summary>
    /// <param name="Noun">What is counted.</param>
    /// <param name="Done">How many are done.</param>
    /// <param name="Total">How many there are to be; 0 where that is not known.</param>
    /// <param name="IsLast">Whether this is the last.</param>
    /// <param name="Elapsed">The time so far.</param>
    private readonly record struct Position(string Noun, long Done, long Total, bool IsLast, TimeSpan Elapsed)
    {
        /// <summary>Whether, since so many were done, another tenth is complete, or, of a total that is not known, the number has doubled.</summary>
        public bool IsMilestoneAfter(long before) => Total > 0 ? 10 * Done / Total > 10 * before / Total : BitOperations.Log2((ulong)Done) > BitOperations.Log2((ulong)before);

        public override string ToString() => Total == 0 ? Invariant($"{Noun} {Done}") : $"{Noun} {Require.Text(Done).PadLeft(Require.Text(Total).Length)}/{Require.Text(Total)}";
    }

    /// <summary>What was shown last.</summary>
    private sealed class Shown
    {
        /// <summary>How many were done; 0 where the last was.</summary>
        public long Done { get; set; }

        /// <summary>The time it had taken.</summary>
        public TimeSpan Elapsed { get; set; }
    }
}
