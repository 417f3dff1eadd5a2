using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Reads a file of tensors in the format safetensors: the length of the header in 8 bytes (little-endian), the header in JSON
/// (under "__metadata__" strings by name; for every tensor its dtype, shape and data_offsets), the data (row-major).
/// </summary>
/// <remarks>
/// Whatever a stream holds, it is read or refused with <see cref="ModelFileException"/>, and memory is never taken because a file
/// declares a size: the data of every tensor are known to be there before <see cref="Read"/> returns. What the stream itself throws
/// passes through. Tensors can be read in any order.
/// </remarks>
internal sealed class TensorFile
{
    /// <summary>Elements are checked and converted while they are in the cache.</summary>
    private const int BlockBytes = 1 << 18;

    /// <summary>The rows of a tile, at least: so many elements of a column fill a line of the cache or more.</summary>
    private const int BandRows = 32;

    private readonly TensorHeader header;
    private readonly Stream stream;
    private readonly ReceivedData? received;
    private readonly long start;
    private byte[] buffer = [];

    private TensorFile(Stream stream, TensorHeader header)
    {
        this.stream = stream;
        this.header = header;
        long available;
        if (stream.CanSeek)
        {
            start = stream.Position;
            available = stream.Length - start;
        }
        else
        {
            received = ReceivedData.Read(stream, header.DataLength);
            available = received.Length;
        }

        if (available < header.DataLength)
        {
            throw new ModelFileException(
                Invariant($"The tensors must have {header.DataLength} bytes of data behind the header, but the file has {Math.Max(available, 0)} there."));
        }
    }

    /// <summary>The strings that stand beside the tensors; none where the file has no metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>In the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors => header.Tensors;

    /// <summary>Reads the header and checks it completely. The stream stays open and belongs to the caller.</summary>
    /// <exception cref="ModelFileException">The file is not one, or not complete.</exception>
    public static TensorFile Read(Stream stream)
    {
        TensorTypes.RequireLittleEndian();
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        int count = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (count < prefix.Length)
        {
            throw new ModelFileException($"The file must begin with the length of its header in 8 bytes, but has {Require.Count(count, "byte")}.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > TensorHeader.MaxLength)
        {
            throw new ModelFileException(Invariant($"The header must have at most {TensorHeader.MaxLength} bytes, but the file declares {length}; it is damaged, or no safetensors file."));
        }

        return new TensorFile(stream, TensorHeader.Parse(ReadHeader(stream, (int)length)));
    }

    /// <summary>The tensor of that name, or null.</summary>
    public TensorEntry? Find(string name) => header.Find(name);

    /// <summary>Copies a tensor's elements in the order of the file (row-major), converted to T, all of them finite.</summary>
    /// <exception cref="ModelFileException">An element is not finite, or not in T; or the tensor has whole numbers.</exception>
    public void CopyTo<T>(TensorEntry entry, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckDestination(entry, destination);
        int block = BlockBytes / Unsafe.SizeOf<T>();
        for (int first = 0; first < destination.Length; first += block)
        {
            ReadElements(entry, first, destination.Slice(first, Math.Min(block, destination.Length - first)));
        }
    }

    /// <summary>The bytes of a tensor of bytes.</summary>
    public byte[] BytesOf(TensorEntry entry)
    {
        byte[] bytes = new byte[entry.Elements];
        ReadBytes(entry.Begin, bytes);
        return bytes;
    }

    /// <summary>As <see cref="CopyTo"/>, for a tensor of the shape [rows, columns]; the destination is column-major.</summary>
    /// <exception cref="ModelFileException">An element is not finite, or not in T; or the tensor is not a matrix of numbers.</exception>
    public void CopyTransposedTo<T>(TensorEntry entry, Span<T> columnMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckDestination(entry, columnMajor);
        if (entry.Shape.Count != 2)
        {
            throw new ModelFileException(
                $"Tensor {FileText.Quoted(entry.Name)} must have 2 dimensions, but has the shape {FileText.Shape(entry.Shape)}.");
        }

        int rows = entry.Shape[0], columns = entry.Shape[1];
        if (rows <= 1 || columns <= 1)
        {
            CopyTo(entry, columnMajor);
            return;
        }

        int block = BlockBytes / Unsafe.SizeOf<T>();
        int tileColumns = Math.Min(columns, block / Math.Min(rows, BandRows)), tileRows = Math.Min(rows, block / tileColumns);
        T[] tile = new T[tileRows * tileColumns];
        for (int i = 0; i < rows; i += tileRows)
        {
            int height = Math.Min(tileRows, rows - i);
            for (int j = 0; j < columns; j += tileColumns)
            {
                int width = Math.Min(tileColumns, columns - j);
                // Whole rows follow one another in the file.
                int reads = width == columns ? 1 : height, length = height * width / reads;
                for (int k = 0; k < reads; k++)
                {
                    ReadElements(entry, ((i + k) * columns) + j, tile.AsSpan(k * length, length));
                }

                Transposition.Transpose(tile, height, width, columnMajor[((j * rows) + i)..], rows);
            }
        }
    }

    /// <summary>Refuses bytes behind the data.</summary>
    /// <exception cref="ModelFileException">There are some.</exception>
    public void CheckEnd()
    {
        if (received is null)
        {
            stream.Position = start + header.DataLength;
        }

        if (stream.ReadByte() >= 0)
        {
            throw new ModelFileException(Invariant($"The file must end behind its {header.DataLength} bytes of data, but has more."));
        }
    }

    /// <summary>In pieces of growing length, so that a stream that ends early has not cost what it declared.</summary>
    private static byte[] ReadHeader(Stream stream, int length)
    {
        byte[] bytes = [];
        int count = 0;
        while (count < length)
        {
            Array.Resize(ref bytes, Math.Min(length, Math.Max(4096, 2 * count)));
            int required = bytes.Length - count;
            int read = stream.ReadAtLeast(bytes.AsSpan(count), required, throwOnEndOfStream: false);
            count += read;
            if (read < required)
            {
                throw new ModelFileException(Invariant($"The header must have the declared {length} bytes, but the file has {count} there."));
            }
        }

        return bytes;
    }

    private static void CheckDestination<T>(TensorEntry entry, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        if (entry.Type is TensorType.I64 or TensorType.U8)
        {
            throw new ModelFileException($"Tensor {FileText.Quoted(entry.Name)} must have the dtype F16, BF16, F32 or F64, but has {entry.Type}.");
        }

        if (destination.Length != entry.Elements)
        {
            throw new ArgumentException(
                Invariant($"destination must have {Require.Count(entry.Elements, "element")}, but has {destination.Length}."), nameof(destination));
        }
    }

    /// <summary>The elements from <paramref name="first"/> on, in the order of the file.</summary>
    private void ReadElements<T>(TensorEntry entry, int first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = entry.Type.Size();
        bool isConverted = entry.Type != TensorTypes.Of<T>();
        Span<byte> bytes = isConverted ? Buffer(destination.Length * size) : MemoryMarshal.AsBytes(destination);
        ReadBytes(entry.Begin + ((long)first * size), bytes);
        if (isConverted)
        {
            TensorElements.Convert(entry.Type, bytes, destination);
        }

        int index = Scan.IndexOfNotFinite<T>(destination);
        if (index >= 0)
        {
            double element = TensorElements.At(entry.Type, bytes, index);
            string required = double.IsFinite(element) ? $"have a magnitude of at most {Require.Text(float.MaxValue)} to be a float" : "be finite";
            throw new ModelFileException($"{Element(entry, first + index)} must {required}, but is {Require.Text(element)}.");
        }
    }

    private void ReadBytes(long offset, Span<byte> destination)
    {
        if (received is not null)
        {
            received.CopyTo(offset, destination);
            return;
        }

        if (stream.Position != start + offset)
        {
            stream.Position = start + offset;
        }

        if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
        {
            throw new ModelFileException("The file must have the bytes that its length promised, but ended while its data were read.");
        }
    }

    private Span<byte> Buffer(int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        return buffer.AsSpan(0, length);
    }

    private static string Element(TensorEntry entry, int index) =>
        $"Tensor {FileText.Quoted(entry.Name)}{FileText.Place(entry.Shape, index)}";
}
