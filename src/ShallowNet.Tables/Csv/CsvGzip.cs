using System.IO.Compression;

namespace ShallowNet;

/// <summary>Unpacks gzip data, and refuses those that end too early, which the base library takes for whole ones.</summary>
/// <remarks>
/// Behind the packed data follows a mark, packed, too. It comes out last where the data before are whole; where they are cut off, its bytes are taken for theirs.
/// </remarks>
internal sealed class CsvGzip : ReadingStream
{
    private static readonly byte[] Mark = [0xff, 0x00, 0xfe, 0x01, 0xfd, 0x02, 0xfc, 0x03, 0xfb, 0x04, 0xfa, 0x05];
    private static readonly byte[] PackedMark = Packed(Mark);

    private readonly GZipStream unpacked;
    private readonly byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>Begins to unpack.</summary>
    /// <param name="packed">The packed data.</param>
    /// <param name="leaveOpen">Whether the packed data are not closed in the end.</param>
    public CsvGzip(Stream packed, bool leaveOpen) => unpacked = new GZipStream(new Marked(packed, leaveOpen), CompressionMode.Decompress);

    /// <summary>Reads what comes next; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The data are damaged, or end too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (end - start <= Mark.Length)
        {
            bytes.AsSpan(start..end).CopyTo(bytes);
            (start, end) = (0, end - start);
            int read = unpacked.Read(bytes.AsSpan(end));
            if (read == 0)
            {
                return bytes.AsSpan(..end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException();
            }

            end += read;
        }

        int count = Math.Min(buffer.Length, end - start - Mark.Length);
        bytes.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The packed data, and the packed mark behind them.</summary>
    private sealed class Marked(Stream packed, bool leaveOpen) : ReadingStream
    {
        private int ofMark = -1;

        public override int Read(Span<byte> buffer)
        {
            if (ofMark < 0)
            {
                int read = packed.Read(buffer);
                if (read > 0 || buffer.IsEmpty)
                {
                    return read;
                }

                ofMark = 0;
            }

            int count = Math.Min(buffer.Length, PackedMark.Length - ofMark);
            PackedMark.AsSpan(ofMark, count).CopyTo(buffer);
            ofMark += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !leaveOpen)
            {
                packed.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
