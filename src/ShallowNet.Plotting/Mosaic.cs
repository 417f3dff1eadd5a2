using ScottPlot;

namespace ShallowNet.Plotting;

/// <summary>Pictures of one size side by side, in as many columns as fill the figure best.</summary>
internal sealed class Mosaic
{
    /// <summary>A picture pixel becomes so many times as many at most, so that viewers that smooth what they enlarge blur nothing.</summary>
    private const int Finest = 12, Largest = 1600;

    private readonly int rows, columns;
    private readonly double gap, caption;

    /// <param name="count">The pictures.</param>
    /// <param name="rows">A picture's rows.</param>
    /// <param name="columns">A picture's columns.</param>
    /// <param name="aspect">Width by height of the place for all.</param>
    /// <param name="hasCaptions">Whether each has a line of text above it.</param>
    public Mosaic(int count, int rows, int columns, double aspect, bool hasCaptions)
    {
        (this.rows, this.columns) = (rows, columns);
        gap = Math.Max(rows, columns) * 0.12;
        Across = Enumerable.Range(1, count).MaxBy(across =>
            Math.Min(aspect / (across * (columns + gap)), 1 / ((double)((count + across - 1) / across) * (rows + gap + (hasCaptions ? rows * 0.3 : 0)))));
        caption = hasCaptions ? rows * 0.3 : 0;
        Down = (count + Across - 1) / Across;
    }

    public int Across { get; }

    public int Down { get; }

    /// <summary>The width of a picture's place.</summary>
    public double Pitch => columns + gap;

    public double Width => Across * Pitch - gap;

    public double Height => Down * (rows + gap + caption) - gap;

    /// <summary>Where a picture is, y downwards and negative.</summary>
    public CoordinateRect Place(int index)
    {
        double left = index % Across * Pitch, top = -(index / Across * (rows + gap + caption) + caption);
        return new CoordinateRect(left, left + columns, top - rows, top);
    }

    /// <summary>A picture's pixels, each repeated.</summary>
    public double[,] Enlarge(Func<int, int, double> pixel)
    {
        int times = Math.Clamp(Largest / Math.Max(rows * Down, columns * Across), 1, Finest);
        double[,] pixels = new double[rows * times, columns * times];
        for (int i = 0; i < rows * times; i++)
        {
            for (int j = 0; j < columns * times; j++)
            {
                pixels[i, j] = pixel(i / times, j / times);
            }
        }

        return pixels;
    }
}
