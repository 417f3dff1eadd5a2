using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Learns how large errors are from errors of samples that were not trained on: the logarithm of |y − ŷ| is a sum of bent lines of the inputs that tell most of it, with a ridge penalty, by
/// Fisher's scoring for exponentially distributed errors (Nelder and Wedderburn, 1972), in which a miss counts as at most five times what was expected.
/// </summary>
internal sealed partial class ErrorSizeFit
{
    /// <summary>Fewer samples tell no more than one size.</summary>
    public const int FewSamples = 50;

    private const int MostSamples = 1000, MostInputs = 16, Folds = 5, Steps = 10;

    /// <summary>A miss of more than this times the expected one counts no more.</summary>
    private const double Most = 5;

    /// <summary>Weights of standardized terms that change by less are found.</summary>
    private const double Small = 1e-5;

    /// <summary>So far below the largest is the smallest size at most, as a logarithm.</summary>
    private const double LargestRange = 7;

    /// <summary>Penalties; the first one leaves nothing but one size.</summary>
    private static readonly double[] Penalties = [double.PositiveInfinity, 300, 30, 3];

    private readonly double[] inputs;
    private readonly int rows;
    private readonly double[] sizes;
    private readonly int[] some;
    private readonly (int Input, double Knot)[] terms;
    private readonly double[] means;
    private readonly double[] units;

    /// <summary>The terms of each sample, 1 and the standardized terms after it.</summary>
    private readonly double[] Z;

    /// <summary>The sizes of the samples that the rest is learned from.</summary>
    private readonly double[] someSizes;

    /// <summary>The weights found last by all folds but each, and by all.</summary>
    private readonly double[][] found;

    /// <summary>Σ z zᵀ of the samples of all folds but each, and of all.</summary>
    private readonly double[][] squares;

    private ErrorSizeFit(double[] inputs, double[] sizes)
    {
        (this.inputs, this.sizes, rows) = (inputs, sizes, inputs.Length / sizes.Length);
        int count = Math.Min(sizes.Length, MostSamples);
        some = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * sizes.Length / count))];
        double mean = some.Average(j => sizes[j]);
        double[] relative = Array.ConvertAll(some, j => Math.Min(sizes[j] / mean, Most));
        (int Input, double Knot, double Mean, double Unit)[] chosen = [.. Enumerable.Range(0, rows).Select(input => Terms(input, relative)).Where(of => of.Terms.Length > 0)
            .OrderByDescending(of => of.Tells).Take(MostInputs).SelectMany(of => of.Terms)];
        (terms, means, units) = (Array.ConvertAll(chosen, term => (term.Input, term.Knot)), Array.ConvertAll(chosen, term => term.Mean), Array.ConvertAll(chosen, term => term.Unit));
        Z = new double[count * Length];
        for (int i = 0; i < count; i++)
        {
            Z[i * Length] = 1;
            for (int k = 0; k < terms.Length; k++)
            {
                Z[i * Length + k + 1] = (ErrorSize.Bend(inputs[some[i] * rows + terms[k].Input], terms[k].Knot) - means[k]) / units[k];
            }
        }

        someSizes = Array.ConvertAll(some, j => sizes[j]);
        found = [.. Enumerable.Range(0, Folds + 1).Select(Start)];
        double[][] folds = [.. Enumerable.Range(0, Folds).Select(Squares)];
        squares = [.. Enumerable.Range(0, Folds + 1).Select(left => Sum(folds.Where((_, fold) => fold != left)))];
    }

    private int Length => terms.Length + 1;

    /// <summary>What errors are to be expected, and for each sample what its own is to be compared with, which is of others where that matters; null, and 1 for all, where one size is as good.</summary>
    /// <param name="inputs">The network's inputs and its answer after them, for each sample.</param>
    /// <param name="errors">y − ŷ of each sample.</param>
    public static (ErrorSize? Size, double[] Scales) Fit(double[] inputs, double[] errors)
    {
        double[] sizes = Array.ConvertAll(errors, Math.Abs);
        if (sizes.Length >= FewSamples && sizes.Average() is > 0 and < double.PositiveInfinity && new ErrorSizeFit(inputs, sizes) is { terms.Length: > 0 } fit && fit.Choose() is { } chosen)
        {
            return chosen;
        }

        double[] ones = new double[sizes.Length];
        Array.Fill(ones, 1);
        return (null, ones);
    }

    private (ErrorSize Size, double[] Scales)? Choose()
    {
        double[][] unseen = Array.ConvertAll(Penalties, Unseen), losses = Array.ConvertAll(unseen, logs => logs.Select((log, i) => Loss(sizes[some[i]], log)).ToArray());
        int best = Enumerable.Range(0, Penalties.Length).MinBy(k => losses[k].Average());
        if (best == 0 || !IsClear([.. losses[0].Zip(losses[best], (one, other) => one - other)]))
        {
            return null;
        }

        ErrorSize size = SizeOf(Solve(Folds, Penalties[best]));
        double[] scales = new double[sizes.Length];
        for (int j = 0; j < scales.Length; j++)
        {
            scales[j] = size.Of(inputs.AsSpan(j * rows, rows));
        }

        foreach ((int i, int j) in some.Index())
        {
            scales[j] = ScalarFunctions.Exp(Math.Clamp(unseen[best][i], size.Numbers[0], size.Numbers[1]));
        }

        return (size, scales);
    }

    /// <summary>Whether a mean is above 0 by more than its standard error.</summary>
    private static bool IsClear(double[] gains)
    {
        double mean = gains.Average(), squares = gains.Sum(gain => (gain - mean) * (gain - mean));
        return mean > Math.Sqrt(squares / (gains.Length - 1) / gains.Length);
    }

    private double[] Squares(int fold)
    {
        double[] H = new double[Length * Length];
        int count = (some.Length - fold + Folds - 1) / Folds;
        SymmetricProduct.AddLower(Z.AsSpan(fold * Length), Length * Folds, count, H, new SymmetricSize(Length, Length), new SymmetricSum(1));
        return H;
    }

    /// <summary>The logarithms of the sizes of samples by those of the other folds.</summary>
    private double[] Unseen(double penalty)
    {
        double[] logs = new double[some.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            double[] all = Logs(Solve(fold, penalty));
            for (int i = fold; i < logs.Length; i += Folds)
            {
                logs[i] = all[i];
            }
        }

        return logs;
    }

    /// <summary>The weights by which all samples that are not of a fold have their mean size.</summary>
    private double[] Start(int left)
    {
        double[] weights = new double[Length];

        // The samples of the other folds may all be without an error.
        weights[0] = ScalarFunctions.Log(Math.Max(someSizes.Where((_, i) => i % Folds != left).Average(), 1e-300));
        return weights;
    }

    private double[] Sum(IEnumerable<double[]> folds)
    {
        double[] sum = new double[Length * Length];
        foreach (double[] square in folds)
        {
            Add(square, sum);
        }

        return sum;
    }

    /// <summary>The weights by the samples that are not of a fold, or of all where the fold is the number of folds; the search starts from those by the penalty before.</summary>
    private double[] Solve(int left, double penalty)
    {
        int count = double.IsFinite(penalty) ? Length : 1;
        double[] H = count == 1 ? [squares[left][0]] : [.. squares[left]], weights = found[left], step = new double[count], excess = new double[some.Length];
        for (int k = 1; k < count; k++)
        {
            H[k * count + k] += penalty;
        }

        if (!Cholesky.TryFactor(H, count, threads: 1))
        {
            return weights;
        }

        double largest = double.PositiveInfinity;
        for (int round = 0; round < Steps && largest > Small; round++)
        {
            Exceed(someSizes, count == 1 ? Alike(weights[0]) : Logs(weights), left, excess);
            if (count == 1)
            {
                step[0] = excess.Sum();
            }
            else
            {
                Products.WeightGradient<double>(excess, Z, step, new LayerSize(1, Length, excess.Length), new Accumulation<double>(IsFirst: true, Scale: 1));
            }

            largest = Move(H, penalty, step, weights.AsSpan(0, count));
        }

        return weights;
    }

    /// <summary>How far each size is above what was expected, as a share of that; 0 for the fold that is left out.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void Exceed(double[] sizes, double[] logs, int left, double[] excess)
    {
        int fold = 0;
        for (int i = 0; i < excess.Length; i++)
        {
            excess[i] = fold == left ? 0 : Math.Min(sizes[i] / ScalarFunctions.Exp(logs[i]), Most) - 1;
            fold = fold == Folds - 1 ? 0 : fold + 1;
        }
    }

    /// <summary>A step of the weights, whose gradient comes as the step; how large it is.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static double Move(double[] H, double penalty, double[] step, Span<double> weights)
    {
        for (int k = 1; k < weights.Length; k++)
        {
            step[k] -= penalty * weights[k];
        }

        Cholesky.Solve(H, weights.Length, step);
        double largest = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] += step[k];
            largest = Math.Max(largest, Math.Abs(step[k]));
        }

        return largest;
    }

    [MethodImpl(Compile.AtOnce)]
    private static void Add(double[] square, double[] sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += square[i];
        }
    }

    private double[] Alike(double log)
    {
        double[] logs = new double[some.Length];
        Array.Fill(logs, log);
        return logs;
    }

    /// <summary>The logarithms of the sizes of all samples.</summary>
    private double[] Logs(double[] weights)
    {
        double[] logs = new double[some.Length];
        Products.Affine<double>(weights, [0], Z, logs, new LayerSize(1, Length, logs.Length));
        return logs;
    }

    /// <summary>−ln of the density of an exponentially distributed size, but for a constant; a straight line where the size is far above what was expected.</summary>
    private static double Loss(double size, double log)
    {
        double relative = size / ScalarFunctions.Exp(log);
        return relative <= Most ? log + relative : Most + Most * ScalarFunctions.Log(size / Most) - (Most - 1) * log;
    }

    /// <summary>The weights of terms that are not standardized, within what they say of these samples.</summary>
    private ErrorSize SizeOf(double[] weights)
    {
        double[] logs = Logs(weights);
        double offset = weights[0] - Enumerable.Range(0, terms.Length).Sum(k => weights[k + 1] * means[k] / units[k]);
        return new ErrorSize(
            [Math.Max(logs.Min(), logs.Max() - LargestRange), logs.Max(), offset, .. Enumerable.Range(0, terms.Length).SelectMany(k => new[] { terms[k].Input, terms[k].Knot, weights[k + 1] / units[k] })]);
    }
}
