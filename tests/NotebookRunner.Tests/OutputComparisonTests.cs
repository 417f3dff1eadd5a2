using SkiaSharp;

namespace NotebookRunner.Tests;

public sealed class OutputComparisonTests
{
    [Theory]
    [InlineData("cost 0.6930", "cost 0.6930")]
    [InlineData("cost 0.6930", "cost 0.6931")]
    [InlineData("1.50e-03 and -2.0", "1.51e-03 and -2.1")]
    [InlineData("two\nlines 1.0", "two\nlines 1.0")]
    public void TextDifference_PrintedPrecision_IsNone(string stored, string run) =>
        OutputComparison.TextDifference(stored, run).Should().BeNull();

    [Theory]
    [InlineData("cost 0.6930", "cost 0.6932")]
    [InlineData("cost 0.6930", "cost 0.693")]
    [InlineData("400 samples", "401 samples")]
    [InlineData("1.50e-03", "1.50e-04")]
    [InlineData("-0.5", "0.5")]
    [InlineData("a 0.5", "b 0.5")]
    [InlineData("0.5", "0.5 0.5")]
    [InlineData("0.5", "NaN")]
    public void TextDifference_MoreThanPrintedPrecision_IsSaid(string stored, string run) =>
        OutputComparison.TextDifference(stored, run).Should().Be($"stored is \"{stored}\", but the run gave \"{run}\"");

    [Fact]
    public void TextDifference_LineMore_IsSaid() =>
        OutputComparison.TextDifference("a", "a\nb").Should().Be("stored is \"(nothing)\", but the run gave \"b\"");

    [Fact]
    public void Difference_NumberOfOutputs_IsSaid() =>
        OutputComparison.Difference([], [Console("a")]).Should().Be("0 outputs are stored, but the run gave 1");

    [Fact]
    public void Difference_OtherKind_IsSaid()
    {
        OutputComparison.Difference([Figure(20, 10)], [Value("Figure")]).Should()
            .Be("stored is a value as image/png and text/plain, but the run gave a value as text/plain");
        OutputComparison.Difference([Value("Figure")], [Console("Figure")]).Should().Be("stored is a value as text/plain, but the run gave console text");
    }

    [Fact]
    public void Difference_FigureOfOtherSize_IsSaid()
    {
        OutputComparison.Difference([Figure(20, 10)], [Figure(20, 10)]).Should().BeNull();
        OutputComparison.Difference([Figure(20, 10)], [Figure(20, 11)]).Should().Be("the stored figure is 20 × 10, but the run's is 20 × 11");
    }

    [Fact]
    public void Difference_BlankFigure_IsRefused()
    {
        Action compare = () => OutputComparison.Difference([Figure(20, 10)], [Figure(20, 10, blank: true)]);
        compare.Should().Throw<LessonException>().WithMessage("A figure is blank: all but 0 of its 200 pixels are of one colour.");
    }

    [Fact]
    public void Look_NoPicture_IsRefused()
    {
        Action look = () => Picture.Look([1, 2, 3]);
        look.Should().Throw<LessonException>().WithMessage("A figure is no picture.");
    }

    private static Output Console(string text) => new(text, null);

    private static Output Value(string text) => new(null, new Dictionary<string, string> { [Output.TextType] = text });

    internal static Output Figure(int width, int height, bool blank = false)
    {
        using SKBitmap bitmap = new(width, height);
        bitmap.Erase(SKColors.White);
        for (int i = 0; i < (blank ? 0 : height); i++)
        {
            bitmap.SetPixel(i, i, new SKColor((byte)(20 * i), 0, 0));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new Output(null, new Dictionary<string, string>
        {
            [Output.TextType] = "Figure", [Output.PngType] = Convert.ToBase64String(data.ToArray()),
        });
    }
}
