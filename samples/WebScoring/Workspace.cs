using System.Text.Json;
using ShallowNet;

namespace WebScoring;

/// <summary>What a thread needs for a request to a model, kept for its next.</summary>
internal sealed class Workspace
{
    private readonly MlpClassifier<float, string> model;
    private readonly JsonEncodedText[] classes;
    private readonly JsonEncodedText[] columns;
    private float[] probabilities = [];
    private bool[] unknown = [];

    public Workspace(LoadedModel loaded)
    {
        (Loaded, model, Input) = (loaded, loaded.Model, new ModelInput(loaded.Model));
        classes = [.. model.Classes.Select(name => JsonEncodedText.Encode(name))];
        columns = [.. (Input.Columns ?? []).Select(column => JsonEncodedText.Encode(column.Name))];
        Row = model.Encoder?.CreateRow();
        (Sample, Given) = (new float[Row is null ? Input.Count : 0], new bool[Input.Count]);
    }

    /// <summary>The model that it is for.</summary>
    public LoadedModel Loaded { get; }

    public ModelInput Input { get; }

    /// <summary>Receives a sample of a model of a matrix.</summary>
    public float[] Sample { get; }

    /// <summary>Receives a row of a model of a table; null for a model of a matrix.</summary>
    public InputRow? Row { get; }

    public bool[] Given { get; }

    public Utf8JsonWriter Json { get; } = new(Stream.Null);

    /// <summary>Predicts for the sample or the row that has been read, and keeps the answer as that to sample j.</summary>
    /// <exception cref="ArgumentException">A number is not finite any more when it is scaled.</exception>
    public void Predict(int j)
    {
        Span<float> ofSample = Of(j, classes.Length, ref probabilities);
        if (Row is null)
        {
            model.PredictProbability(Sample, ofSample);
            return;
        }

        model.PredictProbability(Row, ofSample);
        Span<bool> ofRow = Of(j, columns.Length, ref unknown);
        for (int i = 0; i < ofRow.Length; i++)
        {
            ofRow[i] = Row.IsUnknown(i);
        }
    }

    /// <summary>Writes the answer to sample j.</summary>
    public void Write(int j)
    {
        ReadOnlySpan<float> ofSample = Of(j, classes.Length, ref probabilities);
        int best = 0;
        for (int i = 1; i < ofSample.Length; i++)
        {
            best = ofSample[i] > ofSample[best] ? i : best;
        }

        // Where a threshold was chosen for the model, it decides.
        best = model.Threshold is { } threshold ? threshold.IsClassOne(ofSample[1]) ? 1 : 0 : best;
        Json.WriteStartObject();
        Json.WriteString("label"u8, classes[best]);
        Json.WriteStartObject("probabilities"u8);
        for (int i = 0; i < ofSample.Length; i++)
        {
            Json.WriteNumber(classes[i], ofSample[i]);
        }

        Json.WriteEndObject();
        if (Row is not null)
        {
            Json.WriteStartArray("unknown"u8);
            for (int i = 0; i < columns.Length; i++)
            {
                if (unknown[j * columns.Length + i])
                {
                    Json.WriteStringValue(columns[i]);
                }
            }

            Json.WriteEndArray();
        }

        Json.WriteEndObject();
    }

    /// <summary>How many of the first samples had an unknown value in a column.</summary>
    public int CountUnknown(int column, int samples)
    {
        int count = 0;
        for (int j = 0; j < samples; j++)
        {
            count += unknown[j * columns.Length + column] ? 1 : 0;
        }

        return count;
    }

    /// <summary>Sample j's part of an array, in which there is room for as many samples as the largest request so far had.</summary>
    private static Span<T> Of<T>(int j, int each, ref T[] array)
    {
        if ((j + 1) * each > array.Length)
        {
            Array.Resize(ref array, Math.Max(64 * each, 2 * array.Length));
        }

        return array.AsSpan(j * each, each);
    }
}
