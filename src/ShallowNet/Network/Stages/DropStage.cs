using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Dropout: what g[l] gave times the mask D[l] of 0 and 1/(1 − p), which every pass draws anew. A training's schedule multiplies p. Prediction leaves
/// out none.
/// </summary>
internal sealed class DropStage(StagePlace place, double probability) : Stage(place)
{
    /// <summary>p.</summary>
    public double Probability => probability;

    public override bool IsInPrediction => false;

    public override bool DrawsMask => true;

    public override bool MayBeOverwritten => true;

    /// <summary>D[l].</summary>
    public override bool KeepsMatrix => true;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new DropStage<T>(this);
}

/// <inheritdoc cref="DropStage"/>
internal sealed class DropStage<T>(DropStage description) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double probability = description.Probability;

    public override void Forward(ForwardPass<T> pass, int first, int m)
    {
        if (pass.IsPrediction)
        {
            Input(pass, first, m).CopyTo(Output(pass, first, m));
            return;
        }

        Span<T> mask = KeptMatrix(pass, first, m);
        Masks.Draw(mask, (pass.FirstOfBatch + first) * Units, pass.MaskKey, l, probability * pass.DropoutFactor);
        Arithmetic.Multiply(Input(pass, first, m), mask, Output(pass, first, m));
    }

    public override void Predict(in LayerColumns<T> columns)
    {
    }

    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients)
    {
        if (pass.IsPrediction)
        {
            return;
        }

        Span<T> d = dZ.Columns(l, range);
        Arithmetic.Multiply<T>(KeptMatrix(pass, range.First, range.Count), d, d);
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names) => names.Input;

    public override void WriteCSharp(CSharpBody body, string a, string input)
    {
    }
}
