using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>g[l] (Z[l]), or g[l](Z̃[l]) after batch normalization; A[l] itself where no stage follows.</summary>
internal sealed class ActivateStage(StagePlace place, Activation activation) : Stage(place)
{
    public Activation Activation => activation;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new ActivateStage<T>(this);
}

/// <inheritdoc cref="ActivateStage"/>
internal sealed class ActivateStage<T>(ActivateStage description) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>g[l].</summary>
    public Activation Activation { get; } = description.Activation;

    private readonly BoundActivation<T> g = new(description.Activation, description.Place.Layer);

    [MethodImpl(Compile.AtOnce)]
    public override void Forward(ForwardPass<T> pass, int first, int m) => g.Forward(Input(pass, first, m), Output(pass, first, m), Units);

    [MethodImpl(Compile.AtOnce)]
    public override void Predict(in LayerColumns<T> columns) => g.Forward(columns.Z, columns.A, Units);

    /// <summary>dZ[l] = dA[l] ∘ g[l]′(Z[l]).</summary>
    [MethodImpl(Compile.AtOnce)]
    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients) =>
        g.Backward(Input(pass, range.First, range.Count), Output(pass, range.First, range.Count), dZ.Columns(l, range), Units);

    /// <summary>What g[l] is applied to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Arguments(ForwardPass<T> pass, int first, int m) => Input(pass, first, m);

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names)
    {
        string output = names.Output ?? Invariant($"g{l}");
        Activation.WriteOnnx(nodes, names.Input, output, l);
        return output;
    }

    public override void WriteCSharp(CSharpBody body, string a, string input) => g.WriteCSharp(body, a);
}
