using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class NetworkAverageInDouble : NetworkAverageTests<double>
{
    private protected override double Tolerance => 1e-12;
}

public sealed class NetworkAverageInFloat : NetworkAverageTests<float>
{
    private protected override double Tolerance => 1e-5;
}

public abstract class NetworkAverageTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dense Output = new(3, Activation.Softmax);
    private static readonly Embedding Categories = Embedding.Of(Embedding.Category(3, 2), Embedding.Pass, Embedding.Category(2, 4), Embedding.PiecewiseLinear(-1, 0, 1));
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<T>(4, 20);

    private protected abstract double Tolerance { get; }

    public static TheoryData<string> Kinds => ["linear", "one hidden layer", "two hidden layers", "pieces and a learned mix", "categories", "categories and no hidden layer", "batch normalization, dropout and a residual connection"];

    [Theory, MemberData(nameof(Kinds))]
    public void Average_MembersOfAnySizes_HasTheMeanOfTheirArguments(string kind)
    {
        if (kind.StartsWith("categories", StringComparison.Ordinal))
        {
            // Known and unknown codes.
            X.SetRow(0, [.. Enumerable.Range(0, 20).Select(j => T.CreateTruncating(j % 4))]);
            X.SetRow(2, [.. Enumerable.Range(0, 20).Select(j => T.CreateTruncating(j % 3 - 1))]);
        }

        Network<T>[] members = [.. Enumerable.Range(0, 3).Select(k => Member(kind, units: 3 + k, seed: k))];
        double[] weights = [0.5, 0.25, 0.75];
        Network<T> average = Network.Average(members, weights);
        Matrix<double> expected = Matrix<double>.Build.Dense(3, 20);
        foreach ((Network<T> member, double weight) in members.Zip(weights))
        {
            expected += Arguments(member) * weight;
        }

        // What softmax is applied to, up to a number of each sample that it does not depend on.
        (Centred(Arguments(average)) - Centred(expected)).Enumerate().Max(Math.Abs).Should().BeLessThan(Tolerance);
        average.L.Should().Be(members[0].L);
        average.W[average.L].RowCount.Should().Be(3);
    }

    [Fact]
    public void Average_WithoutWeights_IsTheMean()
    {
        Network<T>[] members = [Regression(4, 1), Regression(7, 2)];
        Matrix<T> mean = (members[0].Predict(X) + members[1].Predict(X)) / T.CreateTruncating(2);
        (Network.Average(members).Predict(X) - mean).Enumerate().Max(x => Math.Abs(double.CreateTruncating(x))).Should().BeLessThan(Tolerance);
        Network.Average(members).Layers[1].Units.Should().Be(11);
    }

    [Fact]
    public void Average_LeavesTheMembersAsTheyAre()
    {
        Network<T> member = Regression(4, 1), copy = member.Copy<T>();
        Network.Average([member, Regression(4, 2)]).W[1][0, 0] = T.CreateTruncating(100);
        member.W[1].Should().Be(copy.W[1]);
        member.W[2].Should().Be(copy.W[2]);
    }

    [Fact]
    public void Average_OfOne_IsThatOne() => Network.Average([Regression(4, 1)]).Predict(X).Should().Be(Regression(4, 1).Predict(X));

    [Fact]
    public void Average_MembersThatDoNotFit_AreRefused()
    {
        Network<T> first = Regression(4, 1);
        Refused([], null, "Members must have at least one network, but is empty.*");
        Refused(
            [first, Network.Create<T>(inputs: 5, seed: 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Identity))], null,
            "Members must have the same inputs, outputs, loss, activations and options of layers, but members[1], 5-4-1, is of another kind than members[0], 4-4-1.*");
        Refused([first, Network.Create<T>(inputs: 4, seed: 1, new Dense(4, Activation.ReLU), new Dense(1, Activation.Identity))], null, "Members must have the same*");
        Refused([first, Network.Create<T>(inputs: 4, seed: 1, new Dense(1, Activation.Identity))], null, "Members must have the same*");
        Refused([first, Network.Create<T>(inputs: 4, seed: 1, Loss.AbsoluteError, new Dense(4, Activation.Tanh), new Dense(1, Activation.Identity))], null, "Members must have the same*");
        Refused(
            [Network.Create<T>(inputs: 4, seed: 1, new Dense(4, Activation.Tanh) { Residual = true }, new Dense(1, Activation.Identity))], null,
            "Members must have no residual connection in layer 1, since all of them take the same inputs, but have one.*");
        Refused(
            [Network.Create<T>(inputs: 4, seed: 1, new Dense(1, Activation.Identity) { BatchNormalization = new() })], null,
            "Members must have a last layer of weights, biases and activation alone, but it has batch normalization or a residual connection.*");
        const string Shared = "Members must have no input factors, and no embedding but one of the first layer of which nothing is learned but the numbers of categories, since they share their inputs.*";
        Refused([Network.Create<T>(inputs: 4, seed: 1, new Dense(4, Activation.Tanh) { InputFactors = true }, new Dense(1, Activation.Identity))], null, Shared);
        Refused([Network.Create<T>(inputs: 4, seed: 1, new Dense(4, Activation.Tanh) { Embedding = Embedding.Periodic() }, new Dense(1, Activation.Identity))], null, Shared);
        Refused([Network.Create<T>(inputs: 4, seed: 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Identity) { Embedding = Embedding.PiecewiseLinear(0, 1) })], null, Shared);
        Refused([first], [1, 2], "Weights must be 1 finite number (one for each member), but are 2.*");
        Refused([first], [double.NaN], "Weights must be 1 finite number (one for each member), but one is not finite.*");
        FluentActions.Invoking(() => Network.Average<T>(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Network.Average<T>([null!])).Should().Throw<ArgumentNullException>().WithMessage("Members[0] must not be null.*");
        FluentActions.Invoking(() => Network.Average<T>([first, null!])).Should().Throw<ArgumentNullException>().WithMessage("Members[1] must not be null.*");
    }

    private static void Refused(Network<T>[] members, double[]? weights, string message) =>
        FluentActions.Invoking(() => Network.Average(members, weights)).Should().Throw<ArgumentException>().WithMessage(message);

    private static Network<T> Regression(int units, int seed) =>
        Network.Create<T>(inputs: 4, seed: seed, new Dense(units, Activation.Tanh), new Dense(1, Activation.Identity));

    private Network<T> Member(string kind, int units, int seed)
    {
        Dense[] layers = kind switch
        {
            "linear" => [Output],
            "one hidden layer" => [new Dense(units, Activation.Tanh), Output],
            "pieces and a learned mix" => [new Dense(units, Activation.Tanh) { Embedding = Embedding.PiecewiseLinear(-1, 0, 1), LearnedMix = true }, Output],
            "categories" => [new Dense(units, Activation.Tanh) { Embedding = Categories }, Output],
            "categories and no hidden layer" => [Output with { Embedding = Categories }],
            "two hidden layers" => [new Dense(units, Activation.ReLU), new Dense(units + 2, Activation.SiLU), Output],
            _ => [new Dense(units, Activation.ReLU) { BatchNormalization = new() }, new Dense(units, Activation.Tanh) { Residual = true, Dropout = 0.3 }, Output],
        };
        Network<T> network = Network.Create<T>(inputs: 4, seed: seed, layers);
        network.Train(X, OneHot.Encode<T>([.. Enumerable.Range(0, 20).Select(j => j % 3)], 3), new TrainingOptions { Epochs = 3, Seed = seed });
        return network;
    }

    private Matrix<double> Arguments(Network<T> network) => Matrix<double>.Build.Dense(
        3, 20, (i, j) => Math.Log(double.CreateTruncating(network.Predict(X.SubMatrix(0, 4, j, 1))[i, 0])));

    private static Matrix<double> Centred(Matrix<double> Z) => Matrix<double>.Build.Dense(Z.RowCount, Z.ColumnCount, (i, j) => Z[i, j] - Z.Column(j).Average());
}
