using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Classifiers that predict by a threshold, in whatever way they are asked, say so in their reports, and keep it in their files.</summary>
public sealed class DecisionThresholdTests
{
    private static readonly (Table Train, Table Test) Tumours = Datasets.BreastCancer().Split(target: "diagnosis", testShare: 0.3, seed: 1);
    private static readonly byte[] Fitted = SaveTests<double>.Bytes(MlpClassifier.Fit<double, string>(Tumours.Train, "diagnosis", new MlpOptions { HiddenLayers = [] }).Save);

    /// <summary>A model of its own for each test.</summary>
    private static MlpClassifier<double, string> Model => MlpClassifier.Load<double, string>(new MemoryStream(Fitted));

    [Fact]
    public void Predict_ByAThreshold_IsItInEveryForm()
    {
        MlpClassifier<double, string> model = Model;
        Table test = Tumours.Test;
        Matrix<double> X = model.InputsOf(test), before = model.PredictProbability(test);
        string[] moreProbable = model.Predict(test);
        (double logLoss, double auc, double accuracy) = (model.Score(test, Metric.LogLoss), model.Score(test, Metric.RocAuc), model.Score(test));
        IReadOnlyList<string>[] sets = model.PredictSet(test);
        model.Threshold.Should().BeNull();

        // The probability of one of the rows: it is predicted, too.
        double threshold = before.Row(1).Where(p => p > 0.02).Min();
        model.Threshold = DecisionThreshold.Given(threshold);
        string[] expected = [.. before.Row(1).Select(p => p >= threshold ? "malignant" : "benign")];
        expected.Should().NotEqual(moreProbable);
        model.Predict(test).Should().Equal(expected);
        model.Predict(X).Should().Equal(expected);
        X.EnumerateColumns().Select(x => model.Predict(x.ToArray())).Should().Equal(expected);
        InputRow row = model.Encoder!.CreateRow();
        string[] names = [.. test.Columns.Select(column => column.Name).Where(name => name != "diagnosis")];
        for (int j = 0; j < test.RowCount; j++)
        {
            Dictionary<string, object?> values = names.ToDictionary(name => name, name => (object?)test.Rows.ElementAt(j).Number(name));
            model.Predict(values).Should().Be(expected[j]);
            model.Predict(row.SetAll(values)).Should().Be(expected[j]);
        }

        // What judges classes follows, what judges probabilities does not.
        string[] actual = [.. test.Rows.Select(of => of.Text("diagnosis")!)];
        model.Score(test).Should().Be(expected.Zip(actual).Average(pair => pair.First == pair.Second ? 1.0 : 0)).And.NotBe(accuracy);
        double found = expected.Zip(actual).Count(pair => pair is ("malignant", "malignant")), called = expected.Count(label => label == "malignant"), all = actual.Count(label => label == "malignant");
        model.Score(test, Metric.Recall()).Should().Be(found / all);
        model.Score(test, Metric.Precision()).Should().Be(found / called);
        model.Score(test, Metric.F1()).Should().BeApproximately(2 * found / (called + all), 1e-15);
        model.Score(test, Metric.BalancedAccuracy).Should().BeApproximately(0.5 * (found / all + (actual.Length - all - called + found) / (actual.Length - all)), 1e-15);
        model.ConfusionMatrix(test)[1, 1].Should().Be(found);
        model.ConfusionMatrix(X, actual).ToString().Should().Be(model.ConfusionMatrix(test).ToString());
        (model.Score(test, Metric.LogLoss), model.Score(test, Metric.RocAuc)).Should().Be((logLoss, auc));
        model.PredictProbability(test).Should().Be(before);
        model.PredictSet(test).Should().BeEquivalentTo(sets);

        // By the accuracy a column matters as far as it changes what is predicted.
        int[] order = new NumPyRandom(0).Permutation(test.RowCount);
        ColumnImportance first = model.Importance(test, new ImportanceOptions { Metric = Metric.Accuracy, Repeats = 1 })[0];
        Table shuffled = test.Without(first.Column).With(test.Take(order)[first.Column]);
        first.Mean.Should().Be(model.Score(test) - model.Score(shuffled));

        model.Threshold = null;
        model.Predict(test).Should().Equal(moreProbable);
        model.Score(test).Should().Be(accuracy);
    }

    [Fact]
    public void Predict_OfRowsOfATypeOfOnesOwn_IsByTheThreshold()
    {
        Features<Case> features = Features.Of<Case>().Number(c => c.Radius).Number(c => c.Texture);
        Case[] cases = [.. Datasets.BreastCancer().Rows.Select(row => new Case(row.Number("mean radius"), row.Number("mean texture"), row.Text("diagnosis") == "malignant"))];
        RowClassifier<Case, bool> model = MlpClassifier.Fit(cases, features, c => c.IsMalignant, new MlpOptions { HiddenLayers = [] });
        bool[] moreProbable = model.Predict((IEnumerable<Case>)cases);
        model.Model.Threshold = model.Model.ChooseThreshold(falsePositive: 1, falseNegative: 20);
        float[] p = [.. model.PredictProbability(cases).Row(1)];
        bool[] expected = Array.ConvertAll(p, probability => model.Model.Threshold.IsClassOne(probability));
        expected.Should().NotEqual(moreProbable);
        model.Predict((IEnumerable<Case>)cases).Should().Equal(expected);
        cases.Select(model.Predict).Should().Equal(expected);
        model.Score(cases).Should().Be(expected.Zip(cases).Average(pair => pair.First == pair.Second.IsMalignant ? 1.0 : 0));
        ModelReport report = model.Report(cases);
        report.Threshold.Should().Be(model.Model.Threshold);
        (report.ThresholdOutcome!.TruePositives, report.ThresholdOutcome.FalsePositives).Should().Be(
            (expected.Zip(cases).Count(pair => pair.First && pair.Second.IsMalignant), expected.Zip(cases).Count(pair => pair.First && !pair.Second.IsMalignant)));
        report.ToString().Should().Contain("Predicted as \"True\" from a probability of ");
    }

    [Fact]
    public void Report_OfAModelWithAThreshold_SaysWhyAndWhatItBrings()
    {
        MlpClassifier<double, string> model = Model;
        model.Report(Tumours.Test).Threshold.Should().BeNull();
        model.Report(Tumours.Test).ToString().Should().NotContain("Predicted as");
        DecisionThreshold chosen = model.ChooseThreshold(falsePositive: 1, falseNegative: 20);
        model.Threshold = chosen;
        double[] weights = [.. Enumerable.Range(0, Tumours.Test.RowCount).Select(j => 1 + j % 2 * 0.25)];
        ModelReport report = model.Report(Tumours.Test), weighted = model.Report(Tumours.Test, weights);
        report.Threshold.Should().Be(chosen);
        ConfusionMatrix confusion = model.ConfusionMatrix(Tumours.Test);
        report.ThresholdOutcome.Should().Be(new ThresholdOutcome(confusion[1, 1], confusion[0, 1], confusion[0, 0], confusion[1, 0]));
        report.Metrics[0].Value.Should().Be(report.ThresholdOutcome!.Accuracy).And.Be(model.Score(Tumours.Test));
        weighted.ThresholdOutcome!.Accuracy.Should().BeApproximately(model.Score(Tumours.Test, weights: weights), 1e-12);
        string[] lines = report.ToString().Split('\n');
        int line = Array.FindIndex(lines, text => text.StartsWith("Predicted", StringComparison.Ordinal));
        (ThresholdOutcome there, ThresholdOutcome here) = (chosen.Outcome, report.ThresholdOutcome);
        lines[line..(line + 3)].Should().Equal(
            FormattableString.Invariant($"Predicted as \"malignant\" from a probability of {chosen.Threshold:G4} on: chosen for the lowest cost of mistakes, 1 for each \"benign\" that is called \"malignant\" and 20 for each \"malignant\" that is called \"benign\"."),
            FormattableString.Invariant($"  Of the samples it was chosen by, {there.TruePositives} of {there.TruePositives + there.FalseNegatives} \"malignant\" and {there.TrueNegatives} of {there.TrueNegatives + there.FalsePositives} \"benign\" are called so."),
            FormattableString.Invariant($"  Of the samples of this report, {here.TruePositives} of {here.TruePositives + here.FalseNegatives} \"malignant\" and {here.TrueNegatives} of {here.TrueNegatives + here.FalsePositives} \"benign\" are called so."));
        (there.TruePositives + there.FalsePositives + there.TrueNegatives + there.FalseNegatives).Should().Be(model.CalibrationSamples);

        model.Threshold = model.ChooseThreshold(outcome => outcome.F1);
        model.Report(Tumours.Test).ToString().Should().Contain(" on: chosen for the highest F1.\n  Of the samples it was chosen by, ");

        // One that was given is tried on the same samples; at that of a choice, it brings the same.
        model.Threshold = DecisionThreshold.Given(chosen.Threshold);
        model.Report(Tumours.Test).ToString().Should().Contain(lines[line + 1].Replace("it was chosen by", "that were not trained on", StringComparison.Ordinal)).And.Contain(" on: given.\n");
        model.RestoreCalibration(null);
        model.Report(Tumours.Test).ToString().Should().Contain(" on: given.\n  Of the samples of this report, ");
        model.Threshold = DecisionThreshold.ByCosts([0.1, 0.9], [true, false], 5, 0);
        model.Report(Tumours.Test).ToString().Should().Contain("Predicted as \"malignant\" from no probability on: chosen for the lowest cost");
        model.Predict(Tumours.Test).Should().OnlyContain(label => label == "benign");
    }

    /// <summary>All are judged by the same threshold: at one that everything reaches, all are right for the same samples.</summary>
    [Fact]
    public void Report_OfAModelWithAThreshold_JudgesTheOthersByItToo()
    {
        MlpClassifier<double, string> model = MlpClassifier.Fit<double, string>(Tumours.Train, "diagnosis", new MlpOptions { Effort = Effort.Quick });
        model.Threshold = DecisionThreshold.Given(0);
        ReportedMetric accuracy = model.Report(Tumours.Test).Metrics[0];
        double share = Tumours.Test.Rows.Average(row => row.Text("diagnosis") == "malignant" ? 1.0 : 0);
        (accuracy.Value, accuracy.SameAnswer, accuracy.Linear).Should().Be((share, share, share));
    }

    [Fact]
    public void Load_OfAModelWithAThreshold_HasIt()
    {
        MlpClassifier<double, string> model = Model;
        TensorFile.Read(new MemoryStream(Fitted)).Metadata[ModelDocument.Key].Should().NotContain("threshold");
        foreach (DecisionThreshold threshold in (DecisionThreshold[])[
            model.ChooseThreshold(1, 20), model.ChooseThreshold(outcome => outcome.RecallAtPrecision(0.9)), DecisionThreshold.Given(0.3), DecisionThreshold.ByCosts([0.1, 0.9], [true, false], 5, 0)])
        {
            model.Threshold = threshold;
            byte[] file = SaveTests<double>.Bytes(model.Save);
            MlpClassifier<double, string> loaded = MlpClassifier.Load<double, string>(new MemoryStream(file));
            loaded.Threshold.Should().Be(threshold);
            loaded.Predict(Tumours.Test).Should().Equal(model.Predict(Tumours.Test));
            ((MlpClassifier<float, string>)MlpModel.Load<float>(new MemoryStream(file))).Threshold.Should().Be(threshold);
            SaveTests<double>.Bytes(loaded.Save).Should().Equal(file);
        }

        // A model that has nothing else of the newest format, too.
        MlpClassifier<double, int> plain = MlpClassifier.Fit(new NumPyRandom(1).Randn<double>(2, 30), [.. Enumerable.Range(0, 30).Select(j => j % 2)], new MlpOptions { Training = new() { Epochs = 1 } });
        plain.Threshold = DecisionThreshold.Given(0.3);
        MlpClassifier.Load<double, int>(new MemoryStream(SaveTests<double>.Bytes(plain.Save))).Threshold.Should().Be(plain.Threshold);
        TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(plain.Save))).Metadata[ModelDocument.Key].Should().StartWith("{\"format\":3,");

        // It stays when more is learned.
        plain.PartialFit(new NumPyRandom(1).Randn<double>(2, 30), [.. Enumerable.Range(0, 30).Select(j => j % 2)]);
        plain.Threshold.Should().Be(DecisionThreshold.Given(0.3));
    }

    [Theory]
    [InlineData("\"value\":0.25", "\"value\":-0.25")]
    [InlineData("\"value\":0.25", "\"value\":\"NaN\"")]
    [InlineData("\"value\":0.25", "\"value\":\"Infinity\"")]
    [InlineData("\"outcome\":[1,0,1,0]", "\"outcome\":[1,0,1]")]
    [InlineData("\"outcome\":[1,0,1,0]", "\"outcome\":[1,0,1,-1]")]
    [InlineData("\"outcome\":[1,0,1,0]", "\"outcome\":[1,0,1,\"NaN\"]")]
    [InlineData(",\"falsePositive\":2", "")]
    [InlineData(",\"falseNegative\":3", "")]
    [InlineData("\"falsePositive\":2", "\"falsePositive\":-2")]
    [InlineData("\"falseNegative\":3", "\"falseNegative\":\"Infinity\"")]
    [InlineData("\"falseNegative\":3", "\"falseNegative\":3,\"bestFor\":\"F1\"")]
    [InlineData(",\"falsePositive\":2,\"falseNegative\":3", ",\"bestFor\":\"\"")]
    [InlineData(",\"falsePositive\":2,\"falseNegative\":3", ",\"bestFor\":\"LONG\"")]
    public void Load_AThresholdThatCannotBe_IsRefused(string part, string by)
    {
        MlpClassifier<double, string> model = Model;
        model.Threshold = DecisionThreshold.ByCosts([0.125, 0.25], [false, true], 2, 3);
        Changed(model, part, by.Replace("LONG", new string('a', 101), StringComparison.Ordinal)).Should().Throw<ModelFileException>()
            .WithMessage("The file's threshold must have a value and four counts, finite and at least 0, and either two costs of that kind, or what it is best for, or neither, but has something else.");
    }

    [Fact]
    public void Load_AThresholdWithoutItsPartsOrOfAnotherModel_IsRefused()
    {
        MlpClassifier<double, string> model = Model;
        model.Threshold = DecisionThreshold.Given(0.25);
        Changed(model, "\"value\":0.25,", "").Should().Throw<ModelFileException>().WithMessage("The file's description is not what this version writes: *");
        Changed(model, "\"outcome\":[0,0,0,0]", "\"outcome\":null").Should().Throw<ModelFileException>().WithMessage("The file's description is not what this version writes: *");
        Changed(model, "\"value\":0.25,", "\"value\":0.25,\"surprise\":1,").Should().Throw<ModelFileException>().WithMessage("The file's description is not what this version writes: *");

        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 30);
        MlpOptions options = new() { Training = new() { Epochs = 1 } };
        foreach (MlpModel<double> other in (MlpModel<double>[])[
            MlpRegressor.Fit(X, X, options), MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => j % 3)], options), MlpMultiLabelClassifier.Fit<double, int>(X, [.. Enumerable.Range(0, 30).Select(j => (int[])[j % 2])], options)])
        {
            other.RestoreDecision(DecisionThreshold.Given(0.25));
            FluentActions.Invoking(() => MlpModel.Load<double>(new MemoryStream(SaveTests<double>.Bytes(other.Save)))).Should().Throw<ModelFileException>()
                .WithMessage("The file has a threshold, which only a classifier of two classes has a place for.");
        }
    }

    [Fact]
    public void Threshold_ThatCannotBe_IsRefused()
    {
        MlpClassifier<double, int> three = new([1, 2, 3]);
        FluentActions.Invoking(() => three.Threshold = DecisionThreshold.Given(0.5)).Should().Throw<InvalidOperationException>().WithMessage("The MlpClassifier must have two classes for a threshold, but has 3.");
        three.Threshold = null;
        three.Threshold.Should().BeNull();
        ThresholdOutcome none = new(0, 0, 0, 0);
        Refused(() => DecisionThreshold.Given(1.5), "threshold must be at least 0 and at most 1, but is 1.5.*");
        Refused(() => DecisionThreshold.Given(double.NaN), "threshold must be at least 0 and at most 1, but is NaN.*");
        Refused(() => new DecisionThreshold(-0.5, none), "Threshold must be finite and at least 0, but is -0.5.*");
        Refused(() => new DecisionThreshold(0.5, none) with { Threshold = double.PositiveInfinity }, "Threshold must be finite and at least 0, but is Infinity.*");
        Refused(() => new DecisionThreshold(0.5, null!), "Outcome must not be null.*");
        Refused(() => new DecisionThreshold(0.5, none) with { Outcome = null! }, "Outcome must not be null.*");
        Refused(() => DecisionThreshold.ByValue([0.1, 0.5], [true, false], outcome => outcome.F1, bestFor: null!), "bestFor must not be null.*");
    }

    [Fact]
    public void DecisionThreshold_Printed_IsShort()
    {
        DecisionThreshold cheapest = DecisionThreshold.ByCosts([0.1, 1 / 3.0, 0.4, 0.6, 0.9], [false, true, false, false, true], 1, 5);
        cheapest.ToString().Should().Be("threshold 0.3333, the cheapest where a false positive costs 1 and a false negative 5: 2 of 2 of class 1 and 1 of 3 of class 0 are called so");
        DecisionThreshold.ByValue([0.1, 0.5], [false, true], outcome => outcome.F1).ToString().Should().Be("threshold 0.5, the best for F1: 1 of 1 of class 1 and 1 of 1 of class 0 are called so");
        DecisionThreshold.Given(0.3).ToString().Should().Be("threshold 0.3");
        DecisionThreshold.ByCosts([0.1, 0.9], [true, false], 5, 0).ToString().Should().StartWith("threshold above 1, the cheapest where ");
    }

    [Theory]
    [InlineData("outcome => outcome.F1", "F1")]
    [InlineData("o => 2 * o.Recall + o.Precision - foo.Bar", "2 * Recall + Precision - foo.Bar")]
    [InlineData("(ThresholdOutcome o) => o.F1", "F1")]
    [InlineData("(o) =>\n            o.RecallAtPrecision(0.9)", "RecallAtPrecision(0.9)")]
    [InlineData("Profit", "Profit")]
    [InlineData("() => 1.0", "1.0")]
    [InlineData("", "")]
    public void MemberName_OfAValue_IsWhatIsComputed(string expression, string name)
    {
        MemberName.OfValue(expression, 100).Should().Be(name);
        MemberName.OfValue(new string('a', 98) + "😀b", 100).Should().Be(new string('a', 98) + "…");
        MemberName.OfValue(new string('a', 101), 100).Should().Be(new string('a', 99) + "…");
    }

    private static Action Changed(MlpClassifier<double, string> model, string part, string by)
    {
        TensorFile file = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(model.Save)));
        string json = file.Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        byte[] changed = TensorBytes.Written([new(ModelDocument.Key, json.Replace(part, by, StringComparison.Ordinal))], [.. file.Tensors.Select(entry =>
        {
            if (entry.Type == TensorType.U8)
            {
                return TensorToWrite.Of(entry.Name, file.BytesOf(entry).ToArray());
            }

            double[] elements = new double[entry.Elements];
            file.CopyTo<double>(entry, elements);
            return TensorToWrite.Of(entry.Name, entry.Shape, elements);
        })]);
        return () => MlpClassifier.Load<double, string>(new MemoryStream(changed));
    }

    private static void Refused(Func<object> call, string message) => call.Should().Throw<ArgumentException>().WithMessage(message);

    private sealed record Case(double Radius, double Texture, bool IsMalignant);
}
