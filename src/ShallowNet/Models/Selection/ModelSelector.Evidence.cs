using System.Numerics;

namespace ShallowNet;

/// <content>The choice by the evidence alone.</content>
internal sealed partial class ModelSelector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Null where samples can be spared to judge by, or a truth table that has many samples is not learned as a whole.</summary>
    private (FittedModel<T> Chosen, string JudgedBy)? ChooseByEvidenceAlone()
    {
        bool areFew = task.Samples < ModelSelector.FewSamples;
        if (!(areFew || byEvidence.IsCompleteTruthTable) || task.Folds is not null || !byEvidence.ArePossible || (linear is null && IsLinearCandidate))
        {
            return null;
        }

        FittedModel<T> chosen = ChooseByEvidence();
        if (byEvidence.IsCompleteTruthTable && byEvidence.ExplainsAll(chosen))
        {
            return (chosen, "its answers to the samples, which are all combinations of the inputs");
        }

        if (areFew)
        {
            return (chosen, "evidence, the samples being few");
        }

        tried.Clear();
        return null;
    }

    private FittedModel<T> ChooseByEvidence()
    {
        List<FittedModel<T>> models = [.. IsLinearCandidate && linear is not null ? [linear] : Array.Empty<FittedModel<T>>(), .. byEvidence.Networks()];
        tried.AddRange(models.Select(model => model.Tried));
        if (models.Count == 0)
        {
            return Record(FitUnjudged(Penalized([])));
        }

        FittedModel<T> best = models.MaxBy(EvidenceModels<T>.LogOf)!;
        if ((byEvidence.IsTruthTable || byEvidence.IsCompleteTruthTable) && !byEvidence.ExplainsAll(best))
        {
            FittedModel<T>? explaining = models.Where(byEvidence.ExplainsAll).MaxBy(EvidenceModels<T>.LogOf);
            if (byEvidence.IsCompleteTruthTable)
            {
                return explaining ?? Learned(best);
            }

            // Of a truth table nothing is noise, and evidence that is not strong is no reason to answer against it.
            return explaining is not null && EvidenceModels<T>.LogOf(explaining) >= EvidenceModels<T>.LogOf(best) - StrongEvidence ? explaining : best;
        }

        // As many features as samples explain any targets by a straight line.
        if (task.X.RowCount >= task.Samples && byEvidence.SameAnswer() is { } same && best.Tried.LogEvidence < same.Tried.LogEvidence + StrongEvidence)
        {
            return Record(same);
        }

        return best;
    }

    /// <summary>The network that has learned a whole truth table, or else another model.</summary>
    private FittedModel<T> Learned(FittedModel<T> other) => new TruthTableModels<T>(task).Learn(byEvidence.ExplainsAll) is { } network ? Record(network) : other;
}
