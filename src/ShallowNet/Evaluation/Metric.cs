using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>placeholder</summary>
public abstract record Metric
{
    /// <summary>x</summary>
    public static Metric Accuracy { get; } = new Acc();
    /// <summary>x</summary>
    public abstract string Name { get; }
    /// <summary>x</summary>
    public abstract bool HigherIsBetter { get; }
    /// <summary>x</summary>
    public abstract double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed record Acc : Metric
    {
        public override string Name => "accuracy";
        public override bool HigherIsBetter => true;
        public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights) => ShallowNet.Metrics.Accuracy(YHat, Y);
    }
}
