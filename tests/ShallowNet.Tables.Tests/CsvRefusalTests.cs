using System.IO.Compression;
using System.Text;

namespace ShallowNet.Tables.Tests;

/// <summary>What is wrong with a CSV file is said with its line and column, as exactly as here.</summary>
public sealed class CsvRefusalTests
{
    public static TheoryData<string, string> BadTexts => new()
    {
        { "", "A CSV file must have a line with the names of its columns, but is empty." },
        { "\ufeff", "A CSV file must have a line with the names of its columns, but is empty." },
        { "\n  \r\n\n", "A CSV file must have a line with the names of its columns, but is empty." },
        { "a,b\n1,2\n3\n", "Line 3: a row must have 2 values, but has 1: \"3\"." },
        { "a,b\n1,2\n3,4,5\n", "Line 3: a row must have 2 values, but has 3: \"3,4,5\"." },
        { "a,b\n1,2,\n", "Line 2: a row must have 2 values, but has 3: \"1,2,\"." },
        { "a\n1,2\n", "Line 2: a row must have 1 value, but has 2: \"1,2\"." },
        { "a,b\n\"x\ny\",1\n2\n", "Line 4: a row must have 2 values, but has 1: \"2\"." },
        { "a,b\r\n\r\n\r\n1,2\r\n3\r\n", "Line 5: a row must have 2 values, but has 1: \"3\"." },
        { "a,b\r1,2\r3\r", "Line 3: a row must have 2 values, but has 1: \"3\"." },
        { "a,b\n1,\"x\n2,y\n3,z\n", "Line 2: quotation marks must be closed, but one is open until the end." },
        { "a,b\n\"x,1\n2,y\n3,z\n", "Line 2: quotation marks must be closed, but one is open until the end." },
        { "a,\"b\n1,2\n", "Line 1: quotation marks must be closed, but one is open until the end." },
        { "a,b\n\"x\"y,1\n", "Line 2: column \"a\" must have a separator or a line end after the closing quotation mark, but has y." },
        { "a,b\n5\" pipe,1\n6\" pipe,2\n", "Line 2: column \"a\" must have quotation marks around the whole only, but has 5\" pipe,1 6\" pipe: where they are signs as others, set HasQuotes to false." },
        { "a,b\"\",c\n1,2,3\n", "Line 1: a name must have quotation marks around the whole only, but has b\"\": where they are signs as others, set HasQuotes to false." },
        { "a,b,a\n1,2,3\n", "Line 1: columns must have different names, but columns 1 and 3 are both named \"a\"." },
        { "\n\na,a\n1,2\n", "Line 3: columns must have different names, but columns 1 and 2 are both named \"a\"." },
        { ",column 1\n1,2\n", "Line 1: columns must have different names, but columns 1 and 2 are both named \"column 1\"." },
        { "a,b\n1,x\n2,y\0\n", "Line 3: a CSV file must be text, but has a NUL character: it is a binary file, or of another Encoding." },
        { "a\n1\n2\ninf\n", "Line 4: column \"a\" must hold finite numbers, but has an infinite one: count its text as missing by Gaps, or take it as it is by Kinds." },
        { "a\n-Infinity\n2\n", "Line 2: column \"a\" must hold finite numbers, but has an infinite one: count its text as missing by Gaps, or take it as it is by Kinds." },
        { "a\n1\n1e999\n", "Line 3: column \"a\" must hold finite numbers, but has an infinite one: count its text as missing by Gaps, or take it as it is by Kinds." },
        { "a\nx\ud800\n", "Line 2: column \"a\" must hold valid text, but has half a surrogate pair." },
        { "a\ud800\nx\n", "Line 1: names must be valid text, but one has half a surrogate pair." },
    };

    public static TheoryData<ColumnKind, string, string> Misfits => new()
    {
        { ColumnKind.Number, "old", "Line 4: column \"a\" must hold numbers, but has \"old\"." },
        { ColumnKind.Number, "1e999", "Line 4: column \"a\" must hold numbers, but has \"1e999\"." },
        { ColumnKind.Number, "12,34", "Line 4: column \"a\" must hold numbers, but has \"12,34\"." },
        { ColumnKind.Number, "  ", "" },
        { ColumnKind.Flag, "maybe", "Line 4: column \"a\" must hold flags, but has \"maybe\"." },
        { ColumnKind.Date, "2024-02-30", "Line 4: column \"a\" must hold dates, but has \"2024-02-30\"." },
        { ColumnKind.Date, "31.12.2024", "Line 4: column \"a\" must hold dates, but has \"31.12.2024\"." },
    };

    [Theory, MemberData(nameof(BadTexts))]
    public void Parse_OfABadText_IsRefused(string text, string message) =>
        FluentActions.Invoking(() => Csv.Parse(text)).Should().Throw<CsvException>().Which.Message.Should().Be(message);

    [Theory, MemberData(nameof(Misfits))]
    public void Parse_OfAValueThatIsNotOfTheFixedKind_IsRefused(ColumnKind kind, string value, string message)
    {
        CsvOptions options = new() { Kinds = new Dictionary<string, ColumnKind> { ["a"] = kind } };
        Func<Table> parse = () => Csv.Parse($"b,a\n1,\n2,NA\n3,\"{value}\"\n", options);
        if (message.Length == 0)
        {
            parse()["a"].Gaps.Should().Be(3);
        }
        else
        {
            parse.Should().Throw<CsvException>().WithMessage(message).Which.Column.Should().Be("a");
        }
    }

    [Fact]
    public void Parse_OfFixedNumbersWithAndWithoutGroups_IsRefused() =>
        FluentActions.Invoking(() => Csv.Parse("a\n1234\n\"1,234\"\n", new() { Kinds = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Number } }))
            .Should().Throw<CsvException>().WithMessage("Line 2: column \"a\" must hold numbers that are all written alike, but has \"1234\".");

    [Fact]
    public void Parse_OfNothingWithoutAHeader_IsRefused() =>
        FluentActions.Invoking(() => Csv.Parse("\n", new() { HasHeader = false })).Should().Throw<CsvException>().WithMessage("A CSV file must have a row, but is empty.");

    [Fact]
    public void Parse_WithColumnsThatAreNotThere_IsRefused()
    {
        FluentActions.Invoking(() => Csv.Parse("a,b\n1,2", new() { Columns = ["b", "c"] }))
            .Should().Throw<CsvException>().WithMessage("Line 1: Columns must name columns of the file, but \"c\" is none of \"a\", \"b\".");
        FluentActions.Invoking(() => Csv.Parse("1,2", new() { HasHeader = false, Kinds = new Dictionary<string, ColumnKind> { ["A"] = ColumnKind.Text } }))
            .Should().Throw<CsvException>().WithMessage("Kinds must name columns of the file, but \"A\" is none of \"column 1\", \"column 2\".");
    }

    [Fact]
    public void Read_OfABadFile_NamesPathLineAndColumn()
    {
        using Folder folder = new();
        string path = folder.Save("bad.csv", "name,age\nAda,36\nBob,old\n");
        CsvException exception = FluentActions.Invoking(() => Csv.Read(path, new() { Kinds = new Dictionary<string, ColumnKind> { ["age"] = ColumnKind.Number } }))
            .Should().Throw<CsvException>().WithMessage($"{path}, line 3: column \"age\" must hold numbers, but has \"old\".").Which;
        (exception.Path, exception.Line, exception.Column).Should().Be((path, 3, "age"));
        CsvException empty = FluentActions.Invoking(() => Csv.Read(folder.Save("empty.csv", "")))
            .Should().Throw<CsvException>().WithMessage($"{folder["empty.csv"]}: a CSV file must have a line with the names of its columns, but is empty.").Which;
        (empty.Path, empty.Line, empty.Column).Should().Be((folder["empty.csv"], null, null));
    }

    [Fact]
    public void Read_OfNoFile_IsRefused()
    {
        using Folder folder = new();
        FluentActions.Invoking(() => Csv.Read(folder["none.csv"])).Should().Throw<FileNotFoundException>()
            .WithMessage($"path must name a file, but there is no {folder["none.csv"]}.");
        FluentActions.Invoking(() => Csv.Read(folder["."])).Should().Throw<IOException>().WithMessage($"path must name a file, but {folder["."]} is a folder.");
        FluentActions.Invoking(() => Csv.ReadPieces(folder["none.csv"])).Should().Throw<FileNotFoundException>("arguments are checked at once");
    }

    [Fact]
    public void Read_OfBytesThatAreNotUtf8_IsRefused()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("city,n\nKöln,1\n"), .. Encoding.Latin1.GetBytes("Köln,2\n")];
        FluentActions.Invoking(() => Csv.Read(new MemoryStream(bytes))).Should().Throw<CsvException>()
            .WithMessage("Line 3: the text must be UTF-8, but has bytes that are not: give the Encoding that it was written in.");
        byte[] cut = [.. Encoding.UTF8.GetBytes("city\nKö")[..^1]];
        FluentActions.Invoking(() => Csv.Read(new MemoryStream(cut))).Should().Throw<CsvException>().Which.Line.Should().Be(2);
        FluentActions.Invoking(() => Csv.Read(new MemoryStream([.. bytes]), new() { Encoding = Encoding.ASCII })).Should().Throw<CsvException>()
            .WithMessage("The text must be of the given Encoding, but has bytes that are not.");
    }

    [Fact]
    public void Read_OfUtf16WithoutAMark_IsRefused() =>
        FluentActions.Invoking(() => Csv.Read(new MemoryStream(Encoding.Unicode.GetBytes("a\n1\n")))).Should().Throw<CsvException>()
            .WithMessage("Line 1: a CSV file must be text, but has a NUL character: it is a binary file, or of another Encoding.");

    [Fact]
    public void Read_OfDamagedGzip_IsRefused()
    {
        byte[] damaged = Packed("a\n" + string.Concat(Enumerable.Range(0, 10000).Select(i => $"{i * 7919 % 10007}\n")));
        damaged.AsSpan(damaged.Length / 2, 64).Fill(0xff);
        FluentActions.Invoking(() => Csv.Read(new MemoryStream(damaged))).Should().Throw<CsvException>().WithMessage("Gzip data must be whole, but are damaged.");
    }

    [Fact]
    public void Read_OfGzipThatIsCutOff_IsRefusedWhereverThatIs()
    {
        byte[] first = Packed("a,b\n1,2\n"), both = [.. first, .. Packed("3,4\n")];
        for (int length = 2; length <= both.Length; length++)
        {
            Func<Table> read = () => Csv.Read(new MemoryStream(both[..length]));
            if (length == first.Length || length == both.Length)
            {
                read().RowCount.Should().Be(length == both.Length ? 2 : 1);
            }
            else
            {
                read.Should().Throw<CsvException>().WithMessage("Gzip data must be whole, but are damaged.");
            }
        }

        FluentActions.Invoking(() => Csv.Read(new MemoryStream([.. Packed("a\n1\n"), 1, 2, 3]))).Should().Throw<CsvException>("something follows that is no gzip")
            .WithMessage("Gzip data must be whole, but are damaged.");
    }

    [Fact]
    public void Read_OfAStreamThatCannotBeRead_IsRefused()
    {
        using Folder folder = new();
        using FileStream written = new(folder["written.csv"], FileMode.Create, FileAccess.Write);
        MemoryStream closed = new();
        closed.Dispose();
        foreach (Stream stream in (Stream[])[written, closed])
        {
            FluentActions.Invoking(() => Csv.Read(stream)).Should().Throw<ArgumentException>()
                .WithMessage("stream must be one that can be read, but is closed or only written. (Parameter 'stream')");
        }
    }

    [Fact]
    public void Parse_OfARowOfManyMegabytes_IsRefused()
    {
        const string Message = "a row must have less than 16,777,216 characters, but has more: are quotation marks closed?";
        FluentActions.Invoking(() => Csv.Parse($"a,b\n\n1,2\n1,{new string('x', 1 << 24)}\n")).Should().Throw<CsvException>().WithMessage($"Line 4: {Message}");
        FluentActions.Invoking(() => Csv.Parse($"{new string('x', 1 << 24)}\n")).Should().Throw<CsvException>().WithMessage($"Line 1: {Message}");
        string open = $"a,b\n1,2\n\"1,2\n{string.Concat(Enumerable.Repeat("1,2\n", 1 << 22))}";
        FluentActions.Invoking(() => Csv.Parse(open)).Should().Throw<CsvException>().WithMessage($"Line 3: {Message}");
    }

    [Theory]
    [InlineData('.', "U+002E")]
    [InlineData('"', "U+0022")]
    [InlineData('x', "U+0078")]
    [InlineData(' ', "U+0020")]
    [InlineData('\n', "U+000A")]
    [InlineData('§', "U+00A7")]
    public void Separator_ThatCanBeNone_IsRefused(char separator, string code) =>
        FluentActions.Invoking(() => new CsvOptions { Separator = separator }).Should().Throw<ArgumentException>()
            .WithMessage($"Separator must be a tab or an ASCII sign that is no letter, digit, quotation mark, space, point, plus or minus, but is {code}.");

    [Fact]
    public void Options_ThatContradictThemselves_AreRefused()
    {
        FluentActions.Invoking(() => new CsvOptions { Columns = [] }).Should().Throw<ArgumentException>()
            .WithMessage("Columns must have at least one name, but is empty: null is for all columns.");
        FluentActions.Invoking(() => new CsvOptions { Columns = ["a", "b", "a"] }).Should().Throw<ArgumentException>()
            .WithMessage("Columns must have different names, but has \"a\" twice.");
        FluentActions.Invoking(() => new CsvOptions { Kinds = new Dictionary<string, ColumnKind> { ["a"] = (ColumnKind)4 } }).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Kinds must be Number, Text, Flag or Date, but is 4. (Parameter 'Kinds')");
        FluentActions.Invoking(() => Csv.ReadPieces(typeof(CsvOptions).Assembly.Location, 0)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("rowsPerPiece must be at least 1, but is 0. (Parameter 'rowsPerPiece')");
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
