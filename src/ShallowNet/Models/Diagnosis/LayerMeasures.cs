using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>What the units of a network's hidden layers do.</summary>
internal static class LayerMeasures
{
    /// <summary>So many samples tell what units do; as many go back at a time.</summary>
    private const int MostSamples = Products.Chunk;

    /// <summary>Where g′ is less than this share of what it is at 0, a unit with two ends is at one of them: beyond 2.2 for tanh, 4.4 for sigmoid.</summary>
    private const double SmallSlope = 0.05;

    /// <summary>Where g′ is less than this for all samples, a unit with one end is dead: ReLU has 0 there, and its smooth kin hardly more.</summary>
    private const double NoSlope = 1e-3;

    /// <summary>A unit is stuck at an end where nearly all samples are there: it still answers differently to some, by chance or by design.</summary>
    private const double NearlyAll = 0.99;

    /// <summary>The hidden layers of a network as it is, and of the same network before training.</summary>
    /// <param name="patient">The network with its samples.</param>
    /// <returns>Each hidden layer, and its units that are dead or saturated.</returns>
    public static (LayerHealth[] Layers, (int[] Dead, int[] Saturated)[] Stuck) Of<T>(Patient<T> patient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = patient.Samples, count = Math.Min(m, MostSamples);
        int[] columns = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * m / count))];
        Matrix<T> X = ColumnMajor.Columns(patient.NetworkInputs, columns), Y = ColumnMajor.Columns(patient.NetworkTargets, columns);
        Network<T> now = patient.Network, fresh = patient.Fresh();
        ForwardPass<T> pass = new(now.Layout, X) { IsPrediction = true }, atStart = fresh.NewPass(X);
        now.Propagate(pass);
        fresh.Propagate(atStart);
        LinearGradients<T> dZ = fresh.NewLinearGradients(count);
        SampleRange all = new(0, count, 0);
        fresh.PropagateBack(atStart, ColumnMajor.Span(Y), all, dZ, fresh.NewParameterGradients());
        LayerHealth[] layers = new LayerHealth[now.L - 1];
        (int[] Dead, int[] Saturated)[] stuck = new (int[], int[])[layers.Length];
        for (int l = 1; l < now.L; l++)
        {
            (int[] dead, int[] saturated, _) = UnitsOf(now, pass, l);
            stuck[l - 1] = (dead, saturated);
            layers[l - 1] = new LayerHealth(l, now.Layers[l].Units, dead.Length, saturated.Length)
            {
                Activation = RootMeanSquare<T>(ColumnMajor.Span(pass.A[l])), SaturatedAtStart = UnitsOf(fresh, atStart, l).Share, GradientAtStart = RootMeanSquare<T>(dZ.Columns(l, all)),
            };
        }

        return (layers, stuck);
    }

    /// <summary>The units of a layer that are dead, those that are stuck at an end, and the share of all activations that are at one.</summary>
    private static (int[] Dead, int[] Saturated, double Share) UnitsOf<T>(Network<T> network, ForwardPass<T> pass, int l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dense layer = network.Layers[l];

        // A learned mix and a residual connection let derivatives pass beside g.
        if (layer.LearnedMix || layer.Residual)
        {
            return ([], [], 0);
        }

        int n = layer.Units, m = pass.Samples;
        T[] Z = ColumnMajor.Array(pass.ZTilde[l] ?? pass.Z[l]), A = new T[Z.Length], slopes = new T[Z.Length], zero = new T[n], atZero = new T[n], slopeAtZero = new T[n];
        layer.Activation.Forward<T>(Z, A, n);
        slopes.AsSpan().Fill(T.One);
        layer.Activation.Backward<T>(Z, A, slopes, n);
        layer.Activation.Forward<T>(zero, atZero, n);
        slopeAtZero.AsSpan().Fill(T.One);
        layer.Activation.Backward<T>(zero, atZero, slopeAtZero, n);
        bool isSaturating = Patient<T>.IsSaturating(layer.Activation);
        double small = isSaturating ? SmallSlope * double.CreateTruncating(slopeAtZero[0]) : NoSlope;
        List<int> dead = [], saturated = [];
        long atEnds = 0;
        for (int i = 0; i < n; i++)
        {
            int above = 0, below = 0;
            for (int j = 0; j < m; j++)
            {
                if (Math.Abs(double.CreateTruncating(slopes[j * n + i])) < small)
                {
                    (above, below) = Z[j * n + i] > T.Zero ? (above + 1, below) : (above, below + 1);
                }
            }

            atEnds += above + below;
            if (isSaturating && Math.Max(above, below) >= NearlyAll * m)
            {
                saturated.Add(i);
            }
            else if (!isSaturating && above + below == m)
            {
                dead.Add(i);
            }
        }

        return ([.. dead], [.. saturated], isSaturating ? atEnds / ((double)n * m) : 0);
    }

    private static double RootMeanSquare<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T number in numbers)
        {
            double x = double.CreateTruncating(number);
            sum += x * x;
        }

        return Math.Sqrt(sum / numbers.Length);
    }
}
