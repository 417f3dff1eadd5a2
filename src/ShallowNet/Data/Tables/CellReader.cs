namespace ShallowNet;

/// <summary>Reads the cells of a table's column.</summary>
/// <param name="Column">The column.</param>
/// <param name="OfTexts">The cell of each different text of a column of texts.</param>
/// <param name="Gap">The cell of a gap.</param>
/// <param name="Encoder">What knows the cells of all other values.</param>
internal readonly record struct CellReader(Column Column, double[] OfTexts, double Gap, ColumnEncoder Encoder)
{
    /// <summary>Reads the cells of some rows.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="cells">Receives a cell for each row from there on.</param>
    /// <exception cref="ArgumentException">A number is infinite.</exception>
    public void Read(int first, Span<double> cells)
    {
        switch (Column)
        {
            case TextColumn texts when OfTexts.Length > 0:
                ReadOnlySpan<int> codes = texts.Codes.Slice(first, cells.Length);
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = codes[i] == TextColumn.Gap ? Gap : OfTexts[codes[i]];
                }

                break;
            case NumberColumn numbers when Encoder is CategoryEncoder:
                ReadOnlySpan<double> names = numbers.Span.Slice(first, cells.Length);
                CheckFinite(names, first);
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = double.IsNaN(names[i]) ? Gap : Encoder.CellOf(names[i]);
                }

                break;
            case NumberColumn numbers:
                ReadOnlySpan<double> ofRows = numbers.Span.Slice(first, cells.Length);
                CheckFinite(ofRows, first);
                ofRows.CopyTo(cells);

                break;
            case FlagColumn flags:
                ReadOnlySpan<bool?> values = flags.Span.Slice(first, cells.Length);
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = values[i] is { } flag ? Encoder.CellOf(flag) : Gap;
                }

                break;
            case DateColumn dates when Encoder is DateEncoder:
                ReadOnlySpan<long> seconds = dates.Span.Slice(first, cells.Length);
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = seconds[i] == DateColumn.Gap ? Gap : seconds[i];
                }

                break;
            default:
                cells.Fill(Gap);
                break;
        }
    }

    private void CheckFinite(ReadOnlySpan<double> numbers, int first)
    {
        int index = numbers.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
        if (index >= 0)
        {
            throw new ArgumentException(Invariant($"Column \"{Column.Name}\" must be finite, but row {first + index} is {Require.Text(numbers[index])}."));
        }
    }
}
