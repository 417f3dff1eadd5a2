using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class NetworkInDouble : NetworkTests<double>;

public sealed class NetworkInFloat : NetworkTests<float>;

public abstract class NetworkTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dense Hidden = new(4, Activation.Tanh);
    private static readonly Dense Output = new(1, Activation.Sigmoid);
    private readonly Network<T> network = Network.Create<T>(inputs: 2, seed: 2, Hidden, Output);
    private readonly Matrix<T> X = Datasets.Flower<T>(samples: 10, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Flower<T>(samples: 10, seed: 1).Y;

    [Fact]
    public void Create_Layers_HaveTheArticlesShapes()
    {
        Network<T> deep = Network.Create<T>(5, 1, new Dense(7, Activation.ReLU), new Dense(3, Activation.Tanh), new Dense(2, Activation.Softmax));
        (deep.L, deep.Inputs, deep.Outputs, deep.ParameterCount).Should().Be((3, 5, 2, 5 * 7 + 7 + 7 * 3 + 3 + 3 * 2 + 2));
        deep.W.Select(W => (W.RowCount, W.ColumnCount)).Should().Equal((7, 5), (3, 7), (2, 3));
        deep.b.Select(b => (b.RowCount, b.ColumnCount)).Should().Equal((7, 1), (3, 1), (2, 1));
        deep.b.SelectMany(b => b.Enumerate()).Should().AllBeEquivalentTo(T.Zero);
        deep.Layers[2].Activation.Should().Be(Activation.Tanh);
    }

    [Fact]
    public void ToString_IsATableOfTheLayers()
    {
        string precision = typeof(T) == typeof(float) ? "float" : "double";
        network.ToString().Should().Be(string.Join('\n', [
            $"Network of {precision}: 2-4-1, cross-entropy, 17 parameters",
            "layer  units  activation  W      b      parameters",
            "    0      2  input",
            "    1      4  tanh        4 × 2  4 × 1          12",
            "    2      1  sigmoid     1 × 4  1 × 1           5"]));
        Network.Create<T>(1234, 1, new Dense(128, Activation.LeakyReLU(0.2)), new Dense(1000, Activation.Identity)).ToString().Should().Be(string.Join('\n', [
            $"Network of {precision}: 1234-128-1000, squared error, 287080 parameters",
            "layer  units  activation        W            b         parameters",
            "    0   1234  input",
            "    1    128  leaky ReLU (0.2)   128 × 1234   128 × 1      158080",
            "    2   1000  identity          1000 × 128   1000 × 1      129000"]));
    }

    [Fact]
    public void Summary_TellsTheSameInOneLine() =>
        network.Summary.Should().Be($"2-4-1, tanh, sigmoid; cross-entropy; 17 parameters in {(typeof(T) == typeof(float) ? "float" : "double")}");

    [Fact]
    public void Create_FromAListOfLayers_IsTheSame()
    {
        List<Dense> layers = [Hidden, Output];
        Network.Create<T>(2, 2, layers).W[1].Should().Be(network.W[1]);
    }

    [Fact]
    public void Create_FloatAndDouble_DrawTheSameNumbers() =>
        network.W[1].Should().Be(Network.Create<double>(2, 2, Hidden, Output).W[1].As<T>());

    [Fact]
    public void Create_NoLoss_FollowsTheOutput()
    {
        Network.Create<T>(1, 0, new Dense(1, Activation.Sigmoid)).Loss.Should().Be(Loss.CrossEntropy);
        Network.Create<T>(1, 0, new Dense(2, Activation.Softmax)).Loss.Should().Be(Loss.CategoricalCrossEntropy);
        Network.Create<T>(1, 0, new Dense(1, Activation.Identity)).Loss.Should().Be(Loss.SquaredError);
        Network.Create<T>(1, 0, new Dense(1, Activation.Tanh)).Loss.Should().Be(Loss.SquaredError);
        Network.Create<T>(1, 0, Loss.SquaredError, new Dense(1, Activation.Sigmoid)).Loss.Should().Be(Loss.SquaredError);
    }

    [Fact]
    public void Create_BadInput_IsRefused()
    {
        Refused(() => Network.Create<T>(0, 1, Output), "inputs must be at least 1, but is 0.*");
        Refused(() => Network.Create<T>(2, -1, Output), "seed must be at least 0, but is -1.*");
        Refused(() => Network.Create<T>(2, 1), "A network must have at least one layer, but layers is empty.*");
        Refused(() => Network.Create<T>(2, 1, (IReadOnlyList<Dense>)null!), "layers must not be null.*");
        Refused(() => Network.Create<T>(2, 1, Hidden, null!), "Layer 2 must not be null.*");
        Refused(() => Network.Create<T>(2, 1, (Loss)null!, Output), "loss must not be null.*");
        Refused(
            () => Network.Create<T>(2, 1, new Dense(3, Activation.Softmax), Output),
            "The softmax activation must be in the last layer (2), but is in layer 1.*");
        Refused(
            () => Network.Create<T>(2, 1, Hidden, new Dense(1, Activation.Softmax)),
            "A layer with the softmax activation must have at least 2 units, but layer 2 has 1.*");
    }

    [Fact]
    public void Create_TooLarge_IsRefused() => Refused(
        () => Network.Create<T>(100_000, 1, new Dense(100_000, Activation.Tanh)),
        $"A matrix must have at most {Array.MaxLength} elements, but 100000 × 100000 are more.");

    [Fact]
    public void Create_OwnPartsThatMisbehave_AreRefused()
    {
        FluentActions.Invoking(() => Network.Create<T>(1, 1, Output with { Initializer = new NotANumber() }))
            .Should().Throw<InvalidOperationException>().WithMessage("The initializer of layer 1 must create finite weights, but created one that is not.");
    }

    [Fact]
    public void Update_LearningRateBeyondFloat_IsRefusedInFloat()
    {
        Gradients<T> gradients = network.Backward(network.Forward(X), Y);
        Action update = () => network.Update(gradients, 1e39);
        if (typeof(T) == typeof(float))
        {
            Refused(update, "learningRate must be finite in the network's precision, but is 1E+39.*");
        }
        else
        {
            update.Should().NotThrow();
        }
    }

    [Fact]
    public void Dense_BadInput_IsRefused()
    {
        Refused(() => new Dense(0, Activation.Tanh), "units must be at least 1, but is 0.*");
        Refused(() => new Dense(1, null!), "activation must not be null.*");
        Refused(() => _ = Hidden with { Units = -1 }, "Units must be at least 1, but is -1.*");
        Refused(() => _ = Hidden with { Activation = null! }, "Activation must not be null.*");
        Refused(() => _ = Hidden with { Initializer = null! }, "Initializer must not be null.*");
    }

    [Fact]
    public void Forward_Samples_HasTheArticlesShapes()
    {
        ForwardPass<T> pass = network.Forward(X);
        pass.Samples.Should().Be(10);
        pass.A.Select(A => (A.RowCount, A.ColumnCount)).Should().Equal((2, 10), (4, 10), (1, 10));
        pass.Z.Select(Z => (Z.RowCount, Z.ColumnCount)).Should().Equal((4, 10), (1, 10));
        pass.A[0].Should().BeSameAs(X);
    }

    [Fact]
    public void Forward_IntoAPass_GivesTheSameBits()
    {
        ForwardPass<T> expected = network.Forward(X * T.CreateTruncating(2)), pass = network.Forward(X);
        network.Forward(X * T.CreateTruncating(2), pass).Should().BeSameAs(pass);
        pass.A[2].Should().Be(expected.A[2]);
        network.Cost(pass, Y).Should().Be(network.Cost(expected, Y));
    }

    [Fact]
    public void Backward_IntoGradients_GivesTheSameBits()
    {
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> expected = network.Backward(pass, Y), other = network.Backward(pass, Y.Map(y => T.One - y));
        other.dW[1].Should().NotBe(expected.dW[1]);
        network.Backward(pass, Y, other).Should().BeSameAs(other);
        other.dW.Should().Equal(expected.dW);
        other.db.Should().Equal(expected.db);
    }

    [Fact]
    public void Update_Gradients_MovesAgainstThem()
    {
        Gradients<T> gradients = network.Backward(network.Forward(X), Y);
        Matrix<T> before = network.W[1].Clone();
        network.Update(gradients, learningRate: 0.5);
        Matrix<T> expected = before - gradients.dW[1] * T.CreateTruncating(0.5);
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(network.W[1]), ColumnMajor.Convert<T, double>(expected))
            .Should().BeLessThan(typeof(T) == typeof(float) ? 1e-7 : 2e-16);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Predict_AnyNumberOfSamples_IsTheForwardPassBitForBit(int samples)
    {
        Network<T> deep = Network.Create<T>(2, 1, new Dense(7, Activation.ReLU), new Dense(5, Activation.Tanh), new Dense(3, Activation.Softmax));
        Matrix<T> inputs = new NumPyRandom(1).Randn<T>(2, samples);
        Matrix<T> expected = deep.Forward(inputs).A[3];
        deep.Predict(inputs).Should().Be(expected);
        Matrix<T> into = ColumnMajor.Create<T>(3, samples);
        deep.Predict(inputs, into);
        into.Should().Be(expected);
        Span<T> yHat = stackalloc T[3];
        deep.Predict(inputs.Column(samples - 1).ToArray(), yHat);
        yHat.ToArray().Should().Equal(expected.Column(samples - 1));
    }

    [Fact]
    public async Task Predict_ManyThreads_GiveTheSameBits()
    {
        Matrix<T> inputs = new NumPyRandom(1).Randn<T>(2, 300);
        Matrix<T> expected = network.Predict(inputs);
        Matrix<T>[] all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => network.Predict(inputs))));
        all.Should().OnlyContain(YHat => YHat.Equals(expected));
    }

    [Fact]
    public void Inputs_OfAnyMatrixStorage_GiveTheSameBits()
    {
        Matrix<T> sparse = Matrix<T>.Build.SparseOfMatrix(X);
        network.Predict(sparse).Should().Be(network.Predict(X));
        ForwardPass<T> pass = network.Forward(sparse);
        network.Backward(pass, Matrix<T>.Build.SparseOfMatrix(Y)).dW.Should().Equal(network.Backward(network.Forward(X), Y).dW);
        Network<T> other = network.Copy<T>(), third = network.Copy<T>();
        other.Train(sparse, Matrix<T>.Build.SparseOfMatrix(Y), new TrainingOptions { Epochs = 3, BatchSize = 3 });
        third.Train(X, Y, new TrainingOptions { Epochs = 3, BatchSize = 3 });
        other.W.Should().Equal(third.W);
    }

    [Fact]
    public void Copy_InEitherPrecision_StandsAlone()
    {
        Network<double> copy = network.Copy<double>();
        copy.W[2].As<T>().Should().Be(network.W[2]);
        (copy.Loss, copy.L).Should().Be((network.Loss, network.L));
        copy.W[2].Clear();
        network.W[2].Enumerate().Should().NotContain(T.Zero);
        network.Invoking(n => n.Copy<Half>()).Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is Half.");
    }

    [Fact]
    public void PerLayer_OutsideItsLayers_IsRefused()
    {
        ForwardPass<T> pass = network.Forward(X);
        Refused(() => _ = network.W[0], "W[l] exists for the layers 1 to 2, but l is 0.*");
        Refused(() => _ = network.b[3], "b[l] exists for the layers 1 to 2, but l is 3.*");
        Refused(() => _ = pass.A[-1], "A[l] exists for the layers 0 to 2, but l is -1.*");
        Refused(() => _ = pass.Z[0], "Z[l] exists for the layers 1 to 2, but l is 0.*");
        ((System.Collections.IEnumerable)network.W).GetEnumerator().MoveNext().Should().BeTrue();
        (network.W.First, network.W.Last, pass.A.First).Should().Be((1, 2, 0));
    }

    [Fact]
    public void Steps_BadInput_IsRefused()
    {
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        Network<T> other = Network.Create<T>(3, 1, Output);
        ForwardPass<T> strange = other.Forward(ColumnMajor.Create<T>(3, 10));
        Matrix<T> notANumber = X.Clone();
        notANumber[1, 4] = T.NaN;

        Refused(() => network.Forward(null!), "X must not be null.*");
        Refused(() => network.Forward(Y), "X must have 2 rows (the network's inputs), but is 1 × 10.*");
        Refused(() => network.Forward(notANumber), "X must be finite, but X[1, 4] is NaN.*");
        Refused(() => network.Forward(Matrix<T>.Build.Dense(2, 0)), "X must have at least one row, and one column (a sample), but is 2 × 0.*");
        Refused(() => network.Forward(X.SubMatrix(0, 2, 0, 9), pass), "X must have 10 columns (the pass's samples), but is 2 × 9.*");
        Refused(() => network.Forward(X, null!), "pass must not be null.*");
        Refused(() => network.Forward(X, strange), "The pass must be of a network of the sizes 2-4-1 and the same layer options, but is of another.*");
        Network<T> iterated = Network.Create<T>(2, 1, new Dense(2, Activation.Tanh));
        ForwardPass<T> own = iterated.Forward(X);
        Refused(() => iterated.Forward(own.A[1], own), "X must not be a matrix that the pass overwrites, but is one of its Z or A.*");
        Refused(() => iterated.Forward(own.Z[1], own), "X must not be a matrix that the pass overwrites, but is one of its Z or A.*");
        Refused(() => network.Cost(strange, Y), "The pass must be of a network of the sizes 2-4-1 and the same layer options, but is of another.*");
        Refused(() => network.Cost(pass, X), "Y must have 1 row (one for each output), but is 2 × 10.*");
        Refused(() => network.Cost(pass, null!), "Y must not be null.*");
        Refused(() => network.Cost(pass, Y * T.CreateTruncating(2)), "Y must lie within [0, 1] for cross-entropy, but Y[0, 5] is 2.*");
        Refused(() => network.Backward(pass, Y.SubMatrix(0, 1, 0, 9)), "Y must have 10 columns (one for each sample), but is 1 × 9.*");
        Refused(() => network.Backward(pass, Y * T.NaN), "Y must be finite, but Y[0, 0] is NaN.*");
        Refused(() => network.Backward(strange, Y), "The pass must be of*");
        Refused(() => network.Backward(pass, Y, other.Backward(strange, Y)), "The gradients must be of a network of the sizes 2-4-1 and the same layer options, but are of another.*");
        Refused(() => network.Backward(pass, Y, null!), "gradients must not be null.*");
        Refused(() => network.Update(null!, 1), "gradients must not be null.*");
        Refused(() => network.Update(other.Backward(strange, Y), 1), "The gradients must be of*");
        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Matrix<T> before = network.W[1].Clone();
            Refused(() => network.Update(gradients, bad), "learningRate must be finite and greater than 0, but is *");
            network.W[1].Should().Be(before);
        }
    }

    [Fact]
    public void Predict_BadInput_IsRefused()
    {
        T[] x = [T.One, T.NaN];
        Refused(() => network.Predict(Y), "X must have 2 rows (the network's inputs), but is 1 × 10. (*");
        Refused(() => network.Predict(X.Transpose()), "X must have 2 rows (the network's inputs), but is 10 × 2. Samples are columns: its transpose has 2 rows. (*");
        Refused(() => network.Predict(Matrix<T>.Build.Dense(2, 0)), "X must have at least one row, and one column (a sample), but is 2 × 0.*");
        Refused(() => network.Predict(X, X), "YHat must have 1 row (the network's outputs), but is 2 × 10.*");
        Matrix<T> untouched = ColumnMajor.Create<T>(1, 10), badX = X.Clone();
        badX[0, 9] = T.NaN;
        Refused(() => network.Predict(badX, untouched), "X must be finite, but X[0, 9] is NaN.*");
        untouched.Enumerate().Should().AllBeEquivalentTo(T.Zero);
        Refused(() => network.Predict(X, ColumnMajor.Create<T>(1, 9)), "YHat must have 10 columns (one for each sample), but is 1 × 9.*");
        Refused(() => network.Predict(X, Matrix<T>.Build.Sparse(1, 10)), "YHat must be a dense matrix other than X and the network's own parameters.*");
        Refused(() => network.Predict(X, null!), "YHat must not be null.*");
        Refused(() => network.Predict(x, new T[1]), "x must be finite, but x[1] is NaN.*");
        Refused(() => network.Predict(x.AsSpan(0, 1), new T[1]), "x and yHat must have 2 and 1 elements (the network's inputs and outputs), but have 1 and 1.*");
        Refused(() => network.Predict(x, new T[2]), "x and yHat must have 2 and 1 elements (the network's inputs and outputs), but have 2 and 2.*");
        Network<T> square = Network.Create<T>(1, 1, new Dense(1, Activation.Identity));
        Refused(() => square.Predict(Y, Y), "YHat must be a dense matrix other than X and the network's own parameters.*");
        T weight = square.W[1][0, 0];
        Refused(() => square.Predict(Matrix<T>.Build.Dense(1, 1), square.W[1]), "YHat must be a dense matrix other than X and the network's own parameters.*");
        Refused(() => square.Predict(Matrix<T>.Build.Dense(1, 1), square.b[1]), "YHat must be a dense matrix other than X and the network's own parameters.*");
        square.W[1][0, 0].Should().Be(weight);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private sealed record NotANumber : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) => Matrix<double>.Build.Dense(units, inputs, double.NaN);
    }
}

public sealed class NetworkPrecisionTests
{
    [Fact]
    public void Create_OtherPrecision_IsRefused()
    {
        FluentActions.Invoking(() => Network.Create<Half>(1, 1, new Dense(1, Activation.Tanh)))
            .Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is Half.");
        FluentActions.Invoking(() => Network.Create<System.Runtime.InteropServices.NFloat>(1, 1, new Dense(1, Activation.Tanh)))
            .Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is NFloat.");
    }
}
