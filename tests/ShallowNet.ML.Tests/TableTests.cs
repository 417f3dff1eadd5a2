using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class TableTests
{
    private static readonly Table Mixed = Csv.Parse("""
        age,plan,since,active,sure
        42,Basic,2024-01-31,true,true
        ,"",,,false
        0.5,"a,b",2024-02-01 12:30:00,false,true
        """);

    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void ToDataView_Table_HasItsColumns()
    {
        IDataView view = Mixed.ToDataView();
        view.Schema.Select(column => $"{column.Name} {column.Type}").Should().Equal("age Single", "plan String", "since DateTime", "active Single", "sure Boolean");
        view.GetRowCount().Should().Be(3);
        view.Values<float>("age").Should().Equal(42, float.NaN, 0.5f);
        view.Values<string>("plan").Should().Equal("Basic", "", "a,b");
        view.Values<DateTime>("since").Should().Equal(new DateTime(2024, 1, 31), default, new DateTime(2024, 2, 1, 12, 30, 0));
        view.Values<float>("active").Should().Equal(1, float.NaN, 0);
        view.Values<bool>("sure").Should().Equal(true, false, true);
    }

    [Fact]
    public void ToTable_ViewOfATable_IsTheTable()
    {
        Table churn = Csv.Read(Path.Combine(AppContext.BaseDirectory, "data", "churn.csv"));
        Table again = churn.ToDataView().ToTable();
        again.Columns.Select(column => column.Name).Should().Equal(churn.Columns.Select(column => column.Name));
        foreach (Column column in churn.Columns)
        {
            Column other = again[column.Name];
            for (int row = 0; row < churn.RowCount; row++)
            {
                object? expected = column.ValueAt(row) switch { double number => (double)(float)number, bool flag when column.Gaps > 0 => flag ? 1.0 : 0.0, var value => value };
                other.ValueAt(row).Should().Be(expected);
            }
        }
    }

    [Fact]
    public void ToTable_EveryTypeOfNumber_IsNumbers()
    {
        IDataView view = context.Data.LoadFromEnumerable([new Numbers(), new Numbers { Float = float.NaN }]);
        Table table = view.ToTable();
        table.Columns.Should().HaveCount(10).And.AllBeOfType<NumberColumn>();
        table.Columns.Select(column => column.ValueAt(0)).Should().Equal(Enumerable.Range(1, 10).Select(number => (object)(double)number));
        table["Float"].IsGap(1).Should().BeTrue();
    }

    [Fact]
    public void ToTable_Keys_AreTheirValues()
    {
        IDataView view = Mixed.ToDataView();
        IEstimator<ITransformer> toKeys = context.Transforms.Conversion.MapValueToKey("plan").Append(context.Transforms.Conversion.MapValueToKey("age"))
            .Append(context.Transforms.Conversion.Hash("hashed", "plan", numberOfBits: 4)).Append(context.Transforms.Conversion.MapValueToKey("sure"));
        Table table = toKeys.Fit(view).Transform(view).ToTable();
        ((TextColumn)table["plan"]).Values.Should().Equal("Basic", null, "a,b");
        ((NumberColumn)table["age"]).Values.Should().Equal(42, double.NaN, 0.5);
        ((TextColumn)table["sure"]).Values.Should().Equal("true", "false", "true");
        table["hashed"].Should().BeOfType<NumberColumn>();

        IEstimator<ITransformer> widths = toKeys.Append(context.Transforms.Conversion.ConvertType(
            [new InputOutputColumnPair("byte", "age")], DataKind.Byte))
            .Append(context.Transforms.Conversion.ConvertType("ushort", "age", DataKind.UInt16)).Append(context.Transforms.Conversion.ConvertType("ulong", "age", DataKind.UInt64));
        IDataView converted = widths.Fit(view).Transform(view);
        string[] names = ["byte", "ushort", "ulong"];
        names.Select(name => converted.Schema[name].Type.RawType).Should().Equal(typeof(byte), typeof(ushort), typeof(ulong));
        Table others = converted.ToTable();
        names.Should().AllSatisfy(name => ((NumberColumn)others[name]).Values.Should().Equal(42, double.NaN, 0.5));
    }

    [Fact]
    public void ToTable_Vectors_AreAColumnForEachElement()
    {
        IDataView view = Datasets.Iris().ToDataView();
        view = context.Transforms.Concatenate("Features", "petal width (cm)", "petal length (cm)").Fit(view).Transform(view);
        Table table = context.Transforms.SelectColumns("Features").Fit(view).Transform(view).ToTable();
        table.Columns.Select(column => column.Name).Should().Equal("Features.petal width (cm)", "Features.petal length (cm)");
        table.Columns[1].ValueAt(0).Should().Be((double)1.4f);
        IDataView doubles = context.Data.LoadFromEnumerable([new Doubles()]);
        doubles.ToTable().ToString().Should().Contain("x[0]").And.Contain("x[1]");
    }

    [Fact]
    public void ToTable_WhatTablesDoNotHave_IsRefused()
    {
        ((Action)(() => context.Data.LoadFromEnumerable([new Texts()]).ToTable())).Should().Throw<ArgumentException>()
            .WithMessage("Column 'Value' must hold numbers, texts, flags, dates, a key, or a vector of Single or Double of known size to be part of a table, but holds Vector<String>: leave it out by DropColumns.*");
        ((Action)(() => context.Data.LoadFromEnumerable([new Times()]).ToTable())).Should().Throw<ArgumentException>().WithMessage("*but holds TimeSpan*");
    }

    [Fact]
    public void Cursor_OfATable_RefusesWhatItDoesNotHave()
    {
        IDataView view = Mixed.ToDataView();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["age"]]);
        cursor.Batch.Should().Be(0);
        cursor.IsColumnActive(view.Schema["plan"]).Should().BeFalse();
        ((Action)(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["plan"]))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Column 'plan' must be among the columns*");
        ((Action)(() => cursor.GetGetter<double>(view.Schema["age"]))).Should().Throw<InvalidOperationException>().WithMessage("Column 'age' must be read as Single, but is read as Double.");
        ValueGetter<float> age = cursor.GetGetter<float>(view.Schema["age"]);
        float value = 0;
        Action read = () => age(ref value);
        read.Should().Throw<InvalidOperationException>().WithMessage("The cursor must be on a row to be read, but is before the first or after the last.");
        while (cursor.MoveNext())
        {
            read.Should().NotThrow();
        }

        cursor.MoveNext().Should().BeFalse();
        read.Should().Throw<InvalidOperationException>();
        view.GetRowCursorSet(view.Schema, 3).Should().HaveCount(1);
    }

    [Fact]
    public void Cursor_OfAShuffledTable_HasEveryRowOnce()
    {
        IDataView view = Datasets.Diabetes().ToDataView();
        List<float> shuffled = [];
        HashSet<DataViewRowId> ids = [];
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(1)))
        {
            ValueGetter<float> getter = cursor.GetGetter<float>(view.Schema["progression"]);
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            while (cursor.MoveNext())
            {
                (float value, DataViewRowId rowId) = (0, default);
                getter(ref value);
                id(ref rowId);
                shuffled.Add(value);
                ids.Add(rowId);
            }
        }

        shuffled.Should().NotEqual(view.Values<float>("progression"));
        shuffled.Order().Should().Equal(view.Values<float>("progression").Order());
        ids.Should().HaveCount(442);
        context.Data.TrainTestSplit(view, 0.25, seed: 1).TestSet.Values<float>("age").Length.Should().BeInRange(80, 140);
    }

    private sealed class Numbers
    {
        public sbyte SByte { get; set; } = 1;

        public byte Byte { get; set; } = 2;

        public short Short { get; set; } = 3;

        public ushort UShort { get; set; } = 4;

        public int Int { get; set; } = 5;

        public uint UInt { get; set; } = 6;

        public long Long { get; set; } = 7;

        public ulong ULong { get; set; } = 8;

        public float Float { get; set; } = 9;

        public double Double { get; set; } = 10;
    }

    private sealed class Doubles
    {
        [VectorType(2)]
        [ColumnName("x")]
        public double[] X { get; set; } = [1, 2];
    }

    private sealed class Texts
    {
        public string[] Value { get; set; } = ["a"];
    }

    private sealed class Times
    {
        public TimeSpan Value { get; set; }
    }
}
