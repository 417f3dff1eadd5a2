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
/// <param name="stepsDown">How many powers of ten below 1 are tried.</param>
internal sealed class PenaltySearch<TJudged>(Func<double, TJudged?, TJudged?> tryPenalty, double baseCost, int stepsDown)
    where TJudged : class, IJudgedPenalty
{
    private const double Coarse = 10;
    private const int StepsUp = 2;
    private const double Refinement = 3;

    /// <summary>The share by which another penalty must be better, to be preferred to one nearer to 1.</summary>
    private const double LeastGain = 0.01;

    /// <summary>Something was learned where this share of what always giving the same answer costs was gained.</summary>
    private const double Learned = 0.1;

    /// <summary>Factors of ten apart, up or down from 1 as long as that is better; the best, or null where all diverged.</summary>
    public TJudged? AmongPowersOfTen()
    {
        TJudged? best = Walk(tryPenalty(1, null), 1, l2 => l2 * Coarse, StepsUp);
        return best is null || best.L2 <= 1 || !HasLearned(best) ? Walk(best, 1, l2 => l2 / Coarse, stepsDown) : best;
    }

    /// <summary>Those beside the best one.</summary>
    public TJudged Beside(TJudged best)
    {
        TJudged above = Walk(best, best.L2, l2 => l2 * Refinement, 1)!;
        return above == best ? Walk(best, best.L2, l2 => l2 / Refinement, 1)! : above;
    }

    /// <summary>From a penalty on, so many steps or up to where it gets no better; where nothing is learned yet, that says nothing.</summary>
    private TJudged? Walk(TJudged? best, double from, Func<double, double> step, int steps)
    {
        double l2 = from;
        for (int i = 0; i < steps; i++)
        {
            l2 = step(l2);
            if (tryPenalty(l2, best) is { } other && IsBetter(other, best))
            {
                best = other;
            }
            else if (best is not null && HasLearned(best))
            {
                break;
            }
        }

        return best;
    }

    private static bool IsBetter(TJudged other, TJudged? best) => best is null || (double.IsFinite(best.Cost)
        ? best.Cost - other.Cost > LeastGain * Math.Abs(best.Cost)
        : double.IsFinite(other.Cost));

    private bool HasLearned(TJudged judged) => judged.Cost < baseCost - Learned * Math.Abs(baseCost);
}
