using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>
/// Colours that people of every colour vision can tell apart (Okabe and Ito, 2008), without the yellow that vanishes on white; and line
/// patterns and markers that differ as well, for print in grey.
/// </summary>
internal static class Palette
{
    public static readonly Color[] Series =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#000000"),
    ];

    public static readonly Color Text = Color.FromHex("#222222");
    public static readonly Color Frame = Color.FromHex("#777777");
    public static readonly Color Grid = Color.FromHex("#E6E6E6");
    public static readonly Color Connection = Color.FromHex("#C4C4C4");
    public static readonly Color Reference = Color.FromHex("#555555");

    /// <summary>The pattern of lines that are there to compare with.</summary>
    public static readonly LinePattern ReferencePattern = new([4, 4], 0, "reference");

    private static readonly LinePattern[] Patterns =
    [
        LinePattern.Solid, new([8, 4], 0, "dashed"), new([2, 3], 0, "dotted"), new([10, 3, 2, 3], 0, "dash-dotted"),
        new([14, 5], 0, "long-dashed"),
    ];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
    ];

    public static Color ColorOf(int series) => Series[series % Series.Length];

    public static LinePattern PatternOf(int series) => Patterns[series % Patterns.Length];

    public static MarkerShape MarkerOf(int series) => Markers[series % Markers.Length];

    /// <summary>A colour mixed with white: 0 is white, 1 the colour.</summary>
    public static Color Tint(Color color, double share)
    {
        byte Mix(byte channel) => (byte)Math.Round(255 + share * (channel - 255));
        return new Color(Mix(color.R), Mix(color.G), Mix(color.B));
    }
}
