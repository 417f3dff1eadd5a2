using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What is explained: a network by itself, or with what stands around it in a model.</summary>
internal sealed class Explained<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Explained(Network<T> network, IReadOnlyList<string> featureNames) => (Network, FeatureNames) = (network, featureNames);

    public Network<T> Network { get; }

    /// <summary>What the inputs are called, in their order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>What a message calls it, such as "MlpRegressor".</summary>
    public required string Name { get; init; }

    /// <summary>What a message calls one of its kind, such as "an MlpRegressor".</summary>
    public required string Kind { get; init; }

    /// <summary>Whether its answers are probabilities, of which there are log-odds.</summary>
    public required bool GivesProbabilities { get; init; }

    /// <summary>An answer as a line of an output; refuses one that is not there.</summary>
    public required Func<int?, AnswerLine> LineOf { get; init; }

    /// <summary>Samples as the network has them; refuses those that are not finite then. Takes the name of the argument, too.</summary>
    public required Func<Matrix<T>, string, Matrix<T>> Scale { get; init; }

    /// <summary>What scales the inputs; null for nothing.</summary>
    public Scaler? InputScaler { get; init; }

    /// <summary>What makes probabilities of the network's; null where they are the network's.</summary>
    public ProbabilityCurves? Curves { get; init; }

    /// <summary>A model.</summary>
    public static Explained<T> Of(MlpModel<T> model) => new(model.Network, model.FeaturePlayers().Names)
    {
        Name = model.Name, Kind = $"an {model.Name}", GivesProbabilities = model.ClassesOfOutputs is not null, LineOf = model.LineOf, Scale = (X, name) => model.Scaled(model.InputScaler, X, name),
        InputScaler = model.InputScaler, Curves = model.Curves,
    };

    /// <summary>A network by itself.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputNames">What its inputs are called; null for x[0], x[1] and so on.</param>
    /// <exception cref="ArgumentException">The names are not one for each input, or one is null.</exception>
    public static Explained<T> Of(Network<T> network, IReadOnlyList<string>? inputNames)
    {
        Require.NotNull(network);
        ValueList<string> names = ValueList.OfNotNull(inputNames ?? [.. Enumerable.Range(0, network.Inputs).Select(i => Invariant($"x[{i}]"))], nameof(inputNames));
        if (names.Count != network.Inputs)
        {
            throw new ArgumentException(Invariant($"inputNames must have {Require.Count(network.Inputs, "element")} (one for each of the network's inputs), but has {names.Count}."), nameof(inputNames));
        }

        Activation last = network.Layers[network.L].Activation;
        return new Explained<T>(network, names)
        {
            Name = "network", Kind = network.Layout.EndsInActivation ? $"a network that ends in {last}" : $"a network that does not end in {last} alone",
            GivesProbabilities = network.Layout.EndsInActivation && (last == Activation.Sigmoid || last == Activation.Softmax),
            LineOf = answer =>
            {
                network.CheckOutput(answer ?? 0, nameof(answer));
                return new AnswerLine(answer ?? 0, 1, 0);
            },
            Scale = (X, _) => X,
        };
    }

    /// <summary>What is answered.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    public ExplainedAnswer<T> AnswerOf(int? answer) => new(Network, LineOf(answer), Curves);

    /// <summary>The features, each by itself.</summary>
    public (string[] Names, (int First, int Count)[] Features) FeaturePlayers() => ([.. FeatureNames], [.. Enumerable.Range(0, FeatureNames.Count).Select(i => (i, 1))]);

    /// <summary>A feature of X.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public ExplainedColumn<T> FeatureOf(Matrix<T> X, int feature, string name = "feature") => feature >= 0 && feature < Network.Inputs
        ? ExplainedColumn<T>.Of(FeatureNames[feature], feature, X, InputScaler)
        : throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be at least 0 and at most {Network.Inputs - 1} (a row of X), but is {feature}."));

    /// <summary>Two features of X.</summary>
    /// <exception cref="ArgumentException">They are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public (ExplainedColumn<T> First, ExplainedColumn<T> Second) FeaturesOf(Matrix<T> X, int first, int second)
    {
        CheckDiffer(first, second);
        return (FeatureOf(X, first, nameof(first)), FeatureOf(X, second, nameof(second)));
    }

    /// <summary>Refuses twice the same column or feature.</summary>
    public static void CheckDiffer<TName>(TName first, TName second)
    {
        if (EqualityComparer<TName>.Default.Equals(first, second))
        {
            throw new ArgumentException(Invariant($"first and second must differ, but both are {first}."), nameof(second));
        }
    }
}
