using System.Buffers.Binary;

namespace ShallowNet;

/// <summary>
/// Checks that the description at the end of a Parquet file ends where it should: the library that reads it would go on for ever behind its end.
/// </summary>
/// <remarks>The description is a structure in Thrift's compact protocol, https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.</remarks>
/// <param name="bytes">The description.</param>
internal ref struct ParquetFooter(ReadOnlySpan<byte> bytes)
{
    private const int DeepestStructure = 64;

    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Goes through the description of a file, and back to its beginning.</summary>
    /// <param name="stream">The file, which can go back.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="InvalidDataException">It is none, or does not end.</exception>
    /// <exception cref="EndOfStreamException">The file is too short.</exception>
    public static async Task<byte[]> Check(Stream stream, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[8];
        if (stream.Length < tail.Length)
        {
            throw new InvalidDataException();
        }

        stream.Position = stream.Length - tail.Length;
        await stream.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > stream.Length - tail.Length)
        {
            throw new InvalidDataException();
        }

        byte[] bytes = new byte[length];
        stream.Position = stream.Length - tail.Length - length;
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        new ParquetFooter(bytes).SkipStructure(0);
        return bytes;
    }

    private void SkipStructure(int depth)
    {
        while (Byte() is not 0 and var head)
        {
            if (head >> 4 == 0)
            {
                Integer();
            }

            // A flag of a structure is told by its type.
            if ((head & 15) is not (1 or 2))
            {
                SkipValue(head & 15, depth);
            }
        }
    }

    private void SkipValue(int type, int depth)
    {
        if (depth > DeepestStructure)
        {
            throw new InvalidDataException();
        }

        switch (type)
        {
            case 1 or 2 or 3:
                Skip(1);
                break;
            case 4 or 5 or 6:
                Integer();
                break;
            case 7:
                Skip(sizeof(double));
                break;
            case 8:
                Skip(Integer());
                break;
            case 9 or 10:
                int head = Byte();
                SkipValues(head >> 4 == 15 ? Integer() : (ulong)head >> 4, depth, head & 15);
                break;
            case 11:
                ulong count = Integer();
                int types = count > 0 ? Byte() : 0;
                SkipValues(count, depth, types >> 4, types & 15);
                break;
            case 12:
                SkipStructure(depth + 1);
                break;
            case 13:
                Skip(16);
                break;
            default:
                throw new InvalidDataException();
        }
    }

    /// <summary>Skips as many values of each type, of which every one has a byte at least.</summary>
    private void SkipValues(ulong count, int depth, params ReadOnlySpan<int> types)
    {
        for (ulong i = 0; i < count; i++)
        {
            foreach (int type in types)
            {
                SkipValue(type, depth + 1);
            }
        }
    }

    /// <summary>An integer of seven bits a byte.</summary>
    private ulong Integer()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = Byte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException();
    }

    private int Byte()
    {
        int value = rest.IsEmpty ? throw new InvalidDataException() : rest[0];
        rest = rest[1..];
        return value;
    }

    private void Skip(ulong count) => rest = count <= (ulong)rest.Length ? rest[(int)count..] : throw new InvalidDataException();
}
