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
    private readonly LayerShapes shapes;
    private readonly int[] n;
    private readonly Matrix<T>[] a;
    private readonly T[][] z;
    private readonly T[][] activations;

    /// <summary>Z̃ where there is batch normalization, otherwise Z.</summary>
    private readonly T[][] arguments;

    /// <summary>g(Z̃) where dropout or a residual connection make something else of it, otherwise A.</summary>
    private readonly T[][] values;
    private readonly T[][] normalized;
    private readonly T[][] masks;

    internal ForwardPass(LayerShapes shapes, Matrix<T> X)
    {
        this.shapes = shapes;
        n = shapes.n;
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
        ZNorm = Where(nameof(ZNorm), shapes.IsNormalized);
        ZTilde = Where(nameof(ZTilde), shapes.IsNormalized);
        D = Where(nameof(D), shapes.IsDropped);
        normalized = ArraysOf(ZNorm);
        masks = ArraysOf(D);
        arguments = [[], .. ZTilde.Select((tilde, i) => tilde is null ? z[i + 1] : ColumnMajor.Array(tilde))];
        values = [.. n.Select((units, l) => shapes.IsDropped(l) || shapes.IsResidual(l) ? new T[units * Samples] : activations[l])];
        Statistics = new BatchStatistics<T>(shapes);
        Inverses = [.. n.Select((units, l) => shapes.IsNormalized(l) ? new T[units] : [])];
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

    /// <summary>
    /// Z_norm[l] = (Z[l] − μ)/√(σ² + ε), n[l] × m, with the batch's mean and variance; null for layers without batch normalization.
    /// </summary>
    public PerLayer<Matrix<T>?> ZNorm { get; }

    /// <summary>Z̃[l] = γ Z_norm[l] + β, n[l] × m, which g is applied to; null for layers without batch normalization.</summary>
    public PerLayer<Matrix<T>?> ZTilde { get; }

    /// <summary>
    /// The dropout mask, n[l] × m: 0 for what is left out, 1/(1 − p) for what stays; null for layers without dropout. Drawn anew by
    /// every forward propagation.
    /// </summary>
    public PerLayer<Matrix<T>?> D { get; }

    /// <summary>Room for the losses of the m samples.</summary>
    internal T[] Losses { get; }

    /// <summary>What each sample counts, with a mean of 1 over all samples; null where all count the same.</summary>
    internal T[]? Weights { get; set; }

    /// <summary>The samples that count at all.</summary>
    internal int CountedSamples => Samples - WeightsOf(0, Samples).Count(T.Zero);

    /// <summary>What the dropout masks follow from.</summary>
    internal ulong MaskKey { get; set; }

    /// <summary>Mean and variance of Z[l] over the batch.</summary>
    internal BatchStatistics<T> Statistics { get; }

    /// <summary>1/√(σ² + ε) of layers with batch normalization.</summary>
    internal T[][] Inverses { get; }

    internal bool Fits(LayerShapes other) => shapes.Equal(other);

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
            if (elements == z[l] || elements == activations[l] || elements == arguments[l] || elements == normalized[l] || elements == masks[l])
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

    /// <summary>Columns first to first + m of what g[l] is applied to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Arguments(int l, int first, int m) => arguments[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Columns first to first + m of what g[l] gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Values(int l, int first, int m) => values[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>The weights of samples first to first + m; empty where all count the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<T> WeightsOf(int first, int m) => Weights is { } weights ? weights.AsSpan(first, m) : default;

    /// <summary>Columns first to first + m of Z_norm[l].</summary>
    internal Span<T> Normalized(int l, int first, int m) => normalized[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Columns first to first + m of D[l].</summary>
    internal Span<T> Mask(int l, int first, int m) => masks[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>Room for dZ[l] of a chunk of samples, made when backward propagation first asks for it.</summary>
    internal LinearGradients<T> dZ => field ??= new LinearGradients<T>(shapes, Samples);

    private static T[][] ArraysOf(PerLayer<Matrix<T>?> matrices) => [[], .. matrices.Select(m => m is null ? [] : ColumnMajor.Array(m))];

    private PerLayer<Matrix<T>?> Where(string symbol, Func<int, bool> has) =>
        new(symbol, 1, shapes.ForLayers(has, l => ColumnMajor.Create<T>(n[l], Samples)));
}
