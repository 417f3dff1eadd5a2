namespace ShallowNet;

public abstract partial record LearningRate
{
    /// <summary>
    /// α = α₀·½(1 − cos(2π·log₂(1 + (2ᶜ − 1)t))) at the share t of the training's steps: c waves from nearly 0 to α₀ and back, of which each lasts
    /// twice as long as the one before. With c = 4 it is the schedule "coslog4" of RealMLP (Holzmüller, Grinsztajn and Steinwart, 2024).
    /// </summary>
    /// <remarks>The first step, at t = 0, has the rate 0. As long as the steps of an epoch are not known, t is 0.</remarks>
    /// <param name="initial">α₀, finite and greater than 0: the highest rate.</param>
    /// <param name="cycles">c, the number of waves, from 1 to 30.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static LearningRate CosineLog(double initial, int cycles = 4) => new CosineLog(initial, cycles);
}

internal sealed record CosineLog : LearningRate
{
    public CosineLog(double initial, int cycles)
    {
        Initial = Require.Positive(initial, nameof(initial));
        Cycles = Require.Within(1, 30, cycles, nameof(cycles));
    }

    public double Initial { get; }

    public int Cycles { get; }

    public override double At(TrainingPosition position)
    {
        const double InverseLn2 = 1.4426950408889634;
        double waves = ScalarFunctions.Log(1 + ((1L << Cycles) - 1) * position.ShareOfSteps) * InverseLn2;

        // ½(1 − cos 2πx) has the period 1, and is ½(1 + cos π(1 − 2x)).
        double passed = waves - Math.Floor(waves);
        return Initial * Cosines.Falling(Math.Abs(1 - 2 * passed));
    }

    public override string ToString() => $"CosineLog({Require.Text(Initial)}, cycles: {Require.Text(Cycles)})";
}
