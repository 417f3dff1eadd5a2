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
    private readonly ParameterLayout layout;
    private readonly int[] n;
    private readonly Matrix<T>[] a;
    private readonly T[][] activations;

    internal ForwardPass(ParameterLayout layout, Matrix<T> X)
    {
        this.layout = layout;
        n = layout.n;
        Samples = X.ColumnCount;
        Losses = new T[Samples];
        Matrix<T>[] outputs = new Matrix<T>[layout.StageCount];
        Matrix<T>?[] kept = new Matrix<T>?[layout.StageCount];
        a = [X, .. n.Skip(1).Select(units => ColumnMajor.Create<T>(units, Samples))];
        foreach (Stage stage in layout.AllStages)
        {
            (int l, int index) = (stage.Place.Layer, stage.Place.Index);
            bool givesA = layout.Stages(l).SkipWhile(other => other != stage).SkipLast(1).All(other => other.MayBeOverwritten);
            outputs[index] = givesA ? a[l] : ColumnMajor.Create<T>(stage.OutputRows, Samples);
            kept[index] = stage.KeepsMatrix ? ColumnMajor.Create<T>(stage.Place.Units, Samples) : null;
        }

        Outputs = Array.ConvertAll(outputs, ColumnMajor.Array);
        KeptMatrices = Array.ConvertAll(kept, matrix => matrix is null ? [] : ColumnMajor.Array(matrix));
        KeptVectors = [.. layout.AllStages.Select(stage => stage.KeepsVector ? new T[stage.Place.Units] : [])];
        activations = Array.ConvertAll(a, ColumnMajor.Array);
        Statistics = new ParameterSet<T>(layout, layout.Averages);
        A = new PerLayer<Matrix<T>>(nameof(A), 0, a);
        Z = new PerLayer<Matrix<T>>(nameof(Z), 1, Of<AffineStage>(outputs)!);
        ZNorm = new PerLayer<Matrix<T>?>(nameof(ZNorm), 1, Of<NormalizeStage>(kept));
        ZTilde = new PerLayer<Matrix<T>?>(nameof(ZTilde), 1, Of<NormalizeStage>(outputs));
        D = new PerLayer<Matrix<T>?>(nameof(D), 1, Of<DropStage>(kept));
    }

    /// <summary>m, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>Z[l] = W[l] A[l-1] + b[l], n[l] × m, for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> Z { get; }

    /// <summary>
    /// A[l] = g[l] (Z[l]), n[l] × m, for the layers 0 to L. A[0] is X itself, not a copy, where X is
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

    /// <summary>The place of the first sample in the batch that the masks are drawn for; other than 0 where this is a part of it.</summary>
    internal int FirstOfBatch { get; set; }

    /// <summary>What the probabilities of dropout are multiplied by.</summary>
    internal double DropoutFactor { get; set; } = 1;

    /// <summary>Whether stages compute as prediction does: running averages in place of the batch's, and nothing dropped.</summary>
    internal bool IsPrediction { get; init; }

    /// <summary>What the layout's averages are averages of: mean and variance of Z[l] over the batch.</summary>
    internal ParameterSet<T> Statistics { get; }

    /// <summary>The output of each stage, n[l] × m from Z[l] on; several stages of a layer may share A[l].</summary>
    internal T[][] Outputs { get; }

    /// <summary>The second matrix of each stage that keeps one.</summary>
    internal T[][] KeptMatrices { get; }

    /// <summary>The numbers of each stage that keeps one for each unit.</summary>
    internal T[][] KeptVectors { get; }

    /// <summary>Room for dZ[l] of as many samples as backward propagation takes at a time, made when backward propagation first asks for it.</summary>
    internal LinearGradients<T> dZ => field ??= new LinearGradients<T>(layout, Samples);

    internal bool Fits(ParameterLayout other) => layout.Fits(other);

    /// <summary>Lets A[0] be X, a dense n_x × m matrix.</summary>
    internal void SetInput(Matrix<T> X)
    {
        a[0] = X;
        activations[0] = ColumnMajor.Array(X);
    }

    /// <summary>Lets go of X and of the samples' weights, which would otherwise live as long as the pass; it needs another X before it is used again.</summary>
    internal void Forget()
    {
        a[0] = null!;
        activations[0] = [];
        Weights = null;
    }

    /// <summary>Whether forward propagation would write into X.</summary>
    internal bool Overwrites(Matrix<T> X)
    {
        T[] elements = ColumnMajor.Array(X);
        return Outputs.AsSpan().Contains(elements) || KeptMatrices.AsSpan().Contains(elements);
    }

    /// <summary>Columns first to first + m of A[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> Activations(int l, int first, int m) => activations[l].AsSpan(first * n[l], m * n[l]);

    /// <summary>The weights of samples first to first + m; empty where all count the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<T> WeightsOf(int first, int m) => Weights is { } weights ? weights.AsSpan(first, m) : default;

    /// <summary>For each layer, the matrix of its stage of the given kind; null where it has none.</summary>
    private Matrix<T>?[] Of<TStage>(Matrix<T>?[] matrices)
        where TStage : Stage =>
        [.. Enumerable.Range(1, layout.L).Select(l => layout.Find<TStage>(l) is { } stage ? matrices[stage.Place.Index] : null)];
}
