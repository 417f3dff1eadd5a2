using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WebScoring;

/// <summary>
/// From a request's body to its answer, for any number of requests at a time, without allocating: each thread has its own workspace,
/// and the model is only read.
/// </summary>
internal sealed class Scorer(ModelHolder models, ScoringMetrics metrics) : IDisposable
{
    private readonly ThreadLocal<Workspace> workspaces = new();

    /// <summary>Waits for the whole body, and writes the answer to it, of the model that is in service when the request begins.</summary>
    /// <returns>How many samples there were.</returns>
    /// <exception cref="InputException">The body is not what it must be; nothing has been written.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AnswerAsync(PipeReader body, IBufferWriter<byte> answer, CancellationToken cancellationToken)
    {
        LoadedModel loaded = models.Current;
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
                return Answer(loaded, read.Buffer, answer);
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }
        }
    }

    public void Dispose() => workspaces.Dispose();

    private int Answer(LoadedModel loaded, ReadOnlySequence<byte> body, IBufferWriter<byte> answer)
    {
        // Nothing waits from here on: the workspace stays this thread's alone.
        Workspace mine = WorkspaceFor(loaded);
        RequestReader reader = new(body, mine.Input, mine.Sample, mine.Row, mine.Given);
        int samples = 0;
        while (reader.ReadSample())
        {
            try
            {
                mine.Predict(samples++);
            }
            catch (ArgumentException)
            {
                // The reader lets through finite numbers only; one that is far from all the model knows may be infinite once it is scaled.
                string place = reader.HasSeveral ? $"{mine.Input.Several}[{samples - 1}]" : mine.Input.One;
                throw new InputException($"{place} must be near enough to what the model was fitted to, but a number is too large to be scaled.");
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
            mine.Write(j);
        }

        if (reader.HasSeveral)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.Flush();
        for (int i = 0; i < mine.Input.Columns?.Count; i++)
        {
            metrics.HadUnknown(mine.Input[i], mine.CountUnknown(i, samples));
        }

        return samples;
    }

    /// <summary>This thread's; a new one where there is none, or one for the model before.</summary>
    private Workspace WorkspaceFor(LoadedModel loaded)
    {
        Workspace? mine = workspaces.Value;
        return ReferenceEquals(mine?.Loaded, loaded) ? mine : workspaces.Value = new Workspace(loaded);
    }
}
