using System.Globalization;
using System.Numerics;

namespace ShallowNet;

/// <summary>The rows of a table by which exported C# source tests itself: one of gaps, one of what was not there in training, and some drawn at random.</summary>
/// <param name="encoder">The encoder.</param>
internal sealed class CSharpTestRows(TableEncoder encoder)
{
    /// <summary>The number of rows.</summary>
    public const int Count = 6;

    // The rows are no data: they are not among what the model's encoder counts.
    private readonly TableEncoder uncounted = new(encoder.Encoders);

    /// <summary>The arguments of each row in C# source, with commas between them, and the library's features of it.</summary>
    public IEnumerable<(string Arguments, T[] Features)> Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NumPyRandom random = new(1);
        for (int row = 0; row < Count; row++)
        {
            InputRow values = uncounted.CreateRow();
            List<string> arguments = [];
            for (int i = 0; i < uncounted.Encoders.Count; i++)
            {
                if (uncounted.Encoders[i].Width > 0)
                {
                    arguments.Add(Set<T>(values, i, row, random));
                }
            }

            T[] features = new T[uncounted.Features];
            uncounted.Transform<T>(values, features);
            yield return (string.Join(", ", arguments), features);
        }
    }

    /// <summary>Sets the value of a column: its literal.</summary>
    private string Set<T>(InputRow values, int column, int row, NumPyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row == 0)
        {
            return "null";
        }

        switch (uncounted.Encoders[column])
        {
            case { Kind: ColumnKind.Flag }:
                bool flag = random.Rand() < 0.5;
                values.Set(column, flag);
                return flag ? "true" : "false";
            case DateEncoder dates:
                DateTime date = DateOf(dates, row, random);
                values.Set(column, date);
                return $"new global::System.DateTime({date.Ticks.ToString(CultureInfo.InvariantCulture)}L)";
            case CategoryEncoder { Kind: ColumnKind.Text } texts:
                string text = Pick(texts, row, random) ?? Enumerable.Range(1, int.MaxValue).Select(number => Invariant($"unknown {number}")).First(name => texts.CellOf(name) < 0);
                values.Set(column, text);
                return CSharpText.Literal(text);
            case CategoryEncoder codes:
                double code = Pick(codes, row, random) is { } picked && double.Parse(picked, CultureInfo.InvariantCulture) is var known && double.IsFinite(known)
                    ? known : Enumerable.Range(0, int.MaxValue).First(number => codes.CellOf(number) < 0);
                values.Set(column, code);
                return CSharpText.Literal(code);
            default:
                double number = NumberOf<T>((NumberEncoder)uncounted.Encoders[column], row, random);
                values.Set(column, number);
                return CSharpText.Literal(number);
        }
    }

    /// <summary>A rare value in the third row, and a frequent one in those that follow, where there are such; null in the second.</summary>
    private static string? Pick(CategoryEncoder encoder, int row, NumPyRandom random) => row == 1 ? null
        : row == 2 && encoder.Rare.Count > 0 ? encoder.Rare[0]
        : encoder.Values.Count > 0 ? encoder.Values[(int)(random.Rand() * encoder.Values.Count)] : null;

    /// <summary>A number that is far off in the second row, and otherwise about those of the training.</summary>
    private static double NumberOf<T>(NumberEncoder encoder, int row, NumPyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double unit = encoder.Transform switch
        {
            QuantileTransform quantiles => quantiles.Line.Knots[^1] - quantiles.Line.Knots[0],
            { } line => line.Numbers[1],
            null => 1,
        };
        double number = encoder.Fill + unit * random.Randn() * (row == 1 ? 1e6 : 1);
        return double.IsFinite(number) && (encoder.Transform is null || T.IsFinite(T.CreateTruncating(encoder.Transform.Of(number)))) ? number : encoder.Fill;
    }

    /// <summary>The last second before 1970, then the latest date of the training, then dates around it.</summary>
    private static DateTime DateOf(DateEncoder encoder, int row, NumPyRandom random)
    {
        double seconds = row switch { 1 => -1, 2 => encoder.Latest, _ => encoder.Fill + 1e8 * random.Randn() };
        long least = DateColumn.SecondsOf(DateTime.MinValue), most = DateColumn.SecondsOf(DateTime.MaxValue);
        return DateColumn.DateOf((long)Math.Clamp(seconds, least, most));
    }
}
