using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A data set that is part of the library, of which <c>make_sets.py</c> says the form: columns of numbers, the last of which is the target.</summary>
internal sealed class EmbeddedSet
{
    private readonly double[][] columns;

    private EmbeddedSet(double[][] columns) => this.columns = columns;

    /// <summary>The numbers of the last column: classes from 0 on, or what is to be predicted.</summary>
    public double[] Targets => columns[^1];

    private int[] Classes => Array.ConvertAll(Targets, target => (int)target);

    /// <summary>Reads a data set.</summary>
    /// <param name="name">The name of its file without the ending.</param>
    public static EmbeddedSet Read(string name)
    {
        using Stream resource = typeof(EmbeddedSet).Assembly.GetManifestResourceStream(name)!;
        using BrotliStream unpacked = new(resource, CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unpacked.CopyTo(bytes);
        ReadOnlySpan<byte> left = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        int rows = BinaryPrimitives.ReadUInt16LittleEndian(left);
        double[][] columns = new double[left[2]][];
        left = left[3..];
        for (int i = 0; i < columns.Length; i++)
        {
            (columns[i], int read) = ReadColumn(left, rows);
            left = left[read..];
        }

        return new EmbeddedSet(columns);
    }

    /// <summary>The set as a table.</summary>
    /// <param name="features">The names of all columns but the last.</param>
    /// <param name="target">The last column.</param>
    public Table ToTable(IEnumerable<string> features, Column target) => new([.. features.Select((name, i) => Column.Of(name, columns[i])), target]);

    /// <summary>The names of the classes, as a column.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="classes">The names.</param>
    public TextColumn ClassesAs(string name, params string[] classes) => new(name, Targets.Select(target => classes[(int)target]));

    /// <summary>The set as samples with numbers to predict, or with two classes.</summary>
    public (Matrix<T> X, Matrix<T> Y) Samples<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (X<T>(), ColumnMajor.Create(1, Targets.Length, Array.ConvertAll(Targets, T.CreateTruncating)));

    /// <summary>The set as samples with one-hot classes.</summary>
    public (Matrix<T> X, Matrix<T> Y) Samples<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (X<T>(), OneHot.Encode<T>(Classes, classes));

    private static (double[] Column, int Read) ReadColumn(ReadOnlySpan<byte> bytes, int rows)
    {
        const int Head = 6, Below = 0x8000;
        double unit = 1;
        for (int i = 0; i < bytes[0]; i++)
        {
            unit *= 10;
        }

        int width = bytes[1], least = BinaryPrimitives.ReadInt32LittleEndian(bytes[2..]), end = Head + width * rows;
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            int number = 0;
            for (int k = width - 1; k >= 0; k--)
            {
                number = number << 8 | bytes[Head + k * rows + row];
            }

            // Both are exact, so that the quotient is the double nearest to the decimal number.
            column[row] = (least + number) / unit;
        }

        for (int i = 0; i < bytes[end]; i++)
        {
            // The file that people have has the double beside it.
            int row = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(end + 1 + 2 * i)..]), place = row & ~Below;
            column[place] = row == place ? Math.BitIncrement(column[place]) : Math.BitDecrement(column[place]);
        }

        return (column, end + 1 + 2 * bytes[end]);
    }

    private Matrix<T> X<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        int features = columns.Length - 1;
        Matrix<T> X = ColumnMajor.Create<T>(features, Targets.Length);
        Span<T> elements = ColumnMajor.Span(X);
        for (int i = 0; i < features; i++)
        {
            for (int j = 0; j < Targets.Length; j++)
            {
                elements[i + j * features] = T.CreateTruncating(columns[i][j]);
            }
        }

        return X;
    }
}
