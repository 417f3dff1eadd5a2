using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>E[l], what each input of the layer becomes by its <see cref="Embedding"/>, one after the other: what W[l] is applied to in place of A[l-1].</summary>
internal sealed class EmbedStage : Stage
{
    /// <summary>Lays out the inputs of a layer.</summary>
    /// <param name="place">Where it stands, the first stage of its layer.</param>
    /// <param name="embedding">The description, for as many inputs as there are.</param>
    public EmbedStage(StagePlace place, Embedding embedding)
        : base(place)
    {
        InputsAfter = embedding.Width(place.Inputs);
        int length = embedding.Parameters(place.Inputs), input = 0, row = 0, parameter = 0;
        Parameters = length > 0 ? [new(place.Layer, ParameterRole.Embeddings, length, 1)] : [];
        List<EmbeddedInputs> runs = [];
        foreach ((InputEmbedding kind, int count) in embedding.Runs(place.Inputs))
        {
            runs.Add(new EmbeddedInputs(kind, new EmbeddedRun(place.Inputs, InputsAfter, input, count, row, kind.Size), parameter));
            (input, row, parameter) = (input + count, row + count * kind.Size, parameter + count * kind.ParameterCount);
        }

        Runs = runs;
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override int InputsAfter { get; }

    public override bool PreparesInput => true;

    public override bool SumsParameterGradients => Parameters.Count > 0;

    public override int Evaluations => Runs.Sum(run => run.Place.Count * run.Kind.Evaluations);

    /// <summary>The inputs, those together that are neighbours and embedded in the same way.</summary>
    public IReadOnlyList<EmbeddedInputs> Runs { get; }

    public override Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages) => new EmbedStage<T>(this, parameters);
}

/// <summary>Neighbouring inputs that are embedded in the same way.</summary>
/// <param name="Kind">How.</param>
/// <param name="Place">Where they stand in A[l-1] and E[l].</param>
/// <param name="FirstParameter">Where what is learned of them begins among the layer's embeddings.</param>
internal readonly record struct EmbeddedInputs(InputEmbedding Kind, EmbeddedRun Place, int FirstParameter);

/// <inheritdoc cref="EmbedStage"/>
internal sealed class EmbedStage<T>(EmbedStage description, ParameterSet<T> parameters) : Stage<T>(description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int inputs = description.Place.Inputs;
    private readonly int width = description.InputsAfter;
    private readonly int place = description.Place.FirstTrained;
    private readonly T[] numbers = description.Parameters.Count > 0 ? parameters.Arrays[description.Place.FirstTrained] : [];
    private readonly (EmbeddedInputs Inputs, BoundEmbedding<T> Embedding)[] runs = [.. description.Runs.Select(run => (run, run.Kind.Bind<T>()))];

    public override void Draw(NumPyRandom random)
    {
        foreach ((EmbeddedInputs run, _) in runs)
        {
            double[] drawn = new double[run.Kind.ParameterCount];
            for (int i = 0; i < run.Place.Count && drawn.Length > 0; i++)
            {
                run.Kind.Draw(random, drawn);
                Array.ConvertAll(drawn, T.CreateTruncating).CopyTo(Of(numbers, run)[(i * drawn.Length)..]);
            }
        }
    }

    public override void Forward(ForwardPass<T> pass, int first, int m) => Forward(LayerInput(pass, first, m), PreparedInput(pass, first, m));

    public override void Predict(in LayerColumns<T> columns) => Forward(columns.Input, columns.Prepared[..(width * columns.Samples)]);

    public override void BackToInput(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ)
    {
        ReadOnlySpan<T> A = LayerInput(pass, range.First, range.Count), dE = dZ.Prepared(description.Place.Index, range);
        Span<T> dA = InputGradient(dZ, range);
        foreach ((EmbeddedInputs run, BoundEmbedding<T> embedding) in runs)
        {
            embedding.BackToInput(Of(numbers, run), A, dE, dA, run.Place);
        }
    }

    /// <summary>The sums over the range's samples, into those over all; each part of that work takes some of the inputs.</summary>
    public override void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        ReadOnlySpan<T> A = LayerInput(pass, range.First, range.Count), dE = dZ.Prepared(description.Place.Index, range);
        foreach ((EmbeddedInputs run, BoundEmbedding<T> embedding) in runs)
        {
            int length = run.Kind.ParameterCount;
            (int first, int count) = Job.Share(run.Place.Count, accumulation.Part, accumulation.Parts);
            if (length * count > 0)
            {
                using Scratch<T> sums = Scratch<T>.Rent(length * count);
                embedding.SumGradients(Of(numbers, run).Slice(length * first, length * count), A, dE, sums.Span, run.Place.Part(first, count));
                Arithmetic.Accumulate(sums.Span, Of(gradients.Arrays[place], run).Slice(length * first, length * count), accumulation);
            }
        }
    }

    public override void WriteSampleDerivatives(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
        ReadOnlySpan<T> A = LayerInput(pass, range.First, range.Count), dE = dZ.Prepared(description.Place.Index, range);
        foreach ((EmbeddedInputs run, BoundEmbedding<T> embedding) in runs)
        {
            int length = run.Kind.ParameterCount * run.Place.Count;
            using Scratch<T> sums = Scratch<T>.Rent(length);
            for (int s = 0; s < range.Count && length > 0; s++)
            {
                embedding.SumGradients(Of(numbers, run), A.Slice(s * inputs, inputs), dE.Slice(s * width, width), sums.Span, run.Place);
                Span<double> column = derivatives.Of(s, place)[run.FirstParameter..];
                for (int i = 0; i < length; i++)
                {
                    column[i] = double.CreateTruncating(sums.Span[i]);
                }
            }
        }
    }

    public override string WriteOnnx(OnnxNodes nodes, OnnxNames names)
    {
        List<string> parts = [];
        foreach ((EmbeddedInputs run, _) in runs)
        {
            string name = Invariant($"E{l}From{run.Place.First}");
            string input = runs.Length == 1 ? names.Input : nodes.Node(
                "Slice", $"{name}Input", names.Input, nodes.Integers($"{name}Start", run.Place.First), nodes.Integers($"{name}End", run.Place.First + run.Place.Count), nodes.Integers("axis1", 1));
            parts.Add(run.Kind.WriteOnnx<T>(nodes, input, name, Of(numbers, run), run.Place.Count));
        }

        return parts.Count == 1 ? parts[0] : nodes.Node("Concat", Invariant($"E{l}"), [.. parts], OnnxAttribute.Of("axis", 1));
    }

    public override void WriteCSharp(CSharpBody body, string a, string input)
    {
        string all = numbers.Length > 0 ? body.Constant<T>(Invariant($"E{l}"), numbers) : "";
        foreach ((EmbeddedInputs run, _) in runs)
        {
            run.Kind.WriteCSharp<T>(
                body, Invariant($"E{l}From{run.Place.First}"), Invariant($"{all}.Slice({run.FirstParameter}, {run.Kind.ParameterCount * run.Place.Count})"),
                Invariant($"{input}.Slice({run.Place.First}, {run.Place.Count})"), Invariant($"{a}.Slice({run.Place.FirstRow}, {run.Place.Count * run.Kind.Size})"));
        }
    }

    private static Span<T> Of(T[] all, EmbeddedInputs run) =>
        run.Kind.ParameterCount == 0 ? [] : all.AsSpan(run.FirstParameter, run.Kind.ParameterCount * run.Place.Count);

    private void Forward(ReadOnlySpan<T> A, Span<T> E)
    {
        foreach ((EmbeddedInputs run, BoundEmbedding<T> embedding) in runs)
        {
            embedding.Forward(Of(numbers, run), A, E, run.Place);
        }
    }
}
