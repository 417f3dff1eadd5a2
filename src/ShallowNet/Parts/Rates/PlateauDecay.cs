namespace ShallowNet;

internal sealed record PlateauDecay : LearningRate
{
    public PlateauDecay(double initial, double factor, int patience, double minimumImprovement, int cooldown, double minimum)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Factor = Require.Share(factor, nameof(factor));
        Patience = Require.AtLeast(0, patience, nameof(patience));
        MinimumImprovement = Require.Fraction(minimumImprovement, nameof(minimumImprovement));
        Cooldown = Require.AtLeast(0, cooldown, nameof(cooldown));
        Minimum = Require.Within(0, initial, minimum, nameof(minimum));
    }

    public double Initial { get; }

    public double Factor { get; }

    public int Patience { get; }

    public double MinimumImprovement { get; }

    public int Cooldown { get; }

    public double Minimum { get; }

    protected internal override bool ChangesWithinEpoch => false;

    public override double At(TrainingPosition position)
    {
        // A schedule remembers nothing, so that it can be shared: all epochs are gone through again.
        double rate = Initial, best = double.PositiveInfinity;
        int badEpochs = 0, cooling = 0;
        for (int i = 0; i < position.Costs.Count; i++)
        {
            double cost = position.Costs[i];
            badEpochs++;
            if (cost < best * (1 - MinimumImprovement))
            {
                (best, badEpochs) = (cost, 0);
            }

            if (cooling > 0)
            {
                cooling--;
                badEpochs = 0;
            }

            if (badEpochs > Patience)
            {
                rate = Math.Max(rate * Factor, Minimum);
                (cooling, badEpochs) = (Cooldown, 0);
            }
        }

        return rate;
    }

    public override string ToString() =>
        $"ReduceOnPlateau({Require.Text(Initial)}, factor: {Require.Text(Factor)}, patience: {Require.Text(Patience)}, " +
        $"minimumImprovement: {Require.Text(MinimumImprovement)}, cooldown: {Require.Text(Cooldown)}, minimum: {Require.Text(Minimum)})";
}
