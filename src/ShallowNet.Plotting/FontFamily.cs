using SkiaSharp;

namespace ShallowNet.Plotting;

/// <summary>The font that figures are written in: one that the machine has.</summary>
internal static class FontFamily
{
    /// <summary>What the labels of figures need beyond plain letters: Greek, accents, superscripts, dashes and primes.</summary>
    private const string Letters = "Aaz09αŷ²–′";

    private static readonly string[] Preferred =
    [
        "Segoe UI", "Arial", "Helvetica Neue", "Helvetica", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Open Sans", "Roboto",
    ];

    private static readonly Lazy<string?> installed = new(() => Choose(SKFontManager.Default.FontFamilies, Has));

    /// <summary>The family chosen among those of this machine; null where it has none.</summary>
    public static string? Installed => installed.Value;

    /// <summary>A preferred family with all letters, else any with all letters, else any with plain ones; null where there is none.</summary>
    public static string? Choose(IEnumerable<string> families, Func<string, string, bool> has)
    {
        string[] all = [.. families.Where(family => !string.IsNullOrWhiteSpace(family)).Order(StringComparer.Ordinal)];
        IEnumerable<string> inOrder = Preferred
            .SelectMany(wanted => all.Where(family => family.Equals(wanted, StringComparison.OrdinalIgnoreCase)))
            .Concat(all)
            .ToArray();
        return inOrder.FirstOrDefault(family => has(family, Letters)) ?? inOrder.FirstOrDefault(family => has(family, "Aaz09"));
    }

    /// <summary>Refuses to draw text that nobody would see: without a font, Skia leaves it out silently.</summary>
    /// <exception cref="InvalidOperationException">There is no family.</exception>
    public static void Check(string? family)
    {
        if (family is null)
        {
            throw new InvalidOperationException(
                "No font was found to write the figure's labels in. Install one, for example the package fonts-dejavu-core on Debian or Ubuntu, "
                + "dejavu-sans-fonts on Fedora, font-dejavu on Alpine; in a container, add it to the image.");
        }
    }

    private static bool Has(string family, string letters)
    {
        using SKTypeface? typeface = SKTypeface.FromFamilyName(family);
        return typeface is not null && typeface.ContainsGlyphs(letters);
    }
}
