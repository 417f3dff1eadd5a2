using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WebScoring;

/// <summary>A body that has arrived, and is not what it must be: 400.</summary>
internal sealed class InputException(string message) : BadHttpRequestException(message);

/// <summary>
/// Reads a body's samples, one after another: <c>{"features": sample}</c> or <c>{"samples": [sample, …]}</c>, where a sample is an array of
/// all features in order, or, if the model knows their names, an object of all features by name.
/// </summary>
/// <remarks>Whatever else a body is ends in a <see cref="InputException"/> that says where, what was required and what was given.</remarks>
internal ref struct RequestReader
{
    private const string Required = "The body must be a JSON object with \"features\" (one sample) or \"samples\" (an array of samples)";

    private readonly FeatureNames names;
    private readonly Span<float> sample;
    private readonly Span<bool> given;
    private Utf8JsonReader json;
    private int samples;
    private int feature = -1;
    private bool byName;

    /// <summary>Reads up to the first sample.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="names">The model's features.</param>
    /// <param name="sample">Receives each sample: an element for each feature.</param>
    /// <param name="given">Room for a mark for each feature.</param>
    public RequestReader(ReadOnlySequence<byte> body, FeatureNames names, Span<float> sample, Span<bool> given)
    {
        this.names = names;
        this.sample = sample;
        this.given = given;
        json = new Utf8JsonReader(body);
        if (body.IsEmpty)
        {
            throw Refusal($"{Required}, but is empty.");
        }

        Next();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Refusal($"{Required}, but is {Given}.");
        }

        Next();
        HasSeveral = json.TokenType == JsonTokenType.PropertyName && Is("samples"u8);
        if (!HasSeveral && !(json.TokenType == JsonTokenType.PropertyName && Is("features"u8)))
        {
            throw Refusal(json.TokenType == JsonTokenType.EndObject ? $"{Required}, but has neither." : $"{Required}, but has \"{Text}\".");
        }

        if (HasSeveral)
        {
            Next();
            if (json.TokenType != JsonTokenType.StartArray)
            {
                throw Refusal($"samples must be an array of samples, but is {Given}.");
            }
        }
    }

    /// <summary>Whether there is a list of samples, and not one alone.</summary>
    public bool HasSeveral { get; }

    /// <summary>The place of the sample, or of its feature, that is being read.</summary>
    private readonly string Place
    {
        get
        {
            string place = HasSeveral ? $"samples[{samples}]" : "features";
            return feature < 0 ? place : byName ? $"{place}[\"{names[feature]}\"]" : $"{place}[{feature}]";
        }
    }

    /// <summary>The kind of what has been read, or a number itself.</summary>
    private readonly string Given => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        _ => Text,
    };

    /// <summary>What has been read, as it stands in the body; the beginning of what is long.</summary>
    private readonly string Text
    {
        get
        {
            string text = json.HasValueSequence ? Encoding.UTF8.GetString(json.ValueSequence) : Encoding.UTF8.GetString(json.ValueSpan);
            return text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";
        }
    }

    /// <summary>Reads the next sample; false when there is none, and the body ends as it must.</summary>
    public bool ReadSample()
    {
        if (!HasSeveral && samples == 1)
        {
            ReadEnd();
            return false;
        }

        Next();
        if (HasSeveral && json.TokenType == JsonTokenType.EndArray)
        {
            ReadEnd();
            return false;
        }

        if (json.TokenType == JsonTokenType.StartArray)
        {
            ReadInOrder();
        }
        else if (json.TokenType == JsonTokenType.StartObject && names.AreKnown)
        {
            ReadByName();
        }
        else
        {
            string orByName = names.AreKnown ? ", or an object of them by name" : "";
            throw Refusal($"{Place} must be an array of {names.Count} numbers{orByName}, but is {Given}.");
        }

        samples++;
        return true;
    }

    private void ReadInOrder()
    {
        byName = false;
        for (feature = 0; ; feature++)
        {
            Next();
            if (json.TokenType == JsonTokenType.EndArray)
            {
                break;
            }

            float x = Number();
            if (feature < sample.Length)
            {
                sample[feature] = x;
            }
        }

        int count = feature;
        feature = -1;
        if (count != sample.Length)
        {
            throw Refusal($"{Place} must have {sample.Length} numbers (the model's features), but has {count}.");
        }
    }

    private void ReadByName()
    {
        byName = true;
        given.Clear();
        int expected = 0;
        while (true)
        {
            Next();
            if (json.TokenType == JsonTokenType.EndObject)
            {
                break;
            }

            int found = Find(expected);
            feature = found >= 0 ? found : throw Refusal($"{Place} must have no other members than the model's {names.Count} features, but has \"{Text}\".");
            if (given[feature])
            {
                throw Refusal($"{Place} must be given once, but is given twice.");
            }

            Next();
            sample[feature] = Number();
            given[feature] = true;
            expected = feature + 1;
            feature = -1;
        }

        int missing = given.IndexOf(false);
        if (missing >= 0)
        {
            int others = given.Count(false) - 1;
            throw Refusal($"{Place} must have all {names.Count} features, but lacks \"{names[missing]}\"{(others > 0 ? $" and {others} more" : "")}.");
        }
    }

    private float Number()
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            throw Refusal($"{Place} must be a number, but is {Given}.");
        }

        return json.TryGetSingle(out float x) && float.IsFinite(x)
            ? x
            : throw Refusal($"{Place} must be a number of at most 3.4e38 in size, but is {Text}.");
    }

    /// <summary>The feature whose name has been read, most likely the expected one; −1 if there is none.</summary>
    private readonly int Find(int expected)
    {
        for (int i = 0; i < names.Count; i++)
        {
            int candidate = (expected + i) % names.Count;
            if (Is(names.Utf8(candidate)))
            {
                return candidate;
            }
        }

        return -1;
    }

    private void ReadEnd()
    {
        if (samples == 0)
        {
            throw Refusal("samples must have at least one sample, but is empty.");
        }

        Next();
        if (json.TokenType != JsonTokenType.EndObject)
        {
            throw Refusal($"The body must have nothing beside \"{(HasSeveral ? "samples" : "features")}\", but has \"{Text}\".");
        }

        Next();
    }

    /// <summary>Goes on; at the end, makes sure that it is one.</summary>
    private void Next()
    {
        try
        {
            json.Read();
        }
        catch (JsonException exception)
        {
            throw Refusal($"{(feature < 0 ? "The body" : Place)} is not valid JSON: {exception.Message}");
        }
    }

    private readonly bool Is(ReadOnlySpan<byte> name)
    {
        try
        {
            return json.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name.
            return false;
        }
    }

    private static InputException Refusal(string message) => new(message);
}
