using System.Collections.ObjectModel;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MlpClassifierTests
{
    private static readonly MlpOptions Quick = new() { Training = new() { Epochs = 3 } };
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 24);

    private enum Fruit
    {
        Pear = 3,
        Apple = 1,
        Fig = 2,
    }

    [Theory, Trait("Cost", "Expensive")]
    [InlineData("iris.csv", 0.93)]
    [InlineData("wine_data.csv", 0.93)]
    [InlineData("digits.csv.gz", 0.95)]
    [InlineData("breast_cancer.csv", 0.93)]
    public void Fit_RealData_PredictsHeldOutQuarters(string file, double least)
    {
        Accuracy<double>().Should().BeGreaterThanOrEqualTo(least);
        Accuracy<float>().Should().BeGreaterThanOrEqualTo(least);

        double Accuracy<T>()
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            (Matrix<T> samples, int[] labels) = RealData.Read<T>(file, header: file != "digits.csv.gz");

            // One quarter of a small set is no judge: a sample of iris is a fortieth of it.
            return Split.StratifiedKFold(labels, 4, seed: 1).Take(labels.Length < 500 ? 4 : 1).Average(fold =>
            {
                MlpClassifier<T, int> model = MlpClassifier.Fit(Split.Columns(samples, fold.Train), [.. fold.Train.Select(j => labels[j])]);
                return model.Score(Split.Columns(samples, fold.Test), [.. fold.Test.Select(j => labels[j])]);
            });
        }
    }

    [Fact]
    public void Classes_OfEveryKind_AreInOrder()
    {
        ClassesOf<string>("b", "a", "B", "ä", "Z").Should().Equal("B", "Z", "a", "b", "ä");
        ClassesOf(10, -1, 9).Should().Equal(-1, 9, 10);
        ClassesOf(0.5, -2, 0.25).Should().Equal(-2, 0.25, 0.5);
        ClassesOf(true, false).Should().Equal(false, true);
        ClassesOf('z', 'a').Should().Equal('a', 'z');
        ClassesOf(Fruit.Pear, Fruit.Apple, Fruit.Fig).Should().Equal(Fruit.Apple, Fruit.Fig, Fruit.Pear);
        ClassesOf(new Named("z"), new Named("a"), new Named("m")).Should().Equal(new Named("z"), new Named("a"), new Named("m"));
        ClassesOf(("b", 1), ("a", 2)).Should().Equal(("b", 1), ("a", 2));
        ClassesOf<object>("b", 1, "a").Should().Equal("b", 1, "a");
    }

    [Fact]
    public void Classes_OfTheConstructor_KeepTheirOrder()
    {
        string[] classes = ["b", "c", "a"];
        MlpClassifier<double, string> model = new(classes, Quick);
        classes[0] = "other";
        model.Classes.Should().Equal("b", "c", "a");
        model.Classes.Should().NotBeAssignableTo<string[]>();
    }

    [Fact]
    public void Fit_LabelsInAnyList_GivesTheSameBits()
    {
        int[] labels = [.. Enumerable.Range(0, 24).Select(j => j % 3)];
        MlpClassifier<double, int> expected = MlpClassifier.Fit(X, labels, Quick);
        foreach (IReadOnlyList<int> each in (IReadOnlyList<int>[])[[.. labels], new List<int>(labels), new ReadOnlyCollection<int>(labels), new ArraySegment<int>(labels)])
        {
            MlpClassifier.Fit(X, each, Quick).Network.W.Should().Equal(expected.Network.W);
        }
    }

    [Fact]
    public void Fit_TwoClasses_HasTheProbabilityOfTheSecond()
    {
        bool[] labels = [.. Enumerable.Range(0, 24).Select(j => X[0, j] > 0)];
        MlpClassifier<double, bool> model = MlpClassifier.Fit(X, labels);
        model.Network.Outputs.Should().Be(1);
        model.PredictProbability(X).Row(1).Should().Equal(model.Network.Predict(model.InputScaler!.Transform(X)).Row(0));
        model.Predict(X).Should().Equal(model.PredictProbability(X).Row(1).Select(p => p > 0.5));
        model.Score(X, labels).Should().BeGreaterThan(0.9);
        model.Score(X, labels, Metric.LogLoss).Should().BeLessThan(0.3);
    }

    [Fact]
    public void ConfusionMatrix_OfNumbers_NamesThemWhateverTheCulture()
    {
        double[] labels = [.. Enumerable.Range(0, 24).Select(j => X[0, j] > 0 ? 1.5 : 0.5)];
        MlpClassifier<double, double> model = MlpClassifier.Fit(X, labels, Quick);
        ConfusionMatrix matrix = model.ConfusionMatrix(X, labels);
        matrix.ClassNames.Should().Equal("0.5", "1.5");
        matrix.Accuracy.Should().Be(model.Score(X, labels));
        double[] weights = [.. Enumerable.Range(0, X.ColumnCount).Select(j => j % 3 + 0.5)];
        model.ConfusionMatrix(X, labels, weights).Accuracy.Should().BeApproximately(model.Score(X, labels, weights: weights), 1e-15).And.NotBe(matrix.Accuracy);
        model.ToString().Should().StartWith("classifier of 0.5, 1.5: 2-16-1, tanh, sigmoid; cross-entropy; 65 parameters in double");
    }

    [Fact]
    public void Fit_ClassOfOnlyZeroWeights_KeepsTheClass()
    {
        // As scikit-learn does: what the classes are does not depend on the weights.
        string[] labels = [.. Enumerable.Range(0, 24).Select(j => j % 2 == 0 ? "a" : "b")];
        MlpClassifier<double, string> model = MlpClassifier.Fit(X, labels, Quick with { InputScaling = Scaling.None }, [.. labels.Select(label => label == "a" ? 1.0 : 0)]);
        model.Classes.Should().Equal("a", "b");
        model.Predict(X).Should().OnlyContain(label => label == "a");
    }

    [Fact]
    public void Fit_LastBatchOfOneSampleWithBatchNormalization_Works()
    {
        MlpClassifier<double, bool> model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 24).Select(j => X[0, j] > 0)], new MlpOptions
        {
            HiddenLayers = [new Dense(4, Activation.Tanh) { BatchNormalization = new BatchNormalization() }],
            Training = new() { Optimizer = new Adam(), ValidationShare = 0, BatchSize = 23, Epochs = 3 },
        });
        model.PredictProbability(X).Enumerate().Should().OnlyContain(p => p >= 0 && p <= 1);
    }

    [Fact]
    public void PartialFit_Diverged_LeavesTheModelAndForgetsTheOptimizersMemory()
    {
        // A step on huge samples leaves a huge momentum, which would carry the next piece away too.
        MlpClassifier<double, bool> model = new([false, true], new MlpOptions { Training = new() { Optimizer = new Momentum(0.05), BatchSize = 4 } });
        bool[] labels = [.. Enumerable.Range(0, 24).Select(j => X[0, j] > 0)];
        model.PartialFit(X, labels);
        double[][] before = Array.ConvertAll(model.Network.State, state => (double[])state.Clone());
        Action huge = () => model.PartialFit(X * 1e200, labels);
        huge.Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch 2: *");
        model.Network.State.Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        model.History.Epochs.Should().ContainSingle();
        for (int i = 0; i < 100; i++)
        {
            model.PartialFit(X, labels);
        }

        model.Score(X, labels).Should().BeGreaterThanOrEqualTo(0.95);
    }

    [Fact]
    public void PartialFit_PiecesOfFewSamples_Learn()
    {
        (Matrix<double> samples, int[] labels) = RealData.Read<double>("iris.csv", header: true);
        Fold fold = Split.StratifiedKFold(labels, 4, seed: 1)[0];
        MlpClassifier<double, int> model = new([0, 1, 2]);
        model.PartialFit(Split.Columns(samples, fold.Train), [.. fold.Train.Select(j => labels[j])]);
        for (int pass = 0; pass < 30; pass++)
        {
            foreach (int[] piece in new NumPyRandom(pass).Permutation(fold.Train.Count).Select(i => fold.Train[i]).Chunk(5))
            {
                model.PartialFit(Split.Columns(samples, piece), [.. piece.Select(j => labels[j])]);
            }
        }

        model.Score(Split.Columns(samples, fold.Test), [.. fold.Test.Select(j => labels[j])]).Should().BeGreaterThanOrEqualTo(0.93);
    }

    [Fact]
    public void Fit_TooLargeARate_Diverges()
    {
        Action fit = () => MlpClassifier.Fit(X, [.. Enumerable.Range(0, 24).Select(j => j % 2)], new MlpOptions
        {
            HiddenLayers = [new Dense(8, Activation.ReLU), new Dense(8, Activation.ReLU)],
            Training = new() { Optimizer = new GradientDescent(1e200), Epochs = 20 },
        });
        fit.Should().Throw<TrainingDivergedException>().WithMessage("Training diverged in epoch *, and there is no model: the cost stopped being finite. *");
    }

    [Fact]
    public void Predict_SampleTooLargeForThePrecision_IsRefused()
    {
        MlpClassifier<float, int> model = MlpClassifier.Fit((X * 1e-3).As<float>(), [.. Enumerable.Range(0, 24).Select(j => j % 2)], Quick);
        Refused(() => model.Predict(Matrix<float>.Build.Dense(2, 1, 3e38f)), "X must stay finite when it is scaled, but X[0, 0] is 3E+38, far from what the model was fitted to (centre *, unit *).*");
        Refused(() => model.Predict([3e38f, 0]), "x must stay finite when it is scaled, but x[0] is 3E+38, far from *");
    }

    [Fact]
    public void Fit_LabelsThatAreNoClasses_AreRefusedWithAdvice()
    {
        Matrix<double> many = new NumPyRandom(1).Randn<double>(2, 3000);
        float[] numbers = [.. many.Row(0).Select(x => (float)x)];
        Refused(
            () => MlpClassifier.Fit(Split.Columns(many, [.. Enumerable.Range(0, 200)]), numbers[..200]),
            "labels must be classes, but have 200 different numbers, such as \"*\": numbers to predict are learned by MlpRegressor.Fit.*");
        Refused(
            () => MlpClassifier.Fit(many, [.. Enumerable.Range(0, 3000).Select(j => $"name {j}")]),
            "labels must have two samples of a class on average where there are more than 50 classes, but have 3000 classes of 3000 samples: nothing can be learned from that.*");
        MlpClassifier.Fit(many, [.. Enumerable.Range(0, 3000).Select(j => (double)(j % 60))], Quick with { HiddenLayers = [] }).Classes.Should().HaveCount(60, "whole numbers are classes");
    }

    [Fact]
    public void Fit_SamplesAsRows_IsRefusedWithAdvice()
    {
        string[] labels = [.. Enumerable.Range(0, 24).Select(j => j % 2 == 0 ? "a" : "b")];
        Refused(() => MlpClassifier.Fit(X.Transpose(), labels), "labels must have 2 elements (one for each sample, a column of X), but has 24. Samples are columns: pass X.Transpose().*");
        Refused(() => MlpRegressor.Fit(X.Transpose(), X.Row(0)), "y must have 2 elements (one for each sample, a column of X), but has 24. Samples are columns: pass X.Transpose().*");
        Refused(() => MlpRegressor.Fit(X, X.Transpose()), "Y must have 24 columns (one for each sample, a column of X), but is 24 × 2. Samples are columns: pass Y.Transpose().*");
        Refused(
            () => MlpRegressor.Fit(X.Transpose(), X.SubMatrix(0, 1, 0, 24).Transpose()),
            "Y must have 2 columns (one for each sample, a column of X), but is 24 × 1. Samples are columns: if they are the rows of both, pass X.Transpose() and Y.Transpose().*");
        Refused(() => MlpRegressor.Fit(X.Transpose(), X), "Y must have 2 columns (one for each sample, a column of X), but is 2 × 24. Samples are columns: pass *.*");
    }

    [Fact]
    public void Fit_BadLabels_AreRefused()
    {
        Refused(() => MlpClassifier.Fit(X, new string[24].Select((_, j) => j == 5 ? null! : "a").ToArray()), "labels must be neither null nor NaN, but labels[5] is null.*");
        Refused(() => MlpClassifier.Fit(X, Enumerable.Range(0, 24).Select(j => j == 7 ? double.NaN : j).ToArray()), "labels must be neither null nor NaN, but labels[7] is NaN.*");
        Refused(() => MlpClassifier.Fit(X, Enumerable.Range(0, 24).Select(j => j == 8 ? float.NaN : j).ToArray()), "labels must be neither null nor NaN, but labels[8] is NaN.*");
        Refused(() => MlpClassifier.Fit(X, Enumerable.Repeat(0.5, 24).ToArray()), "labels must have at least two classes, but have only \"0.5\".*");
        Refused(() => MlpClassifier.Fit(X, new int[23]), "labels must have 24 elements (one for each sample, a column of X), but has 23.*");
        Refused(() => MlpClassifier.Fit<double, string>(X, null!), "labels must not be null.*");
        MlpClassifier<double, string> model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 24).Select(j => j % 2 == 0 ? "a" : "b")], Quick);
        string[] unknown = [.. Enumerable.Repeat("b", 23), "d"];
        const string Message = "targets must be classes that the model knows, but targets[23] is \"d\", not one of \"a\", \"b\".*";
        Refused(() => model.Score(X, unknown), Message);
        Refused(() => model.PartialFit(X, unknown), Message);
        Refused(() => model.ConfusionMatrix(X, unknown), Message.Replace("targets", "labels", StringComparison.Ordinal));
        Refused(() => model.PredictProbability([1, 2], new double[3]), "probabilities must have 2 elements (one for each class), but has 3.*");
    }

    [Fact]
    public void Label_WithHalfASurrogatePair_IsRefusedBeforeTraining()
    {
        const string Has = ", has half a surrogate pair.*";
        foreach ((string text, string shown) in new[] { ("a\ud83d", "a\ufffd"), ("\ude00", "\ufffd"), ("\ud83d\ud83d\ude00", "\ufffd\ud83d\ude00"), ("\ud83d\ude00\ude00!", "\ud83d\ude00\ufffd!") })
        {
            string[] labels = [.. Enumerable.Range(0, 24).Select(j => j == 5 ? text : j % 2 == 0 ? "\ud83d\ude00" : "b")];
            Refused(() => MlpClassifier.Fit(X, labels), $"labels must be valid text, but labels[5], \"{shown}\"{Has}");
            Refused(() => MlpMultiLabelClassifier.Fit(X, Array.ConvertAll(labels, label => (string[])["b", label])), $"labels[5] must be valid text, but labels[5][1], \"{shown}\"{Has}");
            Refused(() => _ = new MlpClassifier<double, string>(["a", text]), $"classes must be valid text, but classes[1], \"{shown}\"{Has}");
            Refused(() => _ = new MlpMultiLabelClassifier<double, string>([text, "a"]), $"classes must be valid text, but classes[0], \"{shown}\"{Has}");
            Refused(() => _ = new MlpOptions { FeatureNames = ["a", text] }, $"FeatureNames must be valid text, but FeatureNames[1], \"{shown}\"{Has}");
        }

        Refused(() => _ = new MlpClassifier<double, char>(['a', '\udfff']), $"classes must be valid text, but classes[1], \"\ufffd\"{Has}");
        Refused(() => _ = new MlpClassifier<double, object>(['a', "\ud800"]), $"classes must be valid text, but classes[1], \"\ufffd\"{Has}");
        new MlpClassifier<double, char>(['\ud7ff', '\ue000']).Classes.Should().Equal('\ud7ff', '\ue000');
    }

    [Fact]
    public void Predict_FiniteSampleThatScalingMakesInfinite_IsRefusedByItsName()
    {
        Matrix<float> samples = Matrix<float>.Build.Dense(2, 4, (i, j) => i == 0 ? j : 0.01f * j);
        MlpClassifier<float, bool> model = MlpClassifier.Fit(samples, [false, false, true, true], new MlpOptions { HiddenLayers = [], FeatureNames = ["age", "dose"] });
        const string Message = "must stay finite when it is scaled, but ? (\"dose\") is 3E+38, far from what the model was fitted to (centre 0.015, unit 0.01118).*";
        Refused(() => model.Predict([0, 3e38f]), "x " + Message.Replace("?", "x[1]", StringComparison.Ordinal));
        Refused(() => model.PredictProbability([0, 3e38f], new float[2]), "x " + Message.Replace("?", "x[1]", StringComparison.Ordinal));
        samples[1, 3] = 3e38f;
        Refused(() => model.Predict(samples), "X " + Message.Replace("?", "X[1, 3]", StringComparison.Ordinal));
        Refused(() => model.PartialFit(samples, [false, false, true, true]), "X " + Message.Replace("?", "X[1, 3]", StringComparison.Ordinal));
        model.Predict([3e38f, 0]).Should().BeTrue("3e38 is finite in units of 1");
    }

    [Fact]
    public void ClassWeights_OfAnotherNumberOfClasses_AreRefusedByTheNamesOfTheClasses()
    {
        string[] labels = [.. Enumerable.Range(0, 24).Select(j => j % 2 == 0 ? "no" : "maybe")];
        const string Message = "ClassWeights must have 2 weights (one for each class, in the order \"maybe\", \"no\"), but ";
        Refused(() => MlpClassifier.Fit(X, labels, Weighing(1, 2, 3)), Message + "have 3.*");
        Refused(() => MlpClassifier.Fit(X, labels, Weighing(1)), Message + "has 1.*");
        MlpClassifier<double, bool> model = new([true, false], new MlpOptions { Training = new() { ClassWeights = ClassWeights.Given(1, 2, 3) } });
        Refused(() => model.PartialFit(X, new bool[24]), "ClassWeights must have 2 weights (one for each class, in the order \"True\", \"False\"), but have 3.*");
        model.IsFitted.Should().BeFalse();

        static MlpOptions Weighing(params double[] weights) => Quick.WithTraining(t => t with { ClassWeights = ClassWeights.Given(weights) });
    }

    [Fact]
    public void Constructor_BadClasses_AreRefused()
    {
        Refused(() => _ = new MlpClassifier<double, string>(null!), "classes must not be null.*");
        Refused(() => _ = new MlpClassifier<double, string>(["a", null!]), "classes must be neither null nor NaN, but classes[1] is null.*");
        Refused(() => _ = new MlpClassifier<double, string>([]), "classes must have at least two elements, but has 0.*");
        Refused(() => _ = new MlpClassifier<double, string>(["a"]), "classes must have at least two elements, but has 1.*");
        Refused(() => _ = new MlpClassifier<double, string>(["a", "b", "a"]), "classes must be different, but classes[2] is \"a\" again.*");
        Action half = () => _ = new MlpClassifier<Half, string>(["a", "b"]);
        half.Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is Half.");
    }

    [Fact]
    public void Fit_LossOfAnotherKindOfLabels_IsRefused() =>
        Refused(
            () => MlpClassifier.Fit(X, [.. Enumerable.Range(0, 24).Select(j => j % 2)], new MlpOptions { Loss = Loss.CategoricalCrossEntropy }),
            "Every column of Y must sum to 1 for categorical cross-entropy, but column 0 sums to 0.*");

    private static IReadOnlyList<TLabel> ClassesOf<TLabel>(params TLabel[] labels)
        where TLabel : notnull => MlpClassifier.Fit(X, [.. Enumerable.Range(0, 24).Select(j => labels[j % labels.Length])], Quick).Classes;

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private readonly record struct Named(string Name);
}
