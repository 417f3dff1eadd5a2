using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>A class and how sure it is, as one number: the class in front of the point, the sureness behind it.</summary>
internal sealed class ClassColors(int classes) : IColormap
{
    public string Name => "classes";

    /// <remarks>A little away from whole numbers, so that rounding in between does not make it another class.</remarks>
    public static double Encode(int label, double sureness) => label + 0.001 + 0.998 * sureness;

    public Color GetColor(double position)
    {
        double value = Math.Clamp(position, 0, 1) * classes;
        int label = Math.Min((int)value, classes - 1);
        return Palette.Tint(Palette.ColorOf(label), 0.12 + 0.38 * Math.Clamp(value - label, 0, 1));
    }
}
