using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class SeveralTargetsInDouble : SeveralTargetsTests<double>;

public sealed class SeveralTargetsInFloat : SeveralTargetsTests<float>;

/// <summary>Models that predict several columns of a table: they are those of matrices of several outputs behind an encoder.</summary>
public abstract class SeveralTargetsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Numbers = ["price", "rent"], Flags = ["flag", "old"];

    private static readonly Table Train = SeveralTargets.Of(Customers.Train), Test = SeveralTargets.Of(Customers.Test);

    [Fact]
    public void Regressor_OfSeveralColumns_IsThatOfTheirMatrix()
    {
        Table train = Train.Without(Flags), test = Test.Without(Flags);
        MlpRegressor<T> model = MlpRegressor.Fit<T>(train, Numbers, Customers.Quick);
        (model.Target, model.Network.Outputs).Should().Be((null, 2));
        model.Targets.Should().Equal(Numbers);
        TableEncoder encoder = TableEncoder.Fit(train.Without(Numbers));
        Matrix<T> XTest = encoder.Transform<T>(test.Without(Numbers)), YTest = test.Select(Numbers).ToMatrix<T>();
        MlpRegressor<T> same = MlpRegressor.Fit(encoder.Transform<T>(train.Without(Numbers)), train.Select(Numbers).ToMatrix<T>(), Customers.Quick with { InputScaling = Scaling.None });
        Matrix<T> expected = same.Predict(XTest);
        foreach (Table asked in (Table[])[test, test.Without(Numbers), test.Without("rent")])
        {
            Table answers = model.PredictColumns(asked);
            answers.Columns.Select(column => column.Name).Should().Equal(Numbers);
            answers.ToMatrix<T>().Should().Be(expected);
        }

        model.Score(test).Should().Be(same.Score(XTest, YTest)).And.BeGreaterThan(0.6);
        model.Report(test).Metrics.Should().Equal(same.Report(XTest, YTest).Metrics);
        model.Report(test).ToString().Should().Contain("by how much worse the R² is with the column shuffled");
        model.Importance(test, repeats: 2)[0].Column.Should().Be("age");
        T[] yHat = new T[2];
        Dictionary<string, object?> row = test.Without(Numbers).Columns.ToDictionary(column => column.Name, column => column.ValueAt(7));
        model.Predict(model.Encoder!.CreateRow().SetAll(row), yHat);
        yHat.Should().Equal(expected.Column(7));
        model.PredictColumns(row).Should().Equal(new Dictionary<string, double> { ["price"] = double.CreateChecked(expected[0, 7]), ["rent"] = double.CreateChecked(expected[1, 7]) });
    }

    [Fact]
    public void Regressor_OfOneColumnAmongSeveral_IsThatOfOne()
    {
        Table train = Customers.Train.With("price"), test = Customers.Test.With("price");
        MlpRegressor<T> model = MlpRegressor.Fit<T>(train, ["price"], Customers.Quick), same = MlpRegressor.Fit<T>(train, "price", Customers.Quick);
        model.Target.Should().Be("price");
        model.Predict(test).Should().Equal(same.Predict(test)).And.Equal(((NumberColumn)same.PredictColumns(test)["price"]).Values);
        T[] yHat = new T[1];
        InputRow row = model.Encoder!.CreateRow().Set("age", 30);
        model.Predict(row, yHat);
        double.CreateChecked(yHat[0]).Should().Be(model.Predict(row));
    }

    [Fact]
    public void MultiLabelClassifier_OfFlags_IsThatOfTheirSets()
    {
        Table train = Train.Without(Numbers), test = Test.Without(Numbers);
        MlpMultiLabelClassifier<T, string> model = MlpMultiLabelClassifier.Fit<T>(train, Flags, Customers.Quick);
        model.Classes.Should().Equal(Flags);
        model.Targets.Should().Equal(Flags);
        model.Target.Should().BeNull();
        TableEncoder encoder = TableEncoder.Fit(train.Without(Flags));
        Matrix<T> X = encoder.Transform<T>(train.Without(Flags)), XTest = encoder.Transform<T>(test.Without(Flags));
        MlpMultiLabelClassifier<T, string> same = MlpMultiLabelClassifier.Fit(X, SeveralTargets.Sets(train, Flags), Customers.Quick with { InputScaling = Scaling.None });
        Matrix<T> expected = same.PredictProbability(XTest);
        model.PredictProbability(test).Should().Be(expected);
        string[][] sets = same.Predict(XTest);
        model.Predict(test.Without(Flags)).Should().BeEquivalentTo(sets, options => options.WithStrictOrdering());
        Table flags = model.PredictColumns(test);
        SeveralTargets.Sets(flags, Flags).Should().BeEquivalentTo(sets, options => options.WithStrictOrdering());
        model.Score(test).Should().Be(same.Score(XTest, SeveralTargets.Sets(test, Flags))).And.BeGreaterThan(0.7);
        model.Report(test).Metrics.Should().Equal(same.Report(XTest, SeveralTargets.Sets(test, Flags)).Metrics);
        model.Report(test).ToString().Should().Contain("by how much worse the root mean squared error is with the column shuffled");
        model.Importance(test, repeats: 2)[0].Column.Should().Be("age");
        T[] probabilities = new T[2];
        Dictionary<string, object?> row = test.Without(Flags).Columns.ToDictionary(column => column.Name, column => column.ValueAt(7));
        InputRow input = model.Encoder!.CreateRow().SetAll(row);
        model.PredictProbability(input, probabilities);
        probabilities.Should().Equal(expected.Column(7));
        model.Predict(input).Should().Equal(sets[7]);
        model.Predict(row).Should().Equal(sets[7]);
    }

    [Fact]
    public void MultiLabelClassifier_OfZerosAndOnes_IsThatOfFlags()
    {
        Table train = Train.Without(Numbers), asNumbers = train.With(Column.Of("old", ((FlagColumn)train["old"]).Values.Select(flag => flag == true ? 1 : 0)));
        MlpMultiLabelClassifier.Fit<T>(asNumbers, Flags, Customers.Quick).PredictProbability(Test.Without(Numbers))
            .Should().Be(MlpMultiLabelClassifier.Fit<T>(train, Flags, Customers.Quick).PredictProbability(Test.Without(Numbers)));
    }
}
