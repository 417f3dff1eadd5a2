using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What is refused, and that nothing changes then.</summary>
public abstract partial class LayerOptionTests<T>
{
    [Fact]
    public void Descriptions_BadInput_AreRefused()
    {
        foreach (double bad in (double[])[-0.1, 1, double.NaN])
        {
            Refused(() => _ = Hidden with { Dropout = bad }, $"Dropout must be at least 0 and less than 1, but is {Require.Text(bad)}.*");
        }

        foreach (double bad in (double[])[0, -1, 1.5, double.NaN])
        {
            Refused(() => _ = new BatchNormalization(momentum: bad), $"Momentum must be greater than 0 and at most 1, but is {Require.Text(bad)}.*");
        }

        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => _ = new BatchNormalization(epsilon: bad), $"Epsilon must be finite and greater than 0, but is {Require.Text(bad)}.*");
        }

        Refused(
            () => Create(Hidden, new Dense(5, Activation.Tanh) { Residual = true }),
            "A layer with a residual connection must have as many units as there are before it, but layer 2 has 5 after 6.*");
        Refused(
            () => Create(Hidden with { Residual = true }),
            "A layer with a residual connection must have as many units as there are before it, but layer 1 has 6 after 4.*");
        Refused(
            () => Network.Create<T>(4, 1, Loss.SquaredError, Hidden, Dropped),
            "The last layer must have no dropout, since its units are the answer, but layer 2 has 0.25.*");
    }

    [Fact]
    public void Steps_OfANetworkWithOtherOptions_AreRefused()
    {
        Network<T> network = Create(Hidden, Hidden);
        foreach (Dense other in (Dense[])[Normalized, Dropped, Hidden with { Residual = true }, Hidden with { LearnedMix = true }])
        {
            Network<T> strange = Create(Hidden, other);
            ForwardPass<T> pass = strange.Forward(X);
            Gradients<T> gradients = strange.Backward(pass, Y);
            Refused(() => network.Cost(pass, Y), "The pass must be of a network of the sizes 4-6-6-3 and the same layer options, but is of another.*");
            Refused(() => network.Forward(X, pass), "The pass must be of a network of the sizes 4-6-6-3 and the same layer options, but is of another.*");
            Refused(() => network.Backward(pass, Y), "The pass must be of*");
            Refused(() => network.Backward(network.Forward(X), Y, gradients), "The gradients must be of a network of the sizes 4-6-6-3 and the same layer options, but are of another.*");
            Refused(() => network.Update(gradients, 1), "The gradients must be of*");
        }

        ForwardPass<T> own = Create(Normalized).Forward(X);
        Network<T> square = Network.Create<T>(6, 1, new Dense(6, Activation.Tanh) { BatchNormalization = new(), Dropout = 0.1 }, Output);
        ForwardPass<T> squarePass = square.Forward(own.A[1]);
        foreach (Matrix<T> inner in (Matrix<T>[])[squarePass.ZNorm[1]!, squarePass.ZTilde[1]!, squarePass.D[1]!])
        {
            Refused(() => square.Forward(inner, squarePass), "X must not be a matrix that the pass overwrites, but is one of its Z or A.*");
        }
    }

    [Fact]
    public void Train_OptionsThatContradictTheNetwork_AreRefusedBeforeAnythingChanges()
    {
        Network<T> normalized = Create(Normalized), dropped = Create(Dropped), plain = Create(Hidden);
        Matrix<T> before = normalized.W[1].Clone(), one = X.SubMatrix(0, 4, 0, 1), itsLabel = Y.SubMatrix(0, 3, 0, 1);
        Refused(() => normalized.Train(X, Y, new TrainingOptions { BatchSize = 1 }), "BatchSize must be at least 2 for batch normalization, but is 1.*");
        Refused(() => normalized.Train(one, itsLabel), "X must have at least 2 columns for batch normalization, but has 1.*");
        Refused(() => new Trainer<T>(normalized).TrainStep(one, itsLabel), "X must have at least 2 columns for batch normalization, but has 1.*");
        Refused(() => new Trainer<T>(normalized).TrainBatches([(one, itsLabel)]), "X must have at least 2 columns for batch normalization, but has 1.*");
        Refused(() => dropped.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs() }), "L-BFGS must have the true gradient *, but the network has dropout.*");
        Refused(() => plain.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(), ClipNorm = 1 }), "L-BFGS must have the true gradient *, but gradients are clipped.*");
        Refused(() => plain.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(), ClipValue = 1 }), "L-BFGS must have the true gradient *, but gradients are clipped.*");
        normalized.W[1].Should().Be(before);
        normalized.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 3, BatchSize = 1 }).FinalCost.Should().BeLessThan(2);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
