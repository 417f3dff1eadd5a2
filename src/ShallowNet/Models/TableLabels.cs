using System.Globalization;

namespace ShallowNet;

/// <summary>The labels of a table's target: texts, flags or numbers as the type that the caller wants.</summary>
internal static class TableLabels
{
    /// <summary>The label of each row of a training, in which numbers must not be such as to be predicted, also where their texts are the labels.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static TLabel[] OfTraining<TLabel>(Column column)
        where TLabel : notnull
    {
        TLabel[] labels = Of<TLabel>(column);
        if (labels is string[] && column is NumberColumn numbers)
        {
            ClassLabels<double>.Of(numbers.Values, column.Count, column.Name);
        }

        return labels;
    }

    /// <summary>The label of each row.</summary>
    /// <exception cref="ArgumentException">A row has no target, or one that is none of the type.</exception>
    /// <exception cref="NotSupportedException">No column holds labels of the type.</exception>
    public static TLabel[] Of<TLabel>(Column column)
        where TLabel : notnull
    {
        Table.CheckNoGaps(column);
        TLabel[] labels = new TLabel[column.Count];
        Dictionary<string, TLabel> known = [];
        for (int row = 0; row < labels.Length; row++)
        {
            // Labels are few, and their rows many.
            string text = column.LabelAt(row);
            if (!known.TryGetValue(text, out TLabel? label))
            {
                label = (TLabel)(Label(column, row, typeof(TLabel)) ?? throw new ArgumentException(Invariant(
                    $"Column \"{column.Name}\" must hold {Words(typeof(TLabel))} to be labels of {typeof(TLabel).Name}, but row {row} has \"{Table.Shortened(text)}\".")));
                known.Add(text, label);
            }

            labels[row] = label;
        }

        return labels;
    }

    /// <summary>A label; null where the value is none of the type.</summary>
    private static object? Label(Column column, int row, Type type)
    {
        if (type == typeof(string))
        {
            return column.LabelAt(row);
        }

        if (type.IsEnum)
        {
            return column is TextColumn && Enum.TryParse(type, column.TextAt(row), out object? member) && Enum.GetName(type, member!) == column.TextAt(row) ? member : null;
        }

        if (type == typeof(bool))
        {
            return column switch
            {
                FlagColumn flags => flags.Span[row],
                NumberColumn numbers => numbers.Span[row] is 0 or 1 ? numbers.Span[row] == 1 : null,
                _ => null,
            };
        }

        if (Type.GetTypeCode(type) is not (TypeCode.Int32 or TypeCode.Int64 or TypeCode.Double or TypeCode.Single or TypeCode.Int16 or TypeCode.Byte))
        {
            throw new NotSupportedException($"Labels of a table must be string, bool, an enumeration, byte, short, int, long, float or double, but are {type.Name}.");
        }

        try
        {
            return column is NumberColumn its && (type == typeof(double) || type == typeof(float) || double.IsInteger(its.Span[row]))
                ? Convert.ChangeType(its.Span[row], type, CultureInfo.InvariantCulture) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static string Words(Type type) => type == typeof(bool) ? "flags, or numbers that are 0 or 1,"
        : type.IsEnum ? "the names of members" : type == typeof(float) || type == typeof(double) ? "numbers" : "whole numbers in its range";
}
