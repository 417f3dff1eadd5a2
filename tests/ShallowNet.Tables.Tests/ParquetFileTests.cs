using CsCheck;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace ShallowNet.Tables.Tests;

public sealed class ParquetFileTests
{
    [Fact]
    public void Write_OfAnyTable_IsReadAsItWas() => RandomTables.All.Sample(
        table =>
        {
            using MemoryStream stream = new();
            ParquetFile.Write(table, stream);
            stream.Position = 0;
            RandomTables.Described(ParquetFile.Read(stream)).Should().Be(RandomTables.Described(table));
            stream.CanRead.Should().BeTrue("it stays open");
        },
        iter: 200);

    [Fact]
    public async Task ReadAsync_OfAFile_ReadsTheAskedColumns()
    {
        using Folder folder = new();
        ParquetFile.Write(new Table(Column.Of("a", [1, 2]), Column.Of("b", ["x", null]), Column.Of("c", [true, false])), folder["a.parquet"]);
        (await ParquetFile.ReadAsync(folder["a.parquet"], ["c", "a"])).Row(1).ToString().Should().Be("c = false, a = 2");
        ParquetFile.Read(folder["a.parquet"]).RowCount.Should().Be(2);
        FluentActions.Invoking(() => ParquetFile.Read(folder["a.parquet"], ["d"])).Should().Throw<ArgumentException>()
            .WithMessage("columns must name columns of the file, but \"d\" is none of \"a\", \"b\", \"c\". (Parameter 'columns')");
        FluentActions.Invoking(() => ParquetFile.Read(folder["a.parquet"], [])).Should().Throw<ArgumentException>()
            .WithMessage("columns must have at least one name, but is empty: null is for all columns. (Parameter 'columns')");
        FluentActions.Invoking(() => ParquetFile.Read(folder["a.parquet"], ["a", "a"])).Should().Throw<ArgumentException>()
            .WithMessage("columns must have different names, but has \"a\" twice. (Parameter 'columns')");
        await FluentActions.Awaiting(() => ParquetFile.ReadAsync(folder["a.parquet"], null, new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Read_OfEveryType_FindsTheKind()
    {
        using MemoryStream stream = new();
        await ParquetSerializer.SerializeAsync([new Everything(), new Everything { Text = null, Maybe = null, Day = new DateOnly(2024, 2, 29) }], stream);
        stream.Position = 0;
        Table table = ParquetFile.Read(stream);
        table.Row(0).ToString().Should().Be(
            "Small = -1, Byte = 2, Short = -3, UShort = 4, Int = -5, UInt = 6, Long = -7, ULong = 8, Single = 1.5, Double = -2.5, Decimal = 3.25, Flag = true, Maybe = 9, Text = x, Moment = 2024-01-31 12:00:00, Day = 2024-01-31, Id = 00000000-0000-0000-0000-000000000000");
        table["Text"].IsGap(1).Should().BeTrue();
        table["Maybe"].IsGap(1).Should().BeTrue();
        table["Day"].ValueAt(1).Should().Be(new DateTime(2024, 2, 29));
    }

    [Fact]
    public async Task Read_OfNestedColumns_IsRefusedByName()
    {
        using MemoryStream stream = new();
        await ParquetSerializer.SerializeAsync([new Nested()], stream);
        foreach ((string name, string problem) in new[] { ("Tags", "lists, maps or structures"), ("Part", "lists, maps or structures") })
        {
            stream.Position = 0;
            FluentActions.Invoking(() => ParquetFile.Read(stream, [name])).Should().Throw<InvalidDataException>()
                .WithMessage($"Column \"{name}\" must hold single values, but holds {problem}: name the columns to be read without it.");
        }

        stream.Position = 0;
        FluentActions.Invoking(() => ParquetFile.Read(stream, ["Bytes"])).Should().Throw<InvalidDataException>()
            .WithMessage("Column \"Bytes\" must hold numbers, texts, flags or dates, but holds bytes: name the columns to be read without it.");
        stream.Position = 0;
        ParquetFile.Read(stream, ["Name"]).Row(0).ToString().Should().Be("Name = x");
    }

    [Fact]
    public void Read_OfNoParquetFile_IsRefused()
    {
        using Folder folder = new();
        FluentActions.Invoking(() => ParquetFile.Read(folder.Save("a.parquet", "a,b\n1,2\n"))).Should().Throw<InvalidDataException>()
            .WithMessage($"{folder["a.parquet"]}: a file must be a Parquet file that is whole, but is none, or damaged.");
        FluentActions.Invoking(() => ParquetFile.Read(folder["none.parquet"])).Should().Throw<FileNotFoundException>()
            .WithMessage($"path must name a file, but there is no {folder["none.parquet"]}.");
        using MemoryStream stream = new();
        ParquetFile.Write(new Table(Column.Of("a", Enumerable.Range(0, 1000))), stream);
        byte[] bytes = stream.ToArray();
        FluentActions.Invoking(() => ParquetFile.Read(new MemoryStream(bytes[..^20]))).Should().Throw<InvalidDataException>()
            .WithMessage("A file must be a Parquet file that is whole, but is none, or damaged.");
    }

    [Fact]
    public void Read_OfADamagedFile_IsATableOrRefused()
    {
        using MemoryStream stream = new();
        ParquetFile.Write(new Table(Column.Of("a", Enumerable.Range(0, 5)), Column.Of("b", ["x", "y", null, "x", "z"]), Column.Of("c", [new DateTime(2024, 1, 31), null, null, null, null])), stream);
        byte[] bytes = stream.ToArray();
        int refused = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (int change in new[] { 0x01, 0x80, 0xff })
            {
                byte[] damaged = [.. bytes];
                damaged[i] ^= (byte)change;
                try
                {
                    ParquetFile.Read(new MemoryStream(damaged));
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }

        refused.Should().BeGreaterThan(bytes.Length, "whatever else a damaged file makes the library below throw has failed the test");
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("15 ff ff ff ff ff ff ff ff ff ff ff ff 00")]
    [InlineData("05")]
    [InlineData("17 00 00 00")]
    [InlineData("18 ff ff ff ff 0f 00")]
    [InlineData("19 f5 ff ff ff ff 7f 02 04 00")]
    [InlineData("1b ff ff ff ff 0f 55 00 00 00")]
    [InlineData("1c 11 00")]
    [InlineData("1e 00")]
    [InlineData("deep 19")]
    [InlineData("deep 1c")]
    public void Read_OfADescriptionThatDoesNotEnd_IsRefused(string hexadecimal)
    {
        byte[] footer = hexadecimal.StartsWith("deep", StringComparison.Ordinal)
            ? [.. Enumerable.Repeat(Convert.FromHexString(hexadecimal[5..])[0], 1_000_000), .. new byte[1_000_000]] : Convert.FromHexString(hexadecimal.Replace(" ", ""));
        foreach (int length in new[] { footer.Length, footer.Length + 100, -1 })
        {
            byte[] file = [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(length), .. "PAR1"u8];
            FluentActions.Invoking(() => ParquetFile.Read(new MemoryStream(file))).Should().Throw<InvalidDataException>()
                .WithMessage("A file must be a Parquet file that is whole, but is none, or damaged.");
        }
    }

    [Fact]
    public async Task Read_OfAColumnWithoutAName_IsRefused()
    {
        using MemoryStream stream = new();
        DataField<int> field = new("");
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<int>(field, new int[] { 1 }.AsMemory());
        }

        stream.Position = 0;
        FluentActions.Invoking(() => ParquetFile.Read(stream)).Should().Throw<InvalidDataException>().WithMessage("Columns of a Parquet file must have names, but one has none.");
    }

    [Fact]
    public void Read_OfAStreamThatCannotBeRead_IsRefused()
    {
        MemoryStream closed = new();
        closed.Dispose();
        FluentActions.Invoking(() => ParquetFile.Read(closed)).Should().Throw<ArgumentException>()
            .WithMessage("stream must be one that can be read, but is closed or only written. (Parameter 'stream')");
    }

    [Fact]
    public async Task Read_OfSeveralGroupsOfRows_HasThemAll()
    {
        using MemoryStream stream = new();
        DataField<int> field = new("n");
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream))
        {
            foreach (int first in new[] { 0, 3 })
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await group.WriteAsync<int>(field, new int[] { first, first + 1, first + 2 }.AsMemory());
            }
        }

        stream.Position = 0;
        ((NumberColumn)ParquetFile.Read(stream)["n"]).Values.Should().Equal(0, 1, 2, 3, 4, 5);
    }

    private sealed class Everything
    {
        public sbyte Small { get; set; } = -1;

        public byte Byte { get; set; } = 2;

        public short Short { get; set; } = -3;

        public ushort UShort { get; set; } = 4;

        public int Int { get; set; } = -5;

        public uint UInt { get; set; } = 6;

        public long Long { get; set; } = -7;

        public ulong ULong { get; set; } = 8;

        public float Single { get; set; } = 1.5f;

        public double Double { get; set; } = -2.5;

        public decimal Decimal { get; set; } = 3.25m;

        public bool Flag { get; set; } = true;

        public int? Maybe { get; set; } = 9;

        public string? Text { get; set; } = "x";

        public DateTime Moment { get; set; } = new(2024, 1, 31, 12, 0, 0, DateTimeKind.Utc);

        public DateOnly Day { get; set; } = new(2024, 1, 31);

        public Guid Id { get; set; }
    }

    private sealed class Nested
    {
        public string Name { get; set; } = "x";

        public int[] Tags { get; set; } = [1, 2];

        public byte[] Bytes { get; set; } = [1];

        public Part Part { get; set; } = new();
    }

    private sealed class Part
    {
        public int Number { get; set; }
    }
}
