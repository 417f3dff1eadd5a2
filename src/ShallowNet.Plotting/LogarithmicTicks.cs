using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>The ticks of an axis whose coordinates are logarithms to base 10.</summary>
internal sealed class LogarithmicTicks : ITickGenerator
{
    private static readonly int[] Ones = [1], Few = [1, 2, 5], Many = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get; set; } = 1000;

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        int first = (int)Math.Floor(range.Min), last = (int)Math.Ceiling(range.Max);
        int[] digits = range.Length > 3 ? Ones : range.Length > 0.8 ? Few : Many;

        // Labels of one tick in so many decades, so that those of a wide axis do not touch.
        int decades = Math.Max(1, (int)Math.Ceiling(range.Length * 24 / Math.Max(1, size.Length)));
        List<Tick> ticks = [];
        for (int decade = first; decade <= last; decade++)
        {
            foreach (int digit in Many)
            {
                double position = decade + Math.Log10(digit);
                if (position >= range.Min && position <= range.Max)
                {
                    bool isMajor = digits.Contains(digit) && decade % decades == 0;
                    ticks.Add(new Tick(position, isMajor ? Numbers.Text(digit * Math.Pow(10, decade)) : "", isMajor));
                }
            }
        }

        Ticks = [.. ticks];
    }
}
