using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What holds for any network and any samples.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<Case> Cases =
        from seed in Gen.Int[0, 1_000_000]
        from inputs in Gen.Int[1, 6]
        from hidden in Gen.Int[1, 20]
        from pair in Gen.OneOf(("sigmoid", "crossEntropy"), ("softmax", "categorical"), ("identity", "squared"), ("tanh", "squared"), ("softmax", "squared"))
        from outputs in Gen.Int[pair.Item1 == "softmax" ? 2 : 1, 5]
        from samples in Gen.Int[2, 40]
        from activation in Gen.OneOf("sigmoid", "tanh", "relu", "leakyRelu", "identity")
        select new Case(seed, inputs, hidden, outputs, samples, activation, pair.Item1, pair.Item2);

    [Fact]
    public void Gradient_OfTwoSetsTogether_IsTheWeightedMeanOfTheirs() => Gen.Select(Cases, Gen.Double[0.05, 0.95]).Sample((c, share) =>
    {
        (Network<double> network, Matrix<double> X, Matrix<double> Y) = c.Create();
        int first = Math.Clamp((int)(share * c.Samples), 1, c.Samples - 1), second = c.Samples - first;
        Gradients<double> all = network.Backward(network.Forward(X), Y);
        Gradients<double> one = Part(0, first), two = Part(first, second);
        for (int l = 1; l <= network.L; l++)
        {
            Close(all.dW[l], (one.dW[l] * first + two.dW[l] * second) / c.Samples);
            Close(all.db[l], (one.db[l] * first + two.db[l] * second) / c.Samples);
        }

        Gradients<double> Part(int from, int count) => network.Backward(
            network.Forward(X.SubMatrix(0, c.Inputs, from, count)), Y.SubMatrix(0, c.Outputs, from, count));
    });

    [Fact]
    public void Columns_Permuted_PermutePredictionsAndLeaveJ() => Cases.Sample(c =>
    {
        (Network<double> network, Matrix<double> X, Matrix<double> Y) = c.Create();
        int[] order = new NumPyRandom(c.Seed).Permutation(c.Samples);
        Matrix<double> permuted = ColumnMajor.Columns(X, order);
        network.Predict(permuted).Should().Be(ColumnMajor.Columns(network.Predict(X), order));
        double J = network.Cost(network.Forward(X), Y);
        network.Cost(network.Forward(permuted), ColumnMajor.Columns(Y, order)).Should().BeApproximately(J, 1e-13 * Math.Max(1, Math.Abs(J)));
    });

    [Fact]
    public void Prediction_OfASubset_IsTheSubsetOfThePrediction() => Cases.Sample(c =>
    {
        (Network<double> network, Matrix<double> X, _) = c.Create();
        Matrix<double> YHat = network.Predict(X);
        double[] single = new double[c.Outputs];
        for (int j = 0; j < c.Samples; j++)
        {
            network.Predict(X.Column(j).ToArray(), single);
            YHat.Column(j).Should().Equal(single);
        }
    });

    [Fact]
    public void MiniBatches_OfAnySize_NeverLoseASample() => Gen.Select(Cases, Gen.Int[1, 50]).Sample((c, batchSize) =>
    {
        // A learning rate this small leaves the parameters as they are to 1e-12, so that the epoch's cost is J if, and only if,
        // every sample was taken once.
        (Network<double> network, Matrix<double> X, Matrix<double> Y) = c.Create();
        double J = network.Cost(network.Forward(X), Y);
        TrainingHistory history = network.Train(X, Y, new TrainingOptions
        {
            Optimizer = new GradientDescent(1e-16), Epochs = 2, BatchSize = batchSize, Seed = c.Seed,
        });
        history.Costs.Should().OnlyContain(cost => Math.Abs(cost - J) <= 1e-11 * Math.Max(1, Math.Abs(J)));
    });

    [Fact]
    public void SameSeed_SameBits() => Gen.Select(Cases, Gen.Int[1, 50]).Sample((c, batchSize) =>
    {
        TrainingOptions options = new() { Epochs = 3, BatchSize = batchSize, Seed = c.Seed };
        (Network<double> one, Matrix<double> X, Matrix<double> Y) = c.Create();
        (Network<double> two, _, _) = c.Create();
        one.Train(X, Y, options);
        two.Train(X, Y, options);
        two.W.Should().Equal(one.W);
        two.b.Should().Equal(one.b);
    });

    [Fact]
    public void Split_AnyShare_LosesNoSample() => Gen.Select(Gen.Int[2, 200], Gen.Double[0.01, 0.99], Gen.Int[0, 1000]).Check(
        sample =>
        {
            (int m, double share, int seed) = sample;
            Matrix<double> Y = Matrix<double>.Build.Dense(1, m, (_, j) => j);
            if (Math.Ceiling(share * m) == m)
            {
                FluentActions.Invoking(() => Split.TrainTest(Y, Y, share, seed)).Should().Throw<ArgumentException>().WithMessage("A testShare of * must leave a sample to train on, *");
                return false;
            }

            var (train, test) = Split.TrainTest(Y, Y, share, seed);
            test.X.ColumnCount.Should().Be((int)Math.Ceiling(share * m));
            train.X.Row(0).Concat(test.X.Row(0)).Order().Should().Equal(Enumerable.Range(0, m).Select(j => (double)j));
            return true;
        },
        least: 0.8);

    private static void Close(Matrix<double> actual, Matrix<double> expected) =>
        (actual - expected).Enumerate().Max(Math.Abs).Should().BeLessThan(1e-13 * Math.Max(1, expected.Enumerate().Max(Math.Abs)));

    private sealed record Case(int Seed, int Inputs, int Hidden, int Outputs, int Samples, string Activation, string Output, string Loss)
    {
        public (Network<double> Network, Matrix<double> X, Matrix<double> Y) Create() => (
            Network.Create<double>(
                Inputs, Seed, TestNetworks.Losses[Loss],
                new Dense(Hidden, TestNetworks.Activations[Activation]), new Dense(Outputs, TestNetworks.Activations[Output])),
            new NumPyRandom(Seed).Randn<double>(Inputs, Samples),
            TestNetworks.Labels(Loss, Outputs, Samples, Seed));
    }
}
