using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Sensitivities of models against central differences of their answers, in the units of inputs and targets.</summary>
public sealed class SensitivityTests
{
    [Theory]
    [InlineData("regressor", 1)]
    [InlineData("regressor", 2)]
    [InlineData("two", 0)]
    [InlineData("two", 1)]
    [InlineData("three", 2)]
    public void Sensitivities_OfAMatrix_AreCentralDifferencesOfAnswers(string kind, int answer)
    {
        MlpModel<double> model = kind == "regressor" ? GoldenModels.Regressor<double>() : GoldenModels.Classifier(kind == "two" ? 2 : 3);
        Matrix<double> sensitivities = model.Sensitivities(GoldenModels.X, answer);
        for (int i = 0; i < 5; i++)
        {
            const double Step = 1e-5;
            double unit = GoldenModels.Expected.GetProperty("deviations")[i].GetDouble();
            double[] up = AnswersOf(Step * unit), down = AnswersOf(-Step * unit);
            double[] differences = [.. up.Zip(down, (above, below) => (above - below) / (2 * Step * unit))];
            Golden.ErrorOf(sensitivities.Row(i).ToRowMatrix(), Matrix<double>.Build.Dense(1, 30, differences)).Should().BeLessThan(1e-6);

            double[] AnswersOf(double step)
            {
                Matrix<double> moved = GoldenModels.X.MapIndexed((row, _, x) => row == i ? x + step : x);
                return (model is MlpRegressor<double> regressor ? regressor.Predict(moved) : ((MlpClassifier<double, string>)model).PredictProbability(moved)).Row(answer).ToArray();
            }
        }
    }

    [Fact]
    public void Sensitivities_UnlessAnAnswerIsGiven_AreOfTheSecondClassOfTwoOrTheFirstAnswer()
    {
        GoldenModels.Classifier(2).Sensitivities(GoldenModels.X).Should().Be(GoldenModels.Classifier(2).Sensitivities(GoldenModels.X, 1));
        GoldenModels.Classifier(2).Sensitivities(GoldenModels.X, 0).Should().Be(-GoldenModels.Classifier(2).Sensitivities(GoldenModels.X, 1));
        GoldenModels.Classifier(3).Sensitivities(GoldenModels.X).Should().Be(GoldenModels.Classifier(3).Sensitivities(GoldenModels.X, 0));
        GoldenModels.Regressor<double>().Sensitivities(GoldenModels.X).Should().Be(GoldenModels.Regressor<double>().Sensitivities(GoldenModels.X, 0));
    }

    /// <summary>What a robust scaler brings within its limit changes nothing more.</summary>
    [Fact]
    public void Sensitivities_BeyondALimit_AreZero()
    {
        MlpRegressor<double> model = new();
        RobustScaler scaler = new(new double[5], [.. Enumerable.Repeat(10.0, 5)], limit: 4);
        model.Restore(GoldenModels.Regressor<double>().Network, null!, scaler, null);
        Matrix<double> X = GoldenModels.X.Clone();
        X[2, 3] += 1e6;
        X[1, 4] -= 1e6;
        Matrix<double> sensitivities = model.Sensitivities(X);
        (sensitivities[2, 3], sensitivities[1, 4]).Should().Be((0, 0));
        sensitivities.EnumerateIndexed().Should().OnlyContain(pair => pair.Item3 == 0 == Math.Abs(X[pair.Item1, pair.Item2]) >= 40);
    }

    [Theory]
    [InlineData(NumberScaling.Standardize)]
    [InlineData(NumberScaling.Quantiles)]
    [InlineData(NumberScaling.RobustSmooth)]
    [InlineData(NumberScaling.Smooth)]
    public void Sensitivities_OfATable_AreCentralDifferencesByColumnsOfNumbers(NumberScaling scaling)
    {
        Table train = Customers.Train.With("price"), test = Customers.Test.With("price");
        MlpRegressor<double> model = MlpRegressor.Fit<double>(train, "price", Customers.Quick with { Encoding = new EncoderOptions { Numbers = scaling } });

        // Away from the knots of quantiles, which are at whole years.
        test = test.Without("age").With(Column.Of("age", ((NumberColumn)test["age"]).Values.Select(age => age + 0.37)));
        Table sensitivities = model.Sensitivities(test);
        sensitivities.Columns.Select(column => column.Name).Should().Equal("age");
        double[] up = Moved(1e-4), down = Moved(-1e-4), actual = [.. ((NumberColumn)sensitivities["age"]).Values];
        for (int row = 0; row < actual.Length; row++)
        {
            bool isGap = test["age"].HasGap(row);
            double.IsNaN(actual[row]).Should().Be(isGap);
            (isGap ? 0 : actual[row]).Should().BeApproximately(isGap ? 0 : (up[row] - down[row]) / 2e-4, 1e-6);
        }

        actual.Count(number => number != 0 && !double.IsNaN(number)).Should().BeGreaterThan(60);

        double[] Moved(double step) => model.Predict(test.Without("age").With(Column.Of("age", ((NumberColumn)test["age"]).Values.Select(age => age + step))));
    }

    [Fact]
    public void Sensitivities_OfQuantilesOutsideThoseOfTheTraining_AreZero()
    {
        Table train = Customers.Train.With("price");
        MlpRegressor<double> model = MlpRegressor.Fit<double>(train, "price", Customers.Quick with { Encoding = new EncoderOptions { Numbers = NumberScaling.Quantiles } });
        Table rows = train.Take([0, 1]).Without("age").With(Column.Of("age", [200, -5.0]));
        ((NumberColumn)model.Sensitivities(rows)["age"]).Values.Should().Equal(0, 0);
    }

    [Fact]
    public void Sensitivities_OfWhatDoesNotFit_AreRefused()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        ShapleyTests.Refused(() => model.Sensitivities(GoldenModels.X, 3), "answer must be at least 0 and at most 2 (the number of a target), but is 3.*");
        ShapleyTests.Refused(() => model.Sensitivities(GoldenModels.X.SubMatrix(0, 4, 0, 2)), "X must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        model.Invoking(it => it.Sensitivities(Customers.Test)).Should().Throw<InvalidOperationException>();
        MlpClassifier<float, bool> withoutNumbers = MlpClassifier.Fit<bool>(Customers.Train.Select("plan", "active", "flag"), "flag", Customers.Quick);
        ShapleyTests.Refused(() => withoutNumbers.Sensitivities(Customers.Test.Select("plan", "active")), "The model must use a column of numbers to have sensitivities, but uses none.*");
    }
}
