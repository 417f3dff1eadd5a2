using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>Ticks at whole numbers that are counted, such as epochs and layers: none before the first that is drawn, none behind the last, and one at 1 where counting begins there.</summary>
/// <param name="range">The smallest and the greatest number drawn.</param>
internal sealed class WholeTicks(Func<(double Min, double Max)> range) : ITickGenerator
{
    private readonly EvenTicks inner = new() { WholeOnly = true };

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get => inner.MaxTickCount; set => inner.MaxTickCount = value; }

    public void Regenerate(CoordinateRange shown, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        inner.Regenerate(shown, edge, size, paint, labelStyle);
        (double min, double max) = range();
        double[] majors = [.. inner.Ticks.Where(tick => tick.IsMajor && tick.Position >= min && tick.Position <= max).Select(tick => tick.Position)];
        double step = majors.Length > 1 ? majors[1] - majors[0] : 1;
        bool beginsAtOne = min == 1 && !majors.Contains(1) && shown.Min <= 1;
        if (beginsAtOne && majors.Length > 0 && majors[0] <= 1 + step / 2)
        {
            // 1 and 2 of 2, 4, 6 would touch: 1, 3, 5 instead.
            majors = [.. majors.Select(position => position - majors[0] + 1)];
        }
        else if (beginsAtOne)
        {
            majors = [1, .. majors];
        }

        string[] texts = Numbers.Texts(majors, shown.Span);
        Ticks = [.. majors.Select((position, i) => new Tick(position, texts[i], true))];
    }
}
