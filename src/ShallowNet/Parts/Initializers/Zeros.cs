using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

public abstract partial record Initializer
{
    /// <summary>All zeros. Every unit of a layer then stays the same as its neighbour: to be seen once, not used.</summary>
    public static Initializer Zeros { get; } = new Zeros();
}

internal sealed record Zeros : Initializer
{
    internal override CatalogRow<Initializer> Row => new("zeros");

    public override Matrix<double> Create(int units, int inputs, NumPyRandom random)
    {
        Check(units, inputs, random);
        return Matrix<double>.Build.Dense(units, inputs);
    }
}
