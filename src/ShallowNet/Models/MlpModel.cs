using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Stands for models of every kind: <c>MlpModel.Load</c> loads one whose kind is not known before.</summary>
public static class MlpModel
{
    /// <summary>Refuses any other number of targets than one for each sample, with the advice for a table that has samples as rows.</summary>
    internal static void CheckCount(int targets, (int Features, int Samples) X, string name)
    {
        if (targets != X.Samples)
        {
            throw new ArgumentException(
                Invariant($"{name} must have {Require.Count(X.Samples, "element")} (one for each sample, a column of X), but has {targets}.{Transposed(targets, X)}"), name);
        }
    }

    /// <summary>What to do where there are as many targets as X has rows, and not as many as columns; otherwise nothing.</summary>
    internal static string Transposed(int targets, (int Features, int Samples) X) =>
        targets == X.Features && targets != X.Samples ? " Samples are columns: pass X.Transpose()." : "";

    /// <summary>Samples to fit a model to, dense and finite.</summary>
    internal static Matrix<T> Samples<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return Require.Samples(X, null, null, nameof(X), "");
    }
}
