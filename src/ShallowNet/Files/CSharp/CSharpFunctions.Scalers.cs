namespace ShallowNet;

/// <content>The functions of scalers.</content>
internal static partial class CSharpFunctions
{
    /// <summary>Scales the inputs.</summary>
    public static CSharpFunction Scale { get; } = new("Scale", """
        // y = (x - offset)/unit·width + lower, in double.
        private static void Scale(
            ReadOnlySpan<real> x, ReadOnlySpan<double> offsets, ReadOnlySpan<double> units, double width, double lower, Span<real> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = (real)((x[i] - offsets[i]) / units[i] * width + lower);
            }
        }
        """);

    /// <summary>Brings scaled inputs within a limit.</summary>
    public static CSharpFunction Limit { get; } = new("Limit", """
        // What is greater than the limit becomes the limit, and what is less than -limit becomes -limit.
        private static void Limit(Span<real> y, real limit)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = y[i] > limit ? limit : y[i] < -limit ? -limit : y[i];
            }
        }
        """);

    /// <summary>Undoes the scaling of the outputs.</summary>
    public static CSharpFunction Unscale { get; } = new("Unscale", """
        // y := (y - lower)/width·unit + offset, in double.
        private static void Unscale(Span<real> y, ReadOnlySpan<double> offsets, ReadOnlySpan<double> units, double width, double lower)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = (real)((y[i] - lower) / width * units[i] + offsets[i]);
            }
        }
        """);
}
