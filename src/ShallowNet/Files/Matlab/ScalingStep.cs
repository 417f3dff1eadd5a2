namespace ShallowNet;

/// <summary>Scales each row: x becomes (x − offset)·gain + lower.</summary>
/// <param name="function">mapminmax or mapstd.</param>
/// <param name="offsets">The offset of each row.</param>
/// <param name="gains">The gain of each row, greater than 0.</param>
/// <param name="lower">What is added to all rows.</param>
/// <param name="scaler">The scaler of this library that does the same; null where none does.</param>
internal sealed class ScalingStep(string function, double[] offsets, double[] gains, double lower, ScalerOfRows? scaler)
    : ProcessStep(function, gains.Length, gains.Length)
{
    /// <summary>The scaler of this library that does the same; null where none does.</summary>
    public ScalerOfRows? Scaler => scaler;

    /// <summary>mapminmax. Rows that were constant stay as they are, which no scaler of this library does.</summary>
    public static ScalingStep OfRange(MatlabSettings settings)
    {
        (double[] offsets, double[] gains) = OffsetsAndGains(settings);
        double lower = settings["ymin"].Number(), upper = settings["ymax"].Number();
        double[] minimums = settings["xmin"].Elements, maximums = settings["xmax"].Elements;
        bool isPlain = minimums.AsSpan().SequenceEqual(offsets) && maximums.Length == offsets.Length
            && Enumerable.Range(0, gains.Length).All(i => gains[i] == (upper - lower) / (maximums[i] - minimums[i]));
        return new(settings.Function, offsets, gains, lower, isPlain ? new ScalerOfRows(minimums, maximums, (lower, upper)) : null);
    }

    /// <summary>mapstd.</summary>
    public static ScalingStep OfDeviation(MatlabSettings settings)
    {
        (double[] offsets, double[] gains) = OffsetsAndGains(settings);
        double mean = settings["ymean"].Number();
        double[] means = settings["xmean"].Elements, deviations = settings["xstd"].Elements;
        bool isPlain = mean == 0 && settings["ystd"].Number() == 1 && means.AsSpan().SequenceEqual(offsets) && deviations.Length == gains.Length
            && Enumerable.Range(0, gains.Length).All(i => gains[i] == 1 / deviations[i]);
        return new(settings.Function, offsets, gains, mean, isPlain ? new ScalerOfRows(means, deviations, null) : null);
    }

    public override void FoldInto(LinearMap first) => first.ScaleInputs(gains, [.. offsets.Zip(gains, (offset, gain) => lower - offset * gain)]);

    public override void FoldBack(LinearMap last) => last.UnscaleOutputs(gains, offsets, lower);

    private static (double[] Offsets, double[] Gains) OffsetsAndGains(MatlabSettings settings)
    {
        double[] gains = settings["gain"].Finite(), offsets = settings["xoffset"].Finite(gains.Length);
        int index = Array.FindIndex(gains, gain => gain <= 0);
        return index < 0 && gains.Length > 0
            ? (offsets, gains)
            : throw new ModelFileException(index < 0
                ? $"The setting gain of {settings.Function} must have at least one element, but is empty."
                : Invariant($"The setting gain of {settings.Function} must be greater than 0, but is {Require.Text(gains[index])} in row {index + 1}."));
    }
}
