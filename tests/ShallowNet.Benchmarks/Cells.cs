using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShallowNet.Benchmarks;

/// <summary>What came out of a trial.</summary>
/// <param name="Set">The data set's name.</param>
/// <param name="Fold">The fold's name.</param>
/// <param name="Seed">The model's seed.</param>
/// <param name="Scores">The three scores of classifiers or regressors; null where there is none.</param>
/// <param name="Seconds">What the fit took.</param>
internal sealed record Cell(string Set, string Fold, int Seed, double?[] Scores, double Seconds);

/// <summary>The cells that are done, in a file where one is given, from which a later run goes on.</summary>
internal sealed class Cells
{
    private readonly Dictionary<(string Set, string Fold, int Seed), Cell> done = [];
    private readonly string? path;
    private readonly string precision;
    private readonly Lock saving = new();

    public Cells(string? path, string precision)
    {
        (this.path, this.precision) = (path, precision);
        if (!File.Exists(path))
        {
            return;
        }

        JsonNode document = JsonNode.Parse(File.ReadAllText(path))!;
        if (document["precision"]!.GetValue<string>() is var written && written != precision)
        {
            throw new InvalidOperationException($"{path} has the scores of models in {written}: give another file for {precision}.");
        }

        foreach (Cell cell in document["cells"].Deserialize<Cell[]>()!)
        {
            done[(cell.Set, cell.Fold, cell.Seed)] = cell;
        }
    }

    public bool Has(string set, Trial trial) => done.ContainsKey((set, trial.Fold, trial.Seed));

    public IEnumerable<Cell> Of(JudgedSet set, int repeats) =>
        set.Trials(repeats).Select(trial => done.GetValueOrDefault((set.Name, trial.Fold, trial.Seed))).OfType<Cell>();

    public void Add(Cell cell)
    {
        lock (saving)
        {
            done[(cell.Set, cell.Fold, cell.Seed)] = cell;
            if (path is null)
            {
                return;
            }

            // A run that is killed while it writes leaves the file as it was.
            IEnumerable<string> lines = done.Values.Select(each => JsonSerializer.Serialize(each));
            File.WriteAllText(path + ".new", $"{{\"precision\": \"{precision}\", \"cells\": [\n{string.Join(",\n", lines)}\n]}}\n");
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>The cells of so many repeats as a contender.</summary>
    public Contender As(string name, int repeats) => Contender.Of(name, done.Values.Where(cell => cell.Seed < repeats));
}
