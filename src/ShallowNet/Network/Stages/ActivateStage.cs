using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>g[l](Z[l]), or g[l](Z̃[l]) after batch normalization; A[l] itself where no stage follows.</summary>
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

    /// <summary>Bound to this precision once: a generic virtual call costs more than a small layer.</summary>
    private readonly ForwardFunction forward = description.Activation.Forward;
    private readonly BackwardFunction backward = description.Activation.Backward;

    private delegate void ForwardFunction(ReadOnlySpan<T> Z, Span<T> A, int rows);

    private delegate void BackwardFunction(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows);

    [MethodImpl(Compile.AtOnce)]
    public override void Forward(ForwardPass<T> pass, int first, int m) => forward(Input(pass, first, m), Output(pass, first, m), Units);

    [MethodImpl(Compile.AtOnce)]
    public override void Predict(in LayerColumns<T> columns) => forward(columns.Z, columns.A, Units);

    /// <summary>dZ[l] = dA[l] ∘ g[l]′(Z[l]).</summary>
    [MethodImpl(Compile.AtOnce)]
    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients) =>
        backward(Input(pass, range.First, range.Count), Output(pass, range.First, range.Count), dZ.Columns(l, range), Units);

    /// <summary>What g[l] is applied to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Arguments(ForwardPass<T> pass, int first, int m) => Input(pass, first, m);

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names)
    {
        string output = names.Output ?? Invariant($"g{l}");
        Activation.WriteOnnx(nodes, names.Input, output, l);
        return output;
    }

    public override void WriteCSharp(CSharpBody body, string a, string input)
    {
        CSharpFunction function = Activation.CSharp ?? throw new NotSupportedException(
            Invariant($"An activation to be exported as C# source must be one of the library's, but that of layer {l} is {Activation}."));
        if (function != CSharpFunction.None)
        {
            body.Call(function, a);
        }
    }
}
