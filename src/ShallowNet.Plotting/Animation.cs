using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace ShallowNet.Plotting;

/// <summary>Figures one after the other, as one picture that moves: a PNG file with several frames (APNG), which browsers and notebooks play, and which shows its last figure elsewhere.</summary>
/// <remarks>
/// The file's first picture, which programs without animations show, is the last figure: what all the others lead to. The format is that of the PNG specification, third edition (W3C, 2025).
/// </remarks>
[TypeFormatterSource(typeof(AnimationFormatters), PreferredMimeTypes = ["text/html"])]
public sealed class Animation
{
    private const int SignatureLength = 8;
    private readonly List<byte[]> frames = [];
    private string title = "";
    private (int Width, int Height) size;

    /// <summary>The figures added so far.</summary>
    public int Frames => frames.Count;

    /// <summary>How long each figure is shown, 0.2 s unless set; from 0.01 s to 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.01 s, or more than 60 s.</exception>
    public TimeSpan Delay
    {
        get;
        set => field = value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Delay), Invariant($"Delay must be from 0.01 s to 60 s, but is {value}."));
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>Draws a figure as the next frame; what happens to the figure later does not change it.</summary>
    /// <param name="figure">A figure of the same width, height and scale as those before.</param>
    /// <returns>This animation.</returns>
    /// <exception cref="ArgumentException">The figure has another size than the first.</exception>
    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public Animation Add(Figure figure)
    {
        Need.NotNull(figure);
        byte[] png = figure.ToPng();
        (int width, int height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        if (frames.Count > 0 && (width, height) != size)
        {
            throw new ArgumentException(Invariant($"figure must have the size of the first, {size.Width} × {size.Height} pixels, but has {width} × {height}."), nameof(figure));
        }

        size = (width, height);
        title = figure.Axes.Title.Label.Text.Replace('\n', ' ');
        frames.Add(png);
        return this;
    }

    /// <summary>The animation as a PNG file of several frames, which begins anew after the last.</summary>
    /// <exception cref="InvalidOperationException">There is no figure.</exception>
    public byte[] ToPng()
    {
        if (frames.Count == 0)
        {
            throw new InvalidOperationException("The animation must have at least one figure, but has none.");
        }

        using MemoryStream file = new();
        file.Write(frames[0].AsSpan(0, SignatureLength));
        List<(string Type, byte[] Data)> first = [.. ChunksOf(frames[^1])];
        Write(file, "IHDR", first.Single(chunk => chunk.Type == "IHDR").Data);
        Write(file, "acTL", [.. BigEndian(frames.Count), .. BigEndian(0)]);

        // The picture before the frames, which is none of them.
        foreach ((string type, byte[] data) in first.Where(chunk => chunk.Type == "IDAT"))
        {
            Write(file, type, data);
        }

        int number = 0;
        foreach (byte[] frame in frames)
        {
            // Width, height, the place of the upper left corner, the delay as a fraction of seconds; each frame replaces what was.
            Write(file, "fcTL", [
                .. BigEndian(number++), .. BigEndian(size.Width), .. BigEndian(size.Height), .. BigEndian(0), .. BigEndian(0),
                .. BigEndian(((int)Delay.TotalMilliseconds << 16) | 1000), 0, 0]);
            foreach ((string type, byte[] data) in ChunksOf(frame).Where(chunk => chunk.Type == "IDAT"))
            {
                Write(file, "fdAT", [.. BigEndian(number++), .. data]);
            }
        }

        Write(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The animation as an HTML element that holds it; its alternative text is the last figure's title.</summary>
    /// <exception cref="InvalidOperationException">There is no figure.</exception>
    public string ToHtml() => string.Create(
        CultureInfo.InvariantCulture, $"<img src=\"data:image/png;base64,{Convert.ToBase64String(ToPng())}\" width=\"{size.Width}\" height=\"{size.Height}\" alt=\"{WebUtility.HtmlEncode(title)}\">");

    /// <summary>Writes the animation to a file, and makes its folder where there is none.</summary>
    /// <param name="path">The file, ending in <c>.png</c> or <c>.apng</c>; overwritten.</param>
    /// <exception cref="ArgumentException">The path has another ending.</exception>
    /// <exception cref="InvalidOperationException">There is no figure.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder must not be written, or the path is a folder.</exception>
    public void Save(string path)
    {
        Need.NotNull(path);
        if (Path.GetExtension(path).ToUpperInvariant() is not (".PNG" or ".APNG"))
        {
            throw new ArgumentException($"path must end in .png or .apng, but is \"{path}\".", nameof(path));
        }

        byte[] file = ToPng();
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllBytes(path, file);
    }

    /// <summary>"Animation of 20 figures: " and the last one's title.</summary>
    public override string ToString() => Invariant($"Animation of {Need.Count(frames.Count, "figure")}: {title}");

    /// <summary>The parts of a PNG file: a type of four letters, and what it holds.</summary>
    private static IEnumerable<(string Type, byte[] Data)> ChunksOf(byte[] png)
    {
        int at = SignatureLength;
        while (at < png.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }

    private static void Write(MemoryStream file, string type, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        file.Write(BigEndian(data.Length));
        file.Write(named);
        file.Write(BigEndian((int)Crc(named)));
    }

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>The checksum of the PNG specification, annex D.</summary>
    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
