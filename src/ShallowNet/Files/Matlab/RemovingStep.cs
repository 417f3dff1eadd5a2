namespace ShallowNet;

/// <summary>Leaves rows out.</summary>
/// <param name="function">removeconstantrows or removerows.</param>
/// <param name="kept">The indices of the rows that stay.</param>
/// <param name="removed">The indices of the others.</param>
/// <param name="constants">What the removed rows are afterwards; null where MATLAB does not know it.</param>
internal sealed class RemovingStep(string function, int[] kept, int[] removed, double[]? constants)
    : ProcessStep(function, kept.Length + removed.Length, kept.Length)
{
    public int[] Kept => kept;

    public int[] Removed => removed;

    /// <summary>A number for each removed row: its constant, where it has one.</summary>
    public double[] Constants => constants ?? new double[removed.Length];

    /// <summary>The same step, but with another constant, where it has constants.</summary>
    public RemovingStep With(double constant) => constants is null ? this : new(Function, kept, removed, [.. removed.Select(_ => constant)]);

    public static RemovingStep OfConstants(MatlabSettings settings) => Of(settings, "keep", "remove", settings["value"]);

    public static RemovingStep OfRows(MatlabSettings settings) => Of(settings, "keep_ind", "remove_ind", null);

    public override void FoldInto(LinearMap first) => first.SpreadInputs(kept, Before);

    public override void FoldBack(LinearMap last) => last.SpreadOutputs(
        kept, removed, constants ?? throw new ModelFileException("The outputs must have all their rows, but removerows has removed some, which MATLAB answers by NaN."));

    private static RemovingStep Of(MatlabSettings settings, string keep, string remove, MatlabNumbers? values)
    {
        int count = settings[keep].Elements.Length + settings[remove].Elements.Length;
        int[] kept = settings[keep].Indices(count), removed = settings[remove].Indices(count);
        return kept.Length > 0 && !kept.Intersect(removed).Any()
            ? new(settings.Function, kept, removed, values?.Finite(removed.Length))
            : throw new ModelFileException($"The settings {keep} and {remove} of {settings.Function} must share all rows between them, and keep one at least, but do not.");
    }
}
