using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TableModelsInDouble : TableModelTests<double>;

public sealed class TableModelsInFloat : TableModelTests<float>;

/// <summary>Models of tables: they are those of matrices behind an encoder.</summary>
public abstract class TableModelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Classifier_OfEachTypeOfLabels_AnswersInIt()
    {
        Check("text", ["leaves", "stays"]).Should().Contain("leaves").And.Contain("stays");
        bool[] expected = Check("flag", [false, true]);
        Check("whole", [-3, 7]).Should().Equal(expected.Select(leaving => leaving ? 7 : -3));
        Check("whole", [-3L, 7L]).Should().Equal(expected.Select(leaving => leaving ? 7L : -3));
        Check("whole", [(short)-3, (short)7]).Should().Equal(expected.Select(leaving => (short)(leaving ? 7 : -3)));
        Check("real", [0.5, 1.5]).Should().Equal(expected.Select(leaving => leaving ? 1.5 : 0.5));
        Check("real", [0.5f, 1.5f]).Should().Equal(expected.Select(leaving => leaving ? 1.5f : 0.5f));
        Check("member", [Customers.Answer.Stays, Customers.Answer.Leaves]).Should().Equal(expected.Select(leaving => leaving ? Customers.Answer.Leaves : Customers.Answer.Stays));
        Check("flag", ["false", "true"]).Should().Equal(expected.Select(leaving => leaving ? "true" : "false"));
        Check("whole", ["-3", "7"]).Should().Equal(expected.Select(leaving => leaving ? "7" : "-3"));
    }

    [Fact]
    public void Classifier_OfZerosWithASign_HasOneClassForThem()
    {
        Table table = Customers.Train.With("text");
        table = table.Without("text").With(Column.Of("sign", table.Rows.Select(row => row.Text("text") == "stays" ? row.Index % 2 == 0 ? -0.0 : 0.0 : 1)));
        MlpClassifier.Fit<T, string>(table, "sign", Customers.Quick).Classes.Should().Equal("0", "1");
        MlpClassifier.Fit([table], "sign", new MlpOptions { HiddenLayers = [new Dense(2, Activation.Tanh)], Training = new() { Epochs = 1 } }).Classes.Should().Equal("0", "1");
    }

    [Fact]
    public void Classifier_OfATable_IsThatOfItsFeatures()
    {
        Table train = Customers.Train.With("text"), test = Customers.Test.With("text");
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(train, "text", Customers.Quick);
        (model.Target, model.Features).Should().Be(("text", model.Encoder!.Features));
        TableEncoder encoder = TableEncoder.Fit(train.Without("text"));
        encoder.FeatureNames.Should().Equal(model.Encoder.FeatureNames);
        Matrix<T> X = encoder.Transform<T>(train.Without("text")), XTest = encoder.Transform<T>(test.Without("text"));
        string[] labels = [.. ((TextColumn)train["text"]).Values!], testLabels = [.. ((TextColumn)test["text"]).Values!];
        MlpClassifier<T, string> same = MlpClassifier.Fit(X, labels, Customers.Quick with { InputScaling = Scaling.None });
        model.Network.W[1].Should().Be(same.Network.W[1], "nothing else scales the features of a table");
        model.PredictProbability(test).Should().Be(same.PredictProbability(XTest));
        model.Predict(test.Without("text")).Should().Equal(same.Predict(XTest));
        model.Score(test).Should().Be(same.Score(XTest, testLabels)).And.BeGreaterThan(0.8);
        model.Score(test, Metric.LogLoss).Should().Be(same.Score(XTest, testLabels, Metric.LogLoss));
        double[] weights = [.. Enumerable.Range(0, 80).Select(i => 0.5 + i % 3)];
        model.Score(test, null, weights).Should().Be(same.Score(XTest, testLabels, null, weights));
        model.ConfusionMatrix(test, weights).ToString().Should().Be(same.ConfusionMatrix(XTest, testLabels, weights).ToString());
        ModelReport report = model.Report(test, weights), expected = same.Report(XTest, testLabels, weights);
        report.Metrics.Should().Equal(expected.Metrics);
        expected.Importance.Should().BeEmpty();
        report.Importance.Select(column => column.Column).Should().BeEquivalentTo("age", "plan", "active", "since");
    }

    [Fact]
    public void Rows_OneByOne_AreAnsweredAsAmongOthers()
    {
        Table test = Customers.Test.With("text").Without("text");
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(Customers.Train.With("text"), "text", Customers.Quick);
        Matrix<T> all = model.PredictProbability(test);
        string[] labels = model.Predict(test);
        InputRow row = model.Encoder!.CreateRow();
        T[] probabilities = new T[2];
        for (int j = 0; j < test.RowCount; j++)
        {
            Dictionary<string, object?> values = test.Columns.ToDictionary(column => column.Name, column => column.ValueAt(j));
            model.PredictProbability(row.SetAll(values), probabilities);
            probabilities.Should().Equal(all.Column(j));
            model.Predict(row).Should().Be(labels[j]);
            model.Predict(values).Should().Be(labels[j]);
        }
    }

    [Fact]
    public void Classifier_OfThreeClasses_HasAProbabilityForEach()
    {
        Table table = Customers.Train.With("text").Without("text");
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(table.WithoutGaps("plan"), "plan", Customers.Quick);
        model.Classes.Should().Equal("plan 0", "plan 1", "plan 2");
        T[] probabilities = new T[3];
        model.PredictProbability(model.Encoder!.CreateRow().Set("age", 30), probabilities);
        double.CreateChecked(probabilities[0] + probabilities[1] + probabilities[2]).Should().BeApproximately(1, 1e-6);
        model.PredictProbability(table).RowCount.Should().Be(3);
    }

    [Fact]
    public void Regressor_OfATable_IsThatOfItsFeatures()
    {
        Table train = Customers.Train.With("price"), test = Customers.Test.With("price");
        MlpRegressor<T> model = MlpRegressor.Fit<T>(train, "price", Customers.Quick);
        TableEncoder encoder = TableEncoder.Fit(train.Without("price"));
        Matrix<T> Y = train.Select("price").ToMatrix<T>(), YTest = test.Select("price").ToMatrix<T>(), XTest = encoder.Transform<T>(test.Without("price"));
        MlpRegressor<T> same = MlpRegressor.Fit(encoder.Transform<T>(train.Without("price")), Y, Customers.Quick with { InputScaling = Scaling.None });
        double[] answers = model.Predict(test);
        answers.Should().Equal(same.Predict(XTest).Row(0).Select(double.CreateChecked));
        model.Score(test).Should().Be(same.Score(XTest, YTest)).And.BeGreaterThan(0.7);
        model.Report(test).Metrics.Should().Equal(same.Report(XTest, YTest).Metrics);
        Dictionary<string, object?> row = test.Without("price").Columns.ToDictionary(column => column.Name, column => column.ValueAt(7));
        model.Predict(row).Should().Be(answers[7]);
        model.Predict(model.Encoder!.CreateRow().SetAll(row)).Should().Be(answers[7]);
    }

    [Fact]
    public void Importance_OfColumns_TellsWhatTheTargetFollows()
    {
        MlpRegressor<T> model = MlpRegressor.Fit<T>(Customers.Train.With("price"), "price", Customers.Quick);
        Table test = Customers.Test.With("price");
        IReadOnlyList<ColumnImportance> importance = model.Importance(test, repeats: 3, seed: 1);
        importance[0].Column.Should().Be("age");
        importance.Select(column => column.Mean).Should().BeInDescendingOrder();
        importance.Select(column => column.Column).Should().BeEquivalentTo("age", "plan", "active", "since");
        model.Importance(test, repeats: 3, seed: 1).Should().Equal(importance);
        model.Importance(test, repeats: 3, seed: 2).Should().NotEqual(importance);
        model.Importance(test, Metric.R2, repeats: 1).Should().OnlyContain(column => double.IsNaN(column.StandardDeviation));

        // By hand: the rows of one column in another order.
        NumPyRandom random = new(1);
        double before = model.Score(test, Metric.RootMeanSquaredError);
        double[] losses = [.. Enumerable.Range(0, 3).Select(_ => random.Permutation(80)).ToArray()
            .Select(order => model.Score(test.With(test.Select("age").Take(order)["age"]), Metric.RootMeanSquaredError) - before)];
        importance[0].Mean.Should().BeApproximately(losses.Average(), 1e-12);
    }

    [Fact]
    public void Report_OfATableWithUnknownValues_CountsThemOnce()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(Customers.Train.With("text"), "text", Customers.Quick);
        model.Encoder!.UnknownCounts.Should().BeEmpty();
        Table test = Customers.Test.With("text");
        model.Report(test.With(Column.Of("plan", Enumerable.Repeat("new", 80))));
        model.Encoder.UnknownCounts.Should().BeEquivalentTo(new Dictionary<string, long> { ["plan"] = 80 });
    }

    [Fact]
    public void Weights_Of0_LeaveRowsOutOfTheEncoder()
    {
        Table train = Customers.Train.With("text");
        double[] weights = [.. Enumerable.Range(0, 160).Select(i => i % 4 == 0 ? 0 : 1.0)];
        Table changed = train.With(Column.Of("age", Enumerable.Range(0, 160).Select(i => i % 4 == 0 ? 1e6 : ((NumberColumn)train["age"]).Values[i])))
            .With(Column.Of("plan", Enumerable.Range(0, 160).Select(i => i % 4 == 0 ? "without weight" : ((TextColumn)train["plan"]).Values[i])));
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(changed, "text", Customers.Quick, weights);
        MlpClassifier<T, string> left = MlpClassifier.Fit<T, string>(train.Take(Enumerable.Range(0, 160).Where(i => i % 4 != 0)), "text", Customers.Quick);
        model.Encoder!.FeatureNames.Should().Equal(left.Encoder!.FeatureNames).And.NotContain("plan = without weight");
        model.PredictProbability(Customers.Test.With("text")).Should().Be(left.PredictProbability(Customers.Test.With("text")));
    }

    private static TLabel[] Check<TLabel>(string target, TLabel[] classes)
        where TLabel : notnull
    {
        MlpClassifier<T, TLabel> model = MlpClassifier.Fit<T, TLabel>(Customers.Train.With(target), target, Customers.Quick);
        model.Classes.Should().Equal(classes);
        model.Score(Customers.Test.With(target)).Should().BeGreaterThan(0.8);
        return model.Predict(Customers.Test.With(target));
    }
}
