using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Explanations of classifiers whose probabilities have curves: they are of the probabilities that the model gives.</summary>
[Collection(typeof(Alone))]
public sealed class CurvedExplanationTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 240);

    public static TheoryData<CalibrationMethod, int> Kinds => new() { { CalibrationMethod.Platt, 3 }, { CalibrationMethod.Isotonic, 2 }, { CalibrationMethod.Isotonic, 3 } };

    [Theory, MemberData(nameof(Kinds))]
    public void PartialDependence_OfAClassifierWithCurves_IsOfItsProbabilities(CalibrationMethod method, int classes)
    {
        MlpClassifier<double, int> model = Fitted(method, classes);
        PartialDependence actual = model.PartialDependence(X, 1, new DependenceOptions { GridPoints = 6, Answer = 1 });
        for (int i = 0; i < 6; i++)
        {
            double value = actual.Axes[0].Values[i];
            double[] expected = model.PredictProbability(X.MapIndexed((row, _, x) => row == 1 ? value : x)).Row(1).ToArray();
            actual.Curves!.Row(i).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);
            actual.Mean[i, 0].Should().BeApproximately(expected.Average(), 1e-12);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void AccumulatedEffects_OfAClassifierWithCurves_AreOfItsProbabilities(CalibrationMethod method, int classes)
    {
        MlpClassifier<double, int> model = Fitted(method, classes);
        AccumulatedEffects actual = model.AccumulatedEffects(X, 0, new DependenceOptions { Intervals = 5, Answer = classes - 1 });
        double[] edges = [.. actual.Axes[0].Values];
        int[] intervals = [.. X.Row(0).Select(x => DependenceGrid.IntervalOf(x, edges))];
        double[] above = At(1), below = At(0), expected = EffectSums.Of([.. above.Zip(below, (high, low) => high - low)], intervals, edges.Length - 1);
        actual.Effects.Column(0).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);
        expected.Max(Math.Abs).Should().BeGreaterThan(0.01);

        double[] At(int end) => model.PredictProbability(X.MapIndexed((row, j, x) => row == 0 ? edges[intervals[j] + end] : x)).Row(classes - 1).ToArray();
    }

    /// <summary>The definition with the model's probabilities, and the sums, of probabilities and log-odds.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Shapley_OfAClassifierWithCurves_IsOfItsProbabilitiesAndAddsUp(CalibrationMethod method, int classes)
    {
        MlpClassifier<double, int> model = Fitted(method, classes);
        Matrix<double> some = X.SubMatrix(0, 3, 0, 5), background = X.SubMatrix(0, 3, 20, 8);
        foreach (int answer in (int[])[0, classes - 1])
        {
            foreach (bool logOdds in (bool[])[false, true])
            {
                ShapleyOptions options = new() { Answer = answer, LogOdds = logOdds, MaxThreads = 1 };
                ShapleyValues values = model.Shapley(some, background, options);
                for (int j = 0; j < 5; j++)
                {
                    double[] worth = [.. Enumerable.Range(0, 8).Select(set => Answers(background.MapIndexed((i, _, other) => (set >> i & 1) == 1 ? some[i, j] : other)).Average())];
                    double[] weights = [1 / 3.0, 1 / 6.0, 1 / 3.0];
                    double[] expected = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 8).Where(set => (set >> i & 1) == 0)
                        .Sum(set => weights[System.Numerics.BitOperations.PopCount((uint)set)] * (worth[set | 1 << i] - worth[set])))];
                    values.Values.Column(j).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-9);
                }

                values.Answers.Should().Equal(Answers(some), (left, right) => Math.Abs(left - right) < 1e-9);
                values.Residuals.Should().OnlyContain(residual => Math.Abs(residual) < 1e-9);
                ShapleyValues byOrders = model.Shapley(some, background, options with { MostExactPlayers = 0 });
                byOrders.Residuals.Should().OnlyContain(residual => Math.Abs(residual) < 1e-9);
                model.Shapley(some, background, options with { MostExactPlayers = 0, MaxThreads = 3 }).Values.Should().Be(byOrders.Values);

                double[] Answers(Matrix<double> samples) =>
                    [.. model.PredictProbability(samples).Row(answer).Select(p => logOdds ? Math.Log(Math.Max(p, 1e-9)) - Math.Log(Math.Max(1 - p, 1e-9)) : p)];
            }
        }
    }

    private static MlpClassifier<double, int> Fitted(CalibrationMethod method, int classes)
    {
        NumPyRandom random = new(2);
        int[] labels = [.. Enumerable.Range(0, 240).Select(j =>
        {
            double score = X[0, j] + 0.5 * X[1, j] + random.Randn();
            return classes == 2 ? (score > 0 ? 1 : 0) : score > 0.8 ? 2 : score > -0.5 ? 1 : 0;
        })];
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, new MlpOptions { HiddenLayers = [], Calibration = method });
        model.Curves.Should().NotBeNull();
        return model;
    }
}
