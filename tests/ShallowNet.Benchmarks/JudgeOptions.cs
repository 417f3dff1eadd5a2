using System.Globalization;

namespace ShallowNet.Benchmarks;

/// <summary>What is to be judged, and how often.</summary>
internal sealed record JudgeOptions
{
    /// <summary>The names of the sets; all of them where none is given.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Larger sets are left out.</summary>
    public int MostRows { get; private set; } = int.MaxValue;

    /// <summary>How often each fold of a table is run, with seeds from 0 on; of the small sets, how many divisions into folds there are.</summary>
    public int Repeats { get; private set; }

    /// <summary>float or double.</summary>
    public string Precision { get; private set; } = "";

    /// <summary>The file of what is done.</summary>
    public string? Json { get; private set; }

    /// <summary>Whether what is done is done again.</summary>
    public bool Again { get; private set; }

    /// <summary>Files of earlier runs to compare with.</summary>
    public List<string> Beside { get; } = [];

    /// <summary>Files in the form of scores.json with what others reach.</summary>
    public List<string> Others { get; } = [];

    /// <summary>Whether ML.NET's FastTree is judged in the place of the models.</summary>
    public bool FastTree { get; private set; }

    /// <summary>How many fits run at the same time, each by one thread; null for one by all threads.</summary>
    public int? AtOnce { get; private set; }

    /// <summary>The options of the models, but for their seeds.</summary>
    public MlpOptions Model { get; private set; } = new();

    public static JudgeOptions Parse(string[] args, int repeats, string precision)
    {
        JudgeOptions options = new() { Repeats = repeats, Precision = precision };
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--most-rows":
                    options.MostRows = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--repeats":
                    options.Repeats = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--precision":
                    options.Precision = args[++i];
                    break;
                case "--json":
                    options.Json = args[++i];
                    break;
                case "--again":
                    options.Again = true;
                    break;
                case "--beside":
                    options.Beside.Add(args[++i]);
                    break;
                case "--others":
                    options.Others.Add(args[++i]);
                    break;
                case "--fast-tree":
                    options.FastTree = true;
                    break;
                case "--at-once":
                    options.AtOnce = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--numbers":
                    options.Model = options.Model with { Encoding = options.Model.Encoding with { Numbers = Enum.Parse<NumberScaling>(args[++i]) } };
                    break;
                case "--rare-below":
                    options.Model = options.Model with { Encoding = options.Model.Encoding with { RareBelow = int.Parse(args[++i], CultureInfo.InvariantCulture) } };
                    break;
                case "--effort":
                    options.Model = options.Model with { Effort = Enum.Parse<Effort>(args[++i], ignoreCase: true) };
                    break;
                case ['-', ..] unknown:
                    throw new ArgumentException($"There is no option {unknown}.", nameof(args));
                default:
                    options.Names.Add(args[i]);
                    break;
            }
        }

        return options;
    }

    public bool Wants(string name) => Names.Count == 0 || Names.Contains(name);
}
