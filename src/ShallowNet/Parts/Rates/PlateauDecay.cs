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

    public override double At(TrainingPosition position) => new Watch(this).At(position);

    internal override Func<TrainingPosition, double> Start() => new Watch(this).At;

    public override string ToString() =>
        $"ReduceOnPlateau({Require.Text(Initial)}, factor: {Require.Text(Factor)}, patience: {Require.Text(Patience)}, " +
        $"minimumImprovement: {Require.Text(MinimumImprovement)}, cooldown: {Require.Text(Cooldown)}, minimum: {Require.Text(Minimum)})";

    /// <summary>The rate after the costs that were looked at so far. The schedule itself remembers nothing, so that it can be shared.</summary>
    private sealed class Watch(PlateauDecay schedule)
    {
        private double rate = schedule.Initial;
        private double best = double.PositiveInfinity;
        private int badEpochs;
        private int cooling;
        private int epochs;

        /// <summary>Looks at the costs that have been added since the last call; the earlier ones must be the same as then.</summary>
        public double At(TrainingPosition position)
        {
            for (; epochs < position.Costs.Count; epochs++)
            {
                LookAt(position.Costs[epochs]);
            }

            return rate;
        }

        private void LookAt(double cost)
        {
            badEpochs++;
            if (cost < best * (1 - schedule.MinimumImprovement))
            {
                (best, badEpochs) = (cost, 0);
            }

            if (cooling > 0)
            {
                cooling--;
                badEpochs = 0;
            }

            if (badEpochs > schedule.Patience)
            {
                rate = Math.Max(rate * schedule.Factor, schedule.Minimum);
                (cooling, badEpochs) = (schedule.Cooldown, 0);
            }
        }
    }
}
