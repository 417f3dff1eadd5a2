using System.Buffers.Binary;
using System.Text;

namespace ShallowNet;

/// <summary>
/// A message in the wire format of Protocol Buffers, to be written: its fields in the order they are added, large ones only when the
/// message is written.
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;

    private readonly List<Action<Stream>> parts = [];

    /// <summary>The bytes of the message, known before any is written.</summary>
    public long Length { get; private set; }

    public ProtobufMessage Number(int field, long value) => Bytes([.. VarintOf(Key(field, Varint)), .. VarintOf((ulong)value)]);

    public ProtobufMessage Real(int field, float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Bytes([.. VarintOf(Key(field, Fixed32)), .. bytes]);
    }

    public ProtobufMessage Text(int field, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Data(field, bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Adds a message that is complete: nothing may be added to it any more.</summary>
    public ProtobufMessage Message(int field, ProtobufMessage message) => Data(field, message.Length, message.WriteTo);

    /// <summary>Adds bytes of a known length that are made only when they are written.</summary>
    public ProtobufMessage Data(int field, long length, Action<Stream> write)
    {
        Bytes([.. VarintOf(Key(field, LengthDelimited)), .. VarintOf((ulong)length)]);
        parts.Add(write);
        Length += length;
        return this;
    }

    public void WriteTo(Stream stream)
    {
        foreach (Action<Stream> write in parts)
        {
            write(stream);
        }
    }

    private static ulong Key(int field, int wireType) => (ulong)((field << 3) | wireType);

    private static IEnumerable<byte> VarintOf(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            yield return (byte)(value | 128);
        }

        yield return (byte)value;
    }

    private ProtobufMessage Bytes(byte[] bytes)
    {
        parts.Add(stream => stream.Write(bytes));
        Length += bytes.Length;
        return this;
    }
}
