using System.Numerics;
using System.Runtime.InteropServices;

namespace ShallowNet;

/// <summary>The numbers of arrays as bytes, one array after the other.</summary>
internal static class ArrayBytes
{
    /// <summary>How many bytes the arrays have.</summary>
    public static long Bytes<T>(T[][] arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => arrays.Sum(array => array.LongLength) * Marshal.SizeOf<T>();

    /// <summary>The arrays as bytes.</summary>
    public static byte[] Pack<T>(T[][] arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)Bytes(arrays)));
        Pack(arrays, MemoryMarshal.Cast<byte, T>(bytes.AsSpan()));
        return bytes;
    }

    /// <summary>Writes the arrays, and returns the room behind them.</summary>
    public static Span<T> Pack<T>(T[][] arrays, Span<T> room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T[] array in arrays)
        {
            array.CopyTo(room);
            room = room[array.Length..];
        }

        return room;
    }

    /// <summary>Puts what was packed back into arrays of the same lengths.</summary>
    public static void Unpack<T>(ReadOnlySpan<byte> bytes, T[][] arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        foreach (T[] array in arrays)
        {
            numbers[..array.Length].CopyTo(array);
            numbers = numbers[array.Length..];
        }
    }
}
