using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Weights of samples and classes: a weight of 2 is the sample given twice, a weight of 0 the sample left out.</summary>
public sealed class SampleWeightTests
{
    private const int Samples = 24;
    private static readonly double[] Weights = [.. Enumerable.Range(0, Samples).Select(j => (double)(j * 3 % 4))];
    private static readonly int[] Repeated = [.. Weights.SelectMany((w, j) => Enumerable.Repeat(j, (int)w))];
    private static readonly int[] Labels = [.. Enumerable.Range(0, Samples).Select(j => j * j % 7 % 3)];
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, Samples);

    public static TheoryData<string, bool, double> Cases
    {
        get
        {
            TheoryData<string, bool, double> data = [];
            foreach (string loss in TestNetworks.Losses.Keys)
            {
                foreach (bool normalized in (bool[])[false, true])
                {
                    data.Add(loss, normalized, 0);
                    data.Add(loss, normalized, 0.5);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Train_Weights_AreRepetitions(string loss, bool normalized, double penalty)
    {
        (Network<double> weighted, Matrix<double> Y) = Create(loss, normalized);
        Network<double> repeated = weighted.Copy<double>();
        TrainingOptions options = new() { Optimizer = new Momentum(0.02), Epochs = 20, BatchSize = TrainingOptions.FullBatch, L2 = penalty, L1 = penalty / 2 };
        TrainingHistory expected = repeated.Train(ColumnMajor.Columns(X, Repeated), ColumnMajor.Columns(Y, Repeated), options);
        TrainingHistory history = weighted.Train(X, Y, options, Weights);
        SameState(weighted, repeated);
        history.Costs.Zip(expected.Costs).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= 1e-12 * pair.Second);
    }

    [Theory, MemberData(nameof(Cases))]
    public void TrainStep_Weights_AreRepetitions(string loss, bool normalized, double penalty)
    {
        (Network<double> weighted, Matrix<double> Y) = Create(loss, normalized);
        Network<double> repeated = weighted.Copy<double>();
        TrainingOptions options = new() { Optimizer = new GradientDescent(0.02), L2 = penalty };
        Trainer<double> first = new(weighted, options), second = new(repeated, options);
        for (int i = 0; i < 20; i++)
        {
            double J = first.TrainStep(X, Y, Weights);
            J.Should().BeApproximately(second.TrainStep(ColumnMajor.Columns(X, Repeated), ColumnMajor.Columns(Y, Repeated)), 1e-12 * J);
        }

        SameState(weighted, repeated);
    }

    [Fact]
    public void Train_AnyMultipleOfTheWeights_IsTheSame()
    {
        (Network<double> network, Matrix<double> Y) = Create("categorical", normalized: true);
        Network<double> other = network.Copy<double>(), equal = network.Copy<double>(), none = network.Copy<double>();
        TrainingOptions options = new() { Epochs = 5, BatchSize = 7 };
        network.Train(X, Y, options, Weights);
        other.Train(X, Y, options, [.. Weights.Select(w => 8 * w)]);
        SameState(other, network);
        equal.Train(X, Y, options, [.. Enumerable.Repeat(3.0, Samples)]);
        none.Train(X, Y, options);
        SameState(equal, none);
        none.W[1].Should().NotBe(network.W[1]);
    }

    [Fact]
    public void Train_BatchesOfWeight0_ChangeNothing()
    {
        (Network<double> network, Matrix<double> Y) = Create("categorical", normalized: true);
        Network<double> alone = network.Copy<double>();
        TrainingOptions options = new() { Optimizer = new GradientDescent(0.1), Epochs = 1, BatchSize = 12, Shuffle = false };

        // The mean weight of all samples is that of the first batch's halved.
        network.Train(X, Y, options, [.. Enumerable.Range(0, Samples).Select(j => j < 12 ? 1.0 : 0)]);
        alone.Train(X.SubMatrix(0, 3, 0, 12), Y.SubMatrix(0, 3, 0, 12), options with { Optimizer = new GradientDescent(0.2) });
        SameState(network, alone);
    }

    [Fact]
    public void ClassWeights_OfEveryKind_AreSampleWeights()
    {
        (Network<double> network, Matrix<double> Y) = Create("categorical", normalized: true);
        int[] counts = [.. Enumerable.Range(0, 3).Select(c => Labels.Count(label => label == c))];
        counts.Distinct().Count().Should().BeGreaterThan(1);
        TrainingOptions options = new() { Epochs = 5, BatchSize = 7, L2 = 0.3 };
        double[] perClass = [1, 4, 0.5];
        Same(ClassWeights.Given(perClass), null, j => perClass[Labels[j]]);
        Same(ClassWeights.Given(perClass), Weights, j => perClass[Labels[j]] * Weights[j]);
        Same(ClassWeights.Balanced, null, j => Samples / (3.0 * counts[Labels[j]]));
        Same(ClassWeights.Balanced, Weights, j => Samples / (3.0 * counts[Labels[j]]) * Weights[j]);

        void Same(ClassWeights classWeights, double[]? weights, Func<int, double> product)
        {
            Network<double> first = network.Copy<double>(), second = network.Copy<double>();
            first.Train(X, Y, options with { ClassWeights = classWeights }, weights);
            second.Train(X, Y, options, [.. Enumerable.Range(0, Samples).Select(product)]);
            SameState(first, second);
        }
    }

    [Fact]
    public void ClassWeights_OfOneRow_AreThoseOf0And1()
    {
        Network<double> network = Network.Create<double>(3, 1, new Dense(1, Activation.Sigmoid)), other = network.Copy<double>();
        Matrix<double> Y = Matrix<double>.Build.Dense(1, Samples, (_, j) => Labels[j] == 0 ? 1 : 0);
        TrainingOptions options = new() { Epochs = 5 };
        network.Train(X, Y, options with { ClassWeights = ClassWeights.Given(1, 3) });
        other.Train(X, Y, options, [.. Labels.Select(label => label == 0 ? 3.0 : 1)]);
        SameState(network, other);
    }

    [Fact]
    public void TrainBatches_WithWeights_TakesTheStepsOfTrainStep()
    {
        (Network<double> network, Matrix<double> Y) = Create("categorical", normalized: true);
        Network<double> other = network.Copy<double>();
        TrainingOptions options = new() { Epochs = 2, L2 = 0.1, ClassWeights = ClassWeights.Given(1, 2, 3) };
        Batch<double>[] batches = [.. Enumerable.Range(0, 3).Select(i => new Batch<double>(X.SubMatrix(0, 3, 8 * i, 8), Y.SubMatrix(0, 3, 8 * i, 8), Weights[(8 * i)..(8 * i + 8)]))];
        new Trainer<double>(network, options).TrainBatches(batches);
        Trainer<double> steps = new(other, options);
        foreach (Batch<double> batch in batches.Concat(batches))
        {
            steps.TrainStep(batch.X, batch.Y, batch.Weights);
        }

        network.State.Zip(other.State).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Fact]
    public void ClassWeights_AsValues_AreEqualAndReadable()
    {
        ClassWeights.Given(1, 2.5).Should().Be(ClassWeights.Given(1, 2.5)).And.NotBe(ClassWeights.Given(1, 2)).And.NotBe(ClassWeights.Balanced);
        ClassWeights.Given(1, 2.5).GetHashCode().Should().Be(ClassWeights.Given(1, 2.5).GetHashCode());
        ClassWeights.Given(1, 2.5).ToString().Should().Be("1, 2.5");
        ClassWeights.Balanced.ToString().Should().Be("balanced");
    }

    [Fact]
    public void Train_BadWeights_AreRefusedBeforeAnythingChanges()
    {
        (Network<double> network, Matrix<double> Y) = Create("categorical", normalized: false);
        Network<double> before = network.Copy<double>();
        Refused([1, 2], "weights must have 24 elements (one for each sample), but has 2.*");
        Refused(With(5, -1), "weights must be finite and at least 0, but weights[5] is -1.*");
        Refused(With(0, double.NaN), "weights must be finite and at least 0, but weights[0] is NaN.*");
        Refused(With(23, double.PositiveInfinity), "weights must be finite and at least 0, but weights[23] is *");
        Refused(new double[Samples], "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Refused([.. Enumerable.Repeat(double.MaxValue, Samples)], "weights must have a sum that is finite and greater than 0, but it is *");
        Fails(() => network.Train(X, Y, new() { ClassWeights = ClassWeights.Given(1, 0, 0) }, [.. Labels.Select(label => label == 0 ? 0.0 : 1)]), "weights must have a sum *, but it is 0.*");
        Fails(() => network.Train(X, Y, new() { ClassWeights = ClassWeights.Given(1, 2) }), "ClassWeights must have 3 weights (one for each class), but have 2.*");
        Fails(() => network.Train(X, Y, new() { ClassWeights = ClassWeights.Given(1) }), "ClassWeights must have 3 weights (one for each class), but has 1.*");
        Fails(() => network.Train(X, Y, new() { ValidationShare = 0.2 }, validation: (X, Y)), "validation must not be given beside a ValidationShare, but both are.*");
        Fails(() => network.Train(X, Y, validation: new Batch<double>(X, Y, [1])), "validation.Weights must have 24 elements (one for each sample), but has 1.*");
        Network<double> regression = Network.Create<double>(3, 1, new Dense(3, Activation.Identity));
        Fails(() => regression.Train(X, X, new() { ClassWeights = ClassWeights.Balanced }), "ClassWeights need classes: Y must have one row of 0 and 1, or one-hot columns (OneHot.Encode).*");
        Fails(() => regression.Train(X, X * 0, new() { ClassWeights = ClassWeights.Given(1, 1, 1) }), "ClassWeights need classes: *");
        Network<double> oneRow = Network.Create<double>(3, 1, new Dense(1, Activation.Sigmoid));
        Fails(() => oneRow.Train(X, Matrix<double>.Build.Dense(1, Samples, 0.5), new() { ClassWeights = ClassWeights.Balanced }), "ClassWeights need classes: *");
        Fails(() => ClassWeights.Given(), "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Fails(() => ClassWeights.Given(1, -2), "weights must be finite and at least 0, but weights[1] is -2.*");
        Fails(() => ClassWeights.Given(null!), "weights must not be null.*");
        foreach (Action action in (Action[])
            [
                () => new Trainer<double>(network, new() { ClassWeights = ClassWeights.Balanced }).TrainStep(X, Y),
                () => new Trainer<double>(network, new() { ClassWeights = ClassWeights.Balanced }).TrainBatches([(X, Y)]),
            ])
        {
            action.Should().Throw<InvalidOperationException>().WithMessage("ClassWeights.Balanced must have all samples at once: use Train(X, Y).");
        }

        SameState(network, before);

        void Refused(double[] weights, string message)
        {
            Fails(() => network.Train(X, Y, weights: weights), message);
            Fails(() => new Trainer<double>(network).TrainStep(X, Y, weights), message);
            Fails(() => new Trainer<double>(network).TrainBatches([new Batch<double>(X, Y, weights)]), message);
            Fails(() => GradientCheck.Run(network, X, Y, weights: weights), message);
        }

        static void Fails(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

        static double[] With(int place, double weight)
        {
            double[] weights = [.. Enumerable.Repeat(1.0, Samples)];
            weights[place] = weight;
            return weights;
        }
    }

    [Fact]
    public void Options_OfRegularization_RefuseBadValues()
    {
        foreach (double bad in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => new TrainingOptions { L1 = bad }, $"L1 must be finite and at least 0, but is {Require.Text(bad)}.*");
            Refused(() => new TrainingOptions { L2 = bad }, $"L2 must be finite and at least 0, but is {Require.Text(bad)}.*");
        }

        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => new TrainingOptions { ClipNorm = bad }, $"ClipNorm must be finite and greater than 0, but is {Require.Text(bad)}.*");
            Refused(() => new TrainingOptions { ClipValue = bad }, $"ClipValue must be finite and greater than 0, but is {Require.Text(bad)}.*");
        }

        static void Refused(Func<TrainingOptions> create, string message) => create.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    /// <summary>First each element is clipped, then all of them together.</summary>
    [Fact]
    public void Train_ClipValueAndClipNorm_ClipElementsFirst()
    {
        (Network<double> network, Matrix<double> Y) = Create("squared", normalized: true);
        Network<double> before = network.Copy<double>();
        Matrix<double>[] gradient = [.. GradientsOf(before).Select(g => g.Map(v => Math.Clamp(v, -0.02, 0.02)))];
        double norm = Math.Sqrt(gradient.Sum(g => g.Enumerate().Sum(v => v * v)));
        norm.Should().BeGreaterThan(0.03);
        TrainingHistory history = network.Train(
            X, Y, new() { Optimizer = new GradientDescent(1), Epochs = 1, BatchSize = TrainingOptions.FullBatch, ClipValue = 0.02, ClipNorm = 0.03 });
        history.Epochs[0].GradientNorm.Should().BeGreaterThan(norm, "it is the norm before clipping");
        Matrix<double>[] steps = [before.W[1] - network.W[1], before.Gamma[1]! - network.Gamma[1]!, before.Beta[1]! - network.Beta[1]!, before.W[2] - network.W[2], before.b[2] - network.b[2]];
        steps.Zip(gradient).Should().OnlyContain(pair => (pair.First - pair.Second * (0.03 / norm)).Enumerate().All(v => Math.Abs(v) < 1e-15));

        Matrix<double>[] GradientsOf(Network<double> of)
        {
            Gradients<double> g = of.Backward(of.Forward(X), Y);
            return [g.dW[1], g.dGamma[1]!, g.dBeta[1]!, g.dW[2], g.db[2]];
        }
    }

    private static (Network<double> Network, Matrix<double> Y) Create(string loss, bool normalized)
    {
        Activation output = loss switch
        {
            "crossEntropy" => Activation.Sigmoid,
            "categorical" => Activation.Softmax,
            "poisson" => Activation.Exponential,
            _ => Activation.Identity,
        };
        Dense hidden = new(5, Activation.Tanh) { BatchNormalization = normalized ? new() : null };
        return (Network.Create<double>(3, 4, TestNetworks.Losses[loss], hidden, new Dense(3, output)), OneHot.Encode<double>(Labels, 3));
    }

    private static void SameState(Network<double> actual, Network<double> expected)
    {
        for (int i = 0; i < actual.State.Length; i++)
        {
            double scale = Math.Max(1e-3, expected.State[i].Max(Math.Abs));
            actual.State[i].Zip(expected.State[i]).Max(pair => Math.Abs(pair.First - pair.Second)).Should().BeLessThanOrEqualTo(1e-12 * scale);
        }
    }
}
