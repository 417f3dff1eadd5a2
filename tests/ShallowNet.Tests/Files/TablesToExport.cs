namespace ShallowNet.Tests;

/// <summary>Tables of every kind of column, with what was not there in training, and small models of them.</summary>
internal static class TablesToExport
{
    private static readonly string[] Texts = ["basic", "größe 猫", "it's \"quoted\" \\", "\ud83d\ude00", "A", "a", "null", " "];

    public static MlpOptions Options(NumberScaling scaling = NumberScaling.RobustSmooth, params string[] categories) => new()
    {
        HiddenLayers = [new Dense(3, Activation.Tanh)],
        Encoding = new() { Numbers = scaling, Categories = categories },
        Training = new() { Epochs = 1, Optimizer = new Adam(), L2 = 0, ValidationShare = 0, EarlyStopping = null },
    };

    /// <summary>The same, and the same with learned numbers for every category of more than two values.</summary>
    public static IEnumerable<MlpOptions> WithAndWithoutEmbedding(MlpOptions options) => [options, options with { Encoding = options.Encoding with { MostValues = 2, EmbeddingSize = 3 } }];

    /// <summary>A random table to fit to, with some columns of each kind; its numbers are such as float has.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <returns>The table, and the names of the numbers that are categories. The targets are "class" and "amount".</returns>
    public static (Table Table, string[] Categories) Random(int seed)
    {
        NumPyRandom random = new(seed);
        List<Column> columns = [Column.Of("number", Numbers(random, gaps: true)), Column.Of("text", TextsOf(random, 3, gaps: true))];
        List<string> categories = [];
        for (int i = 0; i < 4; i++)
        {
            bool gaps = random.Rand() < 0.5;
            switch ((int)(random.Rand() * 5))
            {
                case 0:
                    columns.Add(Column.Of($"number {i}", Numbers(random, gaps)));
                    break;
                case 1:
                    columns.Add(Column.Of($"text {i}", TextsOf(random, 1 + (int)(random.Rand() * 7), gaps)));
                    break;
                case 2:
                    columns.Add(Column.Of($"flag {i}", Values(random, gaps, () => (bool?)(random.Rand() < 0.5))));
                    break;
                case 3:
                    columns.Add(Column.Of($"date {i}", Dates(random, gaps)));
                    break;
                default:
                    double unit = random.Rand() < 0.5 ? 1 : 0.25;
                    columns.Add(Column.Of($"code {i}", Values(random, gaps, () => (double?)(Math.Round(3 * random.Randn()) * unit))));
                    categories.Add($"code {i}");
                    break;
            }
        }

        columns.Add(Column.Of("class", Enumerable.Range(0, Rows).Select(row => $"class {row % (2 + seed % 2)}")));
        columns.Add(Column.Of("amount", Enumerable.Range(0, Rows).Select(row => 1000 + 10 * Math.Sin(row))));
        return (new Table([.. columns]), [.. categories]);
    }

    /// <summary>The rows of a table again, and rows of unknown texts, far numbers and dates, and gaps everywhere.</summary>
    public static Table WithUnknown(Table table, int seed)
    {
        NumPyRandom random = new(seed + 1);
        return new Table([.. table.Columns.Select(Column (column) => column switch
        {
            NumberColumn numbers => Column.Of(column.Name, numbers.Values.Concat(Enumerable.Range(0, 8).Select(row => row switch { 0 => double.NaN, 1 => 1e25f, 2 => -1e25f, 3 => 0, _ => (float)(20 * random.Randn()) }))),
            TextColumn texts => Column.Of(column.Name, texts.Values.Concat([null, "never seen", "BASIC", null, "basic", "A", "?", "aa"])),
            FlagColumn flags => Column.Of(column.Name, flags.Values.Concat([null, true, false, null, true, false, true, true])),
            _ => Column.Of(column.Name, ((DateColumn)column).Values.Concat(
                [null, DateTime.MinValue, DateTime.MaxValue, new DateTime(1969, 12, 31, 23, 59, 59), new DateTime(1970, 1, 1), new DateTime(1900, 2, 28, 5, 0, 0), new DateTime(2000, 2, 29), new DateTime(1600, 3, 1)])),
        })]);
    }

    private const int Rows = 40;

    private static IEnumerable<TValue?> Values<TValue>(NumPyRandom random, bool gaps, Func<TValue?> next) =>
        [.. Enumerable.Range(0, Rows).Select(_ => gaps && random.Rand() < 0.2 ? default : next())];

    private static IEnumerable<double?> Numbers(NumPyRandom random, bool gaps)
    {
        double centre = 1000 * random.Randn(), unit = Math.Exp(4 * random.Randn());
        bool isWhole = random.Rand() < 0.3;
        return Values(random, gaps, () => (double?)(float)(isWhole ? Math.Round(random.Randn()) : centre + unit * random.Randn()));
    }

    private static IEnumerable<string?> TextsOf(NumPyRandom random, int count, bool gaps) =>
        Values(random, gaps, () => Texts[Math.Min((int)(random.Rand() * count * (random.Rand() < 0.5 ? 1 : 0.3)), count - 1)]);

    private static IEnumerable<DateTime?> Dates(NumPyRandom random, bool gaps)
    {
        DateTime start = new(1850 + (int)(random.Rand() * 200), 1, 1);
        bool hasHours = random.Rand() < 0.5;
        double days = random.Rand() < 0.5 ? 100 : 40_000;
        return Values(random, gaps, () => (DateTime?)(hasHours ? start.AddSeconds(Math.Floor(86_400 * days * random.Rand())) : start.AddDays(Math.Floor(days * random.Rand()))));
    }
}
