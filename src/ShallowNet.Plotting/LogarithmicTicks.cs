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
        if (range.Length < 0.5)
        {
            Ticks = WithinADecade(Math.Pow(10, range.Min), Math.Pow(10, range.Max));
            return;
        }

        int first = (int)Math.Floor(range.Min), last = (int)Math.Ceiling(range.Max);
        int[] digits = range.Length > 3 ? Ones : Few;

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
                    // Beyond the largest and the smallest number there is none to write.
                    double value = digit * Math.Pow(10, decade);
                    bool isMajor = digits.Contains(digit) && decade % decades == 0 && double.IsNormal(value);

                    ticks.Add(new Tick(position, "", isMajor));
                }
            }
        }

        Tick[] majors = [.. ticks.Where(tick => tick.IsMajor)];
        string[] texts = Numbers.LogarithmicTexts(Array.ConvertAll(majors, ValueOf));
        Ticks = [.. majors.Select((tick, i) => new Tick(tick.Position, texts[i], true)), .. ticks.Where(tick => !tick.IsMajor)];
    }

    /// <summary>The round number at a place: 20 at 1.301….</summary>
    private static double ValueOf(Tick tick)
    {
        int decade = (int)Math.Floor(tick.Position + 1e-9);
        return Math.Round(Math.Pow(10, tick.Position - decade)) * Math.Pow(10, decade);
    }

    /// <summary>A part of a decade may be without any round number of one digit: so many as on a linear axis, five to ten.</summary>
    private static Tick[] WithinADecade(double min, double max)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10((max - min) / 5)));
        double step = power * Few.FirstOrDefault(digit => (max - min) / (digit * power) <= 10, 10);
        int count = (int)Math.Floor(max / step) - (int)Math.Ceiling(min / step) + 1;
        double[] values = [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => Math.Ceiling(min / step) * step + i * step)];
        string[] texts = Numbers.Texts(values, max - min);
        return [.. values.Select((value, i) => new Tick(Math.Log10(value), texts[i], true))];
    }
}
