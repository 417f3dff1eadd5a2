namespace ShallowNet;

/// <summary>A penalty that was tried.</summary>
internal interface IJudgedPenalty
{
    /// <summary>λ.</summary>
    double L2 { get; }

    /// <summary>The mean loss on samples that were not trained on.</summary>
    double Cost { get; }
}

/// <summary>The search for the best λ, from 1 on.</summary>
/// <param name="tryPenalty">Tries λ, with the best so far; null where that cannot be better, or diverged.</param>
/// <param name="baseCost">What always giving the same answer costs.</param>
/// <param name="smallest">The smallest power of ten.</param>
internal sealed class PenaltySearch<TJudged>(Func<double, TJudged?, TJudged?> tryPenalty, double baseCost, double smallest)
    where TJudged : class, IJudgedPenalty
{
    private const double Coarse = 10;
    private const double LargestCoarse = 100;
    private const double Refinement = 3;

    /// <summary>The share by which another penalty must be better, to be preferred to one nearer to 1.</summary>
    private const double LeastGain = 0.01;

    /// <summary>The share of what always giving the same answer costs, below which something was learned.</summary>
    private const double Learned = 0.9;

    /// <summary>Factors of ten apart, up or down from 1 as long as that is better; the best, or null where all diverged.</summary>
    public TJudged? AmongPowersOfTen()
    {
        TJudged? best = Walk(tryPenalty(1, null), 1, Coarse, LargestCoarse);
        return best is null || best.L2 <= 1 || best.Cost >= Learned * baseCost ? Walk(best, 1, 1 / Coarse, smallest) : best;
    }

    /// <summary>Those beside the best one.</summary>
    public TJudged Beside(TJudged best)
    {
        TJudged above = Walk(best, best.L2, Refinement, best.L2 * Refinement)!;
        return above == best ? Walk(best, best.L2, 1 / Refinement, best.L2 / Refinement)! : above;
    }

    /// <summary>From a penalty on, by a factor, up to the last one or where it gets no better; where nothing is learned yet, that says nothing.</summary>
    private TJudged? Walk(TJudged? best, double from, double factor, double last)
    {
        for (double l2 = from * factor; factor > 1 ? l2 <= last : l2 >= last; l2 *= factor)
        {
            if (tryPenalty(l2, best) is { } other && (best is null || best.Cost - other.Cost > LeastGain * Math.Abs(best.Cost)))
            {
                best = other;
            }
            else if (best?.Cost < Learned * baseCost)
            {
                break;
            }
        }

        return best;
    }
}
