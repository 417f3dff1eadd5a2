using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class BayesianRegularizationInDouble : BayesianRegularizationTests<double>;

public sealed class BayesianRegularizationInFloat : BayesianRegularizationTests<float>;

/// <summary>The evidence against NumPy's, and what it says about data whose noise is known.</summary>
public abstract class BayesianRegularizationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsFloat = typeof(T) == typeof(float);
    private static readonly JsonElement Expected = Golden.Read("second-order.json");
    private static readonly TrainingOptions Options = new() { Optimizer = new BayesianRegularization(), Epochs = 500 };

    public static TheoryData<int> GoldenEvidence => [.. Enumerable.Range(0, 6)];

    [Theory, MemberData(nameof(GoldenEvidence))]
    public void Evidence_AtGivenParameters_IsNumPys(int index)
    {
        JsonElement golden = Expected.GetProperty("evidence")[index];
        string last = golden.GetProperty("activations").EnumerateArray().Last().GetString()!;
        Evidence evidence = OneEstimate(golden, golden, Loss.For(TestNetworks.Activations[last]));
        double tolerance = IsFloat ? 1e-4 : 1e-9;
        Close(evidence.LogEvidence, golden.GetProperty("logEvidence").GetDouble());
        Close(evidence.EffectiveParameters, golden.GetProperty("gamma").GetDouble());
        Close(1 / evidence.NoiseVariance, golden.GetProperty("newBeta").GetDouble());
        evidence.Groups.Select(group => group.Name).Should().Equal(golden.GetProperty("names").EnumerateArray().Select(name => name.GetString()!));
        evidence.Groups.Select(group => group.Count).Should().Equal(golden.GetProperty("counts").Integers());
        evidence.Groups.Sum(group => group.Count).Should().Be(evidence.Parameters);
        double[] gammas = golden.GetProperty("gammas").Numbers(), alphas = golden.GetProperty("newAlpha").Numbers();
        for (int k = 0; k < gammas.Length; k++)
        {
            Close(evidence.Groups[k].Effective, gammas[k]);
            Close(evidence.Groups[k].Alpha, alphas[k]);
        }

        void Close(double actual, double expected) => actual.Should().BeApproximately(expected, tolerance * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Estimate_WhereNumPyEnds_ChangesNothing(int index)
    {
        JsonElement golden = Expected.GetProperty("fixedPoints")[index];
        Evidence evidence = OneEstimate(golden.GetProperty("end"), golden, Loss.SquaredError);
        double[] alphas = golden.GetProperty("newAlpha").Numbers();
        for (int k = 0; k < alphas.Length; k++)
        {
            evidence.Groups[k].Alpha.Should().BeApproximately(alphas[k], (IsFloat ? 1e-3 : 1e-7) * alphas[k]);
        }

        (1 / evidence.NoiseVariance / golden.GetProperty("newBeta").GetDouble()).Should().BeApproximately(1, IsFloat ? 1e-4 : 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Train_FromAGoldenStart_EndsWithNumPysEvidence(int index)
    {
        JsonElement golden = Expected.GetProperty("fixedPoints")[index];
        Network<T> network = SecondOrder.Network<T>(golden.GetProperty("start"), Loss.SquaredError);
        TrainingHistory history = network.Train(golden.GetProperty("X").Matrix().As<T>(), golden.GetProperty("Y").Matrix().As<T>(), Options);
        Evidence evidence = history.Evidence!;
        history.StopReason.Should().Be(StopReason.Converged);
        evidence.LogEvidence.Should().BeApproximately(golden.GetProperty("logEvidence").GetDouble(), 0.1);
        evidence.EffectiveParameters.Should().BeApproximately(golden.GetProperty("gamma").GetDouble(), 0.1);
        (evidence.NoiseVariance * golden.GetProperty("newBeta").GetDouble()).Should().BeApproximately(1, 0.01);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void NoiseVariance_OfMadeUpData_IsTheirs(double noise)
    {
        const int Samples = 300;
        (Matrix<T> X, Matrix<T> Y) = Sine(Samples, noise);
        Evidence evidence = Fit(X, Y, Regression(1, 6)).Evidence!;
        evidence.NoiseVariance.Should().BeApproximately(noise * noise, 3 * noise * noise * Math.Sqrt(2.0 / Samples));
        evidence.EffectiveParameters.Should().BeInRange(4, evidence.Parameters - 1);
    }

    [Fact]
    public void Penalties_OfNoiseAlone_AreLargeAndOfNoNoiseSmall()
    {
        (Matrix<T> X, Matrix<T> Y) = Sine(60, 0);
        Matrix<T> noise = new NumPyRandom(7).Randn<double>(1, 60).As<T>();
        Network<T> nothing = Regression(1, 6), sine = Regression(1, 6), overfitted = Regression(1, 6);
        Evidence ofNothing = Fit(X, noise, nothing).Evidence!, ofSine = sine.Train(X, Y, Options with { Epochs = 100 }).Evidence!;
        overfitted.Train(X, noise, Options with { Optimizer = new LevenbergMarquardt() });
        Penalty(ofNothing).Should().BeGreaterThan(0.1);
        Penalty(ofSine).Should().BeLessThan(1e-4);
        ofNothing.EffectiveParameters.Should().BeLessThan(4);
        ofSine.EffectiveParameters.Should().BeGreaterThan(8);
        Variance(nothing.Predict(X)).Should().BeLessThan(0.1).And.BeLessThan(Variance(overfitted.Predict(X)) / 3);
        sine.Cost(sine.Forward(X), Y).Should().BeLessThan(1e-5);

        static double Penalty(Evidence evidence) => evidence.Groups.Where(group => group.Name[0] == 'W').Max(group => group.Alpha * evidence.NoiseVariance);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Train_NoiseAlone_EndsSoonAfterItsHighestEvidence(int units)
    {
        NumPyRandom random = new(200);
        (Matrix<T> X, Matrix<T> Y) = (random.Randn<double>(10, 200).As<T>(), random.Randn<double>(1, 200).As<T>());
        double[] evidence = [.. Enumerable.Range(1, 9).Select(tens => Regression(10, units).Train(X, Y, Options with { Epochs = 10 * tens }).Evidence?.LogEvidence ?? double.NaN)];
        TrainingHistory history = Regression(10, units).Train(X, Y, Options);
        history.StopReason.Should().Be(StopReason.Converged);
        history.Costs.Count.Should().BeLessThan(80);
        history.Evidence!.LogEvidence.Should().BeGreaterThan(evidence.Where(double.IsFinite).Max() - 5);
    }

    [Fact]
    public void LogEvidence_OfAStraightLine_PrefersTheNetworkWithoutUnits()
    {
        Matrix<T> X = new NumPyRandom(2).Randn<double>(1, 50).As<T>(), noise = new NumPyRandom(3).Randn<double>(1, 50).As<T>() * T.CreateTruncating(0.2);
        Network<T> line = Network.Create<T>(1, 1, new Dense(1, Activation.Identity)), units = Regression(1, 8);
        double ofLine = Fit(X, X + noise, line).Evidence!.LogEvidence;
        ofLine.Should().BeGreaterThan(Fit(X, X + noise, units).Evidence!.LogEvidence);
        (Matrix<T> x, Matrix<T> y) = Sine(50, 0.1);
        Fit(x, y, Regression(1, 6)).Evidence!.LogEvidence.Should().BeGreaterThan(Fit(x, y, Network.Create<T>(1, 1, new Dense(1, Activation.Identity))).Evidence!.LogEvidence);
    }

    [Fact]
    public void RelevanceOfInputs_InputsOfNoise_AreSwitchedOff()
    {
        Matrix<T> X = new NumPyRandom(1).Randn<double>(4, 200).As<T>(), noise = new NumPyRandom(2).Randn<double>(1, 200).As<T>();
        Matrix<T> Y = Matrix<T>.Build.Dense(1, 200, (_, j) => T.Tanh(X[0, j]) + T.CreateTruncating(0.5) * X[2, j] + T.CreateTruncating(0.1) * noise[0, j]);
        Network<T> network = Regression(4, 4);
        Evidence evidence = network.Train(X, Y, Options with { Optimizer = new BayesianRegularization(relevanceOfInputs: true) }).Evidence!;
        evidence.Groups.Select(group => group.Name).Should().Equal("W[1][:, 0]", "W[1][:, 1]", "W[1][:, 2]", "W[1][:, 3]", "b", "W[2]", "b[2]");
        evidence.Groups.Select(group => group.Count).Should().Equal(4, 4, 4, 4, 4, 4, 1);
        evidence.InputRelevance.Should().HaveCount(4);
        evidence.InputRelevance.Zip(evidence.Groups).Should().OnlyContain(pair => Math.Abs(pair.First * Math.Sqrt(pair.Second.Alpha) - 1) < 1e-12);
        Math.Max(evidence.InputRelevance[1], evidence.InputRelevance[3]).Should().BeLessThan(0.1 * Math.Min(evidence.InputRelevance[0], evidence.InputRelevance[2]));
        Fit(X, Y, Regression(4, 4)).Evidence!.InputRelevance.Should().BeEmpty();
    }

    [Fact]
    public void Evidence_OfOtherTrainings_IsNull()
    {
        (Matrix<T> X, Matrix<T> Y) = Sine(20, 0.1);
        foreach (Optimizer optimizer in (Optimizer[])[new Adam(), new Lbfgs(), new LevenbergMarquardt()])
        {
            Regression(1, 2).Train(X, Y, Options with { Optimizer = optimizer, Epochs = 3 }).Evidence.Should().BeNull();
        }

        Regression(1, 2).Train(X, Y, Options with { Epochs = 1 }).Evidence.Should().BeNull("nothing has been estimated before the first fit");
    }

    [Fact]
    public void Train_SeveralOutputs_EstimatesOneVarianceOfAll()
    {
        Matrix<T> X = new NumPyRandom(1).Randn<double>(2, 150).As<T>(), noise = new NumPyRandom(2).Randn<double>(3, 150).As<T>() * T.CreateTruncating(0.2);
        Matrix<T> Y = X.Stack(X.SubMatrix(0, 1, 0, 150).Map(T.Tanh)) + noise;
        Network<T> network = Network.Create<T>(2, 1, new Dense(5, Activation.Tanh), new Dense(3, Activation.Identity));
        Evidence evidence = Fit(X, Y, network).Evidence!;
        evidence.NoiseVariance.Should().BeApproximately(0.04, 3 * 0.04 * Math.Sqrt(2.0 / 450));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Train_NoisyClasses_IsSurerThanChanceAndLessThanWithoutPenalties(int classes)
    {
        var (inputs, labels) = Datasets.Spirals<T>(samples: 240, classes: 3, noise: 1.2, seed: 1);
        Matrix<T> Y = classes == 3 ? labels : labels.SubMatrix(0, 1, 0, 240);
        int[] training = [.. Enumerable.Range(0, 240).Where(j => j % 2 == 0)], others = [.. Enumerable.Range(0, 240).Where(j => j % 2 == 1)];
        Network<T> network = Network.Create<T>(2, 1, new Dense(12, Activation.Tanh), new Dense(classes == 2 ? 1 : 3, classes == 2 ? Activation.Sigmoid : Activation.Softmax));
        Network<T> free = network.Copy<T>();
        (Matrix<T> XOfTraining, Matrix<T> YOfTraining, Matrix<T> XOfOthers, Matrix<T> YOfOthers) =
            (Split.Columns(inputs, training), Split.Columns(Y, training), Split.Columns(inputs, others), Split.Columns(Y, others));
        TrainingHistory history = Fit(XOfTraining, YOfTraining, network);
        free.Train(XOfTraining, YOfTraining, Options with { Optimizer = new LevenbergMarquardt() });
        history.Evidence!.NoiseVariance.Should().Be(1);
        history.Evidence.EffectiveParameters.Should().BeInRange(2, history.Evidence.Parameters);
        network.Cost(network.Forward(XOfOthers), YOfOthers).Should().BeLessThan(free.Cost(free.Forward(XOfOthers), YOfOthers));
    }

    [Fact]
    public void Train_HuberOrPoisson_HasNoNoiseToEstimate()
    {
        (Matrix<T> X, Matrix<T> Y) = Sine(80, 0.1);
        Network<T> huber = Network.Create<T>(1, 1, Loss.Huber(0.5), new Dense(4, Activation.Tanh), new Dense(1, Activation.Identity));
        Fit(X, Y, huber).Evidence!.NoiseVariance.Should().Be(1);
        huber.Cost(huber.Forward(X), Y).Should().BeLessThan(0.1);

        Network<T> poisson = Network.Create<T>(1, 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Exponential));
        Matrix<T> counts = Y.Map(y => T.Round(T.CreateTruncating(20) * T.Exp(y)));
        TrainingHistory history = Fit(X, counts, poisson);
        history.Evidence!.NoiseVariance.Should().Be(1);
        history.FinalCost.Should().BeNegative();
        Variance(poisson.Predict(X)).Should().BeGreaterThan(50);
    }

    private static Network<T> Regression(int inputs, int units) => Network.Create<T>(inputs, 1, new Dense(units, Activation.Tanh), new Dense(1, Activation.Identity));

    private static (Matrix<T> X, Matrix<T> Y) Sine(int samples, double noise)
    {
        Matrix<double> X = new NumPyRandom(1).Rand<double>(1, samples) * 2 - 1;
        return (X.As<T>(), (X.Map(x => Math.Sin(4 * x)) + new NumPyRandom(2).Randn<double>(1, samples) * noise).As<T>());
    }

    private static TrainingHistory Fit(Matrix<T> X, Matrix<T> Y, Network<T> network)
    {
        TrainingHistory history = network.Train(X, Y, Options);
        history.StopReason.Should().Be(StopReason.Converged);
        double.IsFinite(history.Evidence!.LogEvidence).Should().BeTrue();
        return history;
    }

    /// <summary>What is estimated at a network's parameters with the given α and β.</summary>
    private static Evidence OneEstimate(JsonElement parameters, JsonElement golden, Loss loss)
    {
        Network<T> network = SecondOrder.Network<T>(parameters, loss);
        Trainer<T> trainer = new(network, Options);
        double[] alpha = golden.GetProperty("alpha").Numbers();
        trainer.Minimizer.TryRestore(0, new Dictionary<string, double[]>
        {
            ["damping"] = [0, 2, 0, 0], ["alpha"] = alpha, ["effective"] = new double[alpha.Length], ["evidence"] = [golden.GetProperty("beta").GetDouble(), 0, 0, double.MinValue, 0],
        }).Should().BeTrue();
        trainer.SetBatch(golden.GetProperty("X").Matrix().As<T>(), golden.GetProperty("Y").Matrix().As<T>(), null);
        trainer.Begin(default);
        trainer.Minimizer.Evaluate();
        trainer.Minimizer.Move(new TrainingPosition(0, 0, 1, 1, []));
        return trainer.Minimizer.Evidence!;
    }

    private static double Variance(Matrix<T> row)
    {
        double[] values = Array.ConvertAll(row.ToColumnMajorArray(), double.CreateTruncating);
        double mean = values.Average();
        return values.Average(x => (x - mean) * (x - mean));
    }
}
