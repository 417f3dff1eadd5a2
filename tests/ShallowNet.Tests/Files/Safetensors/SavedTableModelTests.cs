using System.Numerics;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>A model of tables is saved with its encoder, and what is loaded answers the same, to the bit.</summary>
public sealed class SavedTableModelTests
{
    private static readonly string Json = JsonOf(TableModels.OfAllKinds<double>());

    [Theory]
    [InlineData(NumberScaling.Smooth), InlineData(NumberScaling.RobustSmooth), InlineData(NumberScaling.Standardize), InlineData(NumberScaling.Quantiles)]
    public void Load_OfASavedClassifier_AnswersTheSame(NumberScaling numbers)
    {
        AnswersTheSame<float>(numbers);
        AnswersTheSame<double>(numbers);
    }

    [Fact]
    public void Load_OfASavedClassifier_KnowsWhatWasSaved()
    {
        MlpClassifier<double, string> model = TableModels.OfAllKinds<double>(), loaded = MlpClassifier.Load<double, string>(Saved(model));
        loaded.Target.Should().Be("plan");
        loaded.Encoder!.Columns.Should().Equal(model.Encoder!.Columns);
        loaded.Encoder.ToString().Should().Be(model.Encoder.ToString());
        loaded.Options.InputScaling.Should().BeNull();
        loaded.Encoder.UnknownCounts.Should().BeEmpty();
        ((MlpClassifier<double, string>)MlpModel.Load<double>(Saved(model))).Encoder!.Columns.Should().Equal(model.Encoder.Columns);
        JsonOf(loaded).Should().Be(JsonOf(model));
    }

    [Fact]
    public void Load_OfASavedRegressor_AnswersTheSame()
    {
        Table table = TableModels.Rows(60);
        MlpRegressor<float> model = MlpRegressor.Fit(table, "price", TableModels.Quick), loaded = MlpRegressor.Load<float>(Saved(model));
        loaded.Predict(TableModels.Rows(40, seed: 2)).Should().Equal(model.Predict(TableModels.Rows(40, seed: 2)));
        loaded.Target.Should().Be("price");
    }

    [Fact]
    public void Load_OfASavedModelOfAnyTable_AnswersTheSameAndSavesTheSame() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Table table, string[] categories) = TablesToExport.Random(seed);
            Table asked = TablesToExport.WithUnknown(table, seed);
            foreach (MlpOptions options in TablesToExport.WithAndWithoutEmbedding(TablesToExport.Options((NumberScaling)(seed % 4), categories)))
            {
                MlpClassifier<double, string> classifier = MlpClassifier.Fit<double, string>(table.Without("amount"), "class", options);
                MlpClassifier<double, string> loaded = MlpClassifier.Load<double, string>(Saved(classifier));
                loaded.PredictProbability(asked.Without("amount")).Should().Be(classifier.PredictProbability(asked.Without("amount")));
                JsonOf(loaded).Should().Be(JsonOf(classifier));
                MlpRegressor<float> regressor = MlpRegressor.Fit(table, "amount", options), again = MlpRegressor.Load<float>(Saved(regressor));
                again.Predict(asked).Should().Equal(regressor.Predict(asked));
                JsonOf(again).Should().Be(JsonOf(regressor));
            }
        },
        iter: 20, threads: 1);

    [Fact]
    public void Save_OfTensOfThousandsOfValues_IsData()
    {
        Table table = new(Column.Of("name", Enumerable.Range(0, 60_000).Select(j => $"value {j / 2}")), Column.Of("x", Enumerable.Range(0, 60_000).Select(j => j % 7.0)), Column.Of("y", Enumerable.Range(0, 60_000).Select(j => j % 2 == 0)));
        MlpClassifier<float, bool> model = MlpClassifier.Fit<bool>(table, "y", TableModels.Quick with { Encoding = new() { RareBelow = 2, MostValues = 40 } });
        TensorFile file = TensorFile.Read(Saved(model));
        file.Metadata[ModelDocument.Key].Length.Should().BeLessThan(3000);
        file.Find(EncoderFile.TensorName)!.Elements.Should().BeGreaterThan(300_000);
        MlpClassifier<float, bool> loaded = MlpClassifier.Load<float, bool>(Saved(model));
        Table some = table.Take(Enumerable.Range(0, 100)).Without("y");
        loaded.PredictProbability(some).Should().Be(model.PredictProbability(some));
    }

    [Fact]
    public void Save_OfAModelOfAMatrixThatKnowsNothingOfItsData_HasTheOldFormat()
    {
        MlpRegressor<double> model = new();
        model.PartialFit(new NumPyRandom(1).Randn<double>(2, 30), new NumPyRandom(2).Randn<double>(1, 30));
        JsonOf(model).Should().StartWith("{\"format\":1,").And.NotContain("encoder");
        JsonOf(MlpRegressor.Fit(new NumPyRandom(1).Randn<double>(2, 30), new NumPyRandom(2).Randn<double>(1, 30), TableModels.Quick)).Should().StartWith("{\"format\":3,").And.NotContain("encoder");
    }

    [Theory]
    [InlineData("\"target\":\"plan\"", "\"target\":\"age\"", "The file's encoder must not have the target \"age\" among its columns, but has.")]
    [InlineData("\"target\":\"plan\"", "\"target\":\"\"", "The file describes what cannot be: name must be a text that is not empty, but is empty.*")]
    [InlineData("\"name\":\"city\"", "\"name\":\"age\"", "The file describes what cannot be: The columns of an encoder must have different names, but two are named \"age\".")]
    [InlineData("\"name\":\"city\"", "\"name\":null", "The file's description is not what this version writes: *")]
    [InlineData("\"encoding\":\"date\"", "\"encoding\":\"fish\"", "The file encodes column \"born\" as \"fish\", which this version does not know.")]
    [InlineData("\"kind\":\"date\"", "\"kind\":\"text\"", "The file's column \"born\" must be of the kind date to be encoded as date, but is \"text\".")]
    [InlineData("\"kind\":\"smooth\"", "\"kind\":\"rough\"", "The file scales numbers by \"rough\", which this version does not know.")]
    [InlineData("\"kind\":\"smooth\"", "\"kind\":\"line\"", "The file describes what cannot be: A scaling of numbers must be a line of two numbers, smooth of three, or quantiles of at least two, but is \"line\" of 3.")]
    [InlineData("\"circles\":[\"month\"", "\"circles\":[\"moon\"", "The file has places of dates in column \"born\" on the circle \"moon\", which this version does not know.")]
    [InlineData("\"circles\":[\"month\",", "\"circles\":[", "The file's encoder of a table must make *")]
    [InlineData("\"values\":[\"left\",\"right\"]", "\"values\":[\"left\",\"left\"]", "The file describes what cannot be: The values of column \"side\" must be different, but \"left\" is there twice.")]
    [InlineData("\"values\":[\"left\",\"right\"]", "\"values\":[\"left\",null]", "The values of the file's column \"side\" must be texts, but one is null.")]
    [InlineData("\"values\":[\"left\",\"right\"]", "\"values\":[\"left\"]", "The file's encoder of a table must make *")]
    [InlineData("\"latest\":", "\"latest\":999", "The file's column \"born\" must have dates from the year 1 to 9999, but has not.")]
    [InlineData("\"fill\":", "\"fill\":\"Infinity\",\"x\":", "The file's description is not what this version writes: *")]
    public void Load_OfAChangedDescription_IsRefused(string part, string by, string message)
    {
        Json.Should().Contain(part);
        int place = Json.IndexOf(part, StringComparison.Ordinal);
        MlpClassifier<double, string> model = TableModels.OfAllKinds<double>();
        byte[] file = TensorBytes.Written(
            [new(ModelDocument.Key, Json[..place] + by + Json[(place + part.Length)..])], [.. NetworkFile.Tensors(model.Network, model.Network.State)]);
        FluentActions.Invoking(() => MlpClassifier.Load<double, string>(new MemoryStream(file))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    private static string JsonOf<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorFile.Read(Saved(model)).Metadata[ModelDocument.Key];

    private static MemoryStream Saved<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(SaveTests<T>.Bytes(model.Save));

    private static void AnswersTheSame<T>(NumberScaling numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MlpClassifier<T, string> model = TableModels.OfAllKinds<T>(numbers), loaded = MlpClassifier.Load<T, string>(Saved(model));
        Table others = TableModels.Rows(50, seed: 2).Without("plan");
        Matrix<T> answers = model.PredictProbability(others);
        loaded.PredictProbability(others).Should().Be(answers);
        InputRow row = loaded.Encoder!.CreateRow();
        T[] probabilities = new T[3];
        foreach (TableRow other in others.Rows)
        {
            row.SetAll(others.Columns.ToDictionary(column => column.Name, column => other[column.Name]));
            loaded.PredictProbability(row, probabilities);
            probabilities.Should().Equal(answers.Column(other.Index));
        }
    }
}
