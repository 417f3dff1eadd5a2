using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>A tensor for <see cref="TensorFileWriter"/>.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its dimensions, the slowest first; none for a single number.</param>
/// <param name="Write">Writes its elements, row-major.</param>
internal sealed record TensorToWrite(string Name, TensorType Type, IReadOnlyList<int> Shape, Action<Stream> Write)
{
    /// <summary>Blocks of rows stay in the cache, unless few rows would be left: from each column a line of the cache is read at a time.</summary>
    private const int BlockBytes = 1 << 18, MostBytes = 1 << 22, BandRows = 16;

    /// <summary>The bytes of its elements.</summary>
    public long Bytes => Product(Shape) * Type.Size();

    /// <summary>Elements that are row-major already.</summary>
    public static TensorToWrite Of<T>(string name, IReadOnlyList<int> shape, T[] rowMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(name, shape, (ReadOnlyMemory<T>)rowMajor);

    /// <summary>Elements that are row-major already.</summary>
    public static TensorToWrite Of<T>(string name, IReadOnlyList<int> shape, ReadOnlyMemory<T> rowMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckElements(Product(shape), rowMajor.Length);
        return new(name, TensorTypes.Of<T>(), shape, stream =>
        {
            // One piece of bytes may be longer than a span of bytes can be.
            const int Most = 1 << 24;
            for (ReadOnlyMemory<T> rest = rowMajor; !rest.IsEmpty; rest = rest[Math.Min(Most, rest.Length)..])
            {
                stream.Write(MemoryMarshal.AsBytes(rest.Span[..Math.Min(Most, rest.Length)]));
            }
        });
    }

    /// <summary>Bytes.</summary>
    public static TensorToWrite Of(string name, byte[] bytes) => new(name, TensorType.U8, [bytes.Length], stream => stream.Write(bytes));

    /// <summary>A column-major matrix, written row-major in blocks.</summary>
    public static TensorToWrite Transposed<T>(string name, int rows, int columns, T[] columnMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] shape = [rows, columns];
        CheckElements(Product(shape), columnMajor.Length);
        return rows <= 1 || columns <= 1
            ? Of(name, shape, columnMajor)
            : new(name, TensorTypes.Of<T>(), shape, stream => WriteTransposed(stream, rows, columns, columnMajor));
    }

    private static void WriteTransposed<T>(Stream stream, int rows, int columns, T[] columnMajor)
        where T : unmanaged
    {
        int most = MostBytes / Unsafe.SizeOf<T>(), tileColumns = Math.Min(columns, most);
        int band = Math.Max(BlockBytes / Unsafe.SizeOf<T>() / tileColumns, Math.Min(BandRows, most / tileColumns)), tileRows = Math.Min(rows, band);
        T[] tile = new T[tileRows * tileColumns];
        for (int i = 0; i < rows; i += tileRows)
        {
            int height = Math.Min(tileRows, rows - i);
            for (int j = 0; j < columns; j += tileColumns)
            {
                // Seen as row-major, the source has a row for each of the columns.
                int width = Math.Min(tileColumns, columns - j);
                Transposition.Transpose(columnMajor.AsSpan((j * rows) + i), rows, width, height, tile, width);
                stream.Write(MemoryMarshal.AsBytes(tile.AsSpan(0, height * width)));
            }
        }
    }

    private static long Product(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, dimension) => checked(product * dimension));

    private static void CheckElements(long required, int given)
    {
        if (required != given)
        {
            throw new ArgumentException(Invariant($"A tensor must have the {required} elements of its shape, but has {given}."));
        }
    }
}
