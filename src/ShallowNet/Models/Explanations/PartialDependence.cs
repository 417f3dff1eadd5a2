using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// What a model answers on average when one or two columns have the same value for all samples (Friedman, 2001), and of one column what it answers for each (individual conditional
/// expectation; Goldstein and others, 2015).
/// </summary>
/// <remarks>All combinations count, also those that never occur; of columns that go together, accumulated local effects tell more.</remarks>
public sealed class PartialDependence
{
    internal PartialDependence(IReadOnlyList<DependenceAxis> axes, Matrix<double> mean, Matrix<double>? curves) => (Axes, Mean, Curves) = (axes, mean, curves);

    /// <summary>The values of the one or two columns.</summary>
    public IReadOnlyList<DependenceAxis> Axes { get; }

    /// <summary>The mean answers: a row for each value of the first column, and a column for each value of the second, or one.</summary>
    public Matrix<double> Mean { get; }

    /// <summary>Of one column the answers for each sample, values × samples; null for two.</summary>
    public Matrix<double>? Curves { get; }

    /// <summary>The columns, and from where to where the mean answers go.</summary>
    public override string ToString() => Invariant(
        $"partial dependence on {string.Join(" and ", Axes.Select(axis => axis.Name))}: {Mean.Enumerate().Min():G4} to {Mean.Enumerate().Max():G4}");
}
