namespace ShallowNet;

/// <summary>Numbers and flags of a table in an ONNX graph, scaled in double as the library does it.</summary>
internal static class OnnxNumbers
{
    /// <summary>Beyond this, what is smoothly limited is the limit to the last bit of a float, and of a double.</summary>
    private const double Far = 1e10;

    /// <summary>Adds the features of a column.</summary>
    public static void Add(OnnxColumn column, NumberEncoder encoder, List<string> features)
    {
        string isGap = column.Node("IsNaN", "isGap", column.Input);
        if (encoder.Transform is not null)
        {
            string number = column.Cast("number", column.Input, OnnxType.Double);
            string filled = column.Node("Where", "filled", isGap, column.Double("fill", encoder.Fill), number);
            features.Add(column.Cast("scaled", AddTransform(column, encoder.Transform, "", filled), OnnxType.Float));
        }

        if (encoder.HasGaps)
        {
            features.Add(column.Cast("gap", isGap, OnnxType.Float));
        }
    }

    /// <summary>Adds the scaling of a number in double.</summary>
    /// <param name="column">The column.</param>
    /// <param name="transform">The scaling.</param>
    /// <param name="prefix">What the names of its nodes begin with.</param>
    /// <param name="number">The name of the number.</param>
    /// <returns>The name of the scaled number, in double.</returns>
    public static string AddTransform(OnnxColumn column, NumberTransform transform, string prefix, string number)
    {
        switch (transform)
        {
            case LineTransform line:
                return line is { Offset: 0, Unit: 1 } ? number : AddLine(column, prefix, number, line.Offset, line.Unit);
            case SmoothTransform smooth:
                // The square of a number that is not limited before could be infinite.
                string line0 = AddLine(column, prefix, number, smooth.Offset, smooth.Unit);
                string z = column.Node("Clip", $"{prefix}z", line0, column.Double("lowestZ", -Far), column.Double("highestZ", Far));
                string share = column.Node("Div", $"{prefix}share", z, column.Double($"{prefix}limit", smooth.Limit));
                string sum = column.Node("Add", $"{prefix}plus1", column.Node("Mul", $"{prefix}square", share, share), column.Double("oneInDouble", 1));
                return column.Node("Div", $"{prefix}smooth", z, column.Node("Sqrt", $"{prefix}root", sum));
            default:
                return AddQuantiles(column, ((QuantileTransform)transform).Line, prefix, number);
        }
    }

    private static string AddLine(OnnxColumn column, string prefix, string number, double offset, double unit) => column.Node(
        "Div", $"{prefix}line", column.Node("Sub", $"{prefix}difference", number, column.Double($"{prefix}offset", offset)), column.Double($"{prefix}unit", unit));

    /// <summary>Of each piece between two knots the part, from 0 to 1, that lies below the number, times the step to the next place; and all of these together.</summary>
    private static string AddQuantiles(OnnxColumn column, (double[] Knots, double[] Places) line, string prefix, string number)
    {
        (double[] knots, double[] places) = line;
        double[] halves = Array.ConvertAll(knots, knot => 0.5 * knot);
        double[] ranges = [.. halves.Zip(halves.Skip(1), (below, above) => above > below ? above - below : double.Epsilon)];
        double[] steps = [.. places.Zip(places.Skip(1), (below, above) => above - below)];
        string half = column.Node("Mul", $"{prefix}half", number, column.Double("halfInDouble", 0.5));
        string above = column.Node("Sub", $"{prefix}above", half, column.Doubles($"{prefix}knots", halves[..^1]));
        string parts = column.Node(
            "Clip", $"{prefix}parts", column.Node("Div", $"{prefix}pieces", above, column.Doubles($"{prefix}ranges", ranges)), column.Double("noneOf", 0), column.Double("allOf", 1));
        return column.Node("Gemm", $"{prefix}quantile", parts, column.Rows($"{prefix}steps", steps), column.Doubles($"{prefix}first", places[..1]));
    }
}
