using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LayerOptionsInDouble : LayerOptionTests<double>;

public sealed class LayerOptionsInFloat : LayerOptionTests<float>;

/// <summary>Batch normalization, dropout and residual connections: what they do in training, what in prediction, and what is refused.</summary>
public abstract partial class LayerOptionTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dense Output = new(3, Activation.Softmax);
    private static readonly Dense Hidden = new(6, Activation.Tanh);
    private static readonly Dense Normalized = Hidden with { BatchNormalization = new() };
    private static readonly Dense Dropped = Hidden with { Dropout = 0.25 };
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<double>(4, 60).As<T>();
    private readonly Matrix<T> Y = OneHot.Encode<T>([.. Enumerable.Range(0, 60).Select(j => j * j % 7 % 3)], 3);

    [Fact]
    public void ToString_Options_AreTold()
    {
        string precision = typeof(T) == typeof(float) ? "float" : "double";
        Network<T> network = Network.Create<T>(
            4, 1, new Dense(4, Activation.ReLU) { BatchNormalization = new(), Dropout = 0.2, Residual = true }, new Dense(5, Activation.Tanh) { Dropout = 0.5 },
            new Dense(3, Activation.Softmax) { BatchNormalization = new() });
        network.Summary.Should().Be(
            "4-4-5-3, ReLU + batch normalization + dropout 0.2 + residual, tanh + dropout 0.5, softmax + batch normalization; " +
            $"categorical cross-entropy; 77 parameters in {precision}");
        network.ToString().Should().Be(string.Join('\n', [
            $"Network of {precision}: 4-4-5-3, categorical cross-entropy, 77 parameters",
            "layer  units  activation  options                                     W      b      γ, β   parameters",
            "    0      4  input",
            "    1      4  ReLU        batch normalization, dropout 0.2, residual  4 × 4  4 × 1  4 × 1          28",
            "    2      5  tanh        dropout 0.5                                 5 × 4  5 × 1                 25",
            "    3      3  softmax     batch normalization                         3 × 5  3 × 1  3 × 1          24"]));
        Network<T> residual = Create(Hidden, Hidden with { Residual = true });
        residual.Summary.Should().StartWith("4-6-6-3, tanh, tanh + residual, softmax; ");
        residual.ToString().Should().Contain(
            "\nlayer  units  activation  options   W      b      parameters\n").And.Contain("\n    2      6  tanh        residual  6 × 6  6 × 1          42\n");
    }

    [Fact]
    public void Create_Options_HaveTheirMatrices()
    {
        Network<T> network = Create(Normalized, Dropped);
        network.ParameterCount.Should().Be((4 * 6 + 6 + 6 + 6) + (6 * 6 + 6) + (6 * 3 + 3));
        network.Gamma[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.One, 6));
        network.Beta[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.Zero, 6));
        network.RunningMean[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.Zero, 6));
        network.RunningVariance[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.One, 6));
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        foreach (int l in (int[])[2, 3])
        {
            new object?[] { network.Gamma[l], network.Beta[l], network.RunningMean[l], network.RunningVariance[l], gradients.dGamma[l], gradients.dBeta[l], pass.ZNorm[l], pass.ZTilde[l] }
                .Should().OnlyContain(matrix => matrix == null);
        }

        (pass.D[1], pass.D[3]).Should().Be((null, null));
        (pass.D[2]!.RowCount, pass.D[2]!.ColumnCount, pass.ZNorm[1]!.RowCount, pass.ZTilde[1]!.ColumnCount).Should().Be((6, 60, 6, 60));
        (gradients.dGamma[1]!.RowCount, gradients.dBeta[1]!.RowCount).Should().Be((6, 6));
        FluentActions.Invoking(() => network.RunningMean[4]).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("RunningMean[l] exists for the layers 1 to 3, but l is 4.*");
    }

    [Fact]
    public void Forward_EveryOption_FollowsTheEquations()
    {
        Dense hidden = new(4, Activation.Tanh) { BatchNormalization = new(epsilon: 0.01), Dropout = 0.25, Residual = true };
        Network<T> network = Create(hidden);
        network.Gamma[1]!.Add(T.CreateTruncating(0.5), network.Gamma[1]!);
        network.Beta[1]!.Subtract(T.CreateTruncating(0.2), network.Beta[1]!);
        ForwardPass<T> pass = network.Forward(X);
        Matrix<double> Z = Double(pass.Z[1]), N = Double(pass.ZNorm[1]!), tilde = Double(pass.ZTilde[1]!), A = Double(pass.A[1]), D = Double(pass.D[1]!);
        for (int i = 0; i < 4; i++)
        {
            double mean = Z.Row(i).Average(), variance = Z.Row(i).Average(z => (z - mean) * (z - mean));
            for (int j = 0; j < 60; j++)
            {
                N[i, j].Should().BeApproximately((Z[i, j] - mean) / Math.Sqrt(variance + 0.01), Tolerance);
                tilde[i, j].Should().BeApproximately(1.5 * N[i, j] - 0.2, Tolerance);
                A[i, j].Should().BeApproximately(Math.Tanh(tilde[i, j]) * D[i, j] + Double(X)[i, j], Tolerance);
            }
        }

        D.Enumerate().Distinct().Should().BeEquivalentTo([0, double.CreateTruncating(T.CreateTruncating(1 / 0.75))]);
    }

    [Fact]
    public void Predict_WithDropout_IsThatOfTheNetworkWithoutIt()
    {
        Network<T> dropped = Create(Dropped, Dropped), without = Create(Hidden, Hidden);
        dropped.Predict(X).Should().Be(without.Predict(X));
        dropped.Forward(X).A[3].Should().NotBe(without.Forward(X).A[3]);
    }

    /// <summary>Behind a linear layer, the mean over the masks is what prediction gives.</summary>
    [Fact]
    public void Forward_ManyMasks_AverageToThePrediction()
    {
        const int Masks = 50_000;
        Network<T> network = Network.Create<T>(4, 1, new Dense(20, Activation.Identity) { Dropout = 0.4 }, new Dense(2, Activation.Identity));
        Matrix<T> same = Matrix<T>.Build.Dense(4, Masks, (i, _) => X[i, 0]);
        Matrix<double> outputs = Double(network.Forward(same).A[2]), predicted = Double(network.Predict(same));
        for (int i = 0; i < 2; i++)
        {
            double mean = outputs.Row(i).Average(), deviation = Math.Sqrt(outputs.Row(i).Average(a => (a - mean) * (a - mean)));
            deviation.Should().BeGreaterThan(0.01);
            mean.Should().BeApproximately(predicted[i, 0], 4 * deviation / Math.Sqrt(Masks));
        }
    }

    [Fact]
    public void Forward_WithDropout_DrawsANewMaskEveryTime()
    {
        Network<T> network = Create(Dropped, Dropped), same = Create(Dropped, Dropped);
        ForwardPass<T> first = network.Forward(X), second = network.Forward(X);
        second.D[1].Should().NotBe(first.D[1]);
        first.D[2].Should().NotBe(first.D[1]);
        Matrix<T> before = first.D[1]!.Clone();
        network.Forward(X, first).D[1].Should().NotBe(before);

        // The masks follow from the network's seed, and those of a copy begin anew.
        same.Forward(X).D[1].Should().Be(before);
        network.Copy<T>().Forward(X).D[1].Should().Be(before);
        Matrix<double> otherPrecision = network.Copy<double>().Forward(Double(X)).D[1]!;
        otherPrecision.Enumerate().Select(d => d == 0).Should().Equal(before.Enumerate().Select(d => d == T.Zero));
    }

    [Fact]
    public void Propagate_InParts_MakesTheSameMasks()
    {
        Network<T> network = Create(Dropped, Dropped with { Residual = true });
        ForwardPass<T> pass = network.Forward(X);
        Matrix<T> whole = pass.A[3].Clone(), mask = pass.D[2]!.Clone();
        pass.A[3].Clear();
        pass.D[2]!.Clear();
        foreach ((int first, int count) in new[] { (37, 23), (0, 1), (1, 36) })
        {
            network.Propagate(pass, first, count);
        }

        pass.D[2].Should().Be(mask);
        pass.A[3].Should().Be(whole);
    }

    [Fact]
    public void RunningAverages_ForwardAndBackward_DoNotChangeThem_UpdateAndTrainDo()
    {
        Network<T> network = Create(Normalized, Normalized with { BatchNormalization = new(momentum: 0.25) });
        T[][] before = Array.ConvertAll(network.State, array => (T[])array.Clone());
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        network.Predict(X);
        network.State.Zip(before).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
        network.Update(gradients, 0.1);
        for (int l = 1; l <= 2; l++)
        {
            double momentum = l == 1 ? 0.1 : 0.25;
            Matrix<double> Z = Double(pass.Z[l]);
            for (int i = 0; i < 6; i++)
            {
                double mean = Z.Row(i).Average(), variance = Z.Row(i).Average(z => (z - mean) * (z - mean));
                double.CreateTruncating(network.RunningMean[l]![i, 0]).Should().BeApproximately(momentum * mean, Tolerance);
                double.CreateTruncating(network.RunningVariance[l]![i, 0]).Should().BeApproximately(1 - momentum + momentum * variance, Tolerance);
            }
        }

        Matrix<T> mean1 = network.RunningMean[1]!.Clone();
        network.Train(X, Y, new TrainingOptions { Epochs = 1 });
        network.RunningMean[1].Should().NotBe(mean1);
    }

    [Fact]
    public void RunningAverages_OfOneSampleThatCounts_StayAsTheyAre()
    {
        Network<T> network = Create(Normalized);
        network.Update(network.Backward(network.Forward(X), Y), 0.1);
        Matrix<T> mean = network.RunningMean[1]!.Clone(), variance = network.RunningVariance[1]!.Clone(), W = network.W[2].Clone();
        Matrix<T> one = X.SubMatrix(0, 4, 0, 1), itsLabel = Y.SubMatrix(0, 3, 0, 1);
        network.Update(network.Backward(network.Forward(one), itsLabel), 0.1);
        network.W[2].Should().NotBe(W);
        (network.RunningMean[1], network.RunningVariance[1]).Should().Be((mean, variance));
        new Trainer<T>(network).TrainStep(X.SubMatrix(0, 4, 0, 3), Y.SubMatrix(0, 3, 0, 3), [0, 2, 0]);
        (network.RunningMean[1], network.RunningVariance[1]).Should().Be((mean, variance));
        new Trainer<T>(network).TrainStep(X.SubMatrix(0, 4, 0, 3), Y.SubMatrix(0, 3, 0, 3), [0, 2, 1]);
        network.RunningMean[1].Should().NotBe(mean);
    }

    /// <summary>With the averages of these very samples, prediction is the forward propagation of training.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(700)]
    public void Predict_WithTheAveragesOfTheBatch_IsTheForwardPassBitForBit(int samples)
    {
        Dense last = Normalized with { BatchNormalization = new(momentum: 1) };
        Network<T> network = Create(last, last with { Residual = true }, last with { Residual = true, Activation = Activation.ReLU });
        Matrix<T> inputs = new NumPyRandom(2).Randn<double>(4, samples).As<T>();
        Matrix<T> labels = OneHot.Encode<T>([.. Enumerable.Range(0, samples).Select(j => j % 3)], 3);
        ForwardPass<T> pass = network.Forward(inputs);
        network.Predict(inputs).Should().NotBe(pass.A[4]);
        network.UpdateAverages(network.Backward(pass, labels));
        network.Predict(inputs).Should().Be(pass.A[4]);
        T[] yHat = new T[3];
        network.Predict(inputs.Column(1).ToArray(), yHat);
        yHat.Should().Equal(pass.A[4].Column(1));
    }

    [Fact]
    public void Train_FullBatch_IsTheStudentsLoopBitForBit()
    {
        Network<T> student = Create(Normalized, Normalized with { Residual = true }), network = student.Copy<T>();
        List<double> costs = [];
        for (int i = 0; i < 20; i++)
        {
            ForwardPass<T> pass = student.Forward(X);
            costs.Add(student.Cost(pass, Y));
            student.Update(student.Backward(pass, Y), learningRate: 0.3);
        }

        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(0.3), Epochs = 20, BatchSize = TrainingOptions.FullBatch });
        history.Costs.Should().Equal(costs);
        network.State.Zip(student.State).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Fact]
    public void Train_LastBatchOfOneSample_GoesOn()
    {
        Network<T> network = Create(Normalized with { Dropout = 0.1 });
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Epochs = 30, BatchSize = 59 });
        history.FinalCost.Should().BeLessThan(history.Costs[0]);
    }

    [Fact]
    public void Train_Diverging_RestoresTheRunningAveragesToo()
    {
        Network<T> network = Create(Normalized);
        network.Train(X, Y, new TrainingOptions { Epochs = 2 });
        T[][] before = Array.ConvertAll(network.State, array => (T[])array.Clone());
        double rate = typeof(T) == typeof(float) ? 3e38 : 1e308;
        network.Invoking(n => n.Train(X * T.CreateTruncating(100), Y, new TrainingOptions { Optimizer = new GradientDescent(rate), Epochs = 3, BatchSize = TrainingOptions.FullBatch }))
            .Should().Throw<TrainingDivergedException>();
        network.State.Zip(before).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
    }

    [Fact]
    public void Train_EarlyStopping_RestoresTheRunningAveragesOfTheBestEpoch()
    {
        Network<T> network = Create(Normalized);
        Matrix<T> XTest = new NumPyRandom(5).Randn<double>(4, 30).As<T>(), YTest = OneHot.Encode<T>([.. Enumerable.Range(0, 30).Select(j => j % 3)], 3);
        TrainingHistory history = network.Train(
            X, Y, new TrainingOptions { Optimizer = new Adam(0.03), Epochs = 200, EarlyStopping = new EarlyStopping(patience: 15) }, validation: (XTest, YTest));
        history.StopReason.Should().Be(StopReason.EarlyStopping);
        network.Loss.Cost(network.Predict(XTest), YTest).Should().BeApproximately(history.ValidationCosts[history.BestEpoch!.Value - 1], Tolerance);
    }

    [Fact]
    public void Train_WithDropout_FollowsTheTrainingsSeed()
    {
        TrainingOptions options = new() { Epochs = 3, BatchSize = TrainingOptions.FullBatch, Seed = 5 };
        Network<T> network = Create(Dropped), same = network.Copy<T>(), other = network.Copy<T>();

        // Masks that the student draws are none of the training's.
        same.Forward(X);
        network.Train(X, Y, options);
        same.Train(X, Y, options);
        other.Train(X, Y, options with { Seed = 6 });
        same.W[1].Should().Be(network.W[1]);
        other.W[1].Should().NotBe(network.W[1]);
    }

    [Fact]
    public void Copy_InEitherPrecision_HasAllThatTrainingChanges()
    {
        Network<T> network = Create(Normalized);
        network.Train(X, Y, new TrainingOptions { Epochs = 5 });
        Network<double> copy = network.Copy<double>();
        copy.Gamma[1]!.As<T>().Should().Be(network.Gamma[1]).And.NotBe(Create(Normalized).Gamma[1]);
        copy.Beta[1]!.As<T>().Should().Be(network.Beta[1]);
        copy.RunningMean[1]!.As<T>().Should().Be(network.RunningMean[1]);
        copy.RunningVariance[1]!.As<T>().Should().Be(network.RunningVariance[1]);
        network.Copy<T>().Predict(X).Should().Be(network.Predict(X));
        T first = network.Gamma[1]![0, 0];
        copy.Gamma[1]!.Clear();
        network.Gamma[1]![0, 0].Should().Be(first);
    }

    private static double Tolerance => typeof(T) == typeof(float) ? 2e-6 : 1e-14;

    private static Network<T> Create(params Dense[] hidden) => Network.Create<T>(4, 3, [.. hidden, Output]);

    private static Matrix<double> Double(Matrix<T> matrix) => ColumnMajor.Convert<T, double>(matrix);
}
