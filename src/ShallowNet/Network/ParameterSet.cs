using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// A matrix in the shape of every W[l] and b[l], and of every γ[l] and β[l] where there is batch normalization: the parameters
/// themselves, or what belongs to each of them.
/// </summary>
internal sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerShapes shapes;
    private readonly T[][] weights;
    private readonly T[][] biases;
    private readonly T[][] gammas;
    private readonly T[][] betas;
    private readonly (string Text, int Layer)[] names;

    /// <summary>All zeros.</summary>
    /// <param name="shapes">The layers.</param>
    /// <param name="prefix">What stands before W and b in the name: nothing, or d.</param>
    public ParameterSet(LayerShapes shapes, string prefix = "")
    {
        this.shapes = shapes;
        int[] n = shapes.n;
        W = new PerLayer<Matrix<T>>(prefix + "W", 1, shapes.ForLayers(_ => true, l => ColumnMajor.Create<T>(n[l], n[l - 1]))!);
        b = new PerLayer<Matrix<T>>(prefix + "b", 1, shapes.ForLayers(_ => true, l => ColumnMajor.Create<T>(n[l], 1))!);
        Gamma = new PerLayer<Matrix<T>?>(prefix + "Gamma", 1, shapes.ForLayers(shapes.IsNormalized, l => ColumnMajor.Create<T>(n[l], 1)));
        Beta = new PerLayer<Matrix<T>?>(prefix + "Beta", 1, shapes.ForLayers(shapes.IsNormalized, l => ColumnMajor.Create<T>(n[l], 1)));
        weights = ArraysOf(W!);
        biases = ArraysOf(b!);
        gammas = ArraysOf(Gamma);
        betas = ArraysOf(Beta);
        Arrays = [.. Enumerable.Range(1, shapes.L).SelectMany(l => InLayer(l, weights[l], biases[l], gammas[l], betas[l]))];
        names = [.. Enumerable.Range(1, shapes.L).SelectMany(l => InLayer(l, ($"W[{l}]", l), ($"b[{l}]", l), ($"Gamma[{l}]", l), ($"Beta[{l}]", l)))];
        IsWeight = [.. Enumerable.Range(1, shapes.L).SelectMany(l => InLayer(l, true, false, false, false))];
    }

    /// <summary>n[l] × n[l-1] for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> W { get; }

    /// <summary>n[l] × 1 for the layers 1 to L.</summary>
    public PerLayer<Matrix<T>> b { get; }

    /// <summary>γ[l], n[l] × 1 for the layers with batch normalization, null for others.</summary>
    public PerLayer<Matrix<T>?> Gamma { get; }

    /// <summary>β[l], n[l] × 1 for the layers with batch normalization, null for others.</summary>
    public PerLayer<Matrix<T>?> Beta { get; }

    /// <summary>The arrays of W[1], b[1], γ[1], β[1], W[2], …, without those that are not there.</summary>
    public T[][] Arrays { get; }

    /// <summary>Which of <see cref="Arrays"/> are weights.</summary>
    public bool[] IsWeight { get; }

    public bool Fits(LayerShapes other) => shapes.Equal(other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Weights(int l) => weights[l];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Biases(int l) => biases[l];

    public Span<T> Gammas(int l) => gammas[l];

    public Span<T> Betas(int l) => betas[l];

    /// <summary>The name of one element of <see cref="Arrays"/>, such as W[1][0, 2].</summary>
    public string NameOf(int array, int index) => names[array].Text + Require.Place(index, shapes.n[names[array].Layer]);

    private static T[][] ArraysOf(PerLayer<Matrix<T>?> matrices) => [[], .. matrices.Select(m => m is null ? [] : ColumnMajor.Array(m))];

    private IEnumerable<TItem> InLayer<TItem>(int l, TItem weight, TItem bias, TItem gamma, TItem beta) =>
        shapes.IsNormalized(l) ? [weight, bias, gamma, beta] : [weight, bias];
}
