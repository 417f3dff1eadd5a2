using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class CSharpExportModelInDouble : CSharpExportModelTests<double>;

public sealed class CSharpExportModelInFloat : CSharpExportModelTests<float>;

/// <summary>Exported models answer as the models do, to the last bit, in their labels' words.</summary>
public abstract class CSharpExportModelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Matrix<T> X = Matrix<double>.Build.Dense(
        3, 60, (i, j) => i switch { 0 => Math.Sin(j), 1 => 1000 + 50 * Math.Cos(3.1 * j), _ => 1e-3 * (j % 7) }).As<T>();

    private static readonly MlpOptions Options = new MlpOptions { HiddenLayers = [new Dense(5, Activation.Tanh)] }
        .WithTraining(training => training with { Epochs = 5 });

    public enum Animal
    {
        Cat,
        Dog,
        Emu,
    }

    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.Standardize)]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Robust)]
    public void Classifier_OfAnyScaling_GivesTheSameBits(Scaling scaling)
    {
        MlpOptions options = Options with { InputScaling = scaling };
        CheckClassifier(["no", "yes"], options, ["no", "yes"]);
        CheckClassifier(["a", "b", "c"], options, ["a", "b", "c"]);
    }

    /// <summary>The probability of a sample as the threshold, of which the sample is predicted; and no probability.</summary>
    [Fact]
    public void Classifier_WithAThreshold_PredictsByIt()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 60).Select(j => j % 3 == 0 ? "yes" : "no")], Options);
        double[] second = [.. model.PredictProbability(X).Row(1).Select(double.CreateTruncating)];
        foreach (DecisionThreshold threshold in (DecisionThreshold[])[DecisionThreshold.Given(second[7]), DecisionThreshold.Given(Math.BitIncrement(second[7])), new(2, new ThresholdOutcome(0, 0, 0, 0))])
        {
            model.Threshold = threshold;
            string text = model.ExportCSharp("Exported");
            text.Should().Contain("The number of the class of one sample: 1 where the probability of that is at least ");
            PredictClassFunction<T> predictClass = new ExportedClass<T>(text).Function<PredictClassFunction<T>>("PredictClass");
            int[] expected = Array.ConvertAll(second, p => p >= threshold.Threshold ? 1 : 0);
            X.EnumerateColumns().Select(x => predictClass(x.ToArray())).Should().Equal(expected);
            model.Predict(X).Should().Equal(expected.Select(number => model.Classes[number]));
        }

        MlpClassifier<T, bool> ofTable = MlpClassifier.Fit<T, bool>(Customers.Train.With("flag"), "flag", Customers.Quick);
        ofTable.Threshold = DecisionThreshold.Given(0.05);
        ofTable.ExportCSharp("Exported").Should().Contain("The number of the class of one row: 1 where the probability of that is at least 0.05");
    }

    [Fact]
    public void Classifier_OfTextsInAnyScript_NamesThem()
    {
        string[] texts = ["", "\"quoted\" \\ back", "a\nb\t\0\u0085\u2028", "größe 猫", "\ud83d\ude00", "{0} {x}"];
        Array.Sort(texts, StringComparer.Ordinal);
        CheckClassifier(texts, Options, texts);
    }

    [Fact]
    public void Classifier_OfNumbersTruthsAndMembers_HasTheirLabels()
    {
        ExportedClass<T> numbers = CheckClassifier([int.MinValue, -1, 0, int.MaxValue], Options, ["-2147483648", "-1", "0", "2147483647"]);
        ((int[])[0, 1, 2, 3]).Select(numbers.Function<Func<int, int>>("ClassLabel")).Should().Equal(int.MinValue, -1, 0, int.MaxValue);
        ExportedClass<T> truths = CheckClassifier([false, true], Options, ["False", "True"]);
        ((int[])[0, 1]).Select(truths.Function<Func<int, bool>>("ClassLabel")).Should().Equal(false, true);
        CheckClassifier([Animal.Cat, Animal.Dog, Animal.Emu], Options, ["Cat", "Dog", "Emu"]).Has("ClassLabel").Should().BeFalse();
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Classifier_OfMoreClassesThanTheStackShouldHold_GivesTheSameBits()
    {
        string[] classes = [.. Enumerable.Range(0, 1030).Select(number => $"class {number}")];
        MlpClassifier<T, string> model = new(classes, Options with { Training = new TrainingOptions() });
        model.PartialFit(X, classes[..60]);
        ExportedClass<T> exported = new(model.ExportCSharp("Exported"));
        T[] x = X.Column(3).ToArray();

        exported.Function<PredictClassFunction<T>>("PredictClass")(x).Should().Be(Array.IndexOf(classes, model.Predict(x)));
        exported.SelfTest().Should().BeTrue();
    }

    [Fact]
    public void MultiLabelClassifier_Exported_GivesTheSameBits()
    {
        string[][] labels = [.. Enumerable.Range(0, 60).Select(j => (string[])[.. j % 2 == 0 ? ["even"] : (string[])[], .. j % 3 == 0 ? ["three"] : (string[])[]])];
        MlpMultiLabelClassifier<T, string> model = MlpMultiLabelClassifier.Fit(X, labels, Options);
        ExportedClass<T> exported = new(model.ExportCSharp("Exported", "Models"), "Models.Exported");
        PredictClassesFunction<T> classes = exported.Function<PredictClassesFunction<T>>("PredictClasses");
        Func<int, string> name = exported.Function<Func<int, string>>("ClassName");
        T[] expected = new T[2], actual = new T[2];
        bool[] isOf = new bool[2];

        (exported.Classes, exported.Outputs, exported.SelfTest()).Should().Be((2, 2, true));
        for (int j = 0; j < 60; j++)
        {
            T[] x = X.Column(j).ToArray();
            model.PredictProbability(x, expected);
            exported.Function<PredictFunction<T>>("PredictProbability")(x, actual);
            CSharpExportTests<T>.Compare(expected, actual);
            classes(x, isOf);
            Enumerable.Range(0, 2).Where(i => isOf[i]).Select(name).Should().Equal(model.Predict(x));
        }

        ((Action)(() => classes(new T[3], new bool[1]))).Should().Throw<ArgumentException>()
            .WithMessage("isOf must have 2 elements (one for each class), but has 1.*");
    }

    [Theory]
    [InlineData(Scaling.None, Scaling.None)]
    [InlineData(Scaling.Standardize, Scaling.Standardize)]
    [InlineData(Scaling.MinMax, Scaling.MinMax)]
    [InlineData(Scaling.Robust, Scaling.Robust)]
    public void Regressor_OfAnyScaling_GivesTheSameBits(Scaling inputs, Scaling targets)
    {
        Matrix<T> Y = Matrix<T>.Build.Dense(2, 60, (i, j) => X[0, j] * T.CreateTruncating(300 + i) + X[2, j]);
        MlpRegressor<T> model = MlpRegressor.Fit(X, Y, Options with { InputScaling = inputs, TargetScaling = targets });
        ExportedClass<T> exported = new(model.ExportCSharp("Exported"));
        T[] expected = new T[2], actual = new T[2];

        (exported.SelfTest(), exported.Has("Classes"), exported.Has("PredictProbability")).Should().Be((true, false, false));
        for (int j = 0; j < 60; j++)
        {
            // Every other sample lies beyond the limit that robust scaling has.
            T[] x = [.. X.Column(j).Select((value, i) => j % 2 == 0 ? value : value + T.CreateTruncating(i == j % 3 ? 1e9 : -1e9))];
            model.Predict(x, expected);
            exported.Predict(x, actual);
            CSharpExportTests<T>.Compare(expected, actual);
        }
    }

    [Fact]
    public void ClassMembers_OfWrongArguments_SayWhatIsRequired()
    {
        ExportedClass<T> exported = CheckClassifier(["no", "yes"], Options, ["no", "yes"]);

        ((Action)(() => exported.Function<PredictFunction<T>>("PredictProbability")(new T[3], new T[1]))).Should().Throw<ArgumentException>()
            .WithMessage("probabilities must have 2 elements (one for each class), but has 1.*");
        ((Action)(() => exported.Function<PredictClassFunction<T>>("PredictClass")(new T[2]))).Should().Throw<ArgumentException>()
            .WithMessage("x must have 3 elements, but has 2.*");
        ((Action)(() => exported.Function<Func<int, string>>("ClassName")(2))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("number must be at least 0 and at most 1, but is 2.*");
    }

    /// <summary>Fits a classifier to the labels in turn, and compares probabilities, classes and names.</summary>
    private static ExportedClass<T> CheckClassifier<TLabel>(TLabel[] labels, MlpOptions options, string[] names)
        where TLabel : notnull
    {
        MlpClassifier<T, TLabel> model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 60).Select(j => labels[j % labels.Length])], options);
        ExportedClass<T> exported = new(model.ExportCSharp("Exported"));
        PredictFunction<T> probability = exported.Function<PredictFunction<T>>("PredictProbability");
        PredictClassFunction<T> predictClass = exported.Function<PredictClassFunction<T>>("PredictClass");
        Func<int, string> name = exported.Function<Func<int, string>>("ClassName");
        T[] expected = new T[labels.Length], actual = new T[labels.Length];

        (exported.Classes, exported.Outputs, exported.SelfTest()).Should().Be((labels.Length, labels.Length == 2 ? 1 : labels.Length, true));
        Enumerable.Range(0, labels.Length).Select(name).Should().Equal(names);
        for (int j = 0; j < 60; j++)
        {
            T[] x = X.Column(j).ToArray();
            model.PredictProbability(x, expected);
            probability(x, actual);
            CSharpExportTests<T>.Compare(expected, actual);
            model.Classes[predictClass(x)].Should().Be(model.Predict(x));
        }

        return exported;
    }
}
