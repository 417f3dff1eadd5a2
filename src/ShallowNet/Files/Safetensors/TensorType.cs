using System.Numerics;

namespace ShallowNet;

/// <summary>The types of elements that can be read, by the names that safetensors gives them.</summary>
internal enum TensorType
{
    /// <summary>IEEE 754's numbers of 16 bits: read, but never written.</summary>
    F16,

    /// <summary>The upper 16 bits of F32: read, but never written.</summary>
    BF16,

    /// <summary>float.</summary>
    F32,

    /// <summary>double.</summary>
    F64,

    /// <summary>Whole numbers: PyTorch's num_batches_tracked, which is recognised and skipped.</summary>
    I64,

    /// <summary>Bytes: texts in UTF-8.</summary>
    U8,
}

/// <summary>Tells the size of each type, and which type float and double have.</summary>
internal static class TensorTypes
{
    /// <summary>The bytes of an element.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.F16 or TensorType.BF16 => sizeof(ushort),
        TensorType.F32 => sizeof(float),
        TensorType.U8 => sizeof(byte),
        _ => sizeof(double),
    };

    /// <summary>The type of float or double.</summary>
    public static TensorType Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return typeof(T) == typeof(float) ? TensorType.F32 : TensorType.F64;
    }

    /// <summary>Elements go between files and memory as they are, so both must have the same order of bytes.</summary>
    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Files can be read and written on little-endian machines only.");
        }
    }
}
