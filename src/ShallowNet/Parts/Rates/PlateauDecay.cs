namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>
    /// α is multiplied by a factor whenever the cost has not improved for more than some epochs; PyTorch's <c>ReduceLROnPlateau</c> with its
    /// defaults, except that a drop is made however small it is (<c>eps=0</c>).
    /// </summary>
    /// <remarks>The cost is that of <see cref="TrainingPosition.Costs"/>.</remarks>
    /// <param name="initial">α₀, finite and greater than 0.</param>
    /// <param name="factor">Greater than 0 and less than 1.</param>
    /// <param name="patience">The epochs without improvement that are waited for, at least 0; the next one lowers the rate.</param>
    /// <param name="minimumImprovement">
    /// The share of the best cost so far by which another must be lower to be an improvement, at least 0 and less than 1.
    /// </param>
    /// <param name="cooldown">The epochs after a drop that are not counted, at least 0.</param>
    /// <param name="minimum">The lowest rate, at least 0 and at most α₀.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate ReduceOnPlateau(
        double initial, double factor = 0.1, int patience = 10, double minimumImprovement = 1e-4, int cooldown = 0, double minimum = 0) =>
        new PlateauDecay(initial, factor, patience, minimumImprovement, cooldown, minimum);
}

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
