using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes the numbers that a network has as its inputs of the columns of a table, as it has learned from the rows of a training.</summary>
/// <remarks>
/// Numbers are scaled, and gaps among them filled by the median, with an indicator where there were some; flags are 0 and 1; categories are one-hot, rare ones
/// together, and very many become numbers that the network learns; dates are an age, a year, and places on the circles of months, weekdays and hours. A column that has only one value tells nothing, and has no
/// feature. It never changes but for its counts, and may be used by several threads at a time. A row becomes the same, to the bit, alone and among others.
/// </remarks>
public sealed partial class TableEncoder
{
    /// <summary>Rows are encoded column by column so many at a time, which stay in the cache.</summary>
    private const int RowsOfBlock = 256;

    private readonly ColumnEncoder[] encoders;
    private readonly int[] firstFeatures;
    private readonly Dictionary<string, int> places = [];

    /// <summary>How many unknown values each column has had.</summary>
    private readonly long[] unknown;

    internal TableEncoder(IReadOnlyList<ColumnEncoder> encoders)
    {
        this.encoders = [.. encoders];
        firstFeatures = new int[encoders.Count];
        unknown = new long[encoders.Count];
        for (int i = 0; i < encoders.Count; i++)
        {
            firstFeatures[i] = Features;
            Features += encoders[i].Width;
            if (!places.TryAdd(encoders[i].Name, i))
            {
                throw new ArgumentException($"The columns of an encoder must have different names, but two are named \"{Table.Shortened(encoders[i].Name)}\".");
            }
        }

        Columns = Array.AsReadOnly([.. encoders.Select((encoder, i) => new EncodedColumn(encoder, firstFeatures[i]))]);
        FeatureNames = Array.AsReadOnly([.. encoders.SelectMany(encoder => encoder.FeatureNames)]);
        Embedding = encoders.Any(encoder => encoder.Embedding != Embedding.Pass)
            ? Embedding.Of([.. encoders.SelectMany(encoder => Enumerable.Repeat(encoder.Embedding, encoder.Width))]) : null;
    }

    /// <summary>The columns of a table that it takes, and how each is encoded.</summary>
    public IReadOnlyList<EncodedColumn> Columns { get; }

    /// <summary>The number of features that it makes, the rows of X.</summary>
    public int Features { get; }

    /// <summary>The name of each feature.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>
    /// How many values that were not there in training have been encoded so far, by column: categories that are not known, and gaps where there were
    /// none. Columns without any are not named. It tells when the data begin to differ from those of the training.
    /// </summary>
    public IReadOnlyDictionary<string, long> UnknownCounts
    {
        get
        {
            Dictionary<string, long> counts = [];
            for (int i = 0; i < encoders.Length; i++)
            {
                if (Interlocked.Read(ref unknown[i]) is > 0 and long count)
                {
                    counts.Add(encoders[i].Name, count);
                }
            }

            return counts;
        }
    }

    /// <summary>How the first layer of a network must embed the features; null where it may take them as they are.</summary>
    public Embedding? Embedding { get; }

    /// <summary>What encodes each column, for files and exports.</summary>
    internal IReadOnlyList<ColumnEncoder> Encoders => encoders;

    /// <summary>Learns from a table how its columns are to be encoded.</summary>
    /// <param name="table">The rows of a training, without the column that is to be predicted; at least one row.</param>
    /// <param name="options">How numbers are scaled, and what is rare.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a number is infinite, a column holds free text, or the options name a column that it has not, or one that is no category.
    /// </exception>
    public static TableEncoder Fit(Table table, EncoderOptions? options = null)
    {
        Require.NotNull(table);
        options ??= new EncoderOptions();
        if (table.RowCount == 0)
        {
            throw new ArgumentException("The table must have a row to learn from, but has none.", nameof(table));
        }

        foreach (string name in options.Categories)
        {
            if (!table.Has(name) || table[name].Kind is ColumnKind.Date)
            {
                throw new ArgumentException(
                    $"EncoderOptions.Categories must name columns of numbers, texts or flags, but {(table.Has(name) ? $"\"{name}\" holds dates" : $"there is no column \"{name}\": they are {Table.Quoted(table.Columns.Select(column => column.Name))}")}.", nameof(options));
            }
        }

        return new TableEncoder([.. table.Columns.Select(column => EncoderOf(column, options))]);
    }

    /// <summary>The features of a table's rows.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="table">A table of the same columns, in any order; columns that told nothing may be missing.</param>
    /// <returns>features × m.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number is not finite, or not once it is scaled.
    /// </exception>
    public Matrix<T> Transform<T>(Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.NotNull(table);
        CheckColumns(table);
        Matrix<T> X = ColumnMajor.Create<T>(CheckHasFeatures(), table.RowCount);
        Span<T> features = ColumnMajor.Span(X);
        Span<long> counts = encoders.Length <= 128 ? stackalloc long[encoders.Length] : new long[encoders.Length];
        counts.Clear();
        CellReader?[] readers = [.. encoders.Select(encoder => encoder.Width == 0 ? (CellReader?)null : encoder.ReaderOf(table[encoder.Name]))];
        Span<double> cells = stackalloc double[RowsOfBlock];
        for (int first = 0; first < table.RowCount; first += RowsOfBlock)
        {
            Span<double> block = cells[..Math.Min(RowsOfBlock, table.RowCount - first)];
            Span<T> ofBlock = features.Slice(first * Features, block.Length * Features);
            for (int i = 0; i < encoders.Length; i++)
            {
                if (readers[i] is { } reader)
                {
                    reader.Read(first, block);
                    counts[i] += encoders[i].Encode(block, ofBlock[firstFeatures[i]..], Features);
                }
            }

            CheckFinite<T>(ofBlock, first);
        }

        for (int i = 0; i < counts.Length; i++)
        {
            Count(i, counts[i]);
        }

        return X;
    }

    /// <summary>A row to be filled with values and encoded, or given to a model: of gaps only, at first.</summary>
    public InputRow CreateRow() => new(this);

    /// <summary>The features of a row, without allocating.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="row">A row of this encoder.</param>
    /// <param name="features">Receives the features.</param>
    /// <exception cref="ArgumentException">The row is one of another encoder, the features are not as many, or one is not finite.</exception>
    public void Transform<T>(InputRow row, Span<T> features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        if (!ReferenceEquals(Require.NotNull(row).Encoder, this))
        {
            throw new ArgumentException("row must be made by the CreateRow of this encoder, but was made by another one.", nameof(row));
        }

        if (features.Length != CheckHasFeatures())
        {
            throw new ArgumentException(Invariant($"features must have {Require.Count(Features, "element")}, but has {features.Length}."), nameof(features));
        }

        features.Clear();
        Span<double> cell = stackalloc double[1];
        for (int i = 0; i < encoders.Length; i++)
        {
            cell[0] = row.Cells[i];
            if (encoders[i].Width > 0)
            {
                Count(i, encoders[i].Encode(cell, features[firstFeatures[i]..], Features));
            }
        }

        CheckFinite<T>(features, null);
    }

    /// <summary>A line for each column.</summary>
    public override string ToString() => $"{Require.Count(encoders.Length, "column")}, {Require.Count(Features, "feature")}\n{string.Join('\n', Columns)}";

    /// <summary>The place of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal int PlaceOf(string column) => places.TryGetValue(Require.NotNull(column), out int place)
        ? place : throw new ArgumentException($"There must be a column \"{column}\", but the columns are {Table.Quoted(encoders.Select(encoder => encoder.Name))}.", nameof(column));

    internal bool Has(string column) => places.ContainsKey(column);

    private static ColumnEncoder EncoderOf(Column column, EncoderOptions options)
    {
        bool isCategory = options.Categories.Contains(column.Name);
        switch (column)
        {
            case TextColumn texts:
                if (Doubts.IsFreeText(column, column.CountDistinct()))
                {
                    throw new ArgumentException(
                        $"Column \"{column.Name}\" must hold categories, but seems to hold free text, such as \"{Table.Shortened(column.TextAt(Enumerable.Range(0, column.Count).First(row => !column.HasGap(row))))}\": leave it out by table.Without(\"{column.Name}\"), or make numbers, flags or categories of what matters in it.");
                }

                return CategoryEncoder.Fit(column.Name, ColumnKind.Text, texts.Counts().Select((count, i) => KeyValuePair.Create(texts.Texts[i], count)), column.Gaps, options);
            case NumberColumn numbers:
                int infinite = numbers.Span.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
                if (infinite >= 0)
                {
                    throw new ArgumentException(Invariant($"Column \"{column.Name}\" must be finite, but row {infinite} is {Require.Text(numbers.Span[infinite])}."));
                }

                return !isCategory ? NumberEncoder.Fit(column.Name, ColumnKind.Number, numbers.Span, options.Numbers) : CategoryEncoder.Fit(
                    column.Name, ColumnKind.Number, numbers.Values.Where(value => !double.IsNaN(value)).CountBy(CategoryEncoder.NameOf), column.Gaps, options);
            case FlagColumn flags:
                return NumberEncoder.Fit(column.Name, ColumnKind.Flag, Array.ConvertAll(flags.Span.ToArray(), FlagColumn.NumberOf), options.Numbers);
            default:
                return DateEncoder.Fit(column.Name, ((DateColumn)column).Span, options.Numbers);
        }
    }

    /// <summary>Refuses a table without rows, or in which a column is missing that is needed, or is there that is not known.</summary>
    private void CheckColumns(Table table)
    {
        if (table.RowCount == 0)
        {
            throw new ArgumentException("The table must have a row, but has none.", nameof(table));
        }

        string[] missing = [.. encoders.Where(encoder => encoder.Width > 0 && !table.Has(encoder.Name)).Select(encoder => encoder.Name)];
        string[] superfluous = [.. table.Columns.Where(column => !Has(column.Name)).Select(column => column.Name)];
        if (missing.Length > 0 || superfluous.Length > 0)
        {
            string lacks = missing.Length > 0 ? $"lacks {Table.Quoted(missing)}" : "", has = superfluous.Length > 0 ? $"has {Table.Quoted(superfluous)} besides" : "";
            throw new ArgumentException($"The table must have the columns of the training, but {string.Join(", and ", new[] { lacks, has }.Where(text => text.Length > 0))}.", nameof(table));
        }
    }

    private int CheckHasFeatures() => Features > 0
        ? Features : throw new ArgumentException("A column must have told something in training, but every one had a single value, or hardly any twice: there is nothing to learn from.");

    private void Count(int column, long count)
    {
        if (count > 0)
        {
            Interlocked.Add(ref unknown[column], count);
        }
    }

    /// <summary>Refuses features that are not finite, of a table's rows from the given one on, or of a row by itself.</summary>
    private void CheckFinite<T>(ReadOnlySpan<T> features, int? firstRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = Scan.IndexOfNotFinite(features);
        if (index >= 0)
        {
            int feature = index % Features, column = Array.FindLastIndex(firstFeatures, first => first <= feature);
            string place = firstRow is { } row ? Invariant($" in row {row + index / Features}") : "";
            throw new ArgumentException($"Column \"{encoders[column].Name}\" must stay finite when it is scaled, but does not{place}: the number is too far from those of the training.");
        }
    }
}
