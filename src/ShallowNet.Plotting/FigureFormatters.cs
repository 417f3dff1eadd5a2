namespace ShallowNet.Plotting;

/// <summary>How notebooks show a <see cref="Figure"/>; found by <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class FigureFormatters
{
    private readonly object[] formatters =
    [
        new FigureFormatter("text/html", figure => figure.ToHtml()),
        new FigureFormatter("image/png", figure => Convert.ToBase64String(figure.ToPng())),
        new FigureFormatter("text/plain", figure => figure.ToString()),
    ];

    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
