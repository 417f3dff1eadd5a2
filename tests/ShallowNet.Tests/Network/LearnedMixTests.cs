using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LearnedMixesInDouble : LearnedMixTests<double>;

public sealed class LearnedMixesInFloat : LearnedMixTests<float>;

/// <summary>(1 − α)z + αg(z) with α to learn: its equations, against PyTorch, and where it counts as no weight.</summary>
public abstract class LearnedMixTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(float) ? 2e-6 : 1e-14;
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<double>(4, 60).As<T>();
    private readonly Matrix<T> Y = OneHot.Encode<T>([.. Enumerable.Range(0, 60).Select(j => j * j % 7 % 3)], 3);

    [Fact]
    public void Forward_AtTheStart_IsThatOfTheActivationBitForBit()
    {
        Network<T> mixed = Create(new Dense(6, Activation.SELU) { LearnedMix = true }), plain = Create(new Dense(6, Activation.SELU));
        mixed.Alpha[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.One, 6));
        (mixed.Alpha[2], plain.Alpha[1]).Should().Be((null, null));
        mixed.ParameterCount.Should().Be(plain.ParameterCount + 6);
        mixed.Forward(X).A[2].Should().Be(plain.Forward(X).A[2]);
        mixed.Predict(X).Should().Be(plain.Predict(X));
        Gradients<T> gradients = mixed.Backward(mixed.Forward(X), Y), expected = plain.Backward(plain.Forward(X), Y);
        (gradients.dW[1], gradients.db[1], gradients.dAlpha[2]).Should().Be((expected.dW[1], expected.db[1], null));
        gradients.dAlpha[1]!.RowCount.Should().Be(6);
    }

    [Fact]
    public void Forward_EveryOption_FollowsTheEquations()
    {
        Network<T> network = Create(new Dense(4, Activation.Tanh) { BatchNormalization = new(), LearnedMix = true, Dropout = 0.25, Residual = true });
        new NumPyRandom(2).Randn<double>(4, 1).As<T>().CopyTo(network.Alpha[1]!);
        ForwardPass<T> pass = network.Forward(X);
        for (int i = 0; i < 4; i++)
        {
            double α = double.CreateTruncating(network.Alpha[1]![i, 0]);
            for (int j = 0; j < 60; j++)
            {
                double z = double.CreateTruncating(pass.ZTilde[1]![i, j]), d = double.CreateTruncating(pass.D[1]![i, j]), x = double.CreateTruncating(X[i, j]);
                double.CreateTruncating(pass.A[1][i, j]).Should().BeApproximately(((1 - α) * z + α * Math.Tanh(z)) * d + x, 4 * Tolerance);
            }
        }
    }

    [Fact]
    public void Predict_ManySamples_IsTheForwardPassBitForBit()
    {
        Dense mixed = new(6, Activation.Mish) { LearnedMix = true };
        Network<T> network = Create(mixed, mixed with { Residual = true });
        network.Train(X, Y, new TrainingOptions { Epochs = 5 });
        network.Alpha[1]!.Enumerate().Should().NotContain(T.One);
        Matrix<T> many = new NumPyRandom(3).Randn<double>(4, 700).As<T>();
        network.Predict(many).Should().Be(network.Forward(many).A[3]);
        Network<double> copy = network.Copy<double>();
        copy.Alpha[2]!.As<T>().Should().Be(network.Alpha[2]);
    }

    [Fact]
    public void Train_WithPenaltiesAndDecay_DrawsNoAlphaToZero()
    {
        // Behind a layer that is 0 and never learns, α has no derivative.
        TrainingOptions options = new() { Optimizer = new AdamW(0.1, weightDecay: 0.5) { RateFactors = new RateFactors { Weights = 0 } }, L1 = 1, L2 = 1, Epochs = 10 };
        Network<T> network = Network.Create<T>(
            4, 1, new Dense(5, Activation.Tanh) { LearnedMix = true }, new Dense(3, Activation.Softmax) { Initializer = Initializer.Zeros });
        network.Train(X, Y, options);
        network.Alpha[1]!.Enumerate().Should().Equal(Enumerable.Repeat(T.One, 5));
    }

    [Fact]
    public void Train_BayesianRegularization_GivesAlphaAPriorOfItsOwn()
    {
        Network<T> network = Network.Create<T>(4, 1, Loss.SquaredError, new Dense(3, Activation.Tanh) { LearnedMix = true }, new Dense(3, Activation.Identity));
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new BayesianRegularization(), Epochs = 40 });
        history.Evidence!.Groups.Select(group => group.Name).Should().Equal("W[1]", "b", "Alpha[1]", "W[2]", "b[2]");
    }

    [Fact]
    public void Create_InTheLastLayer_IsRefused() =>
        FluentActions.Invoking(() => Network.Create<T>(4, 1, new Dense(3, Activation.Tanh) { LearnedMix = true })).Should().Throw<ArgumentException>()
            .WithMessage("The last layer must have no learned mix, since its activation says what its units mean, but layer 1 has one.*");

    [Fact]
    public void ToString_LearnedMix_IsTold()
    {
        Network<T> network = Network.Create<T>(4, 1, new Dense(5, Activation.SELU) { LearnedMix = true, Dropout = 0.1 }, new Dense(1, Activation.Identity));
        network.Layers[1].ToString().Should().Be("5 SELU + learned mix + dropout 0.1");
        network.ToString().Should().Contain(
            "\nlayer  units  activation  options                   W      b      α      parameters\n").And.Contain(
            "\n    1      5  SELU        learned mix, dropout 0.1  5 × 4  5 × 1  5 × 1          30\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ForwardAndBackward_OfGoldenParameters_AgreeWithAutograd(int index)
    {
        double precision = typeof(T) == typeof(float) ? 1e-5 : 1e-12;
        JsonElement golden = Recipes.Numbers.GetProperty("mixes")[index];
        Network<T> network = Recipes.Create<T>(golden.GetProperty("name").GetString()!, golden.GetProperty("initial"));
        ForwardPass<T> pass = network.Forward(Recipes.X.As<T>());
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(pass.A[3]), golden.GetProperty("outputs").Matrix()).Should().BeLessThan(precision);
        Golden.ErrorOf(network.Cost(pass, Recipes.OneHot.As<T>()), golden.GetProperty("cost").GetDouble()).Should().BeLessThan(precision);
        Gradients<T> gradients = network.Backward(pass, Recipes.OneHot.As<T>());
        for (int l = 1; l <= 3; l++)
        {
            Dictionary<string, Matrix<T>?> actual = new()
            {
                ["W"] = gradients.dW[l], ["b"] = gradients.db[l], ["gamma"] = gradients.dGamma[l], ["beta"] = gradients.dBeta[l], ["alpha"] = gradients.dAlpha[l],
            };
            foreach (JsonProperty expected in golden.GetProperty("gradients")[l - 1].EnumerateObject())
            {
                Golden.ErrorOf(ColumnMajor.Convert<T, double>(actual[expected.Name]!), expected.Value.Matrix()).Should().BeLessThan(precision);
            }
        }
    }

    private static Network<T> Create(params Dense[] hidden) => Network.Create<T>(4, 3, [.. hidden, new Dense(3, Activation.Softmax)]);
}

/// <summary>What make_golden_recipes.py wrote.</summary>
internal static class Recipes
{
    private static readonly Dictionary<string, Dense[]> Networks = new()
    {
        ["mixed"] = [new(5, Activation.SELU) { LearnedMix = true }, new(4, Activation.Mish) { LearnedMix = true }, new(3, Activation.Softmax)],
        ["mixedAmongOptions"] =
        [
            new(3, Activation.Tanh) { BatchNormalization = new(), LearnedMix = true }, new(3, Activation.SiLU) { LearnedMix = true, Residual = true }, new(3, Activation.Softmax),
        ],
        ["plain"] = [new(5, Activation.Tanh), new(4, Activation.SiLU), new(3, Activation.Softmax)],
        ["binary"] = [new(5, Activation.Tanh), new(1, Activation.Sigmoid)],
    };

    public static JsonElement Numbers { get; } = Golden.Read("recipes.json");

    public static Matrix<double> X { get; } = Numbers.GetProperty(nameof(X)).Matrix();

    public static Matrix<double> OneHot { get; } = Numbers.GetProperty("oneHot").Matrix();

    public static Matrix<double> Binary { get; } = Numbers.GetProperty("binary").Matrix();

    /// <summary>A network with golden parameters.</summary>
    public static Network<T> Create<T>(string name, JsonElement state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(3, 0, Networks[name]);
        for (int l = 1; l <= network.L; l++)
        {
            foreach (JsonProperty parameter in state[l - 1].EnumerateObject())
            {
                parameter.Value.Matrix().As<T>().CopyTo(Of(network, l, parameter.Name));
            }
        }

        return network;
    }

    /// <summary>Trains as PyTorch did, as many steps of full batches as there are golden states for, and compares costs and parameters.</summary>
    public static void AgreeAfterTraining(JsonElement run, string name, Matrix<double> Y, TrainingOptions options, double tolerance = 1e-10)
    {
        foreach (JsonProperty after in run.GetProperty("steps").EnumerateObject())
        {
            int steps = int.Parse(after.Name, System.Globalization.CultureInfo.InvariantCulture);
            Network<double> network = Create<double>(name, run.GetProperty("initial"));
            TrainingHistory history = network.Train(X, Y, options with { Epochs = 30, BatchSize = TrainingOptions.FullBatch }, progress: new StopAfter(steps));
            history.Epochs.Should().HaveCount(steps);
            Golden.ErrorOf(history.FinalCost, run.GetProperty("costs")[steps - 1].GetDouble()).Should().BeLessThan(tolerance);
            for (int l = 1; l <= network.L; l++)
            {
                foreach (JsonProperty parameter in after.Value[l - 1].EnumerateObject())
                {
                    Golden.ErrorOf(Of(network, l, parameter.Name), parameter.Value.Matrix()).Should().BeLessThan(tolerance, "{0}[{1}] after {2}", parameter.Name, l, steps);
                }
            }
        }
    }

    private static Matrix<T> Of<T>(Network<T> network, int l, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            "W" => network.W[l],
            "b" => network.b[l],
            "gamma" => network.Gamma[l]!,
            "beta" => network.Beta[l]!,
            _ => network.Alpha[l]!,
        };

    /// <summary>Ends a training whose schedules are of thirty steps after fewer.</summary>
    private sealed class StopAfter(int epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch)
            {
                value.Stop();
            }
        }
    }
}
