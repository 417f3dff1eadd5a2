using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How the data chose a model: what was tried, how it was judged, and what was chosen. Its text is a table with a line for each.</summary>
public sealed record ModelSelection
{
    internal const string NothingLearned = "Training found nothing that is better than always giving the same answer.";

    internal ModelSelection(string judgedBy, IEnumerable<TriedModel> tried, TriedModel chosen, TriedModel? linear, double baseCost)
    {
        JudgedBy = judgedBy;
        Tried = ValueList.Of(tried);
        Chosen = chosen;
        Linear = linear;
        BaseCost = baseCost;
    }

    /// <summary>By what they were judged, such as "5-fold cross-validation".</summary>
    public string JudgedBy { get; }

    /// <summary>All that were tried, in that order, but for what diverged, and penalties that had lost after the first folds.</summary>
    public IReadOnlyList<TriedModel> Tried { get; }

    /// <summary>The one that the model is.</summary>
    public TriedModel Chosen { get; }

    /// <summary>The model without a hidden layer; null where it was not tried, because hidden layers were given, or only a penalty was chosen.</summary>
    public TriedModel? Linear { get; }

    /// <summary>The mean loss of always giving the same answer: the mean of the targets, or the shares of the classes.</summary>
    public double BaseCost { get; }

    /// <summary>
    /// Whether the chosen model is, as far as the samples can tell, better than always giving the same answer: its cost on samples that it was not
    /// trained on is lower by more than a hundredth, or, where samples are too few for that, some of its weights are determined by the data.
    /// </summary>
    public bool HasLearned => BaseCost - (Chosen.Cost ?? Chosen.TrainingCost) > 0.01 * Math.Abs(BaseCost);

    /// <summary>
    /// A line that says how the models were judged, and one for each, the chosen one marked: its mean loss on samples unseen in training, and on
    /// those that it was trained on, and the logarithm of its evidence, as far as they are known. Then, where a linear model was chosen though
    /// another had a lower loss, or nothing was learned, a sentence about it.
    /// </summary>
    public override string ToString() => HasLearned ? Table : $"{Table}\n{NothingLearned}";

    /// <summary>The text without the sentence that nothing was learned.</summary>
    internal string Table
    {
        get
        {
            StringBuilder text = new();
            text.Append("Chosen by ").Append(JudgedBy).Append(":\n  loss unseen  loss seen  log evidence");
            foreach (TriedModel model in Tried)
            {
                string evidence = model.LogEvidence is { } log ? log.ToString("0.0", CultureInfo.InvariantCulture) : "";
                AppendLine(model == Chosen ? '*' : ' ', model.Cost, model.TrainingCost, evidence, model.Description);
            }

            AppendLine(' ', BaseCost, BaseCost, "", "always the same answer");
            return Chosen == Linear && HasLearned && Tried.Any(model => model.Cost < Linear.Cost)
                ? text.Append("\nThe linear model is simpler, and no network is clearly better.").ToString() : text.ToString();

            void AppendLine(char mark, double? cost, double? trainingCost, string evidence, string description) => text.Append('\n').Append(mark)
                .Append(Number(cost).PadLeft(12)).Append(Number(trainingCost).PadLeft(11)).Append(evidence.PadLeft(14)).Append("  ").Append(description);
        }
    }

    private static string Number(double? cost) => cost is { } number ? ReportedMetric.TextOfCost(number) : "";
}

/// <summary>A model that was tried.</summary>
/// <param name="Description">What it is, such as "8 tanh units, Bayesian regularization".</param>
/// <param name="Cost">Its mean loss on samples that it was not trained on; null where that was not taken.</param>
/// <param name="TrainingCost">Its mean loss on all samples; null where it was not trained on them.</param>
/// <param name="LogEvidence">The logarithm of its evidence, as in <see cref="Evidence.LogEvidence"/>; null where there is none.</param>
public sealed record TriedModel(string Description, double? Cost, double? TrainingCost, double? LogEvidence)
{
    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(TriedModel), PrintMembers);
}
