using ShallowNet.Kernels;

namespace ShallowNet.Tests;

public abstract partial class KernelTests<T>
{
    [Fact]
    public void Transpose_AllSizes_IsTheTwins()
    {
        foreach ((int rows, int columns) in Sizes.SelectMany(rows => Sizes.Select(columns => (rows, columns))))
        {
            double[] A = Random(rows * columns, 1);
            Guarded<T> C = new(rows * columns);
            // The twin is column-major, where the rows of a row-major matrix are columns.
            Transposition.Transpose<T>(In(A), rows, columns, C.Span, rows);
            C.Values.Should().Equal(Rounded(Naive.Transpose(A, columns, rows)));
        }
    }

    [Fact]
    public void Transpose_PartOfAMatrix_LeavesTheOtherElements()
    {
        const int Rows = 40, Columns = 30, Top = 3, Left = 5, Height = 33, Width = 20, Step = 50;
        double[] A = Random(Rows * Columns, 1), before = Random(Width * Step, 2);
        Guarded<T> C = new(before);
        Transposition.Transpose<T>(In(A)[((Top * Columns) + Left)..], Columns, Height, Width, C.Span[7..], Step);
        double[] expected = [.. before];
        for (int i = 0; i < Height; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                expected[7 + (j * Step) + i] = A[((Top + i) * Columns) + Left + j];
            }
        }

        C.Values.Should().Equal(Rounded(expected));
    }

    [Fact]
    public void Conversion_AllSizes_IsTheCast()
    {
        foreach (int size in Sizes)
        {
            double[] numbers = [.. Random(size, 1).Select(x => x * 1e38), double.MaxValue, double.Epsilon, -0.0];
            float[] singles = Array.ConvertAll(numbers, x => (float)x);
            Guarded<float> narrow = new(numbers.Length);
            Conversion.Narrow(numbers, narrow.Span);
            narrow.Values.Should().Equal(Array.ConvertAll(singles, x => (double)x));
            Guarded<double> wide = new(numbers.Length);
            Conversion.Widen(singles, wide.Span);
            wide.Values.Should().Equal(Array.ConvertAll(singles, x => (double)x));
        }
    }
}

