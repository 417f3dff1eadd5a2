using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What a diagnosis measures beside its findings, how it goes on, and what it refuses.</summary>
public sealed class DiagnosisTests
{
    private static readonly TrainingOptions Training = Patients.ByAdam(1e-5, 20);

    private static readonly (Matrix<double> X, Matrix<double> Y) Samples = Patients.Function(200, 3, 0.1, 0, Patients.Wave);

    private static readonly Network<double> Slow = Patients.Trained(Samples.X, Samples.Y, 0, Training, Patients.Tanh(6), Patients.Relu(5), Patients.Number);

    private static Diagnosis Diagnose(DiagnosisOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Slow.Diagnose(Samples.X, Samples.Y, options, null, progress, cancellationToken);

    [Fact]
    public void Diagnose_ByAnyThreads_HasTheSameBitsAndTellsItsProgress()
    {
        List<double> shares = [];
        double[] before = [.. Slow.W[1].Enumerate()];
        Diagnosis one = Diagnose(new DiagnosisOptions { Training = Training, MaxThreads = 1 }, new ShapleyTests.Progress(shares.Add));
        Diagnose(new DiagnosisOptions { Training = Training, MaxThreads = 6 }).Should().Be(one);
        shares.Should().BeInAscendingOrder().And.EndWith([1.0]).And.HaveCountGreaterThan(5);
        Slow.W[1].Enumerate().Should().Equal(before);
        one.Findings.Select(finding => finding.Kind).Should().Equal(FindingKind.LearningRateTooSmall);
    }

    [Fact]
    public void Diagnose_OfATraining_MeasuresRatesAndLayers()
    {
        Diagnosis diagnosis = Diagnose(new DiagnosisOptions { Training = Training });
        diagnosis.RateTest.Select(point => point.Factor).Should().Equal(0.01, 0.1, 1, 10, 100);
        diagnosis.RateTest.Select(point => point.TrainingLoss).Should().BeInDescendingOrder();
        diagnosis.LearningCurve.Should().BeEmpty();
        diagnosis.NotJudged.Should().Equal(FindingKind.Underfit, FindingKind.Overfit, FindingKind.NoBetterThanLinear);
        diagnosis.ToString().Should().StartWith("200 samples: 1 finding. Not judged: Underfit, Overfit, NoBetterThanLinear.\nSevere, LearningRateTooSmall: The learning rate is too small (Adam {");
        diagnosis.Layers.Select(layer => (layer.Layer, layer.Units)).Should().Equal((1, 6), (2, 5));

        // Against the equations: the network is as it was made but for some small steps, and dZ[l] is what db[l] is the mean of.
        ForwardPass<double> pass = Slow.Forward(Samples.X);
        diagnosis.Layers[1].Activation.Should().BeApproximately(Math.Sqrt(pass.A[2].Enumerate().Average(a => a * a)), 1e-12);
        var fresh = ShallowNet.Network.Create<double>(inputs: 3, seed: 0, [.. Slow.Layers]);
        pass = fresh.Forward(Samples.X);
        Matrix<double> dZ3 = pass.A[3] - Samples.Y, dZ2 = (fresh.W[3].Transpose() * dZ3).PointwiseMultiply(pass.Z[2].Map(z => z > 0 ? 1.0 : 0));
        Matrix<double> dZ1 = (fresh.W[2].Transpose() * dZ2).PointwiseMultiply(pass.A[1].Map(a => 1 - a * a));
        double scale = 2 * Math.Sqrt(dZ1.Enumerate().Average(d => d * d)) / diagnosis.Layers[0].GradientAtStart;
        (2 * Math.Sqrt(dZ2.Enumerate().Average(d => d * d)) / diagnosis.Layers[1].GradientAtStart).Should().BeApproximately(scale, 1e-9);
        diagnosis.Layers[0].SaturatedAtStart.Should().Be(pass.A[1].Enumerate().Average(a => 1 - a * a < 0.05 ? 1.0 : 0));
    }

    [Fact]
    public void Diagnose_OfAGoodTraining_HasALearningCurve()
    {
        TrainingOptions training = Patients.ByAdam(0.02, 150);
        Diagnosis diagnosis = Patients.Of(Samples, 0, training, Patients.Tanh(12), Patients.Number);
        diagnosis.LearningCurve.Select(point => point.Samples).Should().Equal(20, 40, 80, 160);
        diagnosis.LearningCurve[^1].HeldOutLoss.Should().BeLessThan(diagnosis.LearningCurve[0].HeldOutLoss);
    }

    [Fact]
    public void Diagnose_ForSomeKinds_LooksForThemAlone()
    {
        Diagnosis diagnosis = Diagnose(new DiagnosisOptions { Training = Training, Kinds = [FindingKind.Leak, FindingKind.DeadUnits] });
        (diagnosis.Findings.Count, diagnosis.NotJudged.Count, diagnosis.RateTest.Count).Should().Be((0, 0, 0));
    }

    [Fact]
    public void Diagnose_WhenTheTimeIsOver_SaysWhatWasNotJudged()
    {
        Diagnosis diagnosis = Diagnose(new DiagnosisOptions { Training = Training, TimeLimit = TimeSpan.FromTicks(1) });
        diagnosis.NotJudged.Should().BeEquivalentTo(Enum.GetValues<FindingKind>());
        diagnosis.ToString().Should().StartWith("200 samples: nothing found. Not judged: Leak, Duplicates,");
    }

    [Fact]
    public void Diagnose_OfFewSamples_SaysWhatCannotBeJudged()
    {
        (Matrix<double> X, Matrix<double> Y) = Patients.Function(59, 3, 0.1, 0, Patients.Wave);
        Diagnosis diagnosis = Slow.Diagnose(X, Y, new DiagnosisOptions { Training = Training });
        diagnosis.NotJudged.Should().Contain([FindingKind.Leak, FindingKind.LearningRateTooSmall]).And.NotContain([FindingKind.Duplicates, FindingKind.DeadUnits]);
    }

    [Fact]
    public void Diagnose_Cancelled_Ends()
    {
        using CancellationTokenSource source = new();
        Action cancelled = () => Diagnose(new DiagnosisOptions { Training = Training }, new ShapleyTests.Progress(_ => source.Cancel()), source.Token);
        cancelled.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Diagnose_OfSeveralFlags_FindsTheColumnThatGivesOneAway()
    {
        NumPyRandom random = new(0);
        bool[] paid = [.. Enumerable.Range(0, 200).Select(_ => random.Rand() < 0.4)], called = [.. Enumerable.Range(0, 200).Select(_ => random.Rand() < 0.5)];
        Table table = new(
            Column.Of("age", paid.Select(flag => random.Randn() + (flag ? 0.5 : 0))), Column.Of("receipt", paid.Select(flag => flag ? "sent" : "none")), Column.Of("paid", paid), Column.Of("called", called));
        Diagnosis diagnosis = MlpMultiLabelClassifier.Fit(table, ["paid", "called"], new MlpOptions { Effort = Effort.Quick }).Diagnose(table);
        Finding found = diagnosis.Findings.Should().ContainSingle().Subject;
        (found.Kind, found.Columns.Single()).Should().Be((FindingKind.Leak, "receipt"));
        found.Text.Should().StartWith("\"receipt\" alone gives \"paid\" away");
    }

    [Fact]
    public void Diagnose_OfCopiesAmongTheSamples_NamesThem()
    {
        (Matrix<double> X, Matrix<double> Y) = (Samples.X.Append(Samples.X.SubMatrix(0, 3, 5, 20)), Samples.Y.Append(Samples.Y.SubMatrix(0, 1, 5, 20)));
        Finding found = Slow.Diagnose(X, Y, new DiagnosisOptions { Kinds = [FindingKind.Duplicates] }).Findings.Should().ContainSingle().Subject;
        found.Samples.Should().Equal(Enumerable.Range(200, 20));
        found.Text.Should().StartWith("20 of 220 samples (9.1 %) of those to train on are copies of others");
    }

    [Fact]
    public void Diagnose_OfSamplesOfFewValues_TakesEqualOnesForChance()
    {
        NumPyRandom random = new(0);
        Table table = new([.. "abcd".Select(name => Column.Of(name.ToString(), Enumerable.Range(0, 400).Select(_ => random.Rand() < 0.6 ? "x" : "y"))),
            Column.Of("class", Enumerable.Range(0, 400).Select(_ => random.Rand() < 0.5 ? "1" : "2"))]);
        (Table train, Table test) = table.Split(target: "class", testShare: 0.25, seed: 0);
        MlpClassifier.Fit(train, "class", new MlpOptions { Effort = Effort.Quick }).Diagnose(train, new DiagnosisOptions { Kinds = [FindingKind.Duplicates] }, test).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Chance_OfCounts_IsTheBinomialTail()
    {
        // SciPy 1.10: binom.sf(k - 1, n, p).
        Chance.OfAtLeast(6, 8, 0.25).Should().BeApproximately(0.0042266845703125, 1e-15);
        Chance.OfAtLeast(30, 64, 0.25).Should().BeApproximately(0.00012300744423127818, 1e-16);
        Chance.OfAtLeast(2, 8, 0.25).Should().Be(1);
        Chance.OfAtLeast(2700, 10_000, 0.25).Should().BeApproximately(2.4394670927433796e-06, 1e-17);
    }

    [Fact]
    public void Diagnose_OfWhatDoesNotFit_IsRefused()
    {
        Refused(() => Slow.Diagnose(Samples.Y, Samples.Y), "X must have 3 rows (the network's inputs), but is 1 × 200.*");
        Refused(() => Slow.Diagnose(Samples.X, Samples.X), "Y must have 1 row*");
        Refused(() => Slow.Diagnose(Samples.X, Samples.Y, null, new Batch<double>(Samples.X, Samples.X)), "validation.Y must have 1 row*");
        Refused(() => Slow.Diagnose(Samples.X, Samples.Y, new DiagnosisOptions { Training = new() { Optimizer = new Lbfgs(), ClipNorm = 1 } }), "L-BFGS must have the true gradient*");
        MlpRegressor<double> model = new(), fitted = MlpRegressor.Fit(Samples.X, Samples.Y, new MlpOptions { HiddenLayers = [] });
        FluentActions.Invoking(() => model.Diagnose(Samples.X, Samples.Y)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => fitted.Diagnose(Datasets.Iris())).Should().Throw<InvalidOperationException>();
        Refused(() => fitted.Diagnose(Samples.X, Samples.X), "*");
        Refused(() => fitted.Diagnose(Samples.X, Samples.Y, null, (Samples.Y, Samples.Y)), "*");
        Refused(() => fitted.Diagnose(Samples.X, Samples.Y, new DiagnosisOptions { Training = Training }), "Training must not be given for a model, which knows how it was trained, but is.*");
        Refused(() => _ = new DiagnosisOptions { TimeLimit = TimeSpan.Zero }, "TimeLimit must be greater than 0, but is 00:00:00.*");
        Refused(() => _ = new DiagnosisOptions { Seed = -1 }, "Seed must be at least 0*");
        Refused(() => _ = new DiagnosisOptions { MaxThreads = 0 }, "MaxThreads must be at least 1*");
        Refused(() => _ = new DiagnosisOptions { Kinds = [(FindingKind)99] }, "Kinds*");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Diagnose_OfADivergedTrainingWithARareClass_FindsTheRate()
    {
        (Matrix<double> X, Matrix<double> Y) = Patients.Rare(400, 1);
        Diagnosis diagnosis = Patients.Of((1e3 * X, Y), 1, new TrainingOptions { Optimizer = new GradientDescent(1e300), Epochs = 5 }, Patients.Relu(8), Patients.Number);
        diagnosis.Findings.Should().NotBeEmpty();
    }

    [Theory, InlineData(CalibrationMethod.Temperature), InlineData(CalibrationMethod.Platt), InlineData(CalibrationMethod.Isotonic), InlineData(CalibrationMethod.None)]
    public void Diagnose_OfACalibratedModel_IsThatOfTheModel(CalibrationMethod method)
    {
        (Matrix<double> X, Matrix<double> Y) = Datasets.Moons<double>(200, 0.3, 1);
        bool[] labels = [.. Y.Row(0).Select(y => y > 0)];
        MlpClassifier.Fit(X, labels, new MlpOptions { Calibration = method }).Diagnose(X, labels).Samples.Should().Be(200);
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Diagnose_OfMonotoneModelsAndNetworks_KeepsThemMonotone()
    {
        (Matrix<double> X, Matrix<double> Y) = Patients.Function(200, 3, 0.3, 1, x => x[0] + Math.Tanh(x[1]));
        double[] y = [.. Y.Row(0)];
        TrainingOptions training = Patients.ByAdam(0.01, 100);
        MlpOptions options = new() { Monotone = [MonotoneInput.Rising(0)], HiddenLayers = [Patients.Tanh(8), Patients.Tanh(8)], Training = training };
        MlpRegressor.Fit(X, y, options).Diagnose(X, Y).Samples.Should().Be(200);
        bool[] isAbove = Array.ConvertAll(y, value => value > 0);
        MlpClassifier.Fit(X, isAbove, new MlpOptions { Monotone = [MonotoneInput.Rising(0)] }).Diagnose(X, isAbove).Samples.Should().Be(200);
        Dense[] layers = [Patients.Tanh(8) with { Monotone = [1, 0, 0] }, Patients.Tanh(8), Patients.Number];
        Patients.Of((X, Y), 1, training, layers).Samples.Should().Be(200);
        Patients.Of((X, Y), 1, training, [Patients.Relu(8) with { Monotone = [1, 0, 0] }, Patients.Relu(8), Patients.Relu(8), Patients.Number]).Samples.Should().Be(200);
    }

    [Fact]
    public void Diagnose_OfAModelWithEmbeddedCategories_MakesItsLayersAnew()
    {
        NumPyRandom random = new(1);
        int[] city = [.. Enumerable.Range(0, 600).Select(_ => (int)(150 * random.Rand()))];
        Table table = new([
            Column.Of("city", city.Select(c => $"city {c}")), Column.Of("size", Enumerable.Range(0, 600).Select(_ => random.Randn())),
            Column.Of("price", city.Select(c => c % 7 + random.Randn())),
        ]);
        MlpOptions options = new() { HiddenLayers = [new Dense(8, Activation.Tanh) { Initializer = Initializer.Normal(30) }, Patients.Tanh(8)], Training = Patients.ByAdam(0.01, 10) };
        MlpRegressor<float> model = MlpRegressor.Fit(table, "price", options);
        model.Network.Layers[1].Embedding.Should().NotBeNull();
        model.Diagnose(table).Samples.Should().Be(600);
    }
}
