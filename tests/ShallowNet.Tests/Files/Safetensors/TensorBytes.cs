using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ShallowNet.Tests;

/// <summary>Files of tensors as bytes, right and wrong ones.</summary>
internal static class TensorBytes
{
    /// <summary>A file with any header, its true length before it, and so many bytes of data.</summary>
    public static byte[] Raw(string header, int data = 0) => Raw(Encoding.UTF8.GetBytes(header), new byte[data]);

    public static byte[] Raw(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>A file as it is written.</summary>
    public static byte[] Written(IReadOnlyList<KeyValuePair<string, string>> metadata, params TensorToWrite[] tensors)
    {
        using MemoryStream stream = new();
        TensorFileWriter.Write(stream, metadata, tensors);
        return stream.ToArray();
    }

    /// <summary>Reads everything that a file has, matrices transposed.</summary>
    public static void ReadAll<T>(Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorFile file = TensorFile.Read(stream);
        foreach (TensorEntry entry in file.Tensors)
        {
            if (entry.Type == TensorType.I64)
            {
                continue;
            }

            T[] elements = new T[entry.Elements];
            if (entry.Shape.Count == 2)
            {
                file.CopyTransposedTo<T>(entry, elements);
            }
            else
            {
                file.CopyTo<T>(entry, elements);
            }
        }

        file.CheckEnd();
    }
}

/// <summary>A stream that cannot seek and hands out a few bytes at a time; counts what is read.</summary>
internal sealed class Trickle(byte[] bytes, int most = 7) : Stream
{
    public int Consumed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, most), bytes.Length - Consumed);
        bytes.AsSpan(Consumed, count).CopyTo(buffer);
        Consumed += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
