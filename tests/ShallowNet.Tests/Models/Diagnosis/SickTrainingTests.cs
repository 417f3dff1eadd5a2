using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Trainings with one thing wrong: it is found, and nothing else, and the advice makes the model better for new samples.</summary>
public sealed class SickTrainingTests
{
    private static readonly int[] Seeds = Environment.GetEnvironmentVariable("SHALLOWNET_EVERY_SEED") == "1" ? [.. Enumerable.Range(0, 20)] : [0, 1];

    /// <summary>What is found, and the loss of new samples, or another measure that is better when it is smaller, before the cure and after it.</summary>
    private static readonly Dictionary<FindingKind, Func<int, (Diagnosis Diagnosis, double Before, double After)>> All = new()
    {
        [FindingKind.DeadUnits] = seed => OfDeadUnits(seed),
        [FindingKind.SaturatedUnits] = seed => Network(
            s => Patients.Function(400, 5, 0.1, s, Patients.Wave), seed, Patients.ByAdam(0.01, 60), [Patients.Tanh(16) with { Initializer = Initializer.Normal(10) }, Patients.Number],
            Patients.ByAdam(0.01, 60), [Patients.Tanh(16), Patients.Number]),
        [FindingKind.VanishingGradients] = seed => Network(
            s => Datasets.Moons<double>(500, 0.15, s), seed, new() { Optimizer = new GradientDescent(0.3), Epochs = 60 },
            [.. Enumerable.Repeat(new Dense(8, Activation.Sigmoid), 6), Patients.Sigmoid], new() { Optimizer = new GradientDescent(0.3), Epochs = 60 },
            [.. Enumerable.Repeat(Patients.Relu(8), 6), Patients.Sigmoid]),
        [FindingKind.ExplodingGradients] = seed => Network(
            s => Patients.Function(400, 5, 0.1, s, Patients.Wave), seed, Patients.ByAdam(0.01, 40),
            [.. Enumerable.Repeat(Patients.Relu(32) with { Initializer = Initializer.Normal(1) }, 4), Patients.Number], Patients.ByAdam(0.01, 40), [.. Enumerable.Repeat(Patients.Relu(32), 4), Patients.Number]),
        [FindingKind.LearningRateTooSmall] = seed => Network(
            s => Patients.Function(400, 3, 0.1, s, Patients.Wave), seed, Patients.ByAdam(1e-5, 100), [Patients.Tanh(16), Patients.Number], Patients.ByAdam(1e-3, 100), [Patients.Tanh(16), Patients.Number]),
        [FindingKind.LearningRateTooLarge] = seed => Network(
            s => Datasets.Moons<double>(400, 0.2, s), seed, Patients.ByAdam(3, 60), [Patients.Tanh(8), Patients.Sigmoid], Patients.ByAdam(0.03, 60), [Patients.Tanh(8), Patients.Sigmoid]),
        [FindingKind.UnscaledInputs] = OfUnscaledInputs,
        [FindingKind.Leak] = OfLeak,
        [FindingKind.Duplicates] = OfDuplicates,
        [FindingKind.ClassImbalance] = OfImbalance,
        [FindingKind.LabelNoise] = OfNoise,
        [FindingKind.Underfit] = seed => Network(
            s => Datasets.Spirals<double>(600, 3, 0.2, s), seed, Patients.ByAdam(0.02, 100), [Patients.Tanh(1), Patients.Softmax(3)], Patients.ByAdam(0.02, 100), [Patients.Tanh(32), Patients.Softmax(3)]),
        [FindingKind.Overfit] = OfOverfit,
        [FindingKind.NoBetterThanLinear] = seed => Network(
            s => Patients.Function(500, 4, 0.5, s, x => 2 * x[0] - x[1]), seed, Patients.ByAdam(0.01, 60), [Patients.Tanh(16), Patients.Number], Patients.ByAdam(0.01, 60), [Patients.Number]),
    };

    public static TheoryData<FindingKind> Kinds => [.. All.Keys];

    [Fact]
    public void Trainings_OfEveryKindOfFinding_AreTestedHere() => All.Keys.Should().BeEquivalentTo(Enum.GetValues<FindingKind>());

    [Theory, MemberData(nameof(Kinds))]
    public void Diagnose_OfASickTraining_FindsThatAloneAndItsAdviceHelps(FindingKind kind)
    {
        foreach (int seed in Seeds)
        {
            (Diagnosis diagnosis, double before, double after) = All[kind](seed);
            diagnosis.Findings.Select(finding => finding.Kind).Distinct().Should().Equal([kind], "it is {0} of seed {1}:\n{2}", kind, seed, diagnosis);
            after.Should().BeLessThan(before, "of seed {0}", seed);
            Finding found = diagnosis.Findings[0];
            found.Text.Should().MatchRegex("[0-9]").And.EndWith(".");
            found.Advice.Should().EndWith(".");
            found.Numbers.Should().NotBeEmpty();
            diagnosis.ToString().Should().Contain(found.Text).And.Contain(found.Advice);
        }
    }

    /// <summary>A network and its cure, and the losses of new samples of both.</summary>
    private static (Diagnosis, double, double) Network(
        Func<int, (Matrix<double> X, Matrix<double> Y)> samples, int seed, TrainingOptions training, Dense[] layers, TrainingOptions cure, Dense[] cured)
    {
        ((Matrix<double> X, Matrix<double> Y), (Matrix<double>, Matrix<double>) others) = (samples(seed), samples(seed + 1000));
        Network<double> sick = Patients.Trained(X, Y, seed, training, layers), healthy = Patients.Trained(X, Y, seed, cure, cured);
        return (sick.Diagnose(X, Y, new DiagnosisOptions { Training = training, Seed = seed }), Patients.Loss(sick, others), Patients.Loss(healthy, others));
    }

    private static (Diagnosis, double, double) OfDeadUnits(int seed)
    {
        (Matrix<double> X, Matrix<double> Y) = Datasets.Moons<double>(400, 0.2, seed);
        TrainingOptions training = Patients.ByAdam(0.01, 60);
        var network = ShallowNet.Network.Create<double>(inputs: 2, seed: seed, Patients.Relu(16), Patients.Sigmoid);
        for (int i = 0; i < 15; i++)
        {
            network.b[1][i, 0] = -30;
        }

        network.Train(X, Y, training);
        Diagnosis diagnosis = network.Diagnose(X, Y, new DiagnosisOptions { Training = training, Seed = seed });
        Finding found = diagnosis.Findings.Should().ContainSingle().Subject;
        found.Layer.Should().Be(1);
        found.Units.Should().Contain(Enumerable.Range(0, 15));
        (Matrix<double>, Matrix<double>) others = Datasets.Moons<double>(400, 0.2, seed + 1000);
        return (diagnosis, Patients.Loss(network, others), Patients.Loss(Patients.Trained(X, Y, seed, training, Patients.Relu(16), Patients.Sigmoid), others));
    }

    private static (Diagnosis, double, double) OfUnscaledInputs(int seed)
    {
        double[] units = [1000, 0.01, 1];
        TrainingOptions training = Patients.ByAdam(0.01, 60);
        ((Matrix<double> X, Matrix<double> Y), (Matrix<double> otherX, Matrix<double> otherY)) = (Patients.Function(400, 3, 0.1, seed, Patients.Wave), Patients.Function(400, 3, 0.1, seed + 1000, Patients.Wave));
        (X, otherX) = (InUnits(X), InUnits(otherX));
        Network<double> sick = Patients.Trained(X, Y, seed, training, Patients.Tanh(16), Patients.Number);
        Standardizer scaler = Standardizer.Fit(X);
        Network<double> healthy = Patients.Trained(scaler.Transform(X), Y, seed, training, Patients.Tanh(16), Patients.Number);
        Diagnosis diagnosis = sick.Diagnose(X, Y, new DiagnosisOptions { Training = training, Seed = seed });
        diagnosis.Findings[0].Columns.Should().StartWith("x[0]");
        return (diagnosis, Patients.Loss(sick, (otherX, otherY)), Patients.Loss(healthy, (scaler.Transform(otherX), otherY)));

        Matrix<double> InUnits(Matrix<double> samples) => samples.MapIndexed((i, _, x) => units[i] * (5 + x));
    }

    /// <summary>The cure is measured where the column is not known yet: its mean in place of it.</summary>
    private static (Diagnosis, double, double) OfLeak(int seed)
    {
        (Table train, Table others) = (Rows(seed), Rows(seed + 1000));
        MlpOptions options = new() { HiddenLayers = [Patients.Tanh(8)], Seed = seed };
        MlpRegressor<float> leaking = MlpRegressor.Fit(train, "price", options), without = MlpRegressor.Fit(train.Without("tax"), "price", options);
        Diagnosis diagnosis = leaking.Diagnose(train, new DiagnosisOptions { Seed = seed });
        diagnosis.Findings[0].Columns.Should().Equal("tax");
        Table unknown = others.Without("tax").With(Column.Of("tax", Enumerable.Repeat(0.0, others.RowCount)));
        return (diagnosis, leaking.Score(unknown, Metric.RootMeanSquaredError), without.Score(others.Without("tax"), Metric.RootMeanSquaredError));

        static Table Rows(int seed)
        {
            (Matrix<double> X, Matrix<double> Y) = Patients.Function(300, 3, 0.5, seed, Patients.Wave);
            return new Table(
                Column.Of("size", X.Row(0)), Column.Of("age", X.Row(1)), Column.Of("noise", X.Row(2)), Column.Of("tax", Y.Row(0).Select(y => 0.2 * y)), Column.Of("price", Y.Row(0)));
        }
    }

    /// <summary>The measure is by how much the model seems better than it is.</summary>
    private static (Diagnosis, double, double) OfDuplicates(int seed)
    {
        (Matrix<double> X, Matrix<double> Y) = Patients.Function(200, 4, 1, seed, Patients.Wave);
        (Matrix<double> othersX, Matrix<double> othersY) = Patients.Function(100, 4, 1, seed + 1000, Patients.Wave);
        (Matrix<double> testX, Matrix<double> testY) = (othersX.Append(X.SubMatrix(0, 4, 20, 40)), othersY.Append(Y.SubMatrix(0, 1, 20, 40)));
        MlpRegressor<double> model = MlpRegressor.Fit(X, Y, new MlpOptions { Seed = seed, Effort = Effort.Quick });
        Diagnosis diagnosis = model.Diagnose(X, Y, new DiagnosisOptions { Seed = seed }, (testX, testY));
        diagnosis.Findings[0].Samples.Should().Equal(Enumerable.Range(100, 40));
        double truth = Rmse(Patients.Function(5000, 4, 1, seed + 2000, Patients.Wave));
        return (diagnosis, truth - Rmse((X.SubMatrix(0, 4, 20, 40), Y.SubMatrix(0, 1, 20, 40))), Math.Abs(truth - Rmse((othersX, othersY))) - 1);

        double Rmse((Matrix<double> X, Matrix<double> Y) samples) => model.Score(samples.X, samples.Y, Metric.RootMeanSquaredError);
    }

    private static (Diagnosis, double, double) OfImbalance(int seed)
    {
        ((Matrix<double> X, Matrix<double> Y), (Matrix<double> X, Matrix<double> Y) others) = (Patients.Rare(1500, seed), Patients.Rare(1500, seed + 1000));
        TrainingOptions training = Patients.ByAdam(0.01, 30);
        Network<double> sick = Patients.Trained(X, Y, seed, training, Patients.Tanh(8), Patients.Sigmoid);
        Network<double> healthy = Patients.Trained(X, Y, seed, training with { ClassWeights = ClassWeights.Balanced }, Patients.Tanh(8), Patients.Sigmoid);
        Diagnosis diagnosis = sick.Diagnose(X, Y, new DiagnosisOptions { Training = training, Seed = seed });
        diagnosis.Findings[0].Columns.Should().Equal("1");
        return (diagnosis, 1 - Recall(sick), 1 - Recall(healthy));

        double Recall(Network<double> network) => Metric.BalancedAccuracy.Of(network.Predict(others.X), others.Y);
    }

    /// <summary>The suspects are left out.</summary>
    private static (Diagnosis, double, double) OfNoise(int seed)
    {
        (Matrix<double> X, Matrix<double> clean) = Datasets.Moons<double>(600, 0.15, seed);
        (_, Matrix<double> Y) = Patients.Mislabelled((X, clean), 0.15, seed + 1);
        TrainingOptions training = Patients.ByAdam(0.03, 150);
        Network<double> sick = Patients.Trained(X, Y, seed, training, Patients.Tanh(32), Patients.Sigmoid);
        Diagnosis diagnosis = sick.Diagnose(X, Y, new DiagnosisOptions { Training = training, Seed = seed });
        IReadOnlyList<int> suspects = diagnosis.Findings.Should().ContainSingle(finding => finding.Kind == FindingKind.LabelNoise, "of seed {0}:\n{1}", seed, diagnosis).Which.Samples;
        int[] wrong = [.. Enumerable.Range(0, 600).Where(j => Y[0, j] != clean[0, j])], kept = [.. Enumerable.Range(0, 600).Except(suspects)];
        suspects.Take(50).Intersect(wrong).Count().Should().BeGreaterThan(45);

        // Near the boundary, a wrong label is as good as the right one. Elsewhere a network that knows the right ones is sure of them, and of these labels most are among the suspects: all is promised
        // by no method whose networks were trained on wrong labels, too.
        Matrix<double> sure = Patients.Trained(X, clean, seed, training, Patients.Tanh(32), Patients.Sigmoid).Predict(X);
        int[] clearlyWrong = [.. wrong.Where(j => Math.Abs(sure[0, j] - clean[0, j]) < 0.05)];
        clearlyWrong.Length.Should().BeGreaterThan(wrong.Length / 2);
        ((double)clearlyWrong.Intersect(suspects).Count()).Should().BeGreaterThan(0.75 * clearlyWrong.Length);
        diagnosis.Findings[0].Numbers[0].Value.Should().BeInRange(0.08, 0.25);
        Network<double> healthy = Patients.Trained(Split.Columns(X, kept), Split.Columns(Y, kept), seed, training, Patients.Tanh(32), Patients.Sigmoid);
        (Matrix<double>, Matrix<double>) others = Datasets.Moons<double>(600, 0.15, seed + 1000);
        return (diagnosis, Patients.Loss(sick, others), Patients.Loss(healthy, others));
    }

    private static (Diagnosis, double, double) OfOverfit(int seed)
    {
        ((Matrix<double> X, Matrix<double> Y), (Matrix<double> X, Matrix<double> Y) others) = (Patients.Function(200, 6, 0.6, seed, Patients.Wave), Patients.Function(1000, 6, 0.6, seed + 1000, Patients.Wave));
        MlpOptions options = new() { HiddenLayers = [Patients.Relu(64)], Training = new() { L2 = 0, EarlyStopping = null, ValidationShare = 0 }, Seed = seed };
        MlpRegressor<double> sick = MlpRegressor.Fit(X, Y, options), healthy = MlpRegressor.Fit(X, Y, options with { Training = new() });
        return (sick.Diagnose(X, Y, new DiagnosisOptions { Seed = seed }), Rmse(sick), Rmse(healthy));

        double Rmse(MlpRegressor<double> model) => model.Score(others.X, others.Y, Metric.RootMeanSquaredError);
    }
}
