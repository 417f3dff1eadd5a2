using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>A residual connection: A[l-1] added to what the stages before have given.</summary>
internal sealed class AddInputStage(StagePlace place) : Stage(place)
{
    /// <summary>The stage in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("AddTo", """
        // A residual connection: a := previous + a.
        private static void AddTo(Span<real> a, ReadOnlySpan<real> previous)
        {
            for (int i = 0; i < a.Length; i++)
            {
                a[i] = previous[i] + a[i];
            }
        }
        """);

    public override bool MayBeOverwritten => true;

    public override bool ReadsLayerInput => true;

    /// <summary>dA[l], which dA[l-1] needs a second time.</summary>
    public override bool KeepsGradient => true;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new AddInputStage<T>(this);
}

/// <inheritdoc cref="AddInputStage"/>
internal sealed class AddInputStage<T>(AddInputStage description) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward(ForwardPass<T> pass, int first, int m) =>
        Arithmetic.Add(Input(pass, first, m), pass.Activations(l - 1, first, m), Output(pass, first, m));

    public override void Predict(in LayerColumns<T> columns) => Arithmetic.Add(columns.Input, columns.A, columns.A);

    /// <summary>The derivatives go on unchanged, and are kept for A[l-1].</summary>
    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients) =>
        dZ.Columns(l, range).CopyTo(KeptGradient(dZ, range));

    public override void BackToInput(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ)
    {
        Span<T> d = dZ.Columns(l - 1, range);
        Arithmetic.Add<T>(KeptGradient(dZ, range), d, d);
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names) =>
        nodes.Node("Add", names.Output ?? Invariant($"sum{l}"), names.Input, names.LayerInput);

    public override void WriteCSharp(CSharpBody body, string a, string input) => body.Call(AddInputStage.CSharp, a, input);
}
