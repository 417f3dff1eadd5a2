using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>How the targets of a regression come into the range of its outputs.</summary>
/// <param name="Given">How the options scale them; null where the data choose.</param>
/// <param name="Output">The activation of the outputs.</param>
/// <param name="Loss">What is minimized.</param>
internal readonly record struct TargetScaling(Scaling? Given, Activation Output, Loss Loss)
{
    /// <summary>
    /// The share of a range that is left free at either end where the data choose: sigmoid and tanh come to their very ends for no z.
    /// </summary>
    private const double Margin = 0.05;

    /// <summary>Targets within a range that fill at least this share of it are learned well as they are.</summary>
    private const double SmallestShare = 0.1;

    private double Lower => Output.Range?.Lower ?? double.NegativeInfinity;

    private double Upper => Output.Range?.Upper ?? double.PositiveInfinity;

    private bool HasEnds => double.IsFinite(Lower) || double.IsFinite(Upper);

    private bool HasTwoEnds => double.IsFinite(Lower) && double.IsFinite(Upper);

    /// <summary>Fits a scaler to targets; null for none.</summary>
    /// <exception cref="ArgumentException">A scaler of the given kind cannot bring targets into the range.</exception>
    public Scaler? Fit<T>(Matrix<T> Y, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scaling scaling = Given ?? Choose(Y);
        if (Output.Range is not { } range || Output == Activation.Identity || scaling.Row() is not { } row)
        {
            return scaling.Fit(Y, weights);
        }

        double margin = Given is null && HasTwoEnds ? Margin * (Upper - Lower) : 0;
        return row.FitWithin(Y, weights, (range.Lower + margin, range.Upper - margin))
            ?? throw new ArgumentException($"TargetScaling must be MinMax or None for outputs of {Output}, which are {Between(Lower, Upper)}, but is {scaling}.");
    }

    /// <summary>Refuses targets that stay as they are where the loss does not allow them, and those that no output can reach.</summary>
    /// <param name="Y">The targets, dense.</param>
    /// <exception cref="ArgumentException">There is one; the message names its place.</exception>
    public void Check<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scaling scaling = Given ?? Choose(Y);
        if (scaling == Scaling.None)
        {
            Loss.CheckLabels(Y, Y.RowCount, Y.ColumnCount);
        }

        if (!HasEnds || scaling == Scaling.MinMax || (HasTwoEnds && scaling != Scaling.None))
        {
            return;
        }

        // What is divided keeps its sign.
        double lower = scaling != Scaling.None && Lower < 0 ? double.NegativeInfinity : Lower;
        double upper = scaling != Scaling.None && Upper > 0 ? double.PositiveInfinity : Upper;
        ReadOnlySpan<T> elements = ColumnMajor.Span(Y);
        for (int i = 0; i < elements.Length; i++)
        {
            double y = double.CreateTruncating(elements[i]);
            if (y < lower || y > upper)
            {
                throw new ArgumentException(
                    $"Y must be {Between(lower, upper)} for outputs of {Output}{(HasTwoEnds ? " without TargetScaling" : "")}, but Y{Require.Place(i, Y.RowCount)} is {Require.Text(y)}.", nameof(Y));
            }
        }
    }

    private static string Between(double lower, double upper) =>
        double.IsInfinity(upper) ? $"at least {Require.Text(lower)}"
        : double.IsInfinity(lower) ? $"at most {Require.Text(upper)}"
        : $"at least {Require.Text(lower)} and at most {Require.Text(upper)}";

    private Scaling Choose<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Outputs of softmax sum to 1, and so must the targets, which scaled ones do not.
        if (Output.Range is null || Output == Activation.Softmax)
        {
            return Scaling.None;
        }

        if (!Loss.LabelsHaveUnits)
        {
            return HasTwoEnds && Loss.Matches(Output) && !AreWithin(Y) ? Scaling.MinMax : Scaling.None;
        }

        return HasTwoEnds ? (AreWithin(Y) && AreLarge(Y) ? Scaling.None : Scaling.MinMax)
            : Lower > 0 || Upper < 0 ? Scaling.None
            : Loss.IsRobust ? Scaling.Robust : Scaling.Standardize;
    }

    private bool AreWithin<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double lower, double upper) = (Lower, Upper);
        return Y.ForAll(y => double.CreateTruncating(y) >= lower && double.CreateTruncating(y) <= upper);
    }

    /// <summary>Whether the targets of each output fill much of the range, but where they are all equal.</summary>
    private bool AreLarge<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double smallest = SmallestShare * (Upper - Lower);
        return Y.EnumerateRows().All(row => double.CreateTruncating(row.Max() - row.Min()) is var width && (width == 0 || width >= smallest));
    }
}
