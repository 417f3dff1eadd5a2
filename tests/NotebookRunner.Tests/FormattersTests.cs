namespace NotebookRunner.Tests;

public sealed class FormattersTests
{
    [Fact]
    public void Format_FormatterThatThrows_ThrowsTheSame()
    {
        Action format = () => Formatters.Format(new Unfit());
        format.Should().Throw<NotSupportedException>().WithMessage("image/png of unfit");
    }

    /// <summary>Known by its name alone, as every package has its own.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type type) : Attribute
    {
        public Type FormatterSourceType { get; } = type;
    }

    [TypeFormatterSource(typeof(Source))]
    private sealed class Unfit
    {
        public override string ToString() => "unfit";
    }

    private sealed class Source
    {
        private readonly object[] formatters = [new Formatter()];

        public object[] CreateTypeFormatters() => formatters;
    }

    private sealed class Formatter
    {
        public string MimeType { get; } = Output.PngType;

        public bool Format(object value, TextWriter writer) => throw new NotSupportedException($"{MimeType} of {value}");
    }
}
