using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What is wrong with a checkpoint, in words.</summary>
public sealed class CheckpointRefusalTests
{
    private static readonly (Matrix<double> X, Matrix<double> Y) Flower = Datasets.Flower<double>(samples: 40, seed: 1);
    private static readonly TrainingOptions Adam = new() { Epochs = 3, ValidationShare = 0.25, EarlyStopping = new EarlyStopping(5) };
    private const string Numbers = "The file's numbers of steps, epochs and changes must fit together and the options, but do not.";

    private static readonly TrainingOptions QuasiNewton = new() { Optimizer = new Lbfgs(memory: 2), Epochs = 3 };
    private static readonly TrainingOptions Damped = new() { Optimizer = new LevenbergMarquardt(), Epochs = 3 };
    private static readonly TrainingOptions ByEvidence = new() { Optimizer = new BayesianRegularization(), Epochs = 3 };

    [Fact]
    public void Checkpoints_OfTheSameFileAndTime_AreEqualAndPrintTheirCall()
    {
        Checkpoints.Every("a", 2).Should().Be(Checkpoints.Every("a", 2)).And.NotBe(Checkpoints.Every("a", 3)).And.NotBe(Checkpoints.OnImprovement("a"));
        $"{Checkpoints.Every("a", 2)} {Checkpoints.OnImprovement("b")}".Should().Be("Checkpoints.Every(\"a\", 2) Checkpoints.OnImprovement(\"b\")");
    }

    [Fact]
    public void Save_OfNothing_IsRefused()
    {
        Network<double> network = Network.Create<double>(1, 1, new Dense(1, Activation.Tanh));
        Trainer<double> trainer = new(network);
        (string Name, Action Save)[] saves =
        [
            ("network", () => ((Network<double>)null!).Save("x")), ("network", () => ((Network<double>)null!).Save(new MemoryStream())),
            ("trainer", () => ((Trainer<double>)null!).Save("x")), ("trainer", () => ((Trainer<double>)null!).Save(new MemoryStream())),
            ("path", () => network.Save((string)null!)), ("stream", () => network.Save((Stream)null!)),
            ("path", () => trainer.Save((string)null!)), ("stream", () => trainer.Save((Stream)null!)),
            ("path", () => Checkpoints.Every(null!, 1)), ("path", () => Checkpoints.OnImprovement(null!)),
        ];
        saves.Should().AllSatisfy(save => save.Save.Should().Throw<ArgumentNullException>().WithParameterName(save.Name));
    }

    [Fact]
    public void Load_WithoutTheHistory_IsRefused()
    {
        const string Both = "The file must have the tensors training.history and training.history.kinds, but has not both.";
        Refused(Adam, Without("training.history"), Both);
        Refused(Adam, Without("training.history.kinds"), Both);
        Refused(
            Adam, With("training.history.kinds", [3, 6], new float[18]),
            "The tensor \"training.history.kinds\" must hold 2 × 6 floating-point numbers, but is F32 of 3 × 6.");
        Refused(
            Adam, With("training.history.kinds", [2, 6], [0, 0, 0, 3, .. new float[8]]),
            "The tensor training.history.kinds must hold −1, 0, 1 and 2, but has 3.");
    }

    [Fact]
    public void Load_WithoutAllOfTheBestEpoch_IsRefused()
    {
        Refused(Adam, Without("training.best.0.weight"), "The file must have all tensors of the best epoch, but has not.");
        Refused(
            Adam, With("training.best.4.weight", [1, 1], [1f]),
            "The file has a tensor \"training.best.4.weight\", which its description has no place for.");
        Refused(
            Adam, With("training.best.0.bias", [4], new float[4]),
            "The tensor \"training.best.0.bias\" must hold 3 floating-point numbers, but is F32 of 4.");
    }

    [Fact]
    public void Load_WithoutWhatTheOptimizerRemembers_IsRefused()
    {
        Refused(Adam, Without("training.optimizer.0"), "The file must have what Adam remembers, 2 numbers for each parameter, but has not.");
        Refused(Adam, With("training.optimizer.4", [1], [1f]), "The file must have what Adam remembers, 2 numbers for each parameter, but has not.");
        Refused(QuasiNewton, Without("training.lbfgs.y.1"), "The file must have the changes that L-BFGS remembers, at most *, each of 13 parameters and of the gradient, but has not.");
        Refused(QuasiNewton, With("training.lbfgs.s.2", [13], new float[13]), "The file must have the changes that L-BFGS remembers, at most *, each of 13 parameters and of the gradient, but has not.");
        Refused(QuasiNewton, With("training.lbfgs.s.1", [13], new float[13]), "The file must have the changes that L-BFGS remembers, at most *, each of 13 parameters and of the gradient, but has not.");
        Refused(QuasiNewton, With("training.lbfgs.s.1", [12], new float[12]), "The file must have the changes that L-BFGS remembers, at most *, each of 13 parameters and of the gradient, but has not.");
    }

    [Fact]
    public void Load_WithoutTheDampingOfSecondOrder_IsRefused()
    {
        const string Damping = "The file must have the damping of Levenberg–Marquardt, but has not.";
        Refused(Damped, Without("training.damping"), Damping);
        Refused(Damped, With("training.alpha", [1], [1f]), Damping);
        Refused(Damped, With("training.damping", [5], new float[5]), Damping);
        Refused(Damped, With("training.damping", [4], [-1, 2, 0, 0]), Damping);
        Refused(Damped, With("training.damping", [4], [1, 1, 0, 0]), Damping);
        Refused(Damped, With("training.damping", [4], [1, 2, 2, 0]), Damping);
        Refused(Damped, With("training.damping", [4], [1, 2, 0, 4]), Damping);
        Refused(Damped, With("training.damping", [4], [1, 2, 0, -1]), Damping);
    }

    [Fact]
    public void Load_WithoutTheEvidence_IsRefused()
    {
        const string Penalties = "The file must have the penalties and the damping of Bayesian regularization, but has not.";
        foreach (string name in (string[])["training.damping", "training.alpha", "training.effective", "training.evidence"])
        {
            Refused(ByEvidence, Without(name), Penalties);
        }

        Refused(ByEvidence, With("training.more", [1], [1f]), Penalties);
        Refused(ByEvidence, With("training.alpha", [4], [1, -1, 1, 1]), Penalties);
        Refused(ByEvidence, With("training.alpha", [4], [1, 1, 1, 0]), Penalties);
        Refused(ByEvidence, With("training.alpha", [3], [1, 1, 1]), Penalties);
        Refused(ByEvidence, With("training.effective", [4], [1, -1, 1, 1]), Penalties);
        Refused(ByEvidence, With("training.effective", [5], [1, 1, 1, 1, 1]), Penalties);
        Refused(ByEvidence, With("training.evidence", [3], [0, 1, 1]), Penalties);
        Refused(ByEvidence, With("training.evidence", [3], [1, 1, -2]), Penalties);
        Refused(ByEvidence, With("training.evidence", [3], [1, 1, 101]), Penalties);
        Refused(ByEvidence, With("training.evidence", [2], [1, 1]), Penalties);
        Refused(ByEvidence, With("training.alpha", [4], [1, float.NaN, 1, 1]), "*NaN*");
    }

    [Theory]
    [InlineData("\"steps\":2", "\"steps\":-2")]
    [InlineData("\"steps\":2", "\"steps\":1")]
    [InlineData("\"steps\":2", "\"steps\":9223372036854775807")]
    [InlineData("\"lastEpoch\":3", "\"lastEpoch\":2")]
    [InlineData("\"hasBestState\":true", "\"hasBestState\":false")]
    [InlineData("\"epochs\":2", "\"epochs\":-2")]
    [InlineData("\"epochs\":2", "\"epochs\":4")]
    [InlineData("\"memory\":0", "\"memory\":1")]
    [InlineData("\"memory\":0", "\"memory\":-1")]
    [InlineData("\"bestEpoch\":2", "\"bestEpoch\":3")]
    [InlineData("\"bestEpoch\":2", "\"bestEpoch\":-1")]
    public void Load_NumbersThatDoNotFitTogether_AreRefused(string part, string by) =>
        Refused(Adam, Replace(part, by), Numbers);

    [Fact]
    public void Load_ABestEpochThatIsNotANumber_IsRefused() =>
        Refused(Adam, (json, _) => Regex.Replace(json, "\"best\":[^,}]+", "\"best\":\"NaN\""), Numbers);

    [Fact]
    public void Load_FewerStepsThanEpochsWithLbfgs_AreRefused() => Refused(QuasiNewton, Replace("\"steps\":2", "\"steps\":1"), Numbers);

    [Theory]
    [InlineData(-1.0, "-1")]
    [InlineData(1e18, "1E+18")]
    public void Load_TimesThatNoTrainingTakes_AreRefused(double ticks, string text) => Refused(
        Adam,
        (json, tensors) =>
        {
            tensors.RemoveAll(tensor => tensor.Name == "training.history").Should().Be(1);
            tensors.Add(TensorToWrite.Of("training.history", [2, 6], [1.0, 1, 1, 1, ticks, 1, 1, 1, 1, 1, 1, 1]));
            return json;
        },
        $"The file's times must be from 0 to 288230376151711744 ticks, but one is {text}.");

    [Theory]
    [InlineData("\"randomWords\":\"", "\"randomWords\":\"!")]
    [InlineData("\"randomWords\":\"", "\"randomWords\":\"AAAA")]
    [InlineData("\"randomIndex\":", "\"randomIndex\":-")]
    [InlineData("\"randomIndex\":", "\"randomIndex\":9")]
    public void Load_ARandomStateThatIsNone_IsRefused(string part, string by) =>
        Refused(Adam, Replace(part, by), "The file's random state must be 624 words, an index from 0 to 624 and a finite number or none, but is not.");

    /// <summary>A checkpoint within the last of three epochs.</summary>
    private static byte[] File(TrainingOptions options)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("checkpoint");
        Network<double> network = Network.Create<double>(2, 1, new Dense(3, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        network.Train(Flower.X, Flower.Y, options with { Checkpoints = Checkpoints.Every(path, 2) });
        return System.IO.File.ReadAllBytes(path);
    }

    private static Func<string, List<TensorToWrite>, string> Without(string name) => (json, tensors) =>
    {
        tensors.RemoveAll(tensor => tensor.Name == name).Should().Be(1);
        return json;
    };

    private static Func<string, List<TensorToWrite>, string> With(string name, int[] shape, float[] elements) => (json, tensors) =>
    {
        tensors.RemoveAll(tensor => tensor.Name == name);
        tensors.Add(TensorToWrite.Of(name, shape, elements));
        return json;
    };

    private static Func<string, List<TensorToWrite>, string> Replace(string part, string by) => (json, _) =>
    {
        json.Should().Contain(part);
        return json.Replace(part, by, StringComparison.Ordinal);
    };

    private static void Refused(TrainingOptions options, Func<string, List<TensorToWrite>, string> change, string message)
    {
        TensorFile file = TensorFile.Read(new MemoryStream(File(options)));
        List<TensorToWrite> tensors = [.. file.Tensors.Select(entry =>
        {
            double[] elements = new double[entry.Elements];
            file.CopyTo<double>(entry, elements);
            return TensorToWrite.Of(entry.Name, entry.Shape, elements);
        })];
        string json = file.Metadata[ModelDocument.Key];
        Load(json).CompletedEpochs.Should().Be(2, "nothing else is wrong with it");
        FluentActions.Invoking(() => Load(change(json, tensors))).Should().Throw<ModelFileException>().WithMessage(message);

        Trainer<double> Load(string description) =>
            Trainer.Load<double>(new MemoryStream(TensorBytes.Written([new(ModelDocument.Key, description)], [.. tensors])), options);
    }
}
