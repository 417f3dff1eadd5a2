using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// What forward propagation computed for m samples, and backward propagation needs: the article's <c>cache</c>.
/// </summary>
/// <remarks>
/// Made by <see cref="Network{T}.Forward(Matrix{T})"/>; given back to <see cref="Network{T}.Forward(Matrix{T}, ForwardPass{T})"/>
/// it is filled again without allocating. It belongs to one thread at a time.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ForwardPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;
    private readonly Matrix<T>[] a;
    private readonly T[][] z;
    private readonly T[][] activations;

    internal ForwardPass(int[] n, Matrix<T> X)
    {
        this.n = n;
        Samples = X.ColumnCount;
        Losses = new T[Samples];
        a = new Matrix<T>[n.Length];
        activations = new T[n.Length][];
        z = new T[n.Length][];
        Matrix<T>[] linear = new Matrix<T>[n.Length - 1];
        for (int l = 1; l < n.Length; l++)
        {
            linear[l - 1] = ColumnMajor.Create<T>(n[l], Samples);
            z[l] = ColumnMajor.Array(linear[l - 1]);
            a[l] = ColumnMajor.Create<T>(n[l], Samples);
            activations[l] = ColumnMajor.Array(a[l]);
        }

        z[0] = [];
        Z = new PerLayer<Matrix<T>>(nameof(Z), 1, linear);
        A = new PerLayer<Matrix<T>>(nameof(A), 0, a);
        Input(X);
    }

    /// <summary>m, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>Z[l] = W[l] A[l-1] + b[l], n[l] × m, for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> Z { get; }

    /// <summary>
    /// A[l] = g[l](Z[l]), n[l] × m, for the layers 0 to L. A[0] is X itself, not a copy, where X is
    /// dense: changed between forward and backward propagation, it changes dW[1]. A[L] is Ŷ.
    /// </summary>
    public PerLayer<Matrix<T>> A { get; }

    /// <summary>Room for the losses of the m samples.</summary>
    internal T[] Losses { get; }

    internal bool Fits(int[] sizes) => n.AsSpan().SequenceEqual(sizes);

    /// <summary>Lets A[0] be X, a dense n_x × m matrix.</summary>
    internal void Input(Matrix<T> X)
    {
        a[0] = X;
        activations[0] = ColumnMajor.Array(X);
    }

    /// <summary>Whether forward propagation would write into X.</summary>
    internal bool Overwrites(Matrix<T> X)
    {
        T[] elements = ColumnMajor.Array(X);
        for (int l = 1; l < n.Length; l++)
        {
            if (ReferenceEquals(elements, z[l]) || ReferenceEquals(elements, activations[l]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Columns first to first + m of Z[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Linear(int l, int first, int m) => z[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Columns first to first + m of A[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Activations(int l, int first, int m) => activations[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Room for dZ[l] of a chunk of samples, made when backward propagation first asks for it.</summary>
    internal LinearGradients<T> dZ => field ??= new LinearGradients<T>(n, Samples);
}
