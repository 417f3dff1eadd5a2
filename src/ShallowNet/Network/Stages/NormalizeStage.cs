using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Z̃[l] = γ[l] Z_norm[l] + β[l] with Z_norm[l] = (Z[l] − μ)/√(σ² + ε): the batch's mean and variance in training, their running averages
/// in prediction. See <see cref="BatchNormalization"/>.
/// </summary>
internal sealed class NormalizeStage(StagePlace place, BatchNormalization options) : Stage(place)
{
    /// <summary>The stage in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("Normalize", """
        // Batch normalization: z := gamma·(z - mean)·inverse + beta.
        private static void Normalize(
            Span<real> z, ReadOnlySpan<real> mean, ReadOnlySpan<real> inverse, ReadOnlySpan<real> gamma, ReadOnlySpan<real> beta)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = MathR.FusedMultiplyAdd((z[i] - mean[i]) * inverse[i], gamma[i], beta[i]);
            }
        }
        """);

    public BatchNormalization Options => options;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        new(place.Layer, ParameterRole.Gamma, place.Units, 1, Start: 1), new(place.Layer, ParameterRole.Beta, place.Units, 1),
        new(place.Layer, ParameterRole.RunningMean, place.Units, 1), new(place.Layer, ParameterRole.RunningVariance, place.Units, 1, Start: 1),
    ];

    public override bool NeedsWholeBatch => true;

    /// <summary>Z_norm[l].</summary>
    public override bool KeepsMatrix => true;

    /// <summary>1/√(σ² + ε).</summary>
    public override bool KeepsVector => true;

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new NormalizeStage<T>(this, parameters, averages);
}

/// <inheritdoc cref="NormalizeStage"/>
internal sealed class NormalizeStage<T>(NormalizeStage description, ParameterSet<T> parameters, ParameterSet<T> averages) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double ε = description.Options.Epsilon;
    private readonly double momentum = description.Options.Momentum;
    private readonly int gammaPlace = description.Place.FirstTrained;
    private readonly int meanPlace = description.Place.FirstAverage;
    private readonly T[] gamma = parameters.Arrays[description.Place.FirstTrained];
    private readonly T[] beta = parameters.Arrays[description.Place.FirstTrained + 1];
    private readonly T[] runningMean = averages.Arrays[description.Place.FirstAverage];
    private readonly T[] runningVariance = averages.Arrays[description.Place.FirstAverage + 1];

    public override void Forward(ForwardPass<T> pass, int first, int m)
    {
        Span<T> Z = Input(pass, first, m), C = Output(pass, first, m);
        if (pass.IsPrediction)
        {
            Z.CopyTo(C);
            Normalization.Apply<T>(C, runningMean, runningVariance, gamma, beta, ε);
            return;
        }

        Normalization.Forward(Z, Batch(pass, first, m), C);
    }

    public override void Predict(in LayerColumns<T> columns) => Normalization.Apply<T>(columns.Z, runningMean, runningVariance, gamma, beta, ε);

    public override void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients)
    {
        if (pass.IsPrediction)
        {
            Normalization.BackThroughApply<T>(dZ.Columns(l, range), runningVariance, gamma, ε);
            return;
        }

        Normalization.Backward(dZ.Columns(l, range), Batch(pass, range.First, range.Count), gradients!.Arrays[gammaPlace], gradients.Arrays[gammaPlace + 1]);
    }

    public override void UpdateAverages(Gradients<T> gradients)
    {
        Normalization.Average<T>(gradients.Statistics.Arrays[meanPlace], runningMean, momentum);
        Normalization.Average<T>(gradients.Statistics.Arrays[meanPlace + 1], runningVariance, momentum);
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names) => nodes.Node(
        "BatchNormalization", names.Output ?? Invariant($"ZTilde{l}"),
        [
            names.Input, nodes.Vector<T>(Invariant($"gamma{l}"), gamma, Invariant($"Gamma[{l}]")), nodes.Vector<T>(Invariant($"beta{l}"), beta, Invariant($"Beta[{l}]")),
            nodes.Vector<T>(Invariant($"mean{l}"), runningMean, Invariant($"RunningMean[{l}]")), nodes.Vector<T>(Invariant($"variance{l}"), runningVariance, Invariant($"RunningVariance[{l}]")),
        ],
        OnnxAttribute.Of("epsilon", ε));

    public override void WriteCSharp(CSharpBody body, string a, string input) => body.Call(
        NormalizeStage.CSharp, a, body.Constant<T>(Invariant($"mean{l}"), runningMean), body.Constant<T>(Invariant($"inverse{l}"), FiniteInverses()),
        body.Constant<T>(Invariant($"gamma{l}"), gamma), body.Constant<T>(Invariant($"beta{l}"), beta));

    /// <summary>What forward propagation fills and backward propagation needs.</summary>
    private NormalizedBatch<T> Batch(ForwardPass<T> pass, int first, int m) => new()
    {
        Weights = pass.WeightsOf(first, m),
        γ = gamma,
        β = beta,
        ε = ε,
        Mean = pass.Statistics.Arrays[meanPlace],
        Variance = pass.Statistics.Arrays[meanPlace + 1],
        Inverse = KeptVector(pass),
        N = KeptMatrix(pass, first, m),
    };

    /// <summary>1/√(σ² + ε) of every unit, as <see cref="Normalization.Apply"/> has it; refuses averages that are not finite or give no finite one.</summary>
    private T[] FiniteInverses()
    {
        T[] inverses = new T[Units];
        for (int i = 0; i < inverses.Length; i++)
        {
            T mean = runningMean[i], variance = runningVariance[i];
            inverses[i] = T.One / T.Sqrt(variance + T.CreateTruncating(ε));
            if (!T.IsFinite(mean) || !T.IsFinite(variance) || !T.IsFinite(inverses[i]))
            {
                throw new InvalidOperationException(
                    Invariant($"The running averages must be finite, and variances not negative, to be exported, but unit {i} of layer {l} has the mean {Require.Text(double.CreateTruncating(mean))} and the variance {Require.Text(double.CreateTruncating(variance))}."));
            }
        }

        return inverses;
    }
}
