namespace ShallowNet.Tests;

/// <summary>Models of tables with columns of all kinds, trained as quickly as can be.</summary>
internal static class TableModels
{
    public static MlpOptions Quick { get; } = new()
    {
        HiddenLayers = [new Dense(3, Activation.Tanh)], Training = new() { Epochs = 3, Optimizer = new Adam(0.01), L2 = 0, ValidationShare = 0, EarlyStopping = null },
    };

    /// <summary>Rows with gaps, rare values, dates with and without hours, and numbers that are names; "plan" is a class, "price" a number to predict.</summary>
    public static Table Rows(int count, int seed = 1)
    {
        NumPyRandom random = new(seed);
        string[] cities = ["Oslo", "Rome", "Bonn", "Kiel"];
        return new Table(
            Column.Of("age", Draw(() => Maybe(random.Uniform(18, 80)))),
            Column.Of("city", Draw(() => random.Rand() < 0.15 ? null : random.Rand() < 0.1 ? $"village {(int)(9 * random.Rand())}" : cities[(int)(4 * random.Rand())])),
            Column.Of("side", Draw(() => random.Rand() < 0.5 ? "left" : "right")),
            Column.Of("zip", Draw(() => (double?)(10_000 + 17 * (int)(6 * random.Rand())))),
            Column.Of("active", Draw(() => random.Rand() < 0.1 ? null : (bool?)(random.Rand() < 0.6))),
            Column.Of("zeroOrOne", Draw(() => random.Rand() < 0.5 ? 0.0 : 1.0)),
            Column.Of("born", Draw(() => random.Rand() < 0.1 ? null : (DateTime?)new DateTime(1950, 1, 1).AddDays((int)(20_000 * random.Rand())))),
            Column.Of("seen", Draw(() => new DateTime(2020, 1, 1).AddMinutes((int)(900_000 * random.Rand())))),
            Column.Of("one", Draw(() => 7.0)),
            Column.Of("plan", Draw(() => random.Rand() < 0.3 ? "basic" : random.Rand() < 0.5 ? "plus" : "pro")),
            Column.Of("price", Draw(() => random.Uniform(10, 20))));

        TItem[] Draw<TItem>(Func<TItem> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
        double? Maybe(double number) => random.Rand() < 0.1 ? null : number;
    }

    /// <summary>A classifier of the plan by all other columns.</summary>
    public static MlpClassifier<T, string> OfAllKinds<T>(NumberScaling numbers = NumberScaling.Smooth, int rows = 60)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        MlpClassifier.Fit<T, string>(Rows(rows), "plan", Quick with { Encoding = new() { Numbers = numbers, RareBelow = 2, Categories = ["zip"] } });
}
