using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How the data chose a model: what was tried, how it was judged, and what was chosen. Its text is a table with a line for each.</summary>
public sealed record ModelSelection
{
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

    /// <summary>All that were tried, in that order.</summary>
    public IReadOnlyList<TriedModel> Tried { get; }

    /// <summary>The one that the model is.</summary>
    public TriedModel Chosen { get; }

    /// <summary>The model without a hidden layer; null where it was not tried, because hidden layers were given.</summary>
    public TriedModel? Linear { get; }

    /// <summary>The mean loss of always giving the same answer: the mean of the targets, or the shares of the classes.</summary>
    public double BaseCost { get; }

    /// <summary>
    /// Whether the chosen model is, as far as the samples can tell, better than always giving the same answer: its cost on samples that it was not
    /// trained on is lower by more than a hundredth, or, where samples are too few for that, some of its weights are determined by the data.
    /// </summary>
    public bool HasLearned => Chosen.Cost is { } cost ? cost < 0.99 * BaseCost : Chosen.TrainingCost < 0.99 * BaseCost;

    /// <summary>A line that says how the models were judged, and one for each, the chosen one marked.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Chosen by {JudgedBy} (cost on samples not trained on, where it was taken; cost on all samples; log evidence):");
        foreach (TriedModel model in Tried)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{(model == Chosen ? '*' : ' ')} {Number(model.Cost),9} {Number(model.TrainingCost),9} {Evidence(model),10}  {model.Description}");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n  {BaseCost,9:0.0000} {BaseCost,9:0.0000} {"",10}  always the same answer");
        if (!HasLearned)
        {
            text.Append("\nNothing was learned that is better than always giving the same answer.");
        }

        return text.ToString();

        static string Number(double? cost) => cost is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "";

        static string Evidence(TriedModel model) => model.LogEvidence is { } log ? log.ToString("0.0", CultureInfo.InvariantCulture) : "";
    }
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
