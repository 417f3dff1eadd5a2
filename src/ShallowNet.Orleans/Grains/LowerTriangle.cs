using System.Runtime.InteropServices;

namespace ShallowNet;

/// <summary>The lower triangle of a symmetric matrix of doubles as bytes, column after column: half of what the matrix has.</summary>
internal static class LowerTriangle
{
    /// <summary>How many bytes the triangle of an n × n matrix has.</summary>
    public static long Bytes(int n) => (long)n * (n + 1) / 2 * sizeof(double);

    /// <summary>The triangle of a matrix that is n × n, column-major.</summary>
    public static byte[] Pack(double[] matrix, int n)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)Bytes(n)));
        Span<double> rest = MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
        for (int j = 0; j < n; j++)
        {
            matrix.AsSpan(j * n + j, n - j).CopyTo(rest);
            rest = rest[(n - j)..];
        }

        return bytes;
    }

    /// <summary>Puts a triangle in place; what is above it stays.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, double[] matrix, int n)
    {
        ReadOnlySpan<double> rest = MemoryMarshal.Cast<byte, double>(bytes);
        for (int j = 0; j < n; j++)
        {
            rest[..(n - j)].CopyTo(matrix.AsSpan(j * n + j));
            rest = rest[(n - j)..];
        }
    }
}
