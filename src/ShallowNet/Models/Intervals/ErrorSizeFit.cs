using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Learns how large errors are from errors of samples that were not trained on: the logarithm of |y − ŷ| is a sum of bent lines of the inputs that tell most of it, with a ridge penalty, by
/// Fisher's scoring for exponentially distributed errors (Nelder and Wedderburn, 1972), in which a miss counts as at most five times what was expected.
/// </summary>
internal sealed class ErrorSizeFit
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

    /// <summary>Penalties; the first one leaves nothing but the mean size.</summary>
    private static readonly double[] Penalties = [1e12, 300, 30, 3];

    /// <summary>Where lines are bent, as shares of the samples below.</summary>
    private static readonly double[] Quartiles = [0.25, 0.5, 0.75];

    private readonly double[] inputs;
    private readonly int rows;
    private readonly double[] sizes;
    private readonly int[] some;
    private readonly (int Input, double Knot)[] terms;
    private readonly double[] means;
    private readonly double[] units;

    /// <summary>The terms of each sample, 1 and the standardized terms after it.</summary>
    private readonly double[] Z;

    /// <summary>Σ z zᵀ of the samples of each fold.</summary>
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

        squares = [.. Enumerable.Range(0, Folds).Select(Squares)];
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

        ErrorSize size = SizeOf(Solve(-1, Penalties[best]));
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

    /// <summary>An input as it is, and above its quartiles; and how much it tells of the sizes: the largest correlation.</summary>
    private (double Tells, (int Input, double Knot, double Mean, double Unit)[] Terms) Terms(int input, double[] relative)
    {
        double[] x = Array.ConvertAll(some, j => inputs[j * rows + input]), sorted = [.. x.Order()];
        double[] knots = sorted[0] == sorted[^1] ? [] : [.. Quartiles.Select(share => SortedNumbers.Quantile(sorted, share)).Where(knot => knot > sorted[0] && knot < sorted[^1]).Distinct()];
        double tells = 0, height = relative.Average();
        List<(int, double, double, double)> found = [];
        foreach (double knot in sorted[0] == sorted[^1] ? [] : knots.Prepend(ErrorSize.NoKnot))
        {
            double[] bent = Array.ConvertAll(x, value => ErrorSize.Bend(value, knot));
            double mean = bent.Average(), unit = Math.Sqrt(bent.Sum(value => (value - mean) * (value - mean)) / bent.Length);
            if (unit > 1e-9 * Math.Abs(mean) && double.IsFinite(unit))
            {
                tells = Math.Max(tells, Math.Abs(bent.Zip(relative, (value, size) => (value - mean) / unit * (size - height)).Sum()));
                found.Add((input, knot, mean, unit));
            }
        }

        return (tells, [.. found]);
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

    /// <summary>The weights by the samples that are not of a fold, which may be none.</summary>
    private double[] Solve(int left, double penalty)
    {
        double[] H = new double[Length * Length], weights = new double[Length], step = new double[Length];
        foreach ((int fold, double[] square) in squares.Index().Where(fold => fold.Index != left))
        {
            for (int i = 0; i < H.Length; i++)
            {
                H[i] += square[i];
            }
        }

        for (int k = 1; k < Length; k++)
        {
            H[k * Length + k] += penalty;
        }

        // Samples of the other folds may all be without an error.
        weights[0] = ScalarFunctions.Log(Math.Max(Enumerable.Range(0, some.Length).Where(i => i % Folds != left).Average(i => sizes[some[i]]), 1e-300));
        if (!Cholesky.TryFactor(H, Length, threads: 1))
        {
            return weights;
        }

        double[] excess = new double[some.Length];
        for (int round = 0; round < Steps && (round == 0 || step.Max(Math.Abs) > Small); round++)
        {
            double[] logs = Logs(weights);
            for (int i = 0; i < excess.Length; i++)
            {
                excess[i] = i % Folds == left ? 0 : Math.Min(sizes[some[i]] / ScalarFunctions.Exp(logs[i]), Most) - 1;
            }

            Products.WeightGradient<double>(excess, Z, step, new LayerSize(1, Length, excess.Length), new Accumulation<double>(IsFirst: true, Scale: 1));
            for (int k = 1; k < Length; k++)
            {
                step[k] -= penalty * weights[k];
            }

            Cholesky.Solve(H, Length, step);
            for (int k = 0; k < Length; k++)
            {
                weights[k] += step[k];
            }
        }

        return weights;
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
