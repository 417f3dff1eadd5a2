using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Intervals by what the networks without each fold answer (CV+): the formula, the networks that are taken out of the mean, and coverage.</summary>
public sealed class FoldMembersTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("cvPlus");
    private static readonly IntervalOptions ByFolds = new() { Width = IntervalWidth.FollowsFolds };
    private static readonly Lazy<MlpRegressor<double>> Model = new(() => MlpRegressor.Fit(NoisyLines.Steps(600).X, NoisyLines.Steps(600).Y));

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Ends_OfKnownAnswers_AreThoseByTheFormula(int number)
    {
        JsonElement expected = Expected.GetProperty("cases")[number];
        double[] errors = Expected.GetProperty("errors").Numbers();
        int[] folds = Expected.GetProperty("fold").Integers();
        int place = ConformalQuantile.PlaceOf(errors.Length, expected.GetProperty("level").GetDouble());
        FoldDistances both = Sorted(Math.Abs), above = Sorted(error => error), below = Sorted(error => -error);
        foreach ((int query, JsonElement given) in Expected.GetProperty("answers").EnumerateArray().Index())
        {
            double[] answers = given.Numbers(), negative = Array.ConvertAll(answers, answer => -answer);
            Close(-both.Of(place, negative), "lower");
            Close(both.Of(place, answers), "upper");
            Close(-below.Of(place, negative), "lowerAlone");
            Close(above.Of(place, answers), "upperAlone");

            void Close(double actual, string name) => actual.Should().BeApproximately(expected.GetProperty(name)[query].GetDouble(), 1e-13, name);
        }

        FoldDistances Sorted(Func<double, double> distance) => new(
            [.. Enumerable.Range(0, 4).Select(fold => errors.Where((_, i) => folds[i] == fold).Select(distance).Order().ToArray())]);
    }

    [Fact]
    public void NetworksOfFolds_TakenOutOfTheMean_AnswerWhatTheyDidWhenItWasChosen()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Steps(600);
        MlpRegressor<double> model = Model.Value;
        FoldMembers members = model.Calibration!.Members!;
        Matrix<double> inputs = model.InputScaler!.Transform(X), mean = Matrix<double>.Build.Dense(1, 600);
        for (int fold = 0; fold < 5; fold++)
        {
            Matrix<double> answers = members.NetworkOf(model.Network, fold).Predict(inputs);
            mean += answers / 5;
            model.TargetScaler!.Inverse<double>(answers.AsColumnMajorArray(), answers.AsColumnMajorArray());
            int[] own = [.. Enumerable.Range(0, 600).Where(j => members.FoldOfSample[j] == fold)];
            own.Length.Should().Be(120);
            own.Should().OnlyContain(j => Math.Abs(y[j] - answers[0, j] - model.Calibration.Rows[0][j]) < 1e-4);
        }

        Golden.ErrorOf(mean, model.Network.Predict(inputs)).Should().BeLessThan(1e-12);
    }

    [Fact]
    public void PredictInterval_ThatFollowsFolds_IsThatOfAllSumsAndDifferences()
    {
        MlpRegressor<double> model = Model.Value;
        (Matrix<double> X, double[] y) = NoisyLines.Steps(400, 2);
        (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(X, ByFolds);

        // CV+ promises 1 − 2α and mostly gives more than 1 − α: the networks of the folds differ beside the errors (Barber et al., 2021). It must not give more by being far wider.
        Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(y)).Should().BeGreaterThan(0.86);
        (Matrix<double> constantLower, Matrix<double> constantUpper) = model.PredictInterval(X, ByFolds with { Width = IntervalWidth.Constant });
        Metrics.MeanWidth(lower, upper).Should().BeLessThan(1.3 * Metrics.MeanWidth(constantLower, constantUpper));
        FoldMembers members = model.Calibration!.Members!;
        double[] errors = model.Calibration.Rows[0];
        double[] answers = [.. Enumerable.Range(0, 5).Select(fold =>
        {
            Matrix<double> answer = members.NetworkOf(model.Network, fold).Predict(model.InputScaler!.Transform(X.SubMatrix(0, 4, 0, 1)));
            model.TargetScaler!.Inverse<double>(answer.AsColumnMajorArray(), answer.AsColumnMajorArray());
            return answer[0, 0];
        })];
        upper[0, 0].Should().BeApproximately(errors.Select((error, j) => answers[members.FoldOfSample[j]] + Math.Abs(error)).Order().ElementAt(540), 1e-12);
        lower[0, 0].Should().BeApproximately(errors.Select((error, j) => answers[members.FoldOfSample[j]] - Math.Abs(error)).Order().ElementAt(59), 1e-12);
        model.PredictInterval(X, ByFolds with { Ends = IntervalEnds.Lower }).Upper[0, 0].Should().Be(double.PositiveInfinity);
        model.PredictInterval(X, ByFolds with { Ends = IntervalEnds.Upper }).Lower[0, 0].Should().Be(double.NegativeInfinity);
        Interval one = model.PredictInterval(X.Column(0).ToArray(), ByFolds)[0];
        one.Lower.Should().BeApproximately(lower[0, 0], 1e-12);
    }

    [Fact]
    public void PredictInterval_AfterOtherSamples_KnowsNoFoldsAnyMore()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Steps(400, 3);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y);
        model.PredictInterval(X, ByFolds);
        model.Calibrate(X, y);
        FluentActions.Invoking(() => model.PredictInterval(X, ByFolds)).Should().Throw<InvalidOperationException>().WithMessage("*was calibrated by other samples*");
    }
}
