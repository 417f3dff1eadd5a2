using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>(1 − α[l])z + α[l]g[l](z), where z is Z[l], or Z̃[l] after batch normalization. See <see cref="Dense.LearnedMix"/>.</summary>
internal sealed class MixStage(StagePlace place, Activation activation) : Stage(place)
{
    /// <summary>What keeps z, in exported C# source.</summary>
    public static CSharpFunction CSharpCopy { get; } = new("Copy", """
        private static void Copy(ReadOnlySpan<real> a, Span<real> z)
        {
            a.CopyTo(z);
        }
        """);

    /// <summary>The mix in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("Mix", """
        // A learned mix: a := (1 - alpha)·z + alpha·a.
        private static void Mix(Span<real> a, ReadOnlySpan<real> z, ReadOnlySpan<real> alpha)
        {
            for (int i = 0; i < a.Length; i++)
            {
                a[i] = MathR.FusedMultiplyAdd(alpha[i], a[i], (1.0d - alpha[i]) * z[i]);
            }
        }
        """);

    public Activation Activation => activation;

    public override IReadOnlyList<Parameter> Parameters { get; } = [new(place.Layer, ParameterRole.Alpha, place.Units, 1, Start: 1)];

    public override bool MayBeOverwritten => true;

    /// <summary>g[l](z).</summary>
    public override bool KeepsMatrix => true;

    public override bool KeepsGradient => true;

    public override bool SumsParameterGradients => true;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new MixStage<T>(this, parameters);
}

/// <inheritdoc cref="MixStage"/>
internal sealed class MixStage<T>(MixStage description, ParameterSet<T> parameters) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation activation = description.Activation;
    private readonly BoundActivation<T> g = new(description.Activation, description.Place.Layer);
    private readonly int firstParameter = description.Place.FirstTrained;
    private readonly T[] alpha = parameters.Arrays[description.Place.FirstTrained];

    public override void Forward(ForwardPass<T> pass, int first, int m)
    {
        Span<T> z = Input(pass, first, m), G = KeptMatrix(pass, first, m);
        g.Forward(z, G, Units);
        Mixing.Forward<T>(z, G, alpha, Output(pass, first, m));
    }

    public override void Predict(in LayerColumns<T> columns)
    {
        g.Forward(columns.Z, columns.A, Units);
        Mixing.Forward<T>(columns.Z, columns.A, alpha, columns.A);
    }

    /// <summary>dz = (1 − α)d + αd ∘ g′(z), and kept are the terms of dα[l], d ∘ (g(z) − z).</summary>
    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients)
    {
        Span<T> d = dZ.Columns(l, range), kept = KeptGradient(dZ, range);
        Span<T> z = Input(pass, range.First, range.Count), G = KeptMatrix(pass, range.First, range.Count);
        d.CopyTo(kept);
        Mixing.ScaleByShare(alpha, d);
        g.Backward(z, G, d, Units);
        Mixing.AddRest(kept, alpha, d);
        Mixing.MultiplyByDifference(G, z, kept);
    }

    /// <summary>dα[l] = (1/m) Σ d ∘ (g(z) − z).</summary>
    public override void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        if (accumulation.Part == 0)
        {
            Products.BiasGradient(KeptGradient(dZ, range), gradients.Arrays[firstParameter], new LayerSize(Units, Units, range.Count), accumulation);
        }
    }

    public override void WriteSampleDerivatives(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
        ReadOnlySpan<T> terms = KeptGradient(dZ, range);
        for (int i = 0; i < terms.Length; i++)
        {
            derivatives.Of(i / Units, firstParameter)[i % Units] = double.CreateTruncating(terms[i]);
        }
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names)
    {
        string share = nodes.Vector<T>(Invariant($"alpha{l}"), alpha, Invariant($"Alpha[{l}]"));
        string rest = nodes.Vector<T>(Invariant($"rest{l}"), Array.ConvertAll(alpha, α => T.One - α), Invariant($"Alpha[{l}]"));
        activation.WriteOnnx(nodes, names.Input, Invariant($"g{l}"), l);
        return nodes.Node(
            "Add", names.Output ?? Invariant($"mix{l}"), nodes.Node("Mul", Invariant($"linear{l}"), names.Input, rest), nodes.Node("Mul", Invariant($"bent{l}"), Invariant($"g{l}"), share));
    }

    public override void WriteCSharp(CSharpBody body, string a, string input)
    {
        string z = body.Room(Invariant($"z{l}"), Units);
        body.Call(MixStage.CSharpCopy, a, z);
        g.WriteCSharp(body, a);
        body.Call(MixStage.CSharp, a, z, body.Constant<T>(Invariant($"alpha{l}"), alpha));
    }
}
