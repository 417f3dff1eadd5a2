using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class CursorTests
{
    private readonly MLContext context = new(seed: 5);
    private readonly IDataView view;
    private readonly IDataView scored;
    private readonly float[] probabilities;

    public CursorTests()
    {
        view = Data.Cancer(context);
        scored = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view);
        probabilities = scored.Values<float>("Probability");
    }

    [Fact]
    public void View_OfATable_HasItsRowCountAndShuffles()
    {
        scored.GetRowCount().Should().Be(569);
        scored.CanShuffle.Should().BeTrue();
        scored.Schema.Select(column => column.Name).Should().StartWith(view.Schema.Select(column => column.Name)).And.EndWith(["PredictedLabel", "Score", "Probability"]);
    }

    [Fact]
    public void Cursor_OfSomeColumns_HasOnlyThem()
    {
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Probability"], scored.Schema["mean area"]]);
        cursor.Schema.Should().BeSameAs(scored.Schema);
        scored.Schema.Where(cursor.IsColumnActive).Select(column => column.Name).Should().BeEquivalentTo("Probability", "mean area");
        ((Action)(() => cursor.GetGetter<float>(scored.Schema["Score"]))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("Column 'Score' must be among the columns that the cursor was asked for, but is not.*");
        ((Action)(() => cursor.GetGetter<double>(scored.Schema["Probability"]))).Should().Throw<InvalidOperationException>()
            .WithMessage("Column 'Probability' must be read as Single, but is read as Double.");
        ValueGetter<float> probability = cursor.GetGetter<float>(scored.Schema["Probability"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        HashSet<DataViewRowId> ids = [];
        float value = 0;
        DataViewRowId rowId = default;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            cursor.Position.Should().Be(row);
            cursor.Batch.Should().BeGreaterThanOrEqualTo(0);
            probability(ref value);
            probability(ref value);
            value.Should().Be(probabilities[row]);
            id(ref rowId);
            ids.Add(rowId).Should().BeTrue();
        }

        ids.Should().HaveCount(569);
    }

    [Fact]
    public void Cursor_WithoutAnswers_DoesNotReadTheFeatures()
    {
        IRowToRowMapper mapper = Fitted().GetRowToRowMapper(view.Schema);
        mapper.GetDependencies([mapper.OutputSchema["Label"]]).Select(column => column.Name).Should().Equal("Label");
        mapper.GetDependencies([mapper.OutputSchema["Score"]]).Select(column => column.Name).Should().Equal("Features");
        mapper.InputSchema.Should().BeSameAs(view.Schema);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Label"]]);
        cursor.MoveNext().Should().BeTrue();
        bool label = false;
        cursor.GetGetter<bool>(scored.Schema["Label"])(ref label);
        label.Should().BeFalse();
    }

    [Fact]
    public void Cursor_OfAnotherViewsColumn_IsRefused()
    {
        DataViewSchema.Builder builder = new();
        builder.AddColumns(scored.Schema);
        builder.AddColumn("more", NumberDataViewType.Single);
        DataViewSchema.Column more = builder.ToSchema()["more"];
        ((Action)(() => scored.GetRowCursor([more]))).Should().Throw<ArgumentException>().WithMessage("Column 'more' must be one of the view, but has the index 35, and there are 35 columns.*");
        using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
        ((Action)(() => cursor.IsColumnActive(more))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Column 'more' must be one of the view, but its index is 35.*");
    }

    [Fact]
    public void ShuffledCursor_HasTheAnswersOfItsRows()
    {
        (float, float)[] pairs = Pairs(null), shuffled = Pairs(new Random(1));
        shuffled.Should().NotEqual(pairs);
        shuffled.Order().Should().Equal(pairs.Order());

        (float, float)[] Pairs(Random? random)
        {
            using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["mean area"], scored.Schema["Score"]], random);
            return Read(cursor);
        }
    }

    [Fact]
    public async Task CursorSet_HasEveryRowOnce()
    {
        // A view of ML.NET that has several cursors, and rows in batches.
        IDataView list = context.Data.LoadFromEnumerable(context.Data.CreateEnumerable<Measured>(view, reuseRowObject: false).ToList(), Definition());
        IDataView answers = Fitted().Transform(list);
        DataViewRowCursor[] cursors = answers.GetRowCursorSet([answers.Schema["mean area"], answers.Schema["Probability"]], 4);
        Task<float[]>[] readers = Array.ConvertAll(cursors, cursor => Task.Run(() => Read(cursor, "mean area", "Probability").Select(pair => pair.Second).ToArray()));
        float[][] parts = await Task.WhenAll(readers);
        parts.SelectMany(part => part).Order().Should().Equal(probabilities.Order());
        Array.ForEach(cursors, cursor => cursor.Dispose());
    }

    [Fact]
    public void Transform_InParallel_AnswersTheSame()
    {
        ITransformer transformer = Fitted();
        float[][] answers = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => transformer.Transform(view).Values<float>("Probability"))];
        answers.Should().AllSatisfy(each => each.Should().Equal(probabilities));
        IDataView shared = transformer.Transform(view);
        answers = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => shared.Values<float>("Probability"))];
        answers.Should().AllSatisfy(each => each.Should().Equal(probabilities));
    }

    private static SchemaDefinition Definition()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Measured));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 30);
        return definition;
    }

    private ITransformer Fitted() => context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);

    private static (float First, float Second)[] Read(DataViewRowCursor cursor, string first = "mean area", string second = "Score")
    {
        ValueGetter<float> firstOf = cursor.GetGetter<float>(cursor.Schema[first]), secondOf = cursor.GetGetter<float>(cursor.Schema[second]);
        List<(float, float)> pairs = [];
        (float a, float b) = (0, 0);
        while (cursor.MoveNext())
        {
            firstOf(ref a);
            secondOf(ref b);
            pairs.Add((a, b));
        }

        return [.. pairs];
    }

    private sealed class Measured
    {
        [ColumnName("mean area")]
        public float Weight { get; set; }

        public float[] Features { get; set; } = [];
    }
}
