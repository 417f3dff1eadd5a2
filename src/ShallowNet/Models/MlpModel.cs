using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Loads models of a kind that is not known before: see <c>MlpModel.Load</c>.</summary>
public static class MlpModel
{
    /// <summary>Samples to fit a model to, dense and finite.</summary>
    internal static Matrix<T> Samples<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return Require.Samples(X, null, null, nameof(X), "");
    }
}
