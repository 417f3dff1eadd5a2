using System.Buffers.Binary;
using System.Text;

namespace ShallowNet.Plotting.Tests;

public sealed class AnimationTests
{
    [Fact]
    public void ToPng_OfThreeFigures_HasTheChunksOfThreeFrames()
    {
        Animation animation = new() { Delay = TimeSpan.FromMilliseconds(150) };
        animation.Add(Frame(1)).Add(Frame(2)).Add(Frame(3));
        byte[] png = animation.ToPng();
        List<(string Type, byte[] Data)> chunks = Chunks(png);
        chunks[0].Type.Should().Be("IHDR");
        chunks[1].Type.Should().Be("acTL", "it comes before the first picture");
        chunks[^1].Type.Should().Be("IEND");
        Int32(chunks[1].Data, 0).Should().Be(3);
        Int32(chunks[1].Data, 4).Should().Be(0, "it begins anew for ever");
        byte[][] controls = [.. chunks.Where(chunk => chunk.Type == "fcTL").Select(chunk => chunk.Data)];
        controls.Should().HaveCount(3).And.OnlyContain(data => data.Length == 26 && Int32(data, 4) == 200 && Int32(data, 8) == 100);
        controls.Select(data => (BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(20)), BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(22)))).Should().AllBeEquivalentTo(((ushort)150, (ushort)1000));
        chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT").Select((chunk, i) => Int32(chunk.Data, 0) - i).Should().OnlyContain(difference => difference == 0, "they are numbered in order");
        (animation.Frames, animation.ToString()).Should().Be((3, "Animation of 3 figures: frame 3"));
    }

    [Fact]
    public void ToPng_OfFigures_HasTheirPictures()
    {
        Figure[] figures = [Frame(1), Frame(2)];
        Animation animation = new Animation().Add(figures[0]).Add(figures[1]);
        byte[] png = animation.ToPng();
        using SkiaSharp.SKBitmap still = SkiaSharp.SKBitmap.Decode(png), last = SkiaSharp.SKBitmap.Decode(figures[1].ToPng());
        still.Pixels.Should().Equal(last.Pixels, "where nothing moves, the last figure is shown");

        // Each frame's data, put into a file of its own, is the figure's picture.
        byte[][] frames = [.. FramesOf(Chunks(png)).Select(data => data.ToArray())];
        for (int i = 0; i < 2; i++)
        {
            frames[i].Should().Equal(Chunks(figures[i].ToPng()).Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data));
        }

        frames[0].Should().NotEqual(frames[1]);
    }

    [Fact]
    public void Save_OfAnAnimation_IsAFileThatNotebooksShowToo()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Animation animation = new Animation().Add(Frame(1));
            animation.Save(Path.Combine(folder, "new", "a.png"));
            File.ReadAllBytes(Path.Combine(folder, "new", "a.png")).Should().Equal(animation.ToPng());
            animation.ToHtml().Should().StartWith("<img src=\"data:image/png;base64,").And.EndWith("width=\"200\" height=\"100\" alt=\"frame 1\">");
            animation.Invoking(a => a.Save("a.gif")).Should().Throw<ArgumentException>().WithMessage("path must end in .png or .apng, but is \"a.gif\".*").WithParameterName("path");
            animation.Invoking(a => a.Save(null!)).Should().Throw<ArgumentNullException>().WithParameterName("path");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Animation_OfNothing_IsRefused()
    {
        new Animation().Invoking(a => a.ToPng()).Should().Throw<InvalidOperationException>().WithMessage("The animation must have at least one figure, but has none.");
        new Animation().Invoking(a => a.Add(null!)).Should().Throw<ArgumentNullException>().WithParameterName("figure");
    }

    [Fact]
    public void Add_OfAnotherSize_IsRefusedAndChangesNothing()
    {
        Animation animation = new Animation().Add(Frame(1));
        byte[] before = animation.ToPng();
        Figure other = Frame(2);
        other.Width = 201;
        animation.Invoking(a => a.Add(other)).Should().Throw<ArgumentException>()
            .WithMessage("figure must have the size of the first, 200 × 100 pixels, but has 201 × 100.*").WithParameterName("figure");
        animation.ToPng().Should().Equal(before);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(60_001)]
    public void Delay_OutsideItsRange_IsRefused(int milliseconds) =>
        FluentActions.Invoking(() => new Animation { Delay = TimeSpan.FromMilliseconds(milliseconds) }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Delay must be from 0.01 s to 60 s, but is *");

    private static Figure Frame(int number)
    {
        Figure figure = new Figure($"frame {number}").Points("", [number], [number]);
        (figure.Width, figure.Height) = (200, 100);
        return figure;
    }

    private static int Int32(byte[] data, int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));

    private static List<List<byte>> FramesOf(List<(string Type, byte[] Data)> chunks)
    {
        List<List<byte>> frames = [];
        foreach ((string type, byte[] data) in chunks)
        {
            if (type == "fcTL")
            {
                frames.Add([]);
            }
            else if (type == "fdAT")
            {
                frames[^1].AddRange(data[4..]);
            }
        }

        return frames;
    }

    /// <summary>The chunks of a PNG file, whose checksums must be right.</summary>
    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        List<(string, byte[])> chunks = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            uint crc = uint.MaxValue;
            foreach (byte value in png.AsSpan(at + 4, length + 4))
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
                }
            }

            BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)).Should().Be(~crc);
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        return chunks;
    }
}
