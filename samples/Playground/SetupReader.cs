using System.Globalization;

namespace Playground;

/// <summary>Reads the text of a <see cref="Setup"/>, <c>name=value&amp;…</c>, and refuses what is not one; what is not given has its default.</summary>
internal sealed class SetupReader
{
    public const int MostSamples = 1_000;
    public const int MostLayers = 4;
    public const int MostUnits = 12;
    public const int MostClasses = 5;

    private static readonly string[] Names =
        ["data", "points", "samples", "noise", "dataSeed", "share", "features", "scale", "layers", "activation", "init", "loss", "optimizer", "rate", "batch", "l2", "l1", "seed"];

    private readonly Dictionary<string, string> values = [];

    private SetupReader(string text)
    {
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int sign = part.IndexOf('=');
            string name = sign < 0 ? part : part[..sign];
            if (!Names.Contains(name))
            {
                throw Refusal.Wrong($"A setting must be one of {string.Join(", ", Names)}, but is \"{Shown(name)}\".");
            }

            if (!values.TryAdd(name, sign < 0 ? "" : part[(sign + 1)..]))
            {
                throw Refusal.Wrong($"{name} must be given once, but is given twice.");
            }
        }
    }

    /// <summary>The setup that a text describes.</summary>
    /// <exception cref="Refusal">A setting is not known, or its value is not allowed.</exception>
    public static Setup Read(string text) => new SetupReader(text).Read();

    private Setup Read()
    {
        DataKind data = One("data", "circles", DataKind.All, kind => kind.Name);
        OwnPoint[] points = Points(data);
        int samples = data.Make is null ? points.Length : Whole("samples", 300, 20, MostSamples);
        if (data.Name == "flower" && samples % 2 != 0)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"samples must be even for the flower, but is {samples}."));
        }

        OptimizerChoice optimizer = One("optimizer", "adam", Choices.Optimizers, choice => choice.Name);
        return new Setup
        {
            Data = data,
            Points = points,
            Samples = samples,
            Noise = Number("noise", 0.1, 0, 1),
            DataSeed = Whole("dataSeed", 1, 0, 1_000_000),
            Share = Number("share", 0.2, 0, 0.8),
            Features = Features(),
            IsScaled = Whole("scale", 0, 0, 1) == 1,
            Layers = Layers(),
            Activation = One("activation", "tanh", Choices.Activations, choice => choice.Name),
            Initializer = One("init", "auto", Choices.Initializers, choice => choice.Name),
            Loss = One("loss", "auto", Choices.Losses, choice => choice.Name),
            Optimizer = optimizer,
            Rate = Number("rate", optimizer.Rate ?? 0.1, 1e-6, 100),
            Batch = Whole("batch", 32, 0, MostSamples),
            L2 = Number("l2", 0, 0, 100),
            L1 = Number("l1", 0, 0, 100),
            Seed = Whole("seed", 1, 0, 1_000_000),
        };
    }

    private OwnPoint[] Points(DataKind data)
    {
        string text = values.GetValueOrDefault("points", "");
        if (data.Make is not null)
        {
            return text.Length == 0 ? [] : throw Refusal.Wrong($"points must be given with own or ownnumbers as the data, but the data are {data.Name}.");
        }

        OwnPoint[] points = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select((point, j) => Point(point, j, data.IsRegression))];
        return points.Length is >= 4 and <= MostSamples
            ? points
            : throw Refusal.Wrong(FormattableString.Invariant($"points must be 4 to {MostSamples}, but are {points.Length}."));
    }

    private static OwnPoint Point(string text, int j, bool isRegression)
    {
        string[] numbers = text.Split(',');
        double x1 = 0, x2 = 0, label = 0;
        bool isPoint = numbers.Length == 3 && TryNumber(numbers[0], out x1) && TryNumber(numbers[1], out x2) && TryNumber(numbers[2], out label)
            && Math.Max(Math.Abs(x1), Math.Abs(x2)) <= 1e6 && Math.Abs(label) <= 1e6;
        if (!isPoint)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"points[{j}] must be x1,x2,label, three numbers of at most 1000000 in size, but is \"{Shown(text)}\"."));
        }

        if (!isRegression && !(label >= 0 && label < MostClasses && label == Math.Floor(label)))
        {
            throw Refusal.Wrong(FormattableString.Invariant($"The label of points[{j}] must be a class from 0 to {MostClasses - 1}, but is {label}."));
        }

        return new OwnPoint(x1, x2, label);
    }

    private Feature[] Features()
    {
        string[] names = values.GetValueOrDefault("features", "x1,x2").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
        {
            if (!Feature.All.Any(feature => feature.Name == name))
            {
                throw Refusal.Wrong($"features must be some of {string.Join(", ", Feature.All.Select(feature => feature.Name))}, but has \"{Shown(name)}\".");
            }
        }

        return names.Length > 0 ? [.. Feature.All.Where(feature => names.Contains(feature.Name))] : throw Refusal.Wrong("features must have at least one, but is empty.");
    }

    private int[] Layers()
    {
        string[] units = values.GetValueOrDefault("layers", "4").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (units.Length > MostLayers)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"layers must be at most {MostLayers}, but are {units.Length}."));
        }

        return [.. units.Select((text, l) => ReadWhole(FormattableString.Invariant($"layers[{l}]"), text, 1, MostUnits))];
    }

    private T One<T>(string name, string otherwise, IReadOnlyList<T> all, Func<T, string> nameOf)
        where T : class
    {
        string given = values.GetValueOrDefault(name, otherwise);
        return all.FirstOrDefault(choice => nameOf(choice) == given)
            ?? throw Refusal.Wrong($"{name} must be one of {string.Join(", ", all.Select(nameOf))}, but is \"{Shown(given)}\".");
    }

    private double Number(string name, double otherwise, double least, double most) =>
        !values.TryGetValue(name, out string? given) ? otherwise
            : TryNumber(given, out double number) && number >= least && number <= most ? number
            : throw Refusal.Wrong(FormattableString.Invariant($"{name} must be a number from {least} to {most}, but is \"{Shown(given)}\"."));

    private int Whole(string name, int otherwise, int least, int most) => values.TryGetValue(name, out string? given) ? ReadWhole(name, given, least, most) : otherwise;

    private static int ReadWhole(string name, string given, int least, int most) =>
        int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Refusal.Wrong(FormattableString.Invariant($"{name} must be a whole number from {least} to {most}, but is \"{Shown(given)}\"."));

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The beginning of what is long.</summary>
    private static string Shown(string text) => text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";
}
