using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ShallowNet;

namespace WebScoring;

/// <content>The values of a row, each of the kind of its column.</content>
internal ref partial struct RequestReader
{
    /// <summary>More rows make an answer that is many times as large as the largest body.</summary>
    public const int MostRows = 10_000;

    /// <summary>Longer texts are copied into an array from the pool.</summary>
    private const int ShortText = 256;

    /// <summary>ISO 8601, with or without a time of day, its seconds and a time zone; a date counts as it is written.</summary>
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK"];

    /// <summary>Gives the row what has been read as the value of the column; null is a gap.</summary>
    private readonly void SetValue(InputRow itsRow)
    {
        ColumnKind kind = input.Columns![member].Kind;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                itsRow.Set(member, (double?)null);
                break;
            case JsonTokenType.Number when kind == ColumnKind.Number:
                itsRow.Set(member, json.TryGetDouble(out double number) && double.IsFinite(number)
                    ? number : throw Refusal($"{Place} must be a number of at most 1.8e308 in size, but is {Text}."));
                break;
            case JsonTokenType.True or JsonTokenType.False when kind == ColumnKind.Flag:
                itsRow.Set(member, json.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.String when kind != ColumnKind.Number:
                SetText(itsRow, kind);
                break;
            default:
                throw Refusal($"{Place} must be {WordsFor(kind)} or null, but is {Given}.");
        }
    }

    /// <summary>Gives the row the text that has been read, or the flag or date that is written in it, without making a string of it.</summary>
    private readonly void SetText(InputRow itsRow, ColumnKind kind)
    {
        // A text has no more characters than bytes.
        long bytes = json.HasValueSequence ? json.ValueSequence.Length : json.ValueSpan.Length;
        char[]? rented = bytes > ShortText ? ArrayPool<char>.Shared.Rent((int)bytes) : null;
        try
        {
            Span<char> characters = rented ?? stackalloc char[ShortText];
            Set(itsRow, kind, characters[..json.CopyString(characters)]);
        }
        catch (InvalidOperationException)
        {
            throw Refusal($"{Place} must be valid Unicode, but is not.");
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private readonly void Set(InputRow itsRow, ColumnKind kind, ReadOnlySpan<char> text)
    {
        if (kind == ColumnKind.Text)
        {
            itsRow.Set(member, text);
        }
        else if (kind == ColumnKind.Flag && FlagOf(text) is { } flag)
        {
            itsRow.Set(member, flag);
        }
        else if (kind == ColumnKind.Date && DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            itsRow.Set(member, date.DateTime);
        }
        else
        {
            throw Refusal($"{Place} must be {WordsFor(kind)} or null, but is \"{Text}\".");
        }
    }

    /// <summary>The texts that Csv.Read takes for flags.</summary>
    private static bool? FlagOf(ReadOnlySpan<char> text) => Is(text, "true") || Is(text, "yes") ? true : Is(text, "false") || Is(text, "no") ? false : null;

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string WordsFor(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "a number",
        ColumnKind.Text => "a text",
        ColumnKind.Flag => "true, false, \"yes\" or \"no\"",
        _ => "a date such as \"2025-03-01\" or \"2025-03-01T12:30:00\"",
    };
}
