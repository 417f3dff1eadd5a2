using ScottPlot;
using ScottPlot.Colormaps;

namespace ShallowNet.Plotting;

/// <summary>Scales of colours that every colour vision reads the same way: one hue darkening, or blue and orange around white.</summary>
internal static class ColorMaps
{
    /// <summary>From almost white to dark blue; lines in orange stand out against all of it.</summary>
    public static readonly IColormap Sequential = new CustomInterpolated(
        [Color.FromHex("#F4F8FC"), Color.FromHex("#BDD7EA"), Color.FromHex("#6FAAD2"), Color.FromHex("#2E75AE"), Color.FromHex("#173F6B")]);

    /// <summary>Blue, white, orange: for numbers around 0.</summary>
    public static readonly IColormap Diverging = new CustomInterpolated(
        [Color.FromHex("#08306B"), Color.FromHex("#2E75AE"), Color.FromHex("#9CC5E0"), Color.FromHex("#FFFFFF"), Color.FromHex("#F8B66B"), Color.FromHex("#D55E00"), Color.FromHex("#6B2B00")]);

    /// <summary>The same, light enough for points on it: from the first series' colour to the second's.</summary>
    public static readonly IColormap Probability = new CustomInterpolated(
        [Palette.Tint(Palette.ColorOf(0), 0.5), Colors.White, Palette.Tint(Palette.ColorOf(1), 0.5)]);
}
