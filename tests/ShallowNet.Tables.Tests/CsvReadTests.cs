using System.Globalization;
using System.IO.Compression;
using System.Text;
using ShallowNet.Tests;

namespace ShallowNet.Tables.Tests;

public sealed class CsvReadTests
{
    [Fact]
    public void Parse_OfAllKinds_FindsThem()
    {
        Table table = Csv.Parse("n,t,f,d,gaps\n1,x,true,2024-01-31,\n-2.5e3,y,FALSE,2024-02-29T23:59:58Z,NA\n,,,,\n");
        table.Columns.Select(column => column.Kind).Should().Equal(ColumnKind.Number, ColumnKind.Text, ColumnKind.Flag, ColumnKind.Date, ColumnKind.Number);
        table["n"].Should().BeOfType<NumberColumn>().Which.Values.Should().Equal(1, -2500, double.NaN);
        table["t"].Should().BeOfType<TextColumn>().Which.Values.Should().Equal("x", "y", null);
        table["f"].Should().BeOfType<FlagColumn>().Which.Values.Should().Equal(true, false, null);
        table["d"].Should().BeOfType<DateColumn>().Which.Values.Should().Equal(new DateTime(2024, 1, 31), new DateTime(2024, 2, 29, 23, 59, 58), null);
        table["gaps"].Gaps.Should().Be(3);
    }

    [Theory]
    [InlineData("a\n1\n2\n", 2)]
    [InlineData("a\n1\n2", 2)]
    [InlineData("\ufeffa\r\n1\r\n2\r\n", 2)]
    [InlineData("a\r1\r2", 2)]
    [InlineData("\n\na\n\n1\n\n2\n\n\n", 2)]
    [InlineData("a\n1\n", 1)]
    [InlineData("a", 0)]
    [InlineData("a\n", 0)]
    [InlineData("\"a\"\n\"1\"\n", 1)]
    public void Parse_OfOneColumn_HasItsRows(string text, int rows)
    {
        Table table = Csv.Parse(text);
        table.RowCount.Should().Be(rows);
        table["a"].Should().BeOfType<NumberColumn>().Which.Values.Should().Equal(Enumerable.Range(1, rows).Select(i => (double)i));
    }

    [Theory]
    [InlineData("1 2 3", ColumnKind.Number)]
    [InlineData("+5 -0 .5 5. 1e-3 1E+5 2.5e10", ColumnKind.Number)]
    [InlineData("0 0.5 -0.25", ColumnKind.Number)]
    [InlineData("1,234 12 1,234,567.5 999", ColumnKind.Number)]
    [InlineData("0 1", ColumnKind.Number)]
    [InlineData("2020 2021", ColumnKind.Number)]
    [InlineData("123456789012345 1", ColumnKind.Number)]
    [InlineData("0.1234567890123456789 3", ColumnKind.Number)]
    [InlineData("1,234 1234", ColumnKind.Text)]
    [InlineData("1,23 4", ColumnKind.Text)]
    [InlineData("12,34,567 1", ColumnKind.Text)]
    [InlineData(",123 1", ColumnKind.Text)]
    [InlineData("007 1", ColumnKind.Text)]
    [InlineData("1 007", ColumnKind.Text)]
    [InlineData("-01 1", ColumnKind.Text)]
    [InlineData("01234567890123456 1", ColumnKind.Text)]
    [InlineData("1234567890123456 1", ColumnKind.Text)]
    [InlineData("1 2 x", ColumnKind.Text)]
    [InlineData("x 1 2", ColumnKind.Text)]
    [InlineData("- +", ColumnKind.Text)]
    [InlineData("1e 1", ColumnKind.Text)]
    [InlineData("1.2.3 1", ColumnKind.Text)]
    [InlineData("50% 1", ColumnKind.Text)]
    [InlineData("0x10 1", ColumnKind.Text)]
    [InlineData("inf Infinity", ColumnKind.Text)]
    [InlineData("inf 1 x", ColumnKind.Text)]
    [InlineData("true FALSE True", ColumnKind.Flag)]
    [InlineData("yes no yes", ColumnKind.Text)]
    [InlineData("true 1", ColumnKind.Text)]
    [InlineData("yes maybe", ColumnKind.Text)]
    [InlineData("2024-01-31 0001-01-01 9999-12-31", ColumnKind.Date)]
    [InlineData("2024-01-31T12:30 2024-01-31T12:30:15.1234567+01:00 2024-01-31t12:30z 2024-01-31T12:30-05 2024-01-31T12:30+0530", ColumnKind.Date)]
    [InlineData("2024-01-31 2023-02-29", ColumnKind.Text)]
    [InlineData("2024-01-31 x", ColumnKind.Text)]
    [InlineData("2024-13-01 1", ColumnKind.Text)]
    [InlineData("2024-01-31T24:00", ColumnKind.Text)]
    [InlineData("2024-01-31T12:30:", ColumnKind.Text)]
    [InlineData("2024-01-31T12:30:15.", ColumnKind.Text)]
    [InlineData("2024-01-31T12:30+1", ColumnKind.Text)]
    [InlineData("31.12.2024 1.1.2024", ColumnKind.Text)]
    [InlineData("NaN nan NA N/A n/a #N/A <NA> null NULL None ?", ColumnKind.Number)]
    [InlineData("na -", ColumnKind.Text)]
    public void Parse_OfValues_FindsTheirKind(string values, ColumnKind kind)
    {
        string[] all = values.Split(' ');
        Table table = Csv.Parse($"a\n{string.Concat(all.Select(value => value.Contains(',') ? $"\"{value}\"\n" : $"{value}\n"))}");
        table["a"].Kind.Should().Be(kind);
        table.RowCount.Should().Be(all.Length);
        if (kind == ColumnKind.Text)
        {
            ((TextColumn)table["a"]).Values.Should().Equal(all);
        }
    }

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("-0", -0.0)]
    [InlineData("123456.789", 123456.789)]
    [InlineData("999999999999999", 999999999999999.0)]
    [InlineData("0.000000000000001", 1e-15)]
    [InlineData("1.7976931348623157E+308", double.MaxValue)]
    [InlineData("5E-324", double.Epsilon)]
    [InlineData("\"1,234,567.25\"", 1234567.25)]
    [InlineData("\u22125.5", -5.5)]
    public void Parse_OfANumber_IsExact(string text, double number) =>
        BitConverter.DoubleToInt64Bits(((NumberColumn)Csv.Parse($"a\n{text}\n")["a"]).Values[0]).Should().Be(BitConverter.DoubleToInt64Bits(number));

    [Fact]
    public void Parse_OfRandomNumbers_IsWhatTheBaseLibraryReads()
    {
        Random random = new(1);
        string[] texts = [.. Enumerable.Range(0, 20000).Select(i => (random.NextDouble() * Math.Pow(10, random.Next(-20, 15))).ToString(i % 2 == 0 ? "R" : "F" + random.Next(0, 15), CultureInfo.InvariantCulture))];
        ((NumberColumn)Csv.Parse($"a\n{string.Join('\n', texts)}")["a"]).Values.Should().Equal(texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Parse_OfManyDigits_IsRoundedOnce()
    {
        Random random = new(2);
        List<string> texts = [];
        for (int i = 0; i < 20000; i++)
        {
            // 16 to 19 digits anywhere, halves between two doubles, and what is next to them.
            string digits = random.NextInt64(1_000_000_000_000_000, long.MaxValue).ToString(CultureInfo.InvariantCulture);
            int whole = random.Next(digits.Length);
            texts.Add($"{(whole == 0 ? "0" : digits[..whole].TrimStart('0').PadLeft(1, '0'))}.{digits[whole..]}");
            int places = i % 4;
            decimal ulp = 1m / (1 << places), half = random.NextInt64(1L << 52, 1L << 53) * ulp + ulp / 2;
            texts.AddRange(new[] { half, half - 0.0001m, half + 0.0001m, half - ulp / 512, half + ulp / 512 }.Select(number => number.ToString("0.0################", CultureInfo.InvariantCulture)));

            // Next to powers of two, below which doubles are twice as close; and many zeros after the point.
            decimal power = 1m * (1L << random.Next(50, 62)), tiny = random.Next(1, 2000) / (i % 2 == 0 ? 10m : 100m);
            texts.AddRange(new[] { power - tiny, power + tiny }.Select(number => number.ToString("0.0###", CultureInfo.InvariantCulture)));
            texts.Add($"0.{new string('0', i % 4)}{digits[..^(i % 4)]}");
        }

        ((NumberColumn)Csv.Parse($"a\n{string.Join('\n', texts)}")["a"]).Values.Should().Equal(texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("a;b\n1,5;x\n0,25;y\n", 1.5, 0.25)]
    [InlineData("a;b\n1.5;x\n0.25;y\n", 1.5, 0.25)]
    [InlineData("a;b\n1.234,5;x\n1;y\n", 1234.5, 1)]
    [InlineData("a;b\n1,234.5;x\n1;y\n", 1234.5, 1)]
    [InlineData("a;b\n1,234;x\n2;y\n", 1.234, 2)]
    [InlineData("a;b\n3;x\n1,5;y\n", 3, 1.5)]
    [InlineData("a\tb\n3\tx\n1.5\ty\n", 3, 1.5)]
    [InlineData("a|b\n3|x\n1.5|y\n", 3, 1.5)]
    [InlineData("a,b\n\"3\",\"x;y;z\"\n1.5,y\n", 3, 1.5)]
    [InlineData(" a , b \n 3 , x \n 1.5 , y \n", 3, 1.5)]
    [InlineData(" \"a\" , \"b,;\" \n \" 3 \" , \"x\" \n 1.5 , y \n", 3, 1.5)]
    public void Parse_OfSeparatorsAndDecimalSigns_FindsThem(string text, double first, double second) =>
        Csv.Parse(text)["a"].Should().BeOfType<NumberColumn>().Which.Values.Should().Equal(first, second);

    [Theory]
    [InlineData("sep=;\na;b\n1,5;2\n", null)]
    [InlineData("SEP=;\r\na;b\r\n1,5;2\r\n", ';')]
    [InlineData("sep=,\n\na,b\n\"1,5\",2\n3;4,5\n", null)]
    [InlineData("sep=|\ra|b\r1;5|2\r", null)]
    [InlineData("\ufeffsep=\t\na\tb\n1,5\t2\n", null)]
    [InlineData("sep=:\na:b\n1,5:2\n", ':')]
    public void Parse_OfAFirstLineThatNamesTheSeparator_TakesIt(string text, char? separator)
    {
        CsvOptions options = new() { Separator = separator };
        Csv.Parse(text, options).Columns.Select(column => column.Name).Should().Equal("a", "b");
        Csv.Parse(text, options)["b"].ValueAt(0).Should().Be(2);
        string line = $"Line {text.Split('\n', '\r').Length - (text.Contains("\r\n") ? 3 : 0)}: *";
        FluentActions.Invoking(() => Csv.Parse(text + "3", options)).Should().Throw<CsvException>().WithMessage(line, "lines are counted with the first one");
    }

    [Theory]
    [InlineData("sep=\n1\n", "sep=")]
    [InlineData("sep=x\n1\n", "sep=x")]
    [InlineData("\"sep=;\"\n1\n", "sep=;")]
    [InlineData("sep=:\n1\n", "sep=:")]
    public void Parse_OfANameThatLooksLikeASeparator_IsAName(string text, string name) => Csv.Parse(text).Columns.Should().ContainSingle().Which.Name.Should().Be(name);

    [Fact]
    public void ReadPieces_OfAFirstLineThatNamesTheSeparator_TakesIt()
    {
        using Folder folder = new();
        Csv.ReadPieces(folder.Save("a.csv", "sep=;\na;b\n1;2\n3;4\n"), rowsPerPiece: 1).Select(piece => piece["b"].ValueAt(0)).Should().Equal(2.0, 4.0);
    }

    [Fact]
    public void Parse_WithoutAHeader_NamesColumnsByTheirPlaces()
    {
        Table table = Csv.Parse("1,5;x\n2,5;y\n", new() { HasHeader = false });
        table.Columns.Select(column => column.Name).Should().Equal("column 1", "column 2");
        table["column 1"].ValueAt(1).Should().Be(2.5);
        table.RowCount.Should().Be(2);
    }

    [Fact]
    public void Parse_OfEmptyNames_NamesColumnsByTheirPlaces()
    {
        Csv.Parse(",b,\n1,2,3\n").Columns.Select(column => column.Name).Should().Equal("column 1", "b", "column 3");
        Csv.Parse("a,b,\n1,2,\n3,4,NA\n").Columns.Select(column => column.Name).Should().Equal(["a", "b"], "trailing separators are no column");
        Csv.Parse("a,b,,,\n1,2,,,\n").Columns.Select(column => column.Name).Should().Equal(["a", "b"], "several are none either");
        Csv.Parse("a,b,,,\n1,2,x,,\n").Columns.Select(column => column.Name).Should().Equal("a", "b", "column 3");
        Csv.Parse(",,\n,,\n").Columns.Select(column => column.Name).Should().Equal(["column 1"], "a table has a column");
        Csv.Parse("a,b,\n1,2,\n", new() { Columns = ["column 3", "a"] }).Columns.Select(column => column.Name).Should().Equal("column 3", "a");
        Csv.Parse("a,b,\n").Columns.Should().HaveCount(2);
    }

    [Fact]
    public void Parse_OfTextsInQuotationMarks_KeepsWhatStandsInThem() =>
        Csv.Parse("t,u\n\"a,b\",\"say \"\"hi\"\"\"\n\" x \",\"two\r\nlines\"\n\"NA\",NA\n\"\",\n\"\"\"\",\"\"\"\"\"\"\n")
            .Rows.Select(row => (row.Text("t"), row.Text("u"))).Should()
            .Equal(("a,b", "say \"hi\""), (" x ", "two\r\nlines"), ("NA", null), ("", null), ("\"", "\"\""));

    [Fact]
    public void Parse_OfGapsInQuotationMarks_AreGapsBesideNumbersOnly()
    {
        Csv.Parse("a\n\"\"\n\"NA\"\n\"1\"\n")["a"].Should().BeOfType<NumberColumn>().Which.Values.Should().Equal(double.NaN, double.NaN, 1);
        Csv.Parse("a\n\"\"\n\"NA\"\nx\n")["a"].Should().BeOfType<TextColumn>().Which.Values.Should().Equal("", "NA", "x");
        Csv.Parse("a\n1\n\"NA\"\nx\n")["a"].Should().BeOfType<TextColumn>().Which.Values.Should().Equal("1", "NA", "x");
        Csv.Parse("a\n\"NA\"\n\"\"\n")["a"].Should().BeOfType<TextColumn>().Which.Values.Should().Equal("NA", "");
    }

    [Fact]
    public void Parse_WithoutQuotationMarks_TakesThemAsSigns() =>
        ((TextColumn)Csv.Parse("a,b\n5\" pipe,1\n6\" pipe,2\n", new() { HasQuotes = false })["a"]).Values.Should().Equal("5\" pipe", "6\" pipe");

    [Fact]
    public void Parse_WithGaps_CountsThemAsMissing()
    {
        Table table = Csv.Parse("a,b\n-999,x\n1,NA\n3,missing\n", new() { Gaps = ["-999", " missing "] });
        ((NumberColumn)table["a"]).Values.Should().Equal(double.NaN, 1, 3);
        ((TextColumn)table["b"]).Values.Should().Equal("x", "NA", null);
    }

    [Fact]
    public void Parse_WithFixedKinds_ReadsThem()
    {
        CsvOptions options = new()
        {
            Kinds = new Dictionary<string, ColumnKind> { ["n"] = ColumnKind.Number, ["t"] = ColumnKind.Text, ["f"] = ColumnKind.Flag, ["d"] = ColumnKind.Date },
        };
        Table table = Csv.Parse("d,f,t,n\n2024-01-31,1,1.50,007\nNA,0,NA,-inf\n", options);
        table["d"].ValueAt(0).Should().Be(new DateTime(2024, 1, 31));
        ((FlagColumn)table["f"]).Values.Should().Equal(true, false);
        ((TextColumn)table["t"]).Values.Should().Equal("1.50", null);
        ((NumberColumn)table["n"]).Values.Should().Equal(7, double.NegativeInfinity);
        Csv.Parse("n,t,f,d\n", options).Columns.Select(column => column.Kind).Should().Equal(ColumnKind.Number, ColumnKind.Text, ColumnKind.Flag, ColumnKind.Date);
    }

    [Fact]
    public void Parse_WithColumns_ReadsOnlyThese() =>
        Csv.Parse("a,b,c\n1,x,2\n", new() { Columns = ["c", "a"] }).Columns.Select(column => $"{column.Name} {column.TextAt(0)}").Should().Equal("c 2", "a 1");

    [Fact]
    public void Parse_WithACulture_ReadsItsNumbersAndDates()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", "\u202f");
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        Table table = Csv.Parse("n,g,d,i\n\"1,5\",1 234,31.12.2024,2024-12-31\n\"0,25\",\"12\u202f345,5\",1.2.2024 13:45,2024-12-31\n2,7,01.02.2024 13:45:59,2024-12-31\n", new() { Culture = culture });
        ((NumberColumn)table["n"]).Values.Should().Equal(1.5, 0.25, 2);
        ((NumberColumn)table["g"]).Values.Should().Equal(1234, 12345.5, 7);
        ((DateColumn)table["d"]).Values.Should().Equal(new DateTime(2024, 12, 31), new DateTime(2024, 2, 1, 13, 45, 0), new DateTime(2024, 2, 1, 13, 45, 59));
        table["i"].Kind.Should().Be(ColumnKind.Date);
        Csv.Parse("n\n1.5\n", new() { Culture = culture })["n"].Kind.Should().Be(ColumnKind.Text, "a point is no decimal sign there");
    }

    [Fact]
    public void Parse_InAStrangeCulture_GivesTheSame() =>
        StrangeCulture.In(() => Csv.Parse("a,d\n-1.5,2024-01-31\n\"1,234.5\",2024-01-31\n").ToString()).Should().Be(Csv.Parse("a,d\n-1.5,2024-01-31\n\"1,234.5\",2024-01-31\n").ToString());

    [Fact]
    public void Read_OfEveryEncoding_IsTheSame()
    {
        const string Text = "name\nKöln\n雪😀\n";
        foreach (Encoding encoding in new[] { Encoding.UTF8, new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)];
            ((TextColumn)Csv.Read(new MemoryStream(bytes))["name"]).Values.Should().Equal("Köln", "雪😀");
            ((TextColumn)Csv.Read(new MemoryStream(bytes), new() { Encoding = encoding })["name"]).Values.Should().Equal("Köln", "雪😀");
        }

        ((TextColumn)Csv.Read(new MemoryStream(Encoding.Latin1.GetBytes("name\nKöln")), new() { Encoding = Encoding.Latin1 })["name"]).Values.Should().Equal("Köln");
    }

    [Fact]
    public void Read_OfGzipFilesStreamsAndReaders_IsTheSame()
    {
        using Folder folder = new();
        const string Text = "a,b\n1,x\ny,z\n";
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(Text));
        }

        string expected = Csv.Parse(Text).ToString();
        Csv.Read(folder.Save("a.csv", Text)).ToString().Should().Be(expected);
        Csv.Read(folder.Save("a.csv.gz", packed.ToArray())).ToString().Should().Be(expected);
        Csv.Read(new StringReader(Text)).ToString().Should().Be(expected);
        packed.Position = 0;
        Csv.Read(packed).ToString().Should().Be(expected);
        packed.Position = 0;
        Csv.Read(new GZipStream(packed, CompressionMode.Decompress)).ToString().Should().Be(expected, "what cannot go back is copied");
        MemoryStream later = new(Encoding.UTF8.GetBytes("skip" + Text)) { Position = 4 };
        Csv.Read(later).ToString().Should().Be(expected);
        later.CanRead.Should().BeTrue("it stays open");
    }

    [Fact]
    public void Parse_OfTenMegabytesInOneValue_IsRead() =>
        Csv.Parse($"a,b\n1,{new string('x', 10_000_000)}\n2,\"{string.Concat(Enumerable.Repeat("\"\"", 5_000_000))}\"\n")
            .Rows.Select(row => row.Text("b")?.Length).Should().Equal(10_000_000, 5_000_000);

    [Fact]
    public void Parse_OfManyCategories_KeepsEachOnce()
    {
        TextColumn column = (TextColumn)Csv.Parse($"a\n{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"category {i % 100_000}\n"))}")["a"];
        column.Values.Distinct().Should().HaveCount(100_000);
        ReferenceEquals(column.Values[5], column.Values[100_005]).Should().BeTrue();
    }

    [Fact]
    public void Parse_OfNumbersThatEndInATextMuchLater_ReadsTheTextsAsWritten() =>
        ((TextColumn)Csv.Parse($"a\n{string.Concat(Enumerable.Repeat("1.50\n", 50_000))}x\n")["a"]).Values.Take(2).Should().Equal("1.50", "1.50");
}
