using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Z[l] = W[l] A[l-1] + b[l].</summary>
internal sealed class AffineStage(StagePlace place, bool biasMatters) : Stage(place)
{
    /// <summary>Whether b changes the answers: batch normalization, which follows, would take it out again.</summary>
    public bool BiasMatters => biasMatters;

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [new(place.Layer, ParameterRole.Weights, place.Units, place.Inputs), new(place.Layer, ParameterRole.Biases, place.Units, 1)];

    public override Stage<T> Bind<T>(Network<T> network) => new AffineStage<T>(this, network);
}

/// <inheritdoc cref="AffineStage"/>
internal sealed class AffineStage<T>(AffineStage description, Network<T> network) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int inputs = description.Place.Inputs;
    private readonly int firstParameter = description.Place.FirstTrained;
    private readonly bool biasMatters = description.BiasMatters;
    private readonly T[] W = network.Parameters.Arrays[description.Place.FirstTrained];
    private readonly T[] b = network.Parameters.Arrays[description.Place.FirstTrained + 1];

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(ForwardPass<T> pass, int first, int m) =>
        Products.Affine(W, b, pass.Activations(l - 1, first, m), Output(pass, first, m), new(Units, inputs, m));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Predict(in LayerColumns<T> columns) => Products.Affine(W, b, columns.Input, columns.Z, new(Units, inputs, columns.Samples));

    /// <summary>dA[l-1] = W[l]ᵀ dZ[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void BackToInput(SampleRange range, LinearGradients<T> dZ) =>
        Products.BackThroughWeights(W, dZ.Columns(l, range), dZ.Columns(l - 1, range), new(Units, inputs, range.Count));

    /// <summary>dW[l] = (1/m) dZ[l] A[l-1]ᵀ, db[l] = (1/m) Σ dZ[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        Span<T> d = dZ.Columns(l, range);
        LayerSize size = new(Units, inputs, range.Count);
        Products.WeightGradient(d, pass.Activations(l - 1, range.First, range.Count), gradients.Arrays[firstParameter], size, accumulation);
        if (accumulation.Part == 0 && biasMatters)
        {
            Products.BiasGradient(d, gradients.Arrays[firstParameter + 1], size, accumulation);
        }
    }
}
