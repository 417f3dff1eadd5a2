namespace ShallowNet.Plotting;

/// <summary>How notebooks show an <see cref="Animation"/>; found by <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class AnimationFormatters
{
    private readonly object[] formatters =
    [
        new ValueFormatter<Animation>("text/html", animation => animation.ToHtml()),
        new ValueFormatter<Animation>("image/png", animation => Convert.ToBase64String(animation.ToPng())),
        new ValueFormatter<Animation>("text/plain", animation => animation.ToString()),
    ];

    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
