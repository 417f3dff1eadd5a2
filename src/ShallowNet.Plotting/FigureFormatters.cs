namespace ShallowNet.Plotting;

/// <summary>How notebooks show a <see cref="Figure"/>; found by <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class FigureFormatters
{
    private readonly object[] formatters =
    [
        new ValueFormatter<Figure>("text/html", figure => figure.ToHtml()),
        new ValueFormatter<Figure>("image/png", figure => Convert.ToBase64String(figure.ToKeptPng())),
        new ValueFormatter<Figure>("text/plain", figure => figure.ToString()),
    ];

    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
