using System.Text;

namespace ShallowNet;

/// <summary>Reads text without the mark at its beginning, and refuses what is no text, with its line.</summary>
/// <param name="inner">What reads the characters.</param>
/// <param name="path">The path of the file; null where there is none.</param>
internal sealed class CsvCharacters(TextReader inner, string? path) : TextReader
{
    private const char Mark = '\ufeff';

    private int line = 1;
    private bool isBegun;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int count = ReadInner(buffer);
        if (!isBegun && count > 0)
        {
            isBegun = true;
            if (buffer[0] == Mark)
            {
                buffer[1..count].CopyTo(buffer);
                return count == 1 ? Read(buffer) : Check(buffer[..(count - 1)]);
            }
        }

        return Check(buffer[..count]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadInner(Span<char> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (DecoderFallbackException)
        {
            throw new CsvException(
                new CsvPlace(path, inner is CsvUtf8Reader ? line : null),
                inner is CsvUtf8Reader ? "the text must be UTF-8, but has bytes that are not: give the Encoding that it was written in." : "the text must be of the given Encoding, but has bytes that are not.");
        }
    }

    private int Check(ReadOnlySpan<char> read)
    {
        int index = read.IndexOf('\0');
        if (index >= 0)
        {
            throw new CsvException(
                new CsvPlace(path, line + read[..index].Count('\n')), "a CSV file must be text, but has a NUL character: it is a binary file, or of another Encoding.");
        }

        line += read.Count('\n');
        return read.Length;
    }
}
