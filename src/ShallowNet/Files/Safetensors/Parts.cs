namespace ShallowNet;

/// <summary>The names of activations, losses and initializers in a file: the one list of each.</summary>
internal static class Parts
{
    /// <summary>What stands before the name of a part that is not the library's.</summary>
    private const string Own = "own:";

    public static PartDocument Of(Activation activation) => activation switch
    {
        Sigmoid => Named("sigmoid"),
        Tanh => Named("tanh"),
        ReLU => Named("relu"),
        LeakyReLU leaky => Named("leakyRelu", leaky.Slope),
        ELU elu => Named("elu", elu.Alpha),
        GELU => Named("gelu"),
        GELUTanh => Named("geluTanh"),
        SiLU => Named("silu"),
        Softplus => Named("softplus"),
        Exponential => Named("exponential"),
        Identity => Named("identity"),
        Softmax => Named("softmax"),
        _ => Named(Own + activation.Name),
    };

    public static Activation ActivationOf(PartDocument part, LoadOptions options) => part.Name switch
    {
        "sigmoid" => Activation.Sigmoid,
        "tanh" => Activation.Tanh,
        "relu" => Activation.ReLU,
        "leakyRelu" => Activation.LeakyReLU(Number(part)),
        "elu" => Activation.ELU(Number(part)),
        "gelu" => Activation.GELU,
        "geluTanh" => Activation.GELUTanh,
        "silu" => Activation.SiLU,
        "softplus" => Activation.Softplus,
        "exponential" => Activation.Exponential,
        "identity" => Activation.Identity,
        "softmax" => Activation.Softmax,
        _ => Given(part, options.Activations, activation => activation.Name, "activation", nameof(LoadOptions.Activations)),
    };

    public static PartDocument Of(Loss loss) => loss switch
    {
        CrossEntropy => Named("crossEntropy"),
        CategoricalCrossEntropy => Named("categoricalCrossEntropy"),
        SquaredError => Named("squaredError"),
        AbsoluteError => Named("absoluteError"),
        Huber huber => Named("huber", huber.Delta),
        Quantile quantile => Named("quantile", quantile.Tau),
        Poisson => Named("poisson"),
        _ => Named(Own + loss.Name),
    };

    public static Loss LossOf(PartDocument part, LoadOptions options) => part.Name switch
    {
        "crossEntropy" => Loss.CrossEntropy,
        "categoricalCrossEntropy" => Loss.CategoricalCrossEntropy,
        "squaredError" => Loss.SquaredError,
        "absoluteError" => Loss.AbsoluteError,
        "huber" => Loss.Huber(Number(part)),
        "quantile" => Loss.Quantile(Number(part)),
        "poisson" => Loss.Poisson,
        _ => Given(part, options.Losses, loss => loss.Name, "loss", nameof(LoadOptions.Losses)),
    };

    /// <summary>Null for an initializer of the user's own: it has done its work.</summary>
    public static PartDocument? Of(Initializer initializer) => initializer switch
    {
        Zeros => Named("zeros"),
        Normal normal => Named("normal", normal.StandardDeviation),
        Xavier => Named("xavier"),
        He => Named("he"),
        LeCun => Named("leCun"),
        Orthogonal orthogonal => Named("orthogonal", orthogonal.Gain),
        NguyenWidrow => Named("nguyenWidrow"),
        _ => null,
    };

    public static Initializer InitializerOf(PartDocument part) => part.Name switch
    {
        "zeros" => Initializer.Zeros,
        "normal" => Initializer.Normal(Number(part)),
        "xavier" => Initializer.Xavier,
        "he" => Initializer.He,
        "leCun" => Initializer.LeCun,
        "orthogonal" => Initializer.Orthogonal(Number(part)),
        "nguyenWidrow" => Initializer.NguyenWidrow,
        _ => throw new ModelFileException($"The file names the initializer {part.Name}, which this version does not know."),
    };

    private static PartDocument Named(string name, double? value = null) => new() { Name = name, Value = value };

    private static double Number(PartDocument part) =>
        part.Value ?? throw new ModelFileException($"The file must give a value for {part.Name}, but gives none.");

    private static TPart Given<TPart>(PartDocument part, IReadOnlyList<TPart> own, Func<TPart, string> nameOf, string what, string list)
        where TPart : class => own.FirstOrDefault(candidate => Own + nameOf(candidate) == part.Name)
        ?? throw new ModelFileException(part.Name.StartsWith(Own, StringComparison.Ordinal)
            ? $"The file names the {what} {part.Name[Own.Length..]}, which is not the library's: give it in {nameof(LoadOptions)}.{list}."
            : $"The file names the {what} {part.Name}, which this version does not know.");
}
