using ShallowNet;

namespace Playground;

/// <summary>A part that the page offers.</summary>
/// <typeparam name="T">What is made of it.</typeparam>
/// <param name="Name">Its name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="CSharp">Its expression in C#.</param>
/// <param name="Value">The same, to be used here.</param>
internal sealed record Choice<T>(string Name, string Title, string CSharp, T Value);

/// <summary>An optimizer that the page offers.</summary>
/// <param name="Name">Its name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="CSharp">Its expression in C#; {rate} stands for α.</param>
/// <param name="Rate">The learning rate that a race gives it; null where it has none.</param>
/// <param name="Make">Makes it of a learning rate.</param>
internal sealed record OptimizerChoice(string Name, string Title, string CSharp, double? Rate, Func<double, Optimizer> Make);

/// <summary>The parts that the page offers.</summary>
internal static class Choices
{
    public static readonly IReadOnlyList<Choice<Activation>> Activations =
    [
        new("tanh", "tanh", "Activation.Tanh", Activation.Tanh),
        new("relu", "ReLU", "Activation.ReLU", Activation.ReLU),
        new("sigmoid", "sigmoid", "Activation.Sigmoid", Activation.Sigmoid),
        new("leaky", "leaky ReLU", "Activation.LeakyReLU()", Activation.LeakyReLU()),
        new("gelu", "GELU", "Activation.GELU", Activation.GELU),
        new("identity", "identity", "Activation.Identity", Activation.Identity),
    ];

    /// <summary>The losses; auto is the one that belongs to the outputs.</summary>
    public static readonly IReadOnlyList<Choice<Loss?>> Losses =
    [
        new("auto", "the usual one", "", null),
        new("squared", "squared error", "Loss.SquaredError", Loss.SquaredError),
        new("absolute", "absolute error", "Loss.AbsoluteError", Loss.AbsoluteError),
        new("huber", "Huber's", "Loss.Huber()", Loss.Huber()),
    ];

    /// <summary>The initializers; auto is the one that belongs to the activation.</summary>
    public static readonly IReadOnlyList<Choice<Initializer?>> Initializers =
    [
        new("auto", "the usual ones", "", null),
        new("small", "normal, 0.01", "Initializer.Normal(0.01)", Initializer.Normal(0.01)),
        new("xavier", "Xavier", "Initializer.Xavier", Initializer.Xavier),
        new("he", "He", "Initializer.He", Initializer.He),
        new("zeros", "zeros", "Initializer.Zeros", Initializer.Zeros),
    ];

    public static readonly IReadOnlyList<OptimizerChoice> Optimizers =
    [
        new("gd", "gradient descent", "new GradientDescent({rate})", 0.3, rate => new GradientDescent(rate)),
        new("momentum", "momentum", "new Momentum({rate})", 0.1, rate => new Momentum(rate)),
        new("rmsprop", "RMSprop", "new RMSprop({rate})", 0.01, rate => new RMSprop(rate)),
        new("adam", "Adam", "new Adam({rate})", 0.02, rate => new Adam(rate)),
        new("lbfgs", "L-BFGS", "new Lbfgs()", null, _ => new Lbfgs()),
        new("lm", "Levenberg–Marquardt", "new LevenbergMarquardt()", null, _ => new LevenbergMarquardt()),
    ];
}
