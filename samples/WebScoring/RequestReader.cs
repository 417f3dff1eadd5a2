using System.Buffers;
using System.Text;
using System.Text.Json;
using ShallowNet;

namespace WebScoring;

/// <summary>A body that has arrived, and is not what it must be: 400.</summary>
internal sealed class InputException(string message) : BadHttpRequestException(message);

/// <summary>
/// Reads a body's samples, one after another: <c>{"features": sample}</c> or <c>{"samples": [sample, …]}</c>, where a sample is an array of
/// all features in order, or, if the model knows their names, an object of all features by name; for a model of tables <c>{"row": row}</c> or
/// <c>{"rows": [row, …]}</c>, where a row is an object of columns by name.
/// </summary>
/// <remarks>Whatever else a body is ends in a <see cref="InputException"/> that says where, what was required and what was given.</remarks>
internal ref partial struct RequestReader
{
    private readonly ModelInput input;
    private readonly Span<float> sample;
    private readonly InputRow? row;
    private readonly Span<bool> given;
    private Utf8JsonReader json;
    private int samples;
    private int member = -1;
    private bool byName;

    /// <summary>Reads up to the first sample.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="input">What the model takes.</param>
    /// <param name="sample">Receives each sample of a model of a matrix: an element for each feature.</param>
    /// <param name="row">Receives each row of a model of a table; null for a model of a matrix.</param>
    /// <param name="given">Room for a mark for each feature or column.</param>
    public RequestReader(ReadOnlySequence<byte> body, ModelInput input, Span<float> sample, InputRow? row, Span<bool> given)
    {
        this.input = input;
        this.sample = sample;
        this.row = row;
        this.given = given;
        json = new Utf8JsonReader(body);
        if (body.IsEmpty)
        {
            throw Refusal($"{input.Required}, but is empty.");
        }

        Next();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Refusal($"{input.Required}, but is {Given}.");
        }

        Next();
        HasSeveral = json.TokenType == JsonTokenType.PropertyName && Is(input.SeveralUtf8);
        if (!HasSeveral && !(json.TokenType == JsonTokenType.PropertyName && Is(input.OneUtf8)))
        {
            throw Refusal($"{input.Required}, but has {(json.TokenType == JsonTokenType.EndObject ? "neither" : $"\"{Text}\"{OfOthers}")}.");
        }

        if (HasSeveral)
        {
            Next();
            if (json.TokenType != JsonTokenType.StartArray)
            {
                throw Refusal($"{input.Several} must be an array of {input.Sample}s, but is {Given}.");
            }
        }
    }

    /// <summary>Whether there is a list of samples, and not one alone.</summary>
    public bool HasSeveral { get; }

    /// <summary>The place of the sample, or of its feature or column, that is being read.</summary>
    private readonly string Place
    {
        get
        {
            string place = HasSeveral ? $"{input.Several}[{samples}]" : input.One;
            return member < 0 ? place : byName ? $"{place}[\"{input[member]}\"]" : $"{place}[{member}]";
        }
    }

    /// <summary>A hint where the member that has been read is what a model of the other form takes.</summary>
    private readonly string OfOthers => row is null
        ? Is("row"u8) || Is("rows"u8) ? $": {input.OfOthers}" : ""
        : Is("features"u8) || Is("samples"u8) ? $": {input.OfOthers}" : "";

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

        if (row is not null && samples == MostRows)
        {
            throw Refusal($"{input.Several} must have at most {MostRows} rows, but has more.");
        }

        if (json.TokenType == JsonTokenType.StartArray && row is null)
        {
            ReadInOrder();
        }
        else if (json.TokenType == JsonTokenType.StartObject && input.AreNamed)
        {
            ReadByName();
        }
        else
        {
            string numbers = $"an array of {input.Count} numbers{(input.AreNamed ? ", or an object of them by name" : "")}";
            throw Refusal($"{Place} must be {(row is null ? numbers : "an object of values by the names of their columns")}, but is {Given}.");
        }

        samples++;
        return true;
    }

    private void ReadInOrder()
    {
        byName = false;
        for (member = 0; ; member++)
        {
            Next();
            if (json.TokenType == JsonTokenType.EndArray)
            {
                break;
            }

            float x = Number();
            if (member < sample.Length)
            {
                sample[member] = x;
            }
        }

        int count = member;
        member = -1;
        if (count != sample.Length)
        {
            throw Refusal($"{Place} must have {sample.Length} numbers (the model's features), but has {count}.");
        }
    }

    private void ReadByName()
    {
        byName = true;
        given.Clear();
        row?.Clear();
        int expected = 0;
        while (true)
        {
            Next();
            if (json.TokenType == JsonTokenType.EndObject)
            {
                break;
            }

            int found = Find(expected);
            member = found >= 0 ? found : throw Refusal($"{Place} must have no other members than the model's {input.Count} {input.Members}, but has \"{Text}\".");
            if (given[member])
            {
                throw Refusal($"{Place} must be given once, but is given twice.");
            }

            Next();
            if (row is null)
            {
                sample[member] = Number();
            }
            else
            {
                SetValue(row);
            }

            given[member] = true;
            expected = member + 1;
            member = -1;
        }

        // What a row does not have is a gap.
        int missing = row is null ? given.IndexOf(false) : -1;
        if (missing >= 0)
        {
            int others = given.Count(false) - 1;
            throw Refusal($"{Place} must have all {input.Count} features, but lacks \"{input[missing]}\"{(others > 0 ? $" and {others} more" : "")}.");
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

    /// <summary>The feature or column whose name has been read, most likely the expected one; −1 if there is none.</summary>
    private readonly int Find(int expected)
    {
        for (int i = 0; i < input.Count; i++)
        {
            int candidate = (expected + i) % input.Count;
            if (Is(input.Utf8(candidate)))
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
            throw Refusal($"{input.Several} must have at least one {input.Sample}, but is empty.");
        }

        Next();
        if (json.TokenType != JsonTokenType.EndObject)
        {
            throw Refusal($"The body must have nothing beside \"{(HasSeveral ? input.Several : input.One)}\", but has \"{Text}\".");
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
            throw Refusal($"{(member < 0 ? "The body" : Place)} is not valid JSON: {exception.Message}");
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
