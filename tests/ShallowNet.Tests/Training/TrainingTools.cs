using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What several tests of training need.</summary>
internal static class TrainingTools
{
    /// <summary>Every optimizer, with rates that depend on the epoch where they have one.</summary>
    public static IReadOnlyList<Optimizer> Optimizers { get; } =
    [
        new GradientDescent(LearningRate.Exponential(0.5, 0.9)), new Momentum(LearningRate.Step(0.1, 0.5, every: 3)), new RMSprop(),
        new Adam(LearningRate.InverseTime(0.01, 0.1)), new Nesterov(0.05), new AdaGrad(), new AdamW(LearningRate.ReduceOnPlateau(0.05, patience: 1)),
        new NAdam(), new AdaMax(), new Rprop(), new Lbfgs(memory: 4, tolerance: 0, costTolerance: 0), new ScaledConjugateGradient(tolerance: 0),
        new LevenbergMarquardt(tolerance: 0, costTolerance: 0),
    ];

    /// <summary>Whether two networks have the same parameters and running averages, bit for bit.</summary>
    public static bool Equal<T>(Network<T> first, Network<T> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        first.State.Zip(second.State).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Everything that training changes, to compare with later.</summary>
    public static T[][] StateOf<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(network.State, array => (T[])array.Clone());

    public static bool Has<T>(Network<T> network, T[][] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => network.State.Zip(state).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Samples in their order, so many at a time.</summary>
    public static IEnumerable<Batch<T>> Batches<T>(Matrix<T> X, Matrix<T> Y, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int[] columns in Enumerable.Range(0, X.ColumnCount).Chunk(size))
        {
            yield return (Split.Columns(X, columns), Split.Columns(Y, columns));
        }
    }

    /// <summary>Two moons whose labels are wrong now and then, so that a large network learns them by heart.</summary>
    public static (Matrix<T> X, Matrix<T> Y) NoisyMoons<T>(int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (X, Y) = Datasets.Moons<T>(samples, noise: 0.3, seed: 1);
        NumPyRandom random = new(5);
        return (X, Y.Map(y => random.Rand() < 0.2 ? T.One - y : y));
    }

    /// <summary>What stopped a training at a call of an activation, after which the network must be that of the completed iterations.</summary>
    public static Exception StopsAtCall<T>(Optimizer optimizer, Matrix<T> X, ActsAtCall activation, CancellationToken token)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainingOptions options = new() { Optimizer = optimizer };
        Matrix<T> labels = X.SubMatrix(0, 1, 0, X.ColumnCount).Map(x => x * x);
        Network<T> stopped = Create(activation), expected = Create(new ActsAtCall(0, () => { }));
        Trainer<T> trainer = new(stopped, options);
        Exception exception = Record.Exception(() => trainer.Train(X, labels, cancellationToken: token))!;
        if (trainer.CompletedEpochs > 0)
        {
            expected.Train(X, labels, options with { Epochs = trainer.CompletedEpochs }, cancellationToken: CancellationToken.None);
        }

        activation.Calls.Should().Be(activation.Call, "no pass follows");
        Equal(stopped, expected).Should().BeTrue($"{trainer.CompletedEpochs} iterations were completed before call {activation.Call}");
        return exception;

        static Network<T> Create(Activation activation) => Network.Create<T>(2, 1, Loss.SquaredError, new Dense(5, Activation.Tanh), new Dense(1, activation));
    }

    public static Network<T> LargeNetwork<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Network.Create<T>(2, 3, new Dense(30, Activation.Tanh), new Dense(1, Activation.Sigmoid));
}

internal sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}

/// <summary>Gradient descent that makes every parameter infinite in one of its steps.</summary>
internal sealed record BreaksAtStep(int Broken) : GradientOptimizer(0.01)
{
    protected internal override int StatesPerParameter => 0;

    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step)
    {
        new GradientDescent(1).Step(gradient, state, parameters, learningRate, step);
        if (step == Broken)
        {
            parameters.Fill(T.PositiveInfinity);
        }
    }
}

/// <summary>Gradient descent that takes its time.</summary>
internal sealed record Slow(TimeSpan Time) : GradientOptimizer(0.1)
{
    protected internal override int StatesPerParameter => 0;

    public override void Step<T>(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step)
    {
        new GradientDescent(1).Step(gradient, state, parameters, learningRate, step);
        Thread.Sleep(Time);
    }
}

/// <summary>The identity, with something done at one of the calls.</summary>
internal sealed record ActsAtCall(int Call, Action Act) : Activation
{
    public int Calls { get; private set; }

    public override string Name => "identity that acts";

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
    {
        Z.CopyTo(A);
        if (++Calls == Call)
        {
            Act();
        }
    }

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
    {
    }
}
