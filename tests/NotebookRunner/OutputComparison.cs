using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookRunner;

/// <summary>Compares a cell's stored outputs with those of a run.</summary>
internal static partial class OutputComparison
{
    /// <summary>What differs, in words; null where the outputs agree.</summary>
    /// <exception cref="LessonException">A figure is blank.</exception>
    public static string? Difference(IReadOnlyList<Output> stored, IReadOnlyList<Output> run)
    {
        if (stored.Count != run.Count)
        {
            return $"{stored.Count} outputs are stored, but the run gave {run.Count}";
        }

        for (int i = 0; i < run.Count; i++)
        {
            if (TextDifference(stored[i].Plain, run[i].Plain) is { } difference)
            {
                return difference;
            }

            if (Kind(stored[i]) is var before && Kind(run[i]) is var now && before != now)
            {
                return $"stored is {before}, but the run gave {now}";
            }

            if (stored[i].Png is { } png && Picture.Look(png) is var (width, height)
                && Picture.Look(run[i].Png!) is var (runWidth, runHeight) && (width, height) != (runWidth, runHeight))
            {
                return $"the stored figure is {width} × {height}, but the run's is {runWidth} × {runHeight}";
            }
        }

        return null;
    }

    /// <summary>The first line that differs; null where numbers agree to one unit of their last printed digit, and all else letter by letter.</summary>
    public static string? TextDifference(string stored, string run)
    {
        string[] before = stored.Split('\n'), now = run.Split('\n');
        for (int i = 0; i < Math.Max(before.Length, now.Length); i++)
        {
            string left = i < before.Length ? before[i] : "(nothing)", right = i < now.Length ? now[i] : "(nothing)";
            if (!SameLine(left, right))
            {
                return $"stored is \"{left}\", but the run gave \"{right}\"";
            }
        }

        return null;
    }

    private static string Kind(Output output) =>
        output.Data is null ? "console text" : $"a value as {string.Join(" and ", output.Data.Keys.Order(StringComparer.Ordinal))}";

    private static bool SameLine(string stored, string run)
    {
        if (stored == run)
        {
            return true;
        }

        var before = Number().Matches(stored);
        var now = Number().Matches(run);
        return Number().Replace(stored, "0") == Number().Replace(run, "0")
            && before.Zip(now).All(pair => SameNumber(pair.First.Value, pair.Second.Value));
    }

    /// <summary>Equal to one unit of the last printed digit; numbers without decimals must be equal.</summary>
    private static bool SameNumber(string stored, string run)
    {
        if (stored == run)
        {
            return true;
        }

        double unit = Unit(stored);
        return unit == Unit(run) && Math.Abs(Value(stored) - Value(run)) <= 1.0001 * unit;

        static double Value(string number) => double.Parse(number, CultureInfo.InvariantCulture);
    }

    /// <summary>What one unit of a number's last digit is worth; 0 for a number without decimals, of which no digit may differ.</summary>
    private static double Unit(string number)
    {
        var parts = Number().Match(number).Groups;
        return parts["decimals"].Success
            ? Math.Pow(10, (parts["exponent"].Success ? int.Parse(parts["exponent"].Value, CultureInfo.InvariantCulture) : 0) - parts["decimals"].Length)
            : 0;
    }

    [GeneratedRegex(@"-?\d+(?:\.(?<decimals>\d+))?(?:[eE](?<exponent>[+-]?\d+))?")]
    private static partial Regex Number();
}
