using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>The elements of a tensor as its file has them, in little-endian bytes, as float or double.</summary>
internal static class TensorElements
{
    /// <summary>Converts elements of any type of floating-point numbers: exactly, except that double is rounded to float.</summary>
    public static void Convert<T>(TensorType type, ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (type == TensorTypes.Of<T>())
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
        }
        else if (type == TensorType.F32)
        {
            Conversion.Widen(MemoryMarshal.Cast<byte, float>(bytes), MemoryMarshal.Cast<T, double>(destination));
        }
        else if (type == TensorType.F64)
        {
            Conversion.Narrow(MemoryMarshal.Cast<byte, double>(bytes), MemoryMarshal.Cast<T, float>(destination));
        }
        else
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = T.CreateTruncating(At(type, bytes, i));
            }
        }
    }

    /// <summary>One element, exactly.</summary>
    public static double At(TensorType type, ReadOnlySpan<byte> bytes, int index)
    {
        ReadOnlySpan<byte> element = bytes[(index * type.Size())..];
        return type switch
        {
            TensorType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            TensorType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            TensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(element),
        };
    }
}
