using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models that predict several columns of a table, in files of every kind.</summary>
public sealed class SeveralTargetsFileTests
{
    private static readonly string[] Numbers = ["price", "age"], Flags = ["active", "big"];

    private static readonly Table Train = Of(TableModels.Rows(60)), Others = Of(TableModels.Rows(40, seed: 2)), WithFlags = Train.Without(Numbers).WithoutGaps("active"), OtherFlags = Others.Without(Numbers);

    private static readonly MlpRegressor<float> Regressor = MlpRegressor.Fit(Train.Without(Flags).WithoutGaps("age"), Numbers, TableModels.Quick);

    private static readonly MlpMultiLabelClassifier<double, string> Classifier = MlpMultiLabelClassifier.Fit<double>(WithFlags, Flags, TableModels.Quick);

    [Fact]
    public void Load_OfASavedModel_AnswersTheSame()
    {
        MlpRegressor<float> regressor = MlpRegressor.Load<float>(new MemoryStream(SaveTests<float>.Bytes(Regressor.Save)));
        regressor.Targets.Should().Equal(Numbers);
        regressor.PredictColumns(Others.Without(Flags)).ToMatrix<float>().Should().Be(Regressor.PredictColumns(Others.Without(Flags)).ToMatrix<float>());
        MlpMultiLabelClassifier<double, string> classifier = MlpMultiLabelClassifier.Load<double, string>(new MemoryStream(SaveTests<double>.Bytes(Classifier.Save)));
        classifier.Targets.Should().Equal(Flags);
        classifier.PredictProbability(OtherFlags).Should().Be(Classifier.PredictProbability(OtherFlags));
        ((MlpMultiLabelClassifier<double, string>)MlpModel.Load<double>(new MemoryStream(SaveTests<double>.Bytes(Classifier.Save)))).Targets.Should().Equal(Flags);
    }

    [Theory]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"targets\":[\"price\",\"price\"]", "The file's model must have 2 different targets for a network like this, but has 1.")]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"targets\":[\"price\"]", "The file's model must have 2 different targets for a network like this, but has 1.")]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"target\":\"price\"", "The file's model must have 2 different targets for a network like this, but has 1.")]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"targets\":[\"price\",\"city\"]", "The file's encoder must not have the target \"city\" among its columns, but has.")]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"targets\":[\"price\",null]", "The file must have a name for each target, but has none.")]
    [InlineData("\"targets\":[\"price\",\"age\"]", "\"target\":\"price\",\"targets\":[\"price\",\"age\"]", "The file must have either a target or several beside the encoder of a table, but has not.")]
    [InlineData("\"targets\":[\"price\",\"age\"],", "", "The file must have either a target or several beside the encoder of a table, but has not.")]
    public void Load_OfOtherTargets_IsRefused(string part, string by, string message)
    {
        string json = TensorFile.Read(new MemoryStream(SaveTests<float>.Bytes(Regressor.Save))).Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        byte[] file = TensorBytes.Written([new(ModelDocument.Key, json.Replace(part, by))], [.. NetworkFile.Tensors(Regressor.Network, Regressor.Network.State)]);
        FluentActions.Invoking(() => MlpRegressor.Load<float>(new MemoryStream(file))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void ExportOnnx_OfSeveralTargets_AnswersTheSame()
    {
        using OnnxTableSession ofNumbers = new(OnnxSession.Export(Regressor.ExportOnnx));
        ofNumbers.Properties["targets"].Should().Be("""["price","age"]""");
        ofNumbers.Properties.Should().NotContainKey("target");
        OnnxSession.Error(ofNumbers.Run(Others, "output"), Regressor.PredictColumns(Others.Without(Flags)).ToMatrix<float>()).Should().BeLessThan(1e-4);
        using OnnxTableSession ofFlags = new(OnnxSession.Export(Classifier.ExportOnnx));
        ofFlags.Properties["targets"].Should().Be("""["active","big"]""");
        Matrix<double> expected = Classifier.PredictProbability(OtherFlags);
        OnnxSession.Error(ofFlags.Run(Others, "probabilities"), expected).Should().BeLessThan(1e-5);
        ofFlags.Run<long>(Others, "labels").Should().Equal(expected.EnumerateColumns().SelectMany(p => p).Select(p => p > 0.5 ? 1L : 0));
    }

    [Fact]
    public void ExportOnnx_OfColumnsCalledAsOutputs_MakesWay()
    {
        Table table = WithFlags.Rename("city", "labels").Rename("side", "label");
        using OnnxTableSession session = new(OnnxSession.Export(MlpMultiLabelClassifier.Fit(table, Flags, TableModels.Quick).ExportOnnx));
        session.Inputs.Keys.Should().Contain("labels_").And.Contain("label");
    }

    [Fact]
    public void ExportCSharp_OfSeveralTargets_HasTheSameBits()
    {
        Table asked = Others.Without(Flags);
        Matrix<float> expected = Regressor.PredictColumns(asked).ToMatrix<float>();
        ExportedTable<float> ofNumbers = new(Regressor);
        Matrix<double> probabilities = Classifier.PredictProbability(OtherFlags);
        ExportedTable<double> ofFlags = new(Classifier);
        float[] numbers = new float[2];
        double[] ofRow = new double[2];
        bool[] isOf = new bool[2];
        for (int row = 0; row < asked.RowCount; row++)
        {
            ofNumbers.Numbers(asked, row, numbers);
            numbers.Should().Equal(expected.Column(row));
            ofFlags.Probability(OtherFlags, row, ofRow);
            ofRow.Should().Equal(probabilities.Column(row));
            ofFlags.ClassesOf(OtherFlags, row, isOf);
            isOf.Should().Equal(ofRow.Select(p => p > 0.5));
        }
    }

    private static Table Of(Table rows) => rows.Without("plan").With(Column.Of("big", ((NumberColumn)rows["price"]).Values.Select(price => price > 15)));
}
