using System.Globalization;

namespace ShallowNet;

/// <summary>Categories of a table in an ONNX graph: the slot of each value is found, and compared with those that have a feature.</summary>
internal static class OnnxCategories
{
    /// <summary>Adds the features of a column.</summary>
    /// <returns>Their name.</returns>
    /// <exception cref="InvalidOperationException">Two numbers that are names are the same as float.</exception>
    public static string Add(OnnxColumn column, CategoryEncoder encoder)
    {
        int gap = encoder.GapSlot >= 0 ? encoder.GapSlot : encoder.RareSlot;
        string slot = encoder.Kind == ColumnKind.Text ? AddTexts(column, encoder, gap) : AddNumbers(column, encoder, gap);
        if (encoder.EmbeddingSize > 0)
        {
            return column.Cast("code", slot, OnnxType.Float);
        }

        string slots = column.Integers("slots", [.. Enumerable.Range(encoder.Slots - encoder.Width, encoder.Width).Select(place => (long)place)]);
        return column.Cast("oneHot", column.Node("Equal", "isSlot", slot, slots), OnnxType.Float);
    }

    /// <summary>Adds the slot of a text. The empty text is a gap unless it is one of the values.</summary>
    private static string AddTexts(OnnxColumn column, CategoryEncoder encoder, int gap)
    {
        bool hasEmpty = encoder.Values.Contains("") || encoder.Rare.Contains("");
        string[] keys = [.. encoder.Values, .. encoder.Values.Contains("") ? [] : (string[])[""]];
        long[] slots = [.. keys.Select(key => key.Length > 0 || hasEmpty ? (long)encoder.CellOf(key) : gap)];
        return column.LabelEncoder("slot", OnnxAttribute.Of("keys_strings", keys), slots, encoder.RareSlot);
    }

    /// <summary>Adds the slot of a number, or of a flag as 0 or 1. NaN is a gap.</summary>
    private static string AddNumbers(OnnxColumn column, CategoryEncoder encoder, int gap)
    {
        Dictionary<float, (double Number, long Slot)> slots = [];
        foreach (double number in encoder.Kind == ColumnKind.Flag ? [0, 1] : encoder.Values.Concat(encoder.Rare).Select(Parsed).Where(number => !double.IsNaN(number)))
        {
            long known = (long)(encoder.Kind == ColumnKind.Flag ? encoder.CellOf(number > 0) : encoder.CellOf(number)), slot = known < 0 ? encoder.RareSlot : known;
            if (!slots.TryAdd((float)number, (number, slot)) && slots[(float)number] is var other && other.Slot != slot)
            {
                throw new InvalidOperationException(
                    $"The values of column \"{encoder.Name}\" must be different as float to be exported to ONNX, but {Require.Text(other.Number)} and {Require.Text(number)} are the same.");
            }
        }

        string slotOfNumber = column.LabelEncoder(
            "slotOfNumber", OnnxAttribute.Of("keys_floats", [.. slots.Keys]), [.. slots.Values.Select(value => value.Slot)], encoder.RareSlot);
        return column.Node("Where", "slot", column.Node("IsNaN", "isGap", column.Input), column.Integer("gapSlot", gap), slotOfNumber);
    }

    private static double Parsed(string number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
}
