using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The products to the last bit: the order of accumulation that their remarks promise, written out.</summary>
public abstract partial class KernelTests<T>
{
    /// <summary>The virtual lanes of a sum.</summary>
    private static readonly int LaneCount = typeof(T) == typeof(double) ? 8 : 16;

    [Fact]
    public void Products_AllSizes_AddInTheirOrder()
    {
        foreach ((int units, int inputs, int samples) in OrderedShapes())
        {
            (T[] W, T[] A, T[] b, T[] dZ) = (Rounding(units * inputs, 1), Rounding(inputs * samples, 2), Rounding(units, 3), Rounding(units * samples, 4));
            T scale = T.One / T.CreateTruncating(samples);
            Guarded<T> Z = new(units * samples), dW = new(units * inputs), dA = new(inputs * samples);
            Products.Affine<T>(In(W), In(b), In(A), Z.Span, new(units, inputs, samples));
            Products.WeightGradient(In(dZ), In(A), dW.Span, new(units, inputs, samples), new(IsFirst: true, scale));
            Products.BackThroughWeights<T>(In(W), In(dZ), dA.Span, new(units, inputs, samples));

            bool dot = units <= 3 && inputs > 8;
            Equal(Z, units, samples, (i, j) => dot
                ? InLanes(inputs, p => W[i + p * units], p => A[p + j * inputs]) + b[i]
                : Chain(b[i], inputs, p => W[i + p * units], p => A[p + j * inputs]));
            Equal(dW, units, inputs, (i, p) => scale * Chain(T.Zero, samples, j => dZ[i + j * units], j => A[p + j * inputs]));
            Equal(dA, inputs, samples, (p, j) => Chain(T.Zero, units, i => W[i + p * units], i => dZ[i + j * units]));
        }
    }

    [Fact]
    public void BiasGradient_AllSizes_AddsInItsOrder()
    {
        foreach ((int units, int samples) in OrderedShapes().Select(shape => (shape.Units, shape.Samples)).Distinct())
        {
            T[] dZ = Rounding(units * samples, 1);
            T scale = T.One / T.CreateTruncating(samples);
            Guarded<T> db = new(units);
            Products.BiasGradient(In(dZ), db.Span, new(units, Inputs: 1, samples), new(IsFirst: true, scale));
            Equal(db, units, 1, (i, _) => scale * (units == 1 ? InLanes(samples, j => dZ[j], _ => T.One) : InChains(samples, j => dZ[i + j * units])));
        }
    }

    [Fact]
    public void WeightGradient_InParts_HasTheSameBits()
    {
        foreach ((int units, int inputs, int samples) in (ReadOnlySpan<(int, int, int)>)[(1, 40, 5), (3, 65, 9), (16, 16, 9), (49, 23, 31), (49, 24, 31), (65, 129, 17), (100, 64, 40), (17, 41, 9), (8, 24, 3)])
        {
            (T[] dZ, T[] A) = (Rounding(units * samples, 1), Rounding(inputs * samples, 2));
            Guarded<T> whole = new(units * inputs);
            Products.WeightGradient(In(dZ), In(A), whole.Span, new(units, inputs, samples), new(IsFirst: true, T.One));
            foreach (int parts in (int[])[2, 3])
            {
                Guarded<T> inParts = new(units * inputs);
                for (int part = 0; part < parts; part++)
                {
                    Products.WeightGradient(In(dZ), In(A), inParts.Span, new(units, inputs, samples), new(IsFirst: true, T.One, part, parts));
                }

                inParts.Values.Should().Equal(whole.Values);
            }
        }
    }

    /// <summary>Fewer than of the other tests: where nothing adds and multiplies at once, the twins take their time.</summary>
    private static IEnumerable<(int Units, int Inputs, int Samples)> OrderedShapes() =>
        (from a in (int[])[1, 2, 3, 4, 7, 8, 9, 16, 17] from b in (int[])[1, 8, 9, 15, 16, 17, 33] from c in (int[])[1, 2, 3, 4, 5, 8, 9, 13] select (a, b, c))
        .Concat([(25, 9, 129), (49, 65, 31), (97, 8, 33), (129, 10, 4), (1, 65, 513), (3, 40, 257), (4, 10, 513)]);

    private static T[] Rounding(int count, int seed) => Array.ConvertAll(Random(count, seed), T.CreateTruncating);

    private static T Chain(T start, int count, Func<int, T> x, Func<int, T> y)
    {
        for (int p = 0; p < count; p++)
        {
            start = T.FusedMultiplyAdd(x(p), y(p), start);
        }

        return start;
    }

    /// <summary>Element p in lane p mod the number of lanes; then the lanes are added in halves.</summary>
    private static T InLanes(int count, Func<int, T> x, Func<int, T> y)
    {
        T[] lanes = new T[LaneCount];
        for (int p = 0; p < count; p++)
        {
            lanes[p % LaneCount] = T.FusedMultiplyAdd(x(p), y(p), lanes[p % LaneCount]);
        }

        for (int half = LaneCount / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }

    /// <summary>Eight chains, of every eighth element, added in pairs.</summary>
    private static T InChains(int count, Func<int, T> x)
    {
        T[] chains = new T[8];
        for (int j = 0; j < count; j++)
        {
            chains[j % 8] += x(j);
        }

        return chains[0] + chains[1] + (chains[2] + chains[3]) + (chains[4] + chains[5] + (chains[6] + chains[7]));
    }

    private static void Equal(Guarded<T> actual, int rows, int columns, Func<int, int, T> expected)
    {
        double[] values = actual.Values;
        for (int index = 0; index < values.Length; index++)
        {
            double value = double.CreateTruncating(expected(index % rows, index / rows));
            if (values[index] != value)
            {
                Assert.Fail($"Element [{index % rows}, {index / rows}] of {rows} × {columns} is {values[index]:r} and should be {value:r}.");
            }
        }
    }
}
