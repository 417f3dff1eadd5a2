using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>Sums, differences and products of elements, operations of rows and columns, and sums.</summary>
public abstract partial class KernelTests<T>
{
    [Fact]
    public void Arithmetic_AllSizes_IsItsFormulasInPlaceToo()
    {
        foreach (int size in Sizes)
        {
            (double[] x, double[] y) = (Random(size, 1), Random(size, 2));
            IEnumerable<(double X, double Y)> pairs = Rounded(x).Zip(Rounded(y));
            Binary(x, y, (p, q, z) => Arithmetic.Add(p, q, z), (a, b) => a + b);
            Binary(x, y, (p, q, z) => Arithmetic.Subtract(p, q, z), (a, b) => a - b);
            Binary(x, y, (p, q, z) => Arithmetic.Multiply(p, q, z), (a, b) => a * b);
            Guarded<T> sum = new(y), scaledSum = new(y), scaled = new(x);
            Arithmetic.AddScaled(In(x), 0.75, sum.Span);
            Close(sum.Values, [.. pairs.Select(pair => pair.Y + 0.75 * pair.X)], 2);
            Arithmetic.AddAndScale(In(x), scaledSum.Span, T.CreateTruncating(0.75));
            Close(scaledSum.Values, [.. pairs.Select(pair => 0.75 * (pair.Y + pair.X))], 2);
            Arithmetic.Scale(scaled.Span, T.CreateTruncating(0.75));
            Close(scaled.Values, [.. pairs.Select(pair => 0.75 * pair.X)], 1);
        }
    }

    [Fact]
    public void RowOperations_AllSizes_AreTheirFormulas()
    {
        foreach (int rows in Sizes)
        {
            foreach (int m in (int[])[1, 2, 7, 8, 9])
            {
                (double[] A, double[] p, double[] q, double[] w) = (Random(rows * m, 1), Random(rows, 3), Random(rows, 4), Random(m, 5));
                double[] a = Rounded(A);
                Guarded<T> C = new(rows * m), inPlace = new(A);
                Rows.Map(In(A), In(p), In(q), C.Span, default(Linear));
                Rows.Map<T, Linear>(inPlace.Span, In(p), In(q), inPlace.Span, default);
                Close(C.Values, [.. a.Select((x, k) => x * Rounded(p)[k % rows] - Rounded(q)[k % rows])], 4);
                inPlace.Values.Should().Equal(C.Values);
                Rows.ScaleColumns(In(A), In(w), C.Span);
                Close(C.Values, [.. a.Select((x, k) => x * Rounded(w)[k / rows])], 1);
            }
        }
    }

    [Fact]
    public void RowSums_AllSizes_AddAChunkOfSamplesAfterTheOther()
    {
        foreach ((int rows, int m) in from rows in (int[])[1, 3, 8, 16, 17] from m in (int[])[1, 7, 8, 9, 511, 512, 513, 1024, 1100] select (rows, m))
        {
            (double[] A, double[] B, double[] w) = (Random(rows * m, 1), Random(rows * m, 2), Random(m, 3));
            (double[] a, double[] products) = (Rounded(A), [.. Rounded(A).Zip(Rounded(B), (x, y) => x * y)]);
            double[] ones = [.. Enumerable.Repeat(1.0, m)];
            Guarded<T> sums = new(Random(rows, 6));
            Rows.Sum(In(A), default, sums.Span);
            Close(sums.Values, Naive.Product(a, ones, null, 1, rows, m, 1), 8 + m / 4);
            Rows.Sum(In(A), In(w), sums.Span);
            Close(sums.Values, Naive.Product(a, Rounded(w), null, 1, rows, m, 1), 8 + m / 4);
            Rows.SumProducts(In(A), In(B), default, sums.Span);
            Close(sums.Values, Naive.Product(products, ones, null, 1, rows, m, 1), 8 + m / 4);
            Rows.SumProducts(In(A), In(B), In(w), sums.Span);
            Close(sums.Values, Naive.Product(products, Rounded(w), null, 1, rows, m, 1), 8 + m / 4);

            // The order is that of db: each chunk is added to the sum of those before.
            Guarded<T> db = new(rows), whole = new(rows);
            Rows.Sum(In(A), default, whole.Span);
            foreach (int first in Enumerable.Range(0, (m + Products.Chunk - 1) / Products.Chunk).Select(chunk => chunk * Products.Chunk))
            {
                int count = Math.Min(Products.Chunk, m - first);
                ReadOnlySpan<T> chunk = In(A[(first * rows)..((first + count) * rows)]);
                Products.BiasGradient(chunk, db.Span, new(rows, Inputs: 1, count), new(IsFirst: first == 0, T.One));
            }

            whole.Values.Should().Equal(db.Values);
        }
    }

    [Fact]
    public void OuterProducts_AllSizes_AreProductsInDouble()
    {
        foreach (int units in Sizes)
        {
            foreach (int inputs in (int[])[1, 2, 3, 8, 17])
            {
                (double[] d, double[] a) = (Rounded(Random(units, 1)), Rounded(Random(inputs, 2)));
                Guarded<double> product = new(units * inputs);
                OuterProducts.Write<T>(In(d), In(a), product.Span);
                product.Values.Should().Equal(a.SelectMany(aj => d.Select(di => di * aj)));
            }
        }
    }

    [Fact]
    public void SumsOfTerms_AllSizes_AddInDouble()
    {
        foreach (int size in (int[])[.. Sizes, 1000])
        {
            (double[] x, double[] y) = (Rounded(Random(size, 1)), Rounded(Random(size, 2)));
            double tolerance = 2.2e-16 * size * size;
            Sums.OfSquares(In(x)).Should().BeApproximately(x.Sum(v => v * v), tolerance);
            Sums.OfMagnitudes(In(x)).Should().BeApproximately(x.Sum(Math.Abs), tolerance);
            Sums.OfProducts(In(x), In(y)).Should().BeApproximately(x.Zip(y, (v, u) => v * u).Sum(), tolerance);
        }

        double[][] arrays = [Random(3, 3), Random(8, 4), [], Random(100, 5)];
        T[][] elements = Array.ConvertAll(arrays, x => Array.ConvertAll(x, T.CreateTruncating));
        Sums.OfSquares(elements).Should().BeApproximately(arrays.Sum(x => Rounded(x).Sum(v => v * v)), 1e-13);

        // In the precision of the elements, neither would be finite.
        double large = typeof(T) == typeof(float) ? 1e30 : 1e150;
        Sums.OfSquares(In([large, large])).Should().BeApproximately(2 * large * large, 1e-6 * large * large);
    }

    [Fact]
    public void Sum_AllSizes_AddsInDouble()
    {
        foreach (int size in Sizes)
        {
            double[] values = Rounded(Random(size, size));
            Sums.Of(In(values)).Should().BeApproximately(values.Sum(), 1e-14);
        }
    }

    [Fact]
    public void IndexOfNotFinite_AnyPlace_IsFound()
    {
        double largest = typeof(T) == typeof(double) ? double.MaxValue : float.MaxValue;
        foreach (int size in Sizes)
        {
            Scan.IndexOfNotFinite(In(Random(size, 1))).Should().Be(-1);
            Scan.IndexOfNotFinite(In([.. Enumerable.Repeat(largest, size)])).Should().Be(-1);
            for (int i = 0; i < size; i++)
            {
                foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
                {
                    double[] values = Random(size, 1);
                    values[i] = bad;
                    Scan.IndexOfNotFinite(In(values)).Should().Be(i);
                }
            }
        }
    }

    private readonly struct Linear : ITernary<T>
    {
        public V Apply<V>(V x, V y, V z)
            where V : struct, IVector<V, T> => x * y - z;
    }
}
