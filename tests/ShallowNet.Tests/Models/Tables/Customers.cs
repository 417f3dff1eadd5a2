namespace ShallowNet.Tests;

/// <summary>Customers of whom some leave: a table in which every kind of column tells something, and the target is there as each kind of label.</summary>
internal static class Customers
{
    public static readonly Table Train = Make(160, 1), Test = Make(80, 2);

    /// <summary>A network that is quick to train.</summary>
    public static MlpOptions Quick => new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 60 } };

    public enum Answer
    {
        Stays,
        Leaves,
    }

    /// <summary>The columns to predict from, and one of the targets.</summary>
    public static Table With(this Table table, string target) => table.Without(table.Columns.Select(column => column.Name).Where(name => name != target && Targets.Contains(name)));

    private static readonly string[] Targets = ["text", "flag", "whole", "real", "member", "price"];

    private static Table Make(int rows, int seed)
    {
        NumPyRandom random = new(seed);
        double[] ages = [.. Enumerable.Range(0, rows).Select(_ => 18 + Math.Floor(60 * random.Rand()))];
        int[] plans = [.. Enumerable.Range(0, rows).Select(_ => (int)(3 * random.Rand()))];
        bool[] active = [.. Enumerable.Range(0, rows).Select(_ => random.Rand() < 0.5)];
        double[] scores = [.. Enumerable.Range(0, rows).Select(i => (ages[i] - 48) / 10 + plans[i] - 1 + (active[i] ? -1 : 1) + 0.3 * random.Randn())];
        bool[] leaves = [.. scores.Select(score => score > 0)];
        return new Table(
            Column.Of("age", ages.Select((age, i) => i % 10 == 3 ? (double?)null : age)), Column.Of("plan", plans.Select((plan, i) => i % 20 == 7 ? null : $"plan {plan}")), Column.Of("active", active),
            Column.Of("since", ages.Select((_, i) => new DateOnly(2015, 1, 1).AddDays(i * 17 % 3000))),
            Column.Of("text", leaves.Select(leaving => leaving ? "leaves" : "stays")), Column.Of("flag", leaves), Column.Of("whole", leaves.Select(leaving => leaving ? 7 : -3)),
            Column.Of("real", leaves.Select(leaving => leaving ? 1.5 : 0.5)), Column.Of("member", leaves.Select(leaving => $"{(leaving ? Answer.Leaves : Answer.Stays)}")), Column.Of("price", scores.Select(score => 100 + 10 * score)));
    }
}
