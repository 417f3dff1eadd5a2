using SkiaSharp;

namespace NotebookRunner;

/// <summary>Looks at a stored picture.</summary>
internal static class Picture
{
    /// <summary>The size of a picture that shows something.</summary>
    /// <exception cref="LessonException">It is no PNG, or is blank: nearly all of one colour.</exception>
    public static (int Width, int Height) Look(byte[] png)
    {
        using var data = SKData.CreateCopy(png);
        using var bitmap = SKBitmap.Decode(data) ?? throw new LessonException("A figure is no picture.");
        var pixels = bitmap.Pixels;
        var colours = pixels.CountBy(pixel => pixel).OrderByDescending(pair => pair.Value).ToList();
        int others = pixels.Length - colours[0].Value;
        return colours.Count >= 4 && others >= pixels.Length / 200
            ? (bitmap.Width, bitmap.Height)
            : throw new LessonException($"A figure is blank: all but {others} of its {pixels.Length} pixels are of one colour.");
    }
}
