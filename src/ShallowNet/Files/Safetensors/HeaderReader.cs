using System.Text;
using System.Text.Json;

namespace ShallowNet;

/// <summary>Reads the JSON of a header, one token after another.</summary>
internal ref struct HeaderReader(ReadOnlySpan<byte> json)
{
    /// <summary>The characters that a message shows of a number, at most.</summary>
    private const int LongestNumber = 24;

    private Utf8JsonReader reader = new(json);

    /// <summary>What the reader stands at.</summary>
    public readonly JsonTokenType Type => reader.TokenType;

    /// <summary>What the reader stands at, in words.</summary>
    public readonly string Kind => Type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a truth value",
    };

    /// <summary>The number that the reader stands at, as it is written there, cut where it is long.</summary>
    public readonly string NumberText => reader.ValueSpan.Length > LongestNumber
        ? $"{Encoding.ASCII.GetString(reader.ValueSpan[..LongestNumber])}…" : Encoding.ASCII.GetString(reader.ValueSpan);

    /// <summary>Goes on to the next token; the header must not end here.</summary>
    public JsonTokenType Next() =>
        reader.Read() ? reader.TokenType : throw new ModelFileException("The header must be valid JSON, but ends too early.");

    /// <summary>Refuses whatever follows the header's object.</summary>
    public void CheckEnd() => reader.Read();

    /// <summary>The string or name that the reader stands at.</summary>
    public readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ModelFileException("The header must have valid strings only, but one escapes half a surrogate pair.");
        }
    }

    /// <summary>The number that the reader stands at, where it is written in digits alone: no sign, no fraction, no exponent.</summary>
    public readonly bool TryGetWholeNumber(out long value)
    {
        value = 0;
        return reader.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && reader.TryGetInt64(out value);
    }
}
