using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The share of the samples whose classes are all predicted, and no other: scikit-learn's subset accuracy.</summary>
internal sealed record SubsetAccuracy : Metric
{
    public static readonly SubsetAccuracy Instance = new();

    public override string Name => "subset accuracy";

    /// <summary>Whether a class with that probability is predicted.</summary>
    public static bool IsOf<T>(T probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => probability > T.CreateTruncating(0.5);

    public override double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null)
    {
        double[] w = Require.Weights(weights, Y.ColumnCount, nameof(weights));
        double right = 0;
        for (int j = 0; j < w.Length; j++)
        {
            right += Enumerable.Range(0, Y.RowCount).All(i => IsOf(YHat[i, j]) == (Y[i, j] == T.One)) ? w[j] : 0;
        }

        return right / w.Sum();
    }
}
