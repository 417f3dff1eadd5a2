using System.Text;

namespace ShallowNet;

/// <summary>Where CSV comes from: it can be read several times.</summary>
/// <param name="path">The path of the file; null where there is none.</param>
internal abstract class CsvSource(string? path)
{
    public string? Path { get; } = path;

    /// <summary>A file.</summary>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static CsvSource Of(string path)
    {
        using FileStream stream = InputFile.Open(path, bufferSize: 0);
        if (stream.CanSeek)
        {
            return new Bytes(() => InputFile.Open(path, bufferSize: 0), isOwned: true, path);
        }

        MemoryStream copy = CopyOf(stream);
        return new Bytes(() => { copy.Position = 0; return copy; }, isOwned: false, path);
    }

    /// <summary>A stream, from where it stands; what cannot go back is read into memory.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static CsvSource Of(Stream stream)
    {
        Stream source = TableSource.Readable(stream).CanSeek ? stream : CopyOf(stream);
        long start = source.Position;
        return new Bytes(() => { source.Position = start; return source; }, isOwned: false, null);
    }

    /// <summary>A text.</summary>
    public static CsvSource OfText(string text) => new Text(text);

    /// <summary>Begins to read.</summary>
    /// <param name="encoding">The encoding of bytes; null for the one that their mark tells, or UTF-8.</param>
    public abstract TextReader Open(Encoding? encoding);

    private static MemoryStream CopyOf(Stream stream)
    {
        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    private sealed class Text(string text) : CsvSource(null)
    {
        public override TextReader Open(Encoding? encoding) => new CsvCharacters(new StringReader(text), null);
    }

    private sealed class Bytes(Func<Stream> open, bool isOwned, string? path) : CsvSource(path)
    {
        public override TextReader Open(Encoding? encoding)
        {
            bool isPacked = First(isPacked: false) is [0x1f, 0x8b, ..];
            Encoding found = encoding ?? ByMark(First(isPacked));
            Stream bytes = Begin(isPacked);
            bool leaveOpen = !isOwned && !isPacked;
            if (found.CodePage == Encoding.UTF8.CodePage)
            {
                return new CsvCharacters(new CsvUtf8Reader(bytes, leaveOpen), Path);
            }

            Encoding strict = (Encoding)found.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return new CsvCharacters(new StreamReader(bytes, strict, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen), Path);
        }

        private static Encoding ByMark(byte[] first) => first switch
        {
            [0xff, 0xfe, 0, 0] => Encoding.UTF32,
            [0xff, 0xfe, ..] => Encoding.Unicode,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };

        private Stream Begin(bool isPacked) => isPacked ? new CsvGzip(open(), leaveOpen: !isOwned) : open();

        /// <summary>The first four bytes, or all where there are fewer.</summary>
        private byte[] First(bool isPacked)
        {
            Stream bytes = Begin(isPacked);
            try
            {
                byte[] first = new byte[4];
                return first[..bytes.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
            }
            finally
            {
                if (isOwned || isPacked)
                {
                    bytes.Dispose();
                }
            }
        }
    }
}
