namespace ShallowNet.Tests;

/// <summary>Customers with two numbers and two flags to predict.</summary>
internal static class SeveralTargets
{
    /// <summary>The columns to predict from, "price" and "rent", which differ, and "flag" and "old".</summary>
    public static Table Of(Table customers)
    {
        double[] prices = [.. ((NumberColumn)customers["price"]).Values], ages = [.. ((NumberColumn)customers["age"]).Values];
        return customers.With("price").With(Column.Of("rent", prices.Select((price, i) => 1000 - 2 * price + i % 3))).With(customers["flag"])
            .With(Column.Of("old", ages.Select(age => age > 50)));
    }

    /// <summary>The names of the flags that each row has.</summary>
    public static string[][] Sets(Table table, string[] flags) =>
        [.. table.Rows.Select(row => (string[])[.. flags.Where(flag => row.Flag(flag) == true)])];
}
