using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A matrix in the shape of every W[l] and b[l]: the parameters themselves, or what belongs to each of them.</summary>
internal sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;

    /// <summary>All zeros.</summary>
    /// <param name="n">n[0], n[1], …, n[L].</param>
    /// <param name="prefix">What stands before W and b in the name: nothing, or d.</param>
    public ParameterSet(int[] n, string prefix = "")
    {
        this.n = n;
        Matrix<T>[] weights = new Matrix<T>[n.Length - 1], biases = new Matrix<T>[n.Length - 1];
        Arrays = new T[2 * weights.Length][];
        for (int l = 1; l < n.Length; l++)
        {
            weights[l - 1] = ColumnMajor.Create<T>(n[l], n[l - 1]);
            biases[l - 1] = ColumnMajor.Create<T>(n[l], 1);
            Arrays[2 * l - 2] = ColumnMajor.Array(weights[l - 1]);
            Arrays[2 * l - 1] = ColumnMajor.Array(biases[l - 1]);
        }

        W = new PerLayer<Matrix<T>>(prefix + "W", 1, weights);
        b = new PerLayer<Matrix<T>>(prefix + "b", 1, biases);
    }

    /// <summary>n[l] × n[l-1] for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> W { get; }

    /// <summary>n[l] × 1 for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> b { get; }

    /// <summary>The arrays of W[1], b[1], W[2], …</summary>
    public T[][] Arrays { get; }

    /// <summary>Which of <see cref="Arrays"/> are weights.</summary>
    public bool[] IsWeight => [.. Enumerable.Range(0, Arrays.Length).Select(i => i % 2 == 0)];

    public bool Fits(int[] sizes) => n.AsSpan().SequenceEqual(sizes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Weights(int l) => Arrays[2 * l - 2];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Biases(int l) => Arrays[2 * l - 1];

    /// <summary>The name of one element of <see cref="Arrays"/>, such as W[1][0, 2].</summary>
    public string NameOf(int array, int index)
    {
        int l = array / 2 + 1;
        return $"{(array % 2 == 0 ? "W" : "b")}[{l}]{Require.Place(index, n[l])}";
    }
}
