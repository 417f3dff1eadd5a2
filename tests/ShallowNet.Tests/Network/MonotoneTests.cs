using System.Numerics;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MonotoneInDouble : MonotoneTests<double>;

public sealed class MonotoneInFloat : MonotoneTests<float>;

/// <summary>Networks that are monotone in some inputs are so everywhere, to the last bit: as drawn, after any step of a training, averaged, copied and saved.</summary>
public abstract class MonotoneTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Activation[] Straight = [Activation.ReLU, Activation.LeakyReLU(0.2), Activation.Identity];

    private static readonly Gen<Case> Cases =
        from seed in Gen.Int[0, 1_000_000]
        from inputs in Gen.Int[1, 5]
        from directions in Gen.Int[-1, 1].Array[inputs]
        from units in Gen.Int[1, 40].Array[0, 3]
        from activation in Gen.Int[0, 2]
        from outputs in Gen.Int[1, 3]
        from samples in Gen.Int[2, 40]
        from pieces in Gen.Bool
        select new Case(seed, directions, units, Straight[activation], outputs, samples, pieces);

    public static TheoryData<Optimizer> GradientOptimizers => [.. TestNetworks.Optimizers.Values.OfType<GradientOptimizer>()];

    [Fact]
    public void Network_AsDrawnAndAfterTraining_NeverGoesTheWrongWay() => Cases.Sample(
        c =>
        {
            (Network<T> network, Matrix<T> X, Matrix<T> Y) = c.Create();
            CheckOrder(network, c);
            network.Train(X, Y, new TrainingOptions { Optimizer = new Adam(0.05), Epochs = 4, BatchSize = 8, Seed = c.Seed, L2 = 0.1 });
            CheckOrder(network, c);
            network.Update(network.Backward(network.Forward(X), Y), learningRate: 0.5);
            CheckOrder(network, c);
            network.InitializeFrom(X, c.Seed);
            CheckOrder(network, c);
            CheckOrder(network.Copy<float>(), c);
            CheckOrder(network.Copy<double>(), c);
        },
        iter: 300);

    /// <summary>The order is looked at so closely that one weight of the wrong sign is found.</summary>
    [Fact]
    public void Order_OfANetworkWithOneWeightOfTheWrongSign_IsNotKept()
    {
        Case c = new(1, [1, 0], [6, 6], Activation.ReLU, 1, 5, InPieces: false);
        Network<T> network = c.Create().Network;
        CheckOrder(network, c);
        network.W[1][0, 0] = T.CreateTruncating(-100);
        network.Bounds!.AreKept.Should().BeFalse();
        FluentActions.Invoking(() => CheckOrder(network, c)).Should().Throw<Exception>().WithMessage("*output 0 of pair*");
    }

    [Fact]
    public void Average_OfMonotoneNetworks_IsMonotone() => Cases.Sample(
        c =>
        {
            (Network<T> first, Matrix<T> X, Matrix<T> Y) = (c with { Units = Array.ConvertAll(c.Units, units => 2 * units) }).Create();
            Network<T>[] members = [first, first.Copy<T>(), first.Copy<T>()];
            members[1].InitializeFrom(X, c.Seed);
            members[2].Train(X, Y, new TrainingOptions { Epochs = 2, BatchSize = 8 });
            Network<T> average = Network.Average(members, [0.5, 0, 0.7]);
            (average.Bounds?.AreKept ?? Array.TrueForAll(c.Directions, direction => direction == 0)).Should().BeTrue();
            CheckOrder(average, c);
        },
        iter: 100);

    [Theory, MemberData(nameof(GradientOptimizers))]
    public void Train_ByEveryGradientOptimizer_KeepsTheSigns(Optimizer optimizer)
    {
        Case c = new(1, [1, -1, 0], [12, 7], Activation.Tanh, 1, 60, InPieces: false);
        (Network<T> network, Matrix<T> X, Matrix<T> Y) = c.Create();
        network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 20, BatchSize = 16 });
        network.Bounds!.AreKept.Should().BeTrue();
        Array.ConvertAll(network.W[2].ToColumnMajorArray(), T.Sign).Should().Contain([-1, 1]);

        // What may do as it likes does.
        Array.ConvertAll(network.W[1].Column(2).ToArray(), T.Sign).Should().Contain([-1, 1]);
    }

    [Fact]
    public void Train_OnWhatFalls_LearnsNothingOfARisingInput()
    {
        Matrix<T> X = new NumPyRandom(3).Randn<T>(1, 200);
        Network<T> network = Network.Create<T>(inputs: 1, seed: 1, new Dense(8, Activation.ReLU) { Monotone = [1] }, new Dense(1, Activation.Identity));
        network.Train(X, -X, new TrainingOptions { Optimizer = new Adam(0.02), Epochs = 200, BatchSize = 50 });
        Matrix<T> answers = network.Predict(X);
        double.CreateTruncating(answers.Enumerate().Max() - answers.Enumerate().Min()).Should().BeLessThan(0.05);
    }

    [Fact]
    public void Backward_OfAMonotoneNetwork_AgreesWithCentralDifferences()
    {
        Case c = new(5, [1, -1, 0], [6, 5], Activation.Tanh, 2, 12, InPieces: true);
        Network<double> network = c.Create().Network.Copy<double>();
        GradientCheck.Run(network, new NumPyRandom(1).Randn<double>(3, 12), new NumPyRandom(2).Randn<double>(2, 12), epsilon: 1e-6).WorstError.Should().BeLessThanOrEqualTo(1e-6);
    }

    [Fact]
    public void Create_DrawnWeights_HaveTheMagnitudesOfAFreeNetwork()
    {
        Dense first = new(6, Activation.ReLU), last = new(2, Activation.Identity);
        Network<T> free = Network.Create<T>(inputs: 3, seed: 4, first, last), monotone = Network.Create<T>(inputs: 3, seed: 4, first with { Monotone = [1, 0, -1] }, last);
        for (int l = 1; l <= 2; l++)
        {
            monotone.W[l].PointwiseAbs().Should().Be(free.W[l].PointwiseAbs());
        }

        monotone.W[1].Column(1).Should().Equal(free.W[1].Column(1));
        for (int unit = 0; unit < 6; unit++)
        {
            int sign = unit % 2 == 0 ? 1 : -1;
            T.Sign(monotone.W[1][unit, 0]).Should().Be(sign);
            T.Sign(monotone.W[1][unit, 2]).Should().Be(-sign);
            T.Sign(monotone.W[2][0, unit]).Should().Be(sign);
        }

        free.Bounds.Should().BeNull();
        Network.Create<T>(inputs: 3, seed: 4, first with { Monotone = [0, 0, 0] }, last).W[2].Should().Be(free.W[2], "nothing is asked");
    }

    [Fact]
    public void SavedNetwork_IsLoadedWithItsDirections_AndStaysMonotone()
    {
        Case c = new(5, [1, -1, 0], [6, 5], Activation.ReLU, 1, 30, InPieces: true);
        (Network<T> network, Matrix<T> X, Matrix<T> Y) = c.Create();
        using MemoryStream stream = new();
        network.Save(stream);
        stream.Position = 0;
        Network<T> loaded = Network.Load<T>(stream);
        loaded.Layers[1].Should().Be(network.Layers[1]);
        loaded.W.Should().Equal(network.W);
        loaded.Train(X, Y, new TrainingOptions { Epochs = 3 });
        CheckOrder(loaded, c);
    }

    [Fact]
    public void SavedNetwork_WithAWeightOfTheWrongSign_IsRefused()
    {
        (Network<T> network, _, _) = new Case(5, [1], [4], Activation.ReLU, 1, 5, InPieces: false).Create();
        network.W[1][0, 0] = -T.One;
        using MemoryStream stream = new();
        network.Save(stream);
        stream.Position = 0;
        FluentActions.Invoking(() => Network.Load<T>(stream)).Should().Throw<ModelFileException>()
            .WithMessage("The file's network must have weights of the signs that make it monotone, as its description says, but has others.");
    }

    [Fact]
    public void ExportedNetwork_InCSharp_GivesTheSameBits_AndOnnxTheSameNumbers()
    {
        (Network<T> network, Matrix<T> X, Matrix<T> Y) = new Case(5, [1, -1, 0], [12, 7], Activation.ReLU, 2, 40, InPieces: true).Create();
        network.Train(X, Y, new TrainingOptions { Epochs = 3 });
        ExportedClass<T> exported = new(network.ExportCSharp("Exported"));
        T[] yHat = new T[2];
        Matrix<T> answers = network.Predict(X);
        for (int j = 0; j < X.ColumnCount; j++)
        {
            exported.Predict(X.Column(j).ToArray(), yHat);
            yHat.Should().Equal(answers.Column(j));
        }

        using OnnxSession session = new(OnnxSession.Export(network.ExportOnnx), optimized: true);
        OnnxSession.Error(session.Run(X), answers).Should().BeLessThan(1e-5);
    }

    [Fact]
    public void Create_WhatCannotBeMonotone_IsRefused()
    {
        Dense first = new(4, Activation.ReLU) { Monotone = [1, 0] }, last = new(1, Activation.Identity);
        Refuses("A monotone network must have activations that never fall, such as ReLU, tanh and sigmoid, but layer 1 has GELU.*", first with { Activation = Activation.GELU }, last);
        Refuses("A monotone network must have activations that never fall, such as ReLU, tanh and sigmoid, but layer 2 has softmax.*", first, new Dense(3, Activation.Softmax));
        Refuses("*but layer 1 has leaky ReLU (-0.5).*", first with { Activation = Activation.LeakyReLU(-0.5) }, last);
        Refuses("A monotone network must have nothing that may turn a unit around, but layer 1 has batch normalization.*", first with { BatchNormalization = new() }, last);
        Refuses("A monotone network must have nothing that may turn a unit around, but layer 1 has a learned mix.*", first with { LearnedMix = true }, last);
        Refuses("A monotone network must have nothing that may turn a unit around, but layer 2 has input factors.*", first, last with { InputFactors = true });
        Refuses("A monotone network must have residual connections between hidden layers only, but layer 1 has one.*", first with { Units = 2, Residual = true }, last);
        Refuses("A monotone network must have residual connections between hidden layers only, but layer 2 has one.*", first, last with { Units = 4, Residual = true });
        Refuses(
            "A monotone network must have no embedding but of the first layer, and of monotone inputs piecewise-linear ones only, but layer 1 has periodic*",
            first with { Embedding = Embedding.Of(Embedding.Periodic(), Embedding.Pass) }, last);
        Refuses("*but layer 2 has piecewise linear(1)*", first, last with { Embedding = Embedding.PiecewiseLinear(0, 1) });
        Refuses("Monotone must be given for layer 1, from where it holds for all layers, but is for layer 2.*", first with { Monotone = null }, last with { Monotone = [1, 1, 1, 1] });
        Refuses("Monotone must have 2 numbers (one for each input), but has 3.*", first with { Monotone = [1, 0, 0] }, last);
        FluentActions.Invoking(() => first with { Monotone = [2, 0] }).Should().Throw<ArgumentException>().WithMessage("Monotone must be −1, 0 or 1 for each input, but has 2.*");

        // An input that may do as it likes may be embedded in any way, and hidden layers may be connected.
        Network.Create<T>(inputs: 2, seed: 1, first with { Embedding = Embedding.Of(Embedding.Pass, Embedding.Periodic()) }, new Dense(4, Activation.ReLU) { Residual = true }, last).Bounds.Should().NotBeNull();

        static void Refuses(string message, params Dense[] layers) =>
            FluentActions.Invoking(() => Network.Create<T>(inputs: 2, seed: 1, layers)).Should().Throw<ArgumentException>().WithMessage(message).WithParameterName(nameof(layers));
    }

    [Fact]
    public void Average_MonotoneMembersThatDoNotFit_AreRefused()
    {
        Network<T> odd = Of(5), even = Of(4);
        FluentActions.Invoking(() => Network.Average([even, odd])).Should().Throw<ArgumentException>()
            .WithMessage("Members that are monotone must have an even number of units in each hidden layer, so that units that rise and that fall take turns in the mean, too, but one has an odd number.*");
        FluentActions.Invoking(() => Network.Average([even, even], [1, -0.5])).Should().Throw<ArgumentException>()
            .WithMessage("Weights must be at least 0 for members that are monotone, but one is negative.*");

        static Network<T> Of(int units) => Network.Create<T>(inputs: 1, seed: 1, new Dense(units, Activation.ReLU) { Monotone = [1] }, new Dense(1, Activation.Identity));
    }

    [Fact]
    public void Trainer_ByAnOptimizerThatCannotKeepSigns_IsRefused()
    {
        Network<T> network = Network.Create<T>(inputs: 1, seed: 1, new Dense(4, Activation.Tanh) { Monotone = [1] }, new Dense(1, Activation.Identity));
        foreach (Optimizer optimizer in TestNetworks.Optimizers.Values.Where(optimizer => optimizer is not GradientOptimizer))
        {
            FluentActions.Invoking(() => new Trainer<T>(network, new TrainingOptions { Optimizer = optimizer })).Should().Throw<ArgumentException>()
                .WithMessage($"The optimizer of a monotone network must be a GradientOptimizer, such as Adam, after whose steps weights can be kept within bounds, but is {optimizer.Title}.*");
        }
    }

    /// <summary>Pairs that differ in one or all monotone inputs, near and very far: the second one is where no output may be lower.</summary>
    private static void CheckOrder<TOther>(Network<TOther> network, Case c)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        const int Pairs = 60;
        NumPyRandom random = new(c.Seed + 1);
        Matrix<double> below = random.Randn<double>(c.Directions.Length, Pairs), above = below.Clone(), steps = random.Rand<double>(c.Directions.Length, Pairs);
        for (int j = 0; j < Pairs; j++)
        {
            double size = (j % 6) switch { 0 => 1e-15, 1 => 1e-7, 2 => 0.1, 3 => 1, 4 => 100, _ => 1e6 }, place = (j % 5) switch { 0 => 1, 1 => 1e-3, 2 => 10, 3 => 1e4, _ => 1e6 };
            for (int i = 0; i < c.Directions.Length; i++)
            {
                below[i, j] *= place;
                above[i, j] = below[i, j] + c.Directions[i] * (j % 3 == 0 && i != j % c.Directions.Length ? 0 : size * steps[i, j]);
            }
        }

        Matrix<TOther> low = network.Predict(below.As<TOther>()), high = network.Predict(above.As<TOther>());
        for (int j = 0; j < Pairs; j++)
        {
            for (int k = 0; k < network.Outputs; k++)
            {
                (low[k, j] <= high[k, j]).Should().BeTrue($"output {k} of pair {j} of {c}: {low[k, j]} and {high[k, j]}");
            }
        }
    }

    /// <summary>A network and some samples of noise, of which it learns what it is not meant to know.</summary>
    private sealed record Case(int Seed, int[] Directions, int[] Units, Activation Activation, int Outputs, int Samples, bool InPieces)
    {
        public (Network<T> Network, Matrix<T> X, Matrix<T> Y) Create()
        {
            NumPyRandom random = new(Seed);
            Matrix<T> X = random.Randn<T>(Directions.Length, Samples), Y = random.Randn<T>(Outputs, Samples);
            Dense[] layers = [.. Units.Select(units => new Dense(units, Activation)), new Dense(Outputs, Activation.Identity)];
            layers[0] = layers[0] with { Monotone = Directions, Embedding = InPieces ? Embedding.PiecewiseLinear(X, 5) : null };
            return (Network.Create<T>(inputs: Directions.Length, seed: Seed, layers), X, Y);
        }

        public override string ToString() => $"seed {Seed}, directions {string.Join(' ', Directions)}, units {string.Join(' ', Units)}, {Activation}, {Outputs} outputs, {Samples} samples{(InPieces ? ", in pieces" : "")}";
    }
}
