using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>How far intervals reach for some samples, each of its group.</summary>
internal sealed class IntervalWidths<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Calibration known;
    private readonly IntervalOptions options;
    private readonly ColumnEncoder? column;
    private readonly int? groupedBy;
    private readonly byte[] groups;

    /// <summary>Prepares for samples.</summary>
    /// <param name="known">The calibration.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="encoder">That of a model of tables.</param>
    /// <param name="X">The samples, not scaled.</param>
    /// <exception cref="ArgumentException">The groups are of no column that makes some.</exception>
    /// <exception cref="InvalidOperationException">The groups of the calibration's samples are not known.</exception>
    public IntervalWidths(Calibration known, IntervalOptions options, TableEncoder? encoder, Matrix<T> X)
    {
        (this.known, this.options, groups) = (known, options, new byte[X.ColumnCount]);
        if (options.By is not { } by)
        {
            return;
        }

        if (encoder is null)
        {
            throw new ArgumentException($"By must not be given for a model of matrices, but is \"{by}\": ConformalIntervals.ByGroup takes groups of one's own.", nameof(options));
        }

        int place = encoder.PlaceOf(by);
        column = encoder.Encoders[place];
        if (SampleGroups.WhyNot(column) is { } why)
        {
            throw new ArgumentException($"By must be a column of texts or flags, but \"{by}\" {why}.", nameof(options));
        }

        groupedBy = Array.IndexOf(SampleGroups.ColumnsOf(encoder), place);
        if (groupedBy >= known.Groups.Length)
        {
            throw new InvalidOperationException($"The groups of the model's calibration samples must be known for intervals by \"{by}\", but its file was written before models kept them: call Calibrate.");
        }

        groups = SampleGroups.Of(encoder, place, X);
    }

    /// <summary>The intervals around an output's answers.</summary>
    /// <param name="output">The output.</param>
    /// <param name="yHat">The answer for each sample.</param>
    /// <param name="scales">What is to be expected of each sample's error; 1 where errors are of one size.</param>
    public Interval[] Around(int output, double[] yHat, double[] scales)
    {
        bool isScaled = options.Width == IntervalWidth.FollowsSample && known.SizeOf(output) is not null;
        Dictionary<byte, (double Below, double Above)> distances = groups.Distinct().ToDictionary(group => group, group =>
            known.IntervalsOf(new ConformalPart(output) { IsScaled = isScaled, GroupedBy = groupedBy, Group = group }).Distances(options.Level, options.Ends, WordsOf(group)));
        return [.. groups.Select((group, j) => new Interval(yHat[j] - scales[j] * distances[group].Below, yHat[j] + scales[j] * distances[group].Above))];
    }

    /// <summary>The intervals of an output by CV+.</summary>
    /// <param name="output">The output.</param>
    /// <param name="answers">What the networks of each fold answer, outputs × m.</param>
    public Interval[] Between(int output, Matrix<T>[] answers)
    {
        Dictionary<byte, FoldDistances> below = OfFolds(IntervalEnds.Lower), above = OfFolds(IntervalEnds.Upper);
        Interval[] intervals = new Interval[groups.Length];
        double[] up = new double[answers.Length], down = new double[answers.Length];
        for (int j = 0; j < intervals.Length; j++)
        {
            for (int fold = 0; fold < answers.Length; fold++)
            {
                up[fold] = double.CreateTruncating(answers[fold][output, j]);
                down[fold] = -up[fold];
            }

            int place = ConformalQuantile.PlaceOf(above[groups[j]].Samples, options.Level, WordsOf(groups[j]));
            intervals[j] = new Interval(
                options.Ends == IntervalEnds.Upper ? double.NegativeInfinity : -below[groups[j]].Of(place, down), options.Ends == IntervalEnds.Lower ? double.PositiveInfinity : above[groups[j]].Of(place, up));
        }

        return intervals;

        Dictionary<byte, FoldDistances> OfFolds(IntervalEnds end) => groups.Distinct().ToDictionary(group => group, group => new FoldDistances([.. Enumerable.Range(0, answers.Length).Select(fold =>
            known.IntervalsOf(new ConformalPart(output) { GroupedBy = groupedBy, Group = group, Fold = fold }).Sorted(options.Ends == IntervalEnds.Both ? IntervalEnds.Both : end))]));
    }

    private string WordsOf(byte group) => column is null ? "" : $" of {column.Name} = \"{SampleGroups.NameOf(column, group)}\"";
}
