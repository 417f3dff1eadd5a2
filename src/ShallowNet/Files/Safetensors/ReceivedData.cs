namespace ShallowNet;

/// <summary>The data of a stream that cannot seek, kept in memory, which grows with what arrives and not with what is declared.</summary>
internal sealed class ReceivedData
{
    private const int ChunkLength = 1 << 16;

    private readonly List<byte[]> chunks = [];

    /// <summary>The bytes that arrived.</summary>
    public long Length { get; private set; }

    /// <summary>Reads so many bytes, or all there are.</summary>
    public static ReceivedData Read(Stream stream, long length)
    {
        ReceivedData data = new();
        while (data.Length < length)
        {
            byte[] chunk = new byte[Math.Min(ChunkLength, length - data.Length)];
            int received = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            data.chunks.Add(chunk);
            data.Length += received;
            if (received < chunk.Length)
            {
                break;
            }
        }

        return data;
    }

    /// <summary>Copies the bytes from <paramref name="offset"/> on.</summary>
    public void CopyTo(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> rest = chunks[(int)(offset / ChunkLength)].AsSpan((int)(offset % ChunkLength));
            rest = rest[..Math.Min(rest.Length, destination.Length)];
            rest.CopyTo(destination);
            destination = destination[rest.Length..];
            offset += rest.Length;
        }
    }
}
