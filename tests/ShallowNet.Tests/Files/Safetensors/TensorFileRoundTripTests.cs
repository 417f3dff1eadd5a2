using System.IO.Compression;
using System.Numerics;

namespace ShallowNet.Tests;

public sealed class TensorFilesInDouble : TensorFileRoundTripTests<double>;

public sealed class TensorFilesInFloat : TensorFileRoundTripTests<float>;

/// <summary>What is written is read again, in either precision, from streams that seek and that do not.</summary>
public abstract class TensorFileRoundTripTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (int Rows, int Columns)[] Matrices =
        [(1, 1), (1, 7), (7, 1), (2, 3), (16, 16), (17, 33), (100, 65), (300, 700), (3, 200_000), (200_000, 2), (0, 5), (5, 0), (1, 100_003)];

    [Fact]
    public void Transposed_AnyShape_IsRowMajorInTheFileAndComesBack()
    {
        foreach ((int rows, int columns) in Matrices)
        {
            T[] columnMajor = Numbers(rows * columns), rowMajor = new T[columnMajor.Length];
            for (int index = 0; index < rowMajor.Length; index++)
            {
                rowMajor[index] = columnMajor[(index / columns) + ((index % columns) * rows)];
            }

            byte[] bytes = TensorBytes.Written([], TensorToWrite.Transposed("w", rows, columns, columnMajor));
            bytes.Should().Equal(TensorBytes.Written([], TensorToWrite.Of("w", [rows, columns], rowMajor)));
            foreach (Stream stream in Streams(bytes))
            {
                TensorFile file = TensorFile.Read(stream);
                TensorEntry entry = file.Tensors.Single();
                entry.Shape.Should().Equal(rows, columns);
                T[] again = new T[rows * columns];
                file.CopyTransposedTo<T>(entry, again);
                again.Should().Equal(columnMajor);
                file.CopyTo<T>(entry, again);
                again.Should().Equal(rowMajor);
                file.CheckEnd();
            }
        }
    }

    [Fact]
    public void Of_AnyDimensions_ComesBack()
    {
        foreach (int[] shape in (int[][])[[], [1], [5], [0], [2, 3, 4], [1, 1, 1, 1, 1], [0, 2_000_000_000, 2_000_000_000, 2_000_000_000], [100_003]])
        {
            T[] elements = Numbers(shape.Contains(0) ? 0 : shape.Aggregate(1, (n, d) => n * d));
            TensorFile file = TensorFile.Read(new MemoryStream(TensorBytes.Written([], TensorToWrite.Of("x", shape, elements))));
            file.Tensors.Single().Shape.Should().Equal(shape);
            file.Tensors.Single().Elements.Should().Be(elements.Length);
            T[] again = new T[elements.Length];
            file.CopyTo<T>(file.Tensors.Single(), again);
            again.Should().Equal(elements);
            file.CheckEnd();
        }
    }

    [Fact]
    public void Copy_InTheOtherPrecision_IsTheCast()
    {
        T[] elements = Numbers(70_001);
        TensorFile file = TensorFile.Read(new MemoryStream(TensorBytes.Written([], TensorToWrite.Of("x", [70_001], elements))));
        float[] single = new float[elements.Length];
        double[] wide = new double[elements.Length];
        file.CopyTo<float>(file.Tensors[0], single);
        file.CopyTo<double>(file.Tensors[0], wide);
        single.Should().Equal(Array.ConvertAll(elements, float.CreateTruncating));
        wide.Should().Equal(Array.ConvertAll(elements, double.CreateTruncating));

        file = TensorFile.Read(new MemoryStream(TensorBytes.Written([], TensorToWrite.Transposed("x", 10_000, 7, elements[1..]))));
        file.CopyTransposedTo<float>(file.Tensors[0], single.AsSpan(1));
        file.CopyTransposedTo<double>(file.Tensors[0], wide.AsSpan(1));
        single.Should().Equal(Array.ConvertAll(elements, float.CreateTruncating));
        wide.Should().Equal(Array.ConvertAll(elements, double.CreateTruncating));
    }

    [Fact]
    public void Tensors_ReadInAnyOrder_AreFoundByName()
    {
        T[] W = Numbers(6), b = Numbers(3), gamma = Numbers(0), scale = Numbers(1);
        byte[] bytes = TensorBytes.Written(
            [new("format", "ß \"quoted\" \\ \u0001 😀"), new("", "")],
            TensorToWrite.Transposed("0.weight", 3, 2, W), TensorToWrite.Of("größe", [], scale), TensorToWrite.Of("", [3], b), TensorToWrite.Of("empty", [4, 0], gamma));
        foreach (Stream stream in Streams(bytes))
        {
            TensorFile file = TensorFile.Read(stream);
            file.Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "ß \"quoted\" \\ \u0001 😀", [""] = "" });
            file.Tensors.Select(tensor => tensor.Name).Should().BeEquivalentTo("0.weight", "größe", "", "empty");
            file.Tensors.Select(tensor => tensor.Begin).Should().BeInAscendingOrder();
            file.Find("1.weight").Should().BeNull();
            T[] again = new T[3];
            file.CopyTo<T>(file.Find("")!, again);
            again.Should().Equal(b);
            file.CopyTo<T>(file.Find("größe")!, again.AsSpan(1, 1));
            again[1].Should().Be(scale[0]);
            file.CopyTransposedTo<T>(file.Find("empty")!, []);
            T[] weights = new T[6];
            file.CopyTransposedTo<T>(file.Find("0.weight")!, weights);
            weights.Should().Equal(W);
            file.CheckEnd();
        }
    }

    [Fact]
    public void Read_BehindOtherBytes_StartsWhereTheStreamStands()
    {
        byte[] bytes = TensorBytes.Written([], TensorToWrite.Of("x", [2], Numbers(2)));
        using MemoryStream stream = new([1, 2, 3, .. bytes]);
        stream.Position = 3;
        TensorFile file = TensorFile.Read(stream);
        T[] again = new T[2];
        file.CopyTo<T>(file.Tensors[0], again);
        again.Should().Equal(Numbers(2));
        stream.Position.Should().Be(stream.Length);
        file.CheckEnd();
        stream.CanRead.Should().BeTrue("the stream belongs to the caller");
    }

    private static T[] Numbers(int count)
    {
        NumPyRandom random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.Randn()))];
    }

    private static IEnumerable<Stream> Streams(byte[] bytes)
    {
        yield return new MemoryStream(bytes);
        yield return new Trickle(bytes, most: 70_001);
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        packed.Position = 0;
        yield return new GZipStream(packed, CompressionMode.Decompress);
    }
}
