using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Trainings in which nothing is wrong: real data and made-up ones, few samples and many, models that choose and networks that were made by hand.</summary>
public sealed class HealthyTrainingTests
{
    private static readonly int[] Seeds = Environment.GetEnvironmentVariable("SHALLOWNET_EVERY_SEED") == "1" ? [.. Enumerable.Range(0, 20)] : [0, 1];

    private static readonly Dictionary<string, Func<int, Diagnosis>> All = new()
    {
        ["iris by default"] = seed => Classifier(Datasets.Iris(), "species", new MlpOptions { Seed = seed }),
        ["breast cancer by default, with a test"] = OfCancer,
        ["wine by hand"] = seed => Classifier(Datasets.Wine(), "cultivar", new MlpOptions { HiddenLayers = [Patients.Tanh(8)], Seed = seed }),
        ["diabetes by default"] = seed => Regressor(Datasets.Diabetes(), "progression", new MlpOptions { Seed = seed }),
        ["digits as a network"] = seed => Patients.Of(Standardized(Datasets.Digits<double>()), seed, Patients.ByAdam(0.003, 15), Patients.Relu(32), Patients.Softmax(10)),
        ["breast cancer as a network"] = seed => Patients.Of(Standardized(Datasets.BreastCancer<double>()), seed, Patients.ByAdam(0.003, 30), Patients.Relu(16), Patients.Sigmoid),
        ["moons by gradient descent"] = seed =>
            Patients.Of(Datasets.Moons<double>(500, 0.2, seed), seed, new TrainingOptions { Optimizer = new GradientDescent(0.5), Epochs = 150 }, Patients.Tanh(10), Patients.Sigmoid),
        ["circles of two layers"] = seed => Patients.Of(Datasets.Circles<double>(500, 0.1, 0.5, seed), seed, Patients.ByAdam(0.01, 60), Patients.Relu(16), Patients.Relu(16), Patients.Sigmoid),
        ["spirals of three classes"] = seed => Patients.Of(Datasets.Spirals<double>(600, 3, 0.2, seed), seed, Patients.ByAdam(0.01, 150), Patients.Relu(64), Patients.Softmax(3)),
        ["the flower by L-BFGS"] = seed => Patients.Of(Datasets.Flower<double>(400, seed), seed, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 60 }, Patients.Tanh(6), Patients.Sigmoid),
        ["a wave, stopped early"] = seed => Patients.Of(
            Patients.Function(800, 4, 0.3, seed, Patients.Wave), seed, Patients.ByAdam(0.01, 100) with { ValidationShare = 0.2, EarlyStopping = new(20) }, Patients.Relu(32), Patients.Number),
        ["a wave by hand"] = OfWave,
    };

    public static IEnumerable<TheoryDataRow<string>> Names =>
        All.Keys.Select(name => name.StartsWith("digits", StringComparison.Ordinal) ? new TheoryDataRow<string>(name).WithTrait("Cost", "Expensive") : new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(Names))]
    public void Diagnose_WhereNothingIsWrong_SaysNothing(string name)
    {
        foreach (int seed in Seeds)
        {
            Diagnosis diagnosis = All[name](seed);
            diagnosis.Findings.Should().BeEmpty("nothing is wrong with {0} of seed {1}", name, seed);
            diagnosis.ToString().Should().Be($"{diagnosis.Samples} samples: nothing found.");
        }
    }

    private static Diagnosis Classifier(Table table, string target, MlpOptions options) =>
        MlpClassifier.Fit(table, target, options).Diagnose(table, new DiagnosisOptions { Seed = options.Seed });

    private static Diagnosis Regressor(Table table, string target, MlpOptions options) =>
        MlpRegressor.Fit(table, target, options).Diagnose(table, new DiagnosisOptions { Seed = options.Seed });

    private static Diagnosis OfCancer(int seed)
    {
        (Table train, Table test) = Datasets.BreastCancer().Split(target: "diagnosis", testShare: 0.2, seed: seed);
        return MlpClassifier.Fit(train, "diagnosis", new MlpOptions { Effort = Effort.Quick }).Diagnose(train, new DiagnosisOptions { Seed = seed }, test);
    }

    private static Diagnosis OfWave(int seed)
    {
        (Matrix<double> X, Matrix<double> Y) = Patients.Function(400, 5, 0.5, seed, x => 3 * Math.Sin(2 * x[0]) + x[1] * x[1] + x[2]);
        return MlpRegressor.Fit(X, Y, new MlpOptions { HiddenLayers = [Patients.Tanh(16)], Seed = seed }).Diagnose(X, Y, new DiagnosisOptions { Seed = seed });
    }

    private static (Matrix<double> X, Matrix<double> Y) Standardized((Matrix<double> X, Matrix<double> Y) samples) => (Patients.Scaled(samples.X), samples.Y);
}
