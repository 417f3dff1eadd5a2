using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ShallowNet;

/// <summary>Reads UTF-8, and stops exactly where bytes are none.</summary>
/// <param name="stream">The bytes.</param>
/// <param name="leaveOpen">Whether the stream is not closed in the end.</param>
internal sealed class CsvUtf8Reader(Stream stream, bool leaveOpen) : TextReader
{
    private readonly byte[] bytes = new byte[1 << 16];
    private readonly char[] pair = new char[2];
    private int start;
    private int end;
    private bool isAtEnd;
    private bool hasHalf;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>Reads what comes next; 0 at the end.</summary>
    /// <exception cref="DecoderFallbackException">The next bytes are not UTF-8.</exception>
    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (hasHalf)
        {
            (buffer[0], hasHalf) = (pair[1], false);
            return 1;
        }

        while (true)
        {
            OperationStatus status = Decode(buffer, out int written);
            if (written > 0)
            {
                return written;
            }

            switch (status)
            {
                case OperationStatus.InvalidData:
                    throw new DecoderFallbackException();
                case OperationStatus.DestinationTooSmall:
                    Decode(pair, out _);
                    (buffer[0], hasHalf) = (pair[0], true);
                    return 1;
                default:
                    if (isAtEnd)
                    {
                        return 0;
                    }

                    Fill();
                    break;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private OperationStatus Decode(Span<char> buffer, out int written)
    {
        OperationStatus status = Utf8.ToUtf16(bytes.AsSpan(start..end), buffer, out int read, out written, replaceInvalidSequences: false, isFinalBlock: isAtEnd);
        start += read;
        return status;
    }

    private void Fill()
    {
        bytes.AsSpan(start..end).CopyTo(bytes);
        (start, end) = (0, end - start);
        int read = stream.Read(bytes, end, bytes.Length - end);
        end += read;
        isAtEnd = read == 0;
    }
}
