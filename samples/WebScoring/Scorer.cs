using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ShallowNet;

namespace WebScoring;

/// <summary>
/// From a request's body to its answer, for any number of requests at a time, without allocating: each thread has its own workspace,
/// and the model is only read.
/// </summary>
internal sealed class Scorer(LoadedModel loaded) : IDisposable
{
    private readonly MlpClassifier<float, string> model = loaded.Model;
    private readonly JsonEncodedText[] classes = [.. loaded.Model.Classes.Select(name => JsonEncodedText.Encode(name))];
    private readonly FeatureNames names = new(loaded.Model.Features, loaded.Model.Options.FeatureNames);
    private readonly ThreadLocal<Workspace> workspaces = new(() => new Workspace(loaded.Model));

    /// <summary>Waits for the whole body, and writes the answer to it.</summary>
    /// <returns>How many samples there were.</returns>
    /// <exception cref="InputException">The body is not what it must be; nothing has been written.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AnswerAsync(PipeReader body, IBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await body.ReadAsync(cancellationToken);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return Answer(read.Buffer, answer);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
    }

    public void Dispose() => workspaces.Dispose();

    private int Answer(ReadOnlySequence<byte> body, IBufferWriter<byte> answer)
    {
        // Nothing waits from here on: the workspace stays this thread's alone.
        Workspace mine = workspaces.Value!;
        RequestReader reader = new(body, names, mine.Sample, mine.Given);
        int samples = 0;
        while (reader.ReadSample())
        {
            try
            {
                model.PredictProbability(mine.Sample, mine.Probabilities(samples++));
            }
            catch (ArgumentException)
            {
                // The reader lets through finite numbers only; one that is far from all the model knows may be infinite once it is scaled.
                throw new InputException(
                    $"{(reader.HasSeveral ? $"samples[{samples - 1}]" : "features")} must be near enough to what the model was fitted to, but a number is too large to be scaled.");
            }
        }

        Utf8JsonWriter json = mine.Json;
        json.Reset(answer);
        if (reader.HasSeveral)
        {
            json.WriteStartObject();
            json.WriteStartArray("predictions"u8);
        }

        for (int j = 0; j < samples; j++)
        {
            Write(json, mine.Probabilities(j));
        }

        if (reader.HasSeveral)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.Flush();
        return samples;
    }

    private void Write(Utf8JsonWriter json, ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        json.WriteStartObject();
        json.WriteString("label"u8, classes[best]);
        json.WriteStartObject("probabilities"u8);
        for (int i = 0; i < probabilities.Length; i++)
        {
            json.WriteNumber(classes[i], probabilities[i]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What a thread needs for a request, kept for its next.</summary>
    private sealed class Workspace(MlpClassifier<float, string> model)
    {
        private readonly int classes = model.Classes.Count;
        private float[] probabilities = new float[64 * model.Classes.Count];

        public float[] Sample { get; } = new float[model.Features];

        public bool[] Given { get; } = new bool[model.Features];

        public Utf8JsonWriter Json { get; } = new(Stream.Null);

        /// <summary>Sample j's; there is room for as many samples as the largest request so far had.</summary>
        public Span<float> Probabilities(int j)
        {
            if ((j + 1) * classes > probabilities.Length)
            {
                Array.Resize(ref probabilities, 2 * probabilities.Length);
            }

            return probabilities.AsSpan(j * classes, classes);
        }
    }
}
