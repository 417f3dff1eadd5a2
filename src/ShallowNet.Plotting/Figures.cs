namespace ShallowNet.Plotting;

/// <summary>
/// The figures that belong to a network: how it learns, what it answers, how good that is, and what it looks like inside.
/// </summary>
/// <remarks>
/// Every member gives a <see cref="Figure"/>, which can be styled further, saved as PNG or SVG, or left as the last line of a notebook's cell.
/// </remarks>
public static partial class Figures
{
}
