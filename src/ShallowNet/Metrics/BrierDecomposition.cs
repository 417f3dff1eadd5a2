namespace ShallowNet;

/// <summary>The Brier score of probabilities and what it consists of (Murphy, 1973): Score = Reliability − Resolution + Uncertainty + Rest.</summary>
/// <param name="Score">The mean of (ŷ − y)²: the lower, the better.</param>
/// <param name="Reliability">The mean squared distance of the predicted probability from the share that happened, over the bins: 0 is best.</param>
/// <param name="Resolution">The mean squared distance of a bin's share from the share of all: how much the predictions tell apart; the higher, the better.</param>
/// <param name="Uncertainty">ȳ(1 − ȳ), the score of always predicting the share of all.</param>
public sealed record BrierDecomposition(double Score, double Reliability, double Resolution, double Uncertainty)
{
    /// <summary>What bins of probabilities that differ within leave over (Stephenson, Coelho and Jolliffe, 2008); 0 where those within a bin are equal.</summary>
    public double Rest => Score - (Reliability - Resolution + Uncertainty);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(BrierDecomposition), PrintMembers);
}
