using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The products of a layer.</summary>
public abstract partial class KernelTests<T>
{
    [Fact]
    public void Affine_AllSizes_IsWAPlusB()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] W, double[] A, double[] b) = (Random(units * inputs, 1), Random(inputs * samples, 2), Random(units, 3));
            Guarded<T> Z = new(units * samples);
            Products.Affine<T>(In(W), In(b), In(A), Z.Span, new(units, inputs, samples));
            Close(Z.Values, Naive.Product(W, A, b, 1, units, inputs, samples), inputs + 1);
        }
    }

    [Fact]
    public void WeightGradient_AllSizes_IsTheMeanOfDZATransposed()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] dZ, double[] A) = (Random(units * samples, 1), Random(inputs * samples, 2));
            Guarded<T> dW = new(units * inputs);
            Products.WeightGradient(In(dZ), In(A), dW.Span, new(units, inputs, samples), new(IsFirst: true, T.One / T.CreateTruncating(samples)));
            Close(dW.Values, Naive.Product(dZ, Naive.Transpose(A, inputs, samples), null, 1.0 / samples, units, samples, inputs), 2);
        }
    }

    [Fact]
    public void Gradients_OfALaterChunk_AreAddedToWhatIsThereAndScaled()
    {
        foreach ((int units, int inputs, int samples) in Shapes().Where(shape => shape.Samples % 4 == 1))
        {
            (double[] dZ, double[] A) = (Random(units * samples, 1), Random(inputs * samples, 2));
            (double[] before, double[] biasesBefore) = (Random(units * inputs, 3), Random(units, 4));
            (Guarded<T> dW, Guarded<T> db) = (new(before), new(biasesBefore));
            T scale = T.One / T.CreateTruncating(samples);
            Products.WeightGradient(In(dZ), In(A), dW.Span, new(units, inputs, samples), new(IsFirst: false, scale));
            Products.BiasGradient(In(dZ), db.Span, new(units, Inputs: 1, samples), new(IsFirst: false, scale));
            double[] product = Naive.Product(dZ, Naive.Transpose(A, inputs, samples), null, 1, units, samples, inputs);
            double[] sum = Naive.Product(dZ, [.. Enumerable.Repeat(1.0, samples)], null, 1, units, samples, 1);
            Close(dW.Values, [.. before.Zip(product, (w, p) => (w + p) / samples)], 2);
            Close(db.Values, [.. biasesBefore.Zip(sum, (b, s) => (b + s) / samples)], 2);
        }
    }

    [Fact]
    public void BiasGradient_AllSizes_IsTheMeanOfDZ()
    {
        foreach ((int units, _, int samples) in Shapes())
        {
            double[] dZ = Random(units * samples, 1);
            Guarded<T> db = new(units);
            Products.BiasGradient(In(dZ), db.Span, new(units, Inputs: 1, samples), new(IsFirst: true, T.One / T.CreateTruncating(samples)));
            double[] ones = [.. Enumerable.Repeat(1.0, samples)];
            Close(db.Values, Naive.Product(dZ, ones, null, 1.0 / samples, units, samples, 1), 2);
        }
    }

    [Fact]
    public void BackThroughWeights_AllSizes_IsWTransposedDZ()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] W, double[] dZ) = (Random(units * inputs, 1), Random(units * samples, 2));
            Guarded<T> dA = new(inputs * samples);
            Products.BackThroughWeights<T>(In(W), In(dZ), dA.Span, new(units, inputs, samples));
            Close(dA.Values, Naive.Product(Naive.Transpose(W, units, inputs), dZ, null, 1, inputs, units, samples), units + 1);
        }
    }
}
