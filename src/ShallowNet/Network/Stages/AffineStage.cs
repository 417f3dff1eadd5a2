using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Z[l] = W[l] A[l-1] + b[l].</summary>
internal sealed class AffineStage(StagePlace place, bool biasMatters) : Stage(place)
{
    /// <summary>The stage in exported C# source, as the kernels compute it for many units or few inputs.</summary>
    public static CSharpFunction CSharpInChains { get; } = new("Affine", """
        // z = W·x + b: chains of fused multiply-adds from b on. W is stored column by column.
        private static void Affine(ReadOnlySpan<real> W, ReadOnlySpan<real> b, ReadOnlySpan<real> x, Span<real> z)
        {
            b.CopyTo(z);
            for (int k = 0; k < x.Length; k++)
            {
                ReadOnlySpan<real> column = W.Slice(k * z.Length, z.Length);
                real xk = x[k];
                for (int i = 0; i < column.Length; i++)
                {
                    z[i] = MathR.FusedMultiplyAdd(column[i], xk, z[i]);
                }
            }
        }
        """);

    /// <summary>The stage in exported C# source, as the kernels compute it for few units of many inputs.</summary>
    public static CSharpFunction CSharpInLanes { get; } = new("AffineInLanes", """
        // z = W·x + b for few units of many inputs: input k belongs to lane k mod ⟦8|16⟧; the lanes are added in halves.
        private static void AffineInLanes(ReadOnlySpan<real> W, ReadOnlySpan<real> b, ReadOnlySpan<real> x, Span<real> z)
        {
            Span<real> lanes = stackalloc real[⟦8|16⟧];
            for (int i = 0; i < z.Length; i++)
            {
                lanes.Clear();
                for (int k = 0; k < x.Length; k++)
                {
                    ref real lane = ref lanes[k % lanes.Length];
                    lane = MathR.FusedMultiplyAdd(W[i + k * z.Length], x[k], lane);
                }

                // Zeros fill up the last inputs; they make 0 of -0.
                for (int k = x.Length; k % lanes.Length != 0; k++)
                {
                    lanes[k % lanes.Length] += 0.0d;
                }

                for (int half = lanes.Length / 2; half > 0; half /= 2)
                {
                    for (int p = 0; p < half; p++)
                    {
                        lanes[p] += lanes[p + half];
                    }
                }

                z[i] = lanes[0] + b[i];
            }
        }
        """);

    /// <summary>Whether b changes the answers: batch normalization, which follows, would take it out again.</summary>
    public bool BiasMatters => biasMatters;

    public override bool ChangesGradient => false;

    public override bool SumsParameterGradients => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [new(place.Layer, ParameterRole.Weights, place.Units, place.Inputs), new(place.Layer, ParameterRole.Biases, place.Units, 1)];

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new AffineStage<T>(this, parameters);
}

/// <inheritdoc cref="AffineStage"/>
internal sealed class AffineStage<T>(AffineStage description, ParameterSet<T> parameters) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int inputs = description.Place.Inputs;
    private readonly int firstParameter = description.Place.FirstTrained;
    private readonly bool biasMatters = description.BiasMatters;
    private readonly bool startsLayer = description.Place.StartsLayer;
    private readonly T[] W = parameters.Arrays[description.Place.FirstTrained];
    private readonly T[] b = parameters.Arrays[description.Place.FirstTrained + 1];

    [MethodImpl(Compile.AtOnce)]
    public override void Forward(ForwardPass<T> pass, int first, int m) =>
        Products.Affine(W, b, LayerInput(pass, first, m), Output(pass, first, m), new(Units, inputs, m));

    [MethodImpl(Compile.AtOnce)]
    public override void Predict(in LayerColumns<T> columns) => Products.Affine(
        W, b, startsLayer ? columns.Input : columns.Prepared[..(inputs * columns.Samples)], columns.Z, new(Units, inputs, columns.Samples));

    /// <summary>dA[l-1] = W[l]ᵀ dZ[l].</summary>
    [MethodImpl(Compile.AtOnce)]
    public override void BackToInput(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ) =>
        Products.BackThroughWeights(W, dZ.Columns(l, range), InputGradient(dZ, range), new(Units, inputs, range.Count));

    /// <summary>dW[l] = (1/m) dZ[l] A[l-1]ᵀ, db[l] = (1/m) Σ dZ[l].</summary>
    [MethodImpl(Compile.AtOnce)]
    public override void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        Span<T> d = dZ.Columns(l, range);
        LayerSize size = new(Units, inputs, range.Count);
        Products.WeightGradient(d, LayerInput(pass, range.First, range.Count), gradients.Arrays[firstParameter], size, accumulation);
        if (accumulation.Part == 0 && biasMatters)
        {
            Products.BiasGradient(d, gradients.Arrays[firstParameter + 1], size, accumulation);
        }
    }

    /// <summary>dW[l] = dZ[l] A[l-1]ᵀ and db[l] = dZ[l] of each sample.</summary>
    [MethodImpl(Compile.AtOnce)]
    public override void WriteSampleDerivatives(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
        ReadOnlySpan<T> d = dZ.Columns(l, range), A = LayerInput(pass, range.First, range.Count);
        for (int s = 0; s < range.Count; s++)
        {
            ReadOnlySpan<T> ds = d.Slice(s * Units, Units);
            Span<double> db = derivatives.Of(s, firstParameter + 1);
            OuterProducts.Write(ds, A.Slice(s * inputs, inputs), derivatives.Of(s, firstParameter)[..(Units * inputs)]);
            for (int i = 0; i < ds.Length; i++)
            {
                db[i] = double.CreateTruncating(ds[i]);
            }
        }
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names)
    {
        // The samples are rows in ONNX: Z = A Wᵀ + bᵀ.
        string weights = nodes.Matrix(Invariant($"W{l}"), parameters.MatrixAt(firstParameter), Invariant($"W[{l}]")), biases = nodes.Vector<T>(Invariant($"b{l}"), b, Invariant($"b[{l}]"));
        return nodes.Node("Gemm", names.Output ?? Invariant($"Z{l}"), [names.Input, weights, biases], OnnxAttribute.Of("transB", 1));
    }

    public override void WriteCSharp(CSharpBody body, string a, string input) => body.Call(
        Units <= Products.FewUnits && inputs > Products.FewInputs ? AffineStage.CSharpInLanes : AffineStage.CSharpInChains,
        body.Constant<T>(Invariant($"W{l}"), W), body.Constant<T>(Invariant($"b{l}"), b), input, a);
}
