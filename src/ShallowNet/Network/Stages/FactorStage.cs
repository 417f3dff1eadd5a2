using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>s[l] ∘ A[l-1], or s[l] ∘ E[l] behind an embedding: a learned factor for each number that W[l] is applied to.</summary>
internal sealed class FactorStage(StagePlace place) : Stage(place)
{
    /// <summary>The stage in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("MultiplyInputs", """
        // A factor for each input.
        private static void MultiplyInputs(ReadOnlySpan<real> factors, ReadOnlySpan<real> x, Span<real> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = x[i] * factors[i];
            }
        }
        """);

    public override IReadOnlyList<Parameter> Parameters { get; } = [new(place.Layer, ParameterRole.InputFactors, place.Inputs, 1, Start: 1)];

    public override bool PreparesInput => true;

    public override bool SumsParameterGradients => true;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new FactorStage<T>(this, parameters);
}

/// <inheritdoc cref="FactorStage"/>
internal sealed class FactorStage<T>(FactorStage description, ParameterSet<T> parameters) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int place = description.Place.FirstTrained;
    private readonly bool startsLayer = description.Place.StartsLayer;
    private readonly T[] s = parameters.Arrays[description.Place.FirstTrained];

    public override void Forward(ForwardPass<T> pass, int first, int m) => Rows.Scale<T>(LayerInput(pass, first, m), s, PreparedInput(pass, first, m));

    public override void Predict(in LayerColumns<T> columns)
    {
        Span<T> prepared = columns.Prepared[..(s.Length * columns.Samples)];
        Rows.Scale(startsLayer ? columns.Input : prepared, s, prepared);
    }

    public override void BackToInput(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ) =>
        Rows.Scale<T>(dZ.Prepared(description.Place.Index, range), s, InputGradient(dZ, range));

    /// <summary>ds = (1/m) Σ d(s ∘ a) ∘ a.</summary>
    public override void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        if (accumulation.Part == 0)
        {
            using Scratch<T> sums = Scratch<T>.Rent(s.Length);
            Rows.SumProducts<T>(dZ.Prepared(description.Place.Index, range), LayerInput(pass, range.First, range.Count), default, sums.Span);
            Arithmetic.Accumulate(sums.Span, gradients.Arrays[place], accumulation);
        }
    }

    public override void WriteSampleDerivatives(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
        ReadOnlySpan<T> A = LayerInput(pass, range.First, range.Count), d = dZ.Prepared(description.Place.Index, range);
        for (int j = 0; j < range.Count; j++)
        {
            Span<double> column = derivatives.Of(j, place);
            for (int i = 0; i < s.Length; i++)
            {
                column[i] = double.CreateTruncating(d[j * s.Length + i]) * double.CreateTruncating(A[j * s.Length + i]);
            }
        }
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names) => nodes.Node(
        "Mul", Invariant($"scaled{l}"), names.Input, nodes.Vector<T>(Invariant($"factors{l}"), s, Invariant($"InputFactors[{l}]")));

    public override void WriteCSharp(CSharpBody body, string a, string input) => body.Call(FactorStage.CSharp, body.Constant<T>(Invariant($"factors{l}"), s), input, a);
}
