using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What reports and selections print, and when they warn.</summary>
public sealed class ModelReportTests
{
    private static readonly TriedModel Linear = new("linear model", 0.25, 0.2, -64.06), Network = new("4 tanh units", 0.24, null, null), Exact = new("8 tanh units", null, 8.42e-6, 100);

    [Fact]
    public void Selection_Printed_IsATableWithTheChosenOneMarked() => new ModelSelection("5-fold cross-validation", [Linear, Network, Exact], Network, Linear, 0.6931).ToString().Should().Be("""
        Chosen by 5-fold cross-validation:
          loss unseen  loss seen  log evidence
               0.2500     0.2000         -64.1  linear model
        *      0.2400                           4 tanh units
                         8.42E-6         100.0  8 tanh units
               0.6931     0.6931                always the same answer
        """);

    [Fact]
    public void Selection_OfALinearModelWithAHigherLoss_SaysWhy() =>
        new ModelSelection("evidence", [Linear, Network], Linear, Linear, 0.6931).ToString().Should().EndWith("\nThe linear model is simpler, and no network is clearly better.");

    [Fact]
    public void Selection_OfNothing_SaysSoOnceInAReport()
    {
        ModelSelection selection = new("evidence", [Linear], Linear, Linear, 0.2501);
        selection.ToString().Should().EndWith($"always the same answer\n{ModelSelection.NothingLearned}");
        new ModelReport(3, [new ReportedMetric("R²", true, 0.5, 0, null)], selection).ToString().Split(ModelSelection.NothingLearned).Should().HaveCount(2);
    }

    [Fact]
    public void Report_Printed_IsATable() => StrangeCulture.In(() => new ModelReport(
        1500, [new("R²", true, 0.25, -4.4e-16, 1.2e-9), new("root mean squared error", false, 8422.94, 664815.2, 664810), new("area under the ROC curve", true, 1, 0.5, null)], null).ToString())
        .Should().Be("""
            1500 samples                   model      linear   same answer
            R²                            0.2500      0.0000        0.0000
            root mean squared error       8422.9    664810.0      664815.2
            area under the ROC curve      1.0000                    0.5000
            """);

    [Fact]
    public void Report_WithoutALinearModel_HasNoColumnForIt() =>
        new ModelReport(1, [new("accuracy", true, 1, 0.5, null)], null).ToString().Should().Be("1 sample       model   same answer\naccuracy      1.0000        0.5000");

    [Fact]
    public void Warnings_NameTheMetrics()
    {
        Warnings(new("R²", true, -0.5, 0, 0.3), new("root mean squared error", false, 1.5, 1, 0.9), new("mean absolute error", false, 1.0005, 1, 0.8)).Should().Equal(
            "Worse than always giving the same answer: R², root mean squared error.",
            "No better than always giving the same answer: mean absolute error.",
            "Worse than a linear model: R², root mean squared error, mean absolute error.");
        Warnings(new("accuracy", true, 0.97, 0.6, 0.98), new("log loss", false, 0.057, 0.66, 0.058)).Should().BeEmpty("by one metric the model is better than the linear one");
        Warnings(new ReportedMetric("accuracy", true, 0.9, 0.6, 0.9005)).Should().BeEmpty("the difference is negligible");
    }

    [Fact]
    public void Report_OfNoise_WarnsThatNothingWasLearned()
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Randn<double>(3, 60), Y = random.Randn<double>(1, 60);
        MlpRegressor.Fit(X, Y).Report(random.Randn<double>(3, 60), random.Randn<double>(1, 60)).Warnings.Should().Contain(ModelSelection.NothingLearned);
    }

    private static IReadOnlyList<string> Warnings(params ReportedMetric[] metrics) => new ModelReport(10, metrics, null).Warnings;
}
