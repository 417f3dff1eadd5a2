using ScottPlot;
using ScottPlot.TickGenerators;

namespace ShallowNet.Plotting;

/// <summary>Ticks at round numbers, all of one axis written the same way.</summary>
internal sealed class EvenTicks : ITickGenerator
{
    /// <summary>It leaves as much room as the numbers need, and two digits between them.</summary>
    private readonly NumericAutomatic inner = new() { LabelFormatter = value => Numbers.Short(value) + "00" };

    public bool WholeOnly { get => inner.IntegerTicksOnly; init => inner.IntegerTicksOnly = value; }

    public Tick[] Ticks { get; private set; } = [];

    public int MaxTickCount { get => inner.MaxTickCount; set => inner.MaxTickCount = value; }

    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        inner.Regenerate(range, edge, size, paint, labelStyle);
        double[] majors = [.. inner.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position)];
        string[] texts = Numbers.Texts(majors, range.Span);
        Ticks = [.. majors.Select((position, i) => new Tick(position, texts[i], true)), .. inner.Ticks.Where(tick => !tick.IsMajor)];
    }
}
