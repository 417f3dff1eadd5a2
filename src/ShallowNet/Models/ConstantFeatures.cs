using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The features that have had one value only: nothing can be learned of them, and another value must not change an answer. Their weights in
/// the first layer start at 0, and stay there under every optimizer as long as what the first layer makes of their inputs in training is 0.
/// </summary>
internal sealed class ConstantFeatures<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<int, T> values = [];

    /// <summary>Finds those of the first samples.</summary>
    public ConstantFeatures(Matrix<T> X)
    {
        for (int i = 0; i < X.RowCount; i++)
        {
            values.Add(i, X[i, 0]);
        }

        LeaveOutOthers(X);
    }

    /// <summary>Leaves out the features that have another value in more samples.</summary>
    public void LeaveOutOthers(Matrix<T> X)
    {
        foreach ((int i, T value) in values)
        {
            if (!IsOnly(X, i, value))
            {
                values.Remove(i);
            }
        }
    }

    /// <summary>Sets the weights of the constant features to 0.</summary>
    public void ClearWeights<TOfNetwork>(Network<TOfNetwork> network)
        where TOfNetwork : unmanaged, IBinaryFloatingPointIeee754<TOfNetwork>
    {
        int[] sizes = network.Layers[1].Embedding is { } embedding ? [.. embedding.Each(network.Inputs).Select(kind => kind.Size)] : [];
        foreach (int i in values.Keys)
        {
            int first = sizes.Length == 0 ? i : sizes.Take(i).Sum();
            for (int column = first; column < first + (sizes.Length == 0 ? 1 : sizes[i]); column++)
            {
                network.W[1].ClearColumn(column);
            }
        }
    }

    /// <summary>The inputs with 0 for the constant features, or with what the first layer's embedding makes zeros of.</summary>
    /// <param name="X">The inputs.</param>
    /// <param name="nothing">What becomes zeros, for each feature; null for 0.</param>
    public Matrix<T> Blank(Matrix<T> X, Func<int, T>? nothing = null)
    {
        (int Row, T Value)[] blanks = [.. values.Keys.Select(i => (Row: i, Value: nothing is null ? T.Zero : nothing(i))).Where(blank => !IsOnly(X, blank.Row, blank.Value))];
        if (blanks.Length == 0)
        {
            return X;
        }

        X = X.Clone();
        T[] row = new T[X.ColumnCount];
        foreach ((int i, T value) in blanks)
        {
            Array.Fill(row, value);
            X.SetRow(i, row);
        }

        return X;
    }

    private static bool IsOnly(Matrix<T> X, int row, T value)
    {
        ReadOnlySpan<T> elements = ColumnMajor.Span(X);
        int i = row;
        while (i < elements.Length && elements[i] == value)
        {
            i += X.RowCount;
        }

        return i >= elements.Length;
    }
}
