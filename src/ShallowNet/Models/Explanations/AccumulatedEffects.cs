using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// How a model's answer changes with one column, or with two beyond what it changes with each, among samples such as occur: its changes over small intervals, accumulated, with a mean of 0
/// (Apley and Zhu, 2020).
/// </summary>
public sealed class AccumulatedEffects
{
    internal AccumulatedEffects(IReadOnlyList<DependenceAxis> axes, Matrix<double> effects, int emptyCells) => (Axes, Effects, EmptyCells) = (axes, effects, emptyCells);

    /// <summary>The ends of the intervals of numbers, or the categories.</summary>
    public IReadOnlyList<DependenceAxis> Axes { get; }

    /// <summary>The effects in the units of the answer: a row for each value of the first column, and a column for each value of the second, or one.</summary>
    public Matrix<double> Effects { get; }

    /// <summary>Of two columns, in how many pairs of intervals there is no sample: they have the change of the nearest that has one.</summary>
    public int EmptyCells { get; }

    /// <summary>The columns, and from where to where the effects go.</summary>
    public override string ToString() => Invariant(
        $"accumulated effects of {string.Join(" and ", Axes.Select(axis => axis.Name))}: {Effects.Enumerate().Min():G4} to {Effects.Enumerate().Max():G4}");
}
