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
        using var codec = SKCodec.Create(data) ?? throw new LessonException("A figure is no picture.");
        using var bitmap = SKBitmap.Decode(codec);
        var colours = bitmap.Pixels.CountBy(pixel => pixel).OrderByDescending(pair => pair.Value).ToList();
        int others = bitmap.Pixels.Length - colours[0].Value;
        return colours.Count >= 4 && others >= bitmap.Pixels.Length / 200
            ? (bitmap.Width, bitmap.Height)
            : throw new LessonException($"A figure is blank: all but {others} of its {bitmap.Pixels.Length} pixels are of one colour.");
    }
}
