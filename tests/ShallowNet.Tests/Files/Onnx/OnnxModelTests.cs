using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OnnxModelsInDouble : OnnxModelTests<double>;

public sealed class OnnxModelsInFloat : OnnxModelTests<float>;

/// <summary>ONNX Runtime answers from exported models, given samples that nobody scaled, what the models answer.</summary>
public abstract class OnnxModelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Tolerance = 1e-6;

    private static readonly string[] Names = ["setosa", "versicolor", "virginica"];

    /// <summary>Features that need no scaling; numbers that float has.</summary>
    private static readonly Matrix<T> Raw = ColumnMajor.Convert<float, T>(new NumPyRandom(1).Randn<double>(4, 60).As<float>());

    /// <summary>Features of different units, one of them with a mean of a thousand deviations; numbers that float has.</summary>
    private static readonly Matrix<T> X = ColumnMajor.Convert<float, T>(ColumnMajor.Convert<T, double>(Raw).MapIndexed(
        (i, _, value) => i switch { 0 => value, 1 => 10 * value + 5, 2 => 0.1 * value - 1, _ => 2 * value + 2000 }).As<float>());

    /// <summary>A class for each sample, from 0 to 2.</summary>
    private static readonly int[] Numbers = [.. Raw.EnumerateColumns().Select(x => x[0] > T.CreateChecked(0.5) ? 2 : x[1] > T.Zero ? 1 : 0)];

    public static TheoryData<Scaling> Scalings => [Scaling.None, Scaling.Standardize, Scaling.MinMax, Scaling.Robust];

    [Theory]
    [MemberData(nameof(Scalings))]
    public void ExportOnnx_ClassifierOfThree_AnswersTheSame(Scaling scaling)
    {
        Check(MlpClassifier.Fit(Samples(scaling), [.. Numbers.Select(number => Names[number])], Options(scaling)), label => label, scaling);
        Check(MlpClassifier.Fit(Samples(scaling), [.. Numbers.Select(number => 10 - 7L * number)], Options(scaling)), label => label, scaling);
    }

    [Theory]
    [MemberData(nameof(Scalings))]
    public void ExportOnnx_ClassifierOfTwo_AnswersTheSame(Scaling scaling)
    {
        Check(MlpClassifier.Fit(Samples(scaling), [.. Numbers.Select(number => Names[number / 2])], Options(scaling)), label => label, scaling);
        Check(MlpClassifier.Fit(Samples(scaling), [.. Numbers.Select(number => number > 0)], Options(scaling)), label => label ? 1L : 0L, scaling);
    }

    /// <summary>A threshold that is the probability of a sample, itself included; and thresholds below, above and among all.</summary>
    [Fact]
    public void ExportOnnx_ClassifierWithAThreshold_PredictsByIt()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, [.. Numbers.Select(number => Names[number / 2])], Options(Scaling.Standardize));
        double[] second = [.. model.PredictProbability(X).Row(1).Select(double.CreateTruncating).Order()];
        foreach (DecisionThreshold threshold in (DecisionThreshold[])[DecisionThreshold.Given(0), DecisionThreshold.Given(0.1), DecisionThreshold.Given(1), new(2, new ThresholdOutcome(0, 0, 0, 0))])
        {
            model.Threshold = threshold;
            Check(model, label => label, X);
        }

        model.Threshold = DecisionThreshold.Given((second[20] + second[21]) / 2);
        model.Predict(X).Count(label => label == Names[1]).Should().Be(39);
        Check(model, label => label, X);
        model.Threshold = DecisionThreshold.Given(second[30]);
        model.Predict(X).Count(label => label == Names[1]).Should().Be(second.Count(p => p >= second[30]));
        if (typeof(T) == typeof(float))
        {
            // What ONNX Runtime's exponential rounds otherwise must not decide.
            using OnnxSession session = new(OnnxSession.Export(model.ExportOnnx));
            float[] answers = [.. session.Run(X, "probabilities").Row(1).Select(float.CreateTruncating)];
            session.Run<T, string>(X, "label").Should().Equal(answers.Select(p => Names[model.Threshold.IsClassOne(p) ? 1 : 0]));
        }
    }

    [Fact]
    public void ExportOnnx_Labels_AreNumbersWhereTheyHaveSome()
    {
        CheckLabels(number => number == 0 ? long.MinValue : number, label => label);
        CheckLabels(number => (byte)(number + 253), label => (long)label);
        CheckLabels(number => (ulong)number + long.MaxValue - 2, label => (long)label);
        CheckLabels(number => (DayOfWeek)(number + 3), label => (long)label);
        CheckLabels(number => (Huge)(ulong)number, label => (long)label);
        CheckLabels(number => Names[number], label => label);
        CheckLabels(number => (char)('a' + number), label => label.ToString());
        CheckLabels(number => number == 0 ? "" : $"\"ß日\\\n{number}", label => label);
    }

    [Fact]
    public void ExportOnnx_OtherLabels_AreTheNumbersOfTheirClasses()
    {
        CheckLabels(number => number + 0.5, label => (long)label);
        CheckLabels(number => new DateOnly(2020 + number, 1, 1), label => label.Year - 2020L);
        CheckLabels(number => (ulong)number + long.MaxValue - 1, label => (long)(label - (long.MaxValue - 1)));
        CheckLabels(number => (Huge)((ulong)number + ulong.MaxValue - 2), label => (long)((ulong)label - (ulong.MaxValue - 2)));
        Check(MlpClassifier.Fit(X, [.. Numbers.Select(number => (number > 0, "a"))], Options(Scaling.Standardize)), label => label.Item1 == (Numbers[0] > 0) ? 0L : 1L, X);
    }

    [Theory]
    [MemberData(nameof(Scalings))]
    public void ExportOnnx_MultiLabelClassifier_AnswersTheSame(Scaling scaling)
    {
        string[][] sets = [.. Raw.EnumerateColumns().Select(x => (string[])[.. Names.Where((_, i) => x[i] > T.Zero)])];
        var model = MlpMultiLabelClassifier.Fit(Samples(scaling), sets, Options(scaling));
        using OnnxSession session = new(OnnxSession.Export(model.ExportOnnx));
        foreach (Matrix<T> some in Batches(Samples(scaling)))
        {
            OnnxSession.Error(session.Run(some, "probabilities"), model.PredictProbability(some)).Should().BeLessThan(Tolerance);
            string[][] expected = model.Predict(some);
            session.Run<T, long>(some, "labels").Should().Equal(expected.SelectMany(set => Names.Select(name => set.Contains(name) ? 1L : 0L)));
        }

        session.Outputs.Keys.Should().BeEquivalentTo("labels", "probabilities");
        session.Metadata.CustomMetadataMap["classes"].Should().Be("""["setosa","versicolor","virginica"]""");
    }

    public static TheoryData<Scaling, Scaling> TwoScalings => new(Scalings.SelectMany(_ => Scalings, (inputs, targets) => (inputs.Data, targets.Data)));

    [Theory]
    [MemberData(nameof(TwoScalings))]
    public void ExportOnnx_Regressor_AnswersTheSame(Scaling inputs, Scaling targets)
    {
        Matrix<T> Y = ColumnMajor.Create<T>(2, X.ColumnCount);
        for (int j = 0; j < X.ColumnCount; j++)
        {
            (Y[0, j], Y[1, j]) = (Raw[0, j] * Raw[1, j], T.CreateChecked(30) + Raw[2, j]);
        }

        CheckRegressor(MlpRegressor.Fit(Samples(inputs), Y, Options(inputs) with { TargetScaling = targets }), Samples(inputs));
        CheckRegressor(MlpRegressor.Fit(Samples(inputs), Y.SubMatrix(0, 1, 0, 60), Options(inputs) with { TargetScaling = targets, HiddenLayers = [] }), Samples(inputs));
    }

    [Fact]
    public void ExportOnnx_RegressorOfCounts_AnswersTheSame() => CheckRegressor(MlpRegressor.Fit(
        X, ColumnMajor.Create(1, 60, Array.ConvertAll(Numbers, T.CreateChecked)), Options(Scaling.MinMax) with { Loss = Loss.Poisson }), X);

    [Fact]
    public void ExportOnnx_MeansOfAMillionDeviations_AreTakenOffExactly()
    {
        Matrix<T> far = ColumnMajor.Convert<float, T>(new NumPyRandom(5).Randn<double>(2, 50).Map(value => 1e6 + Math.Round(8 * value) / 8).As<float>());
        Check(MlpClassifier.Fit(far, [.. far.EnumerateColumns().Select(x => x[0] > x[1])], Options(Scaling.Standardize)), label => label ? 1L : 0L, far);
        Check(MlpClassifier.Fit(far, [.. far.EnumerateColumns().Select(x => x[0] > x[1])], Options(Scaling.MinMax)), label => label ? 1L : 0L, far);
    }

    [Fact]
    public void ExportOnnx_SamplesBeyondTheLimitOfAScaler_AreBroughtThere()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, [.. Numbers.Select(number => Names[number])], Options(Scaling.Robust));
        Check(model, label => label, X.MapIndexed((i, j, x) => j % 5 == i ? x + T.CreateChecked(j % 2 == 0 ? 1e6 : -1e6) : x));
    }

    [Fact]
    public void ExportOnnx_ModelFedInPieces_AnswersTheSame()
    {
        MlpClassifier<T, string> model = new(Names, new MlpOptions { HiddenLayers = [new Dense(6, Activation.GELU) { BatchNormalization = new(), Dropout = 0.2 }] });
        model.PartialFit(X, [.. Numbers.Select(number => Names[number])]);
        byte[] before = OnnxSession.Export(model.ExportOnnx);
        model.PartialFit(X, [.. Numbers.Select(number => Names[number])]);
        Check(model, label => label, X);
        OnnxSession.Export(model.ExportOnnx).Should().NotEqual(before);
    }

    private enum Huge : ulong
    {
    }

    private static Matrix<T> Samples(Scaling scaling) => scaling == Scaling.None ? Raw : X;

    private static IEnumerable<Matrix<T>> Batches(Matrix<T> samples) => [samples, samples.SubMatrix(0, 4, 7, 1), samples.SubMatrix(0, 4, 20, 17)];

    private static MlpOptions Options(Scaling scaling) => new()
    {
        InputScaling = scaling,
        HiddenLayers = [new Dense(8, Activation.Tanh)],
        Training = new() { Epochs = 10 },
    };

    private static void CheckRegressor(MlpRegressor<T> model, Matrix<T> samples)
    {
        using OnnxSession session = new(OnnxSession.Export(model.ExportOnnx));
        foreach (Matrix<T> some in Batches(samples))
        {
            OnnxSession.Error(session.Run(some), model.Predict(some)).Should().BeLessThan(Tolerance);
        }

        session.Outputs.Keys.Should().Equal("output");
        session.Metadata.CustomMetadataMap.Should().BeEmpty();
    }

    /// <summary>A classifier of three whose labels follow from the numbers 0 to 2.</summary>
    private static void CheckLabels<TLabel, TAnswer>(Func<int, TLabel> labelOf, Func<TLabel, TAnswer> expected)
        where TLabel : notnull
    {
        Check(MlpClassifier.Fit(X, [.. Numbers.Select(labelOf)], Options(Scaling.Standardize)), expected, X);
    }

    private static void Check<TLabel, TAnswer>(MlpClassifier<T, TLabel> model, Func<TLabel, TAnswer> expected, Scaling scaling)
        where TLabel : notnull
    {
        (model.InputScaler is null).Should().Be(scaling == Scaling.None);
        foreach (Matrix<T> some in Batches(Samples(scaling)))
        {
            Check(model, expected, some);
        }
    }

    private static void Check<TLabel, TAnswer>(MlpClassifier<T, TLabel> model, Func<TLabel, TAnswer> expected, Matrix<T> samples)
        where TLabel : notnull
    {
        using OnnxSession session = new(OnnxSession.Export(model.ExportOnnx));
        OnnxSession.Error(session.Run(samples, "probabilities"), model.PredictProbability(samples)).Should().BeLessThan(Tolerance);
        session.Run<T, TAnswer>(samples, "label").Should().Equal(model.Predict(samples).Select(expected));
        session.Outputs.Keys.Should().BeEquivalentTo("label", "probabilities");
        System.Text.Json.JsonSerializer.Deserialize<string[]>(session.Metadata.CustomMetadataMap["classes"])
            .Should().Equal(model.Classes.Select(label => Convert.ToString(label, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
