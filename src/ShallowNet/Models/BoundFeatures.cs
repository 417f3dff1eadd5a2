using System.Collections.Concurrent;

namespace ShallowNet;

/// <summary>Features of rows of a type, and the encoder that takes them.</summary>
internal sealed class BoundFeatures<TRow>
{
    private readonly Features<TRow> features;
    private readonly TableEncoder encoder;

    /// <summary>The place of each feature in the encoder.</summary>
    private readonly int[] places;

    /// <summary>Rows that nobody uses at the moment: as many as threads have predicted at the same time.</summary>
    private readonly ConcurrentQueue<InputRow> unused = [];

    /// <summary>Binds features.</summary>
    /// <param name="features">The features.</param>
    /// <param name="model">A model of a table.</param>
    /// <exception cref="ArgumentException">The model was not fitted to a table, or its columns are not the features.</exception>
    public BoundFeatures(Features<TRow> features, MlpModel<float> model)
    {
        this.features = features;
        encoder = model.Encoder ?? throw new ArgumentException("model must be fitted to a table or to rows, but was fitted to a matrix, or has seen no data yet.", nameof(model));
        Check(features, encoder);
        places = [.. features.All.Select(feature => encoder.PlaceOf(feature.Name))];
    }

    /// <summary>The values of a row as the model takes them, without allocating when there is an unused one.</summary>
    public InputRow Take(TRow row)
    {
        if (row is null)
        {
            throw new ArgumentNullException(nameof(row), "row must not be null.");
        }

        InputRow input = unused.TryDequeue(out InputRow? free) ? free : encoder.CreateRow();
        for (int i = 0; i < places.Length; i++)
        {
            features.All[i].Set(row, input, places[i]);
        }

        return input;
    }

    /// <summary>Gives back what was taken.</summary>
    public void Return(InputRow input) => unused.Enqueue(input);

    /// <summary>The rows as a table.</summary>
    public Table TableOf(IEnumerable<TRow> rows) => features.ToTable(rows);

    private static void Check(Features<TRow> features, TableEncoder encoder, string name = "model")
    {
        string[] missing = [.. encoder.Columns.Select(column => column.Name).Except(features.Names)];
        string[] superfluous = [.. features.Names.Where(feature => !encoder.Has(feature))];
        if (missing.Length > 0 || superfluous.Length > 0)
        {
            string lack = missing.Length > 0 ? $"lack {Table.Quoted(missing)}" : "", have = superfluous.Length > 0 ? $"have {Table.Quoted(superfluous)} besides" : "";
            throw new ArgumentException($"The features must be the columns of the model, but {string.Join(", and ", new[] { lack, have }.Where(text => text.Length > 0))}.", name);
        }

        foreach (RowFeature<TRow> feature in features.All)
        {
            ColumnKind kind = encoder.Columns[encoder.PlaceOf(feature.Name)].Kind;
            if (feature.Kind != kind)
            {
                throw new ArgumentException($"Feature \"{feature.Name}\" must have {Column.WordsFor(kind)}, as in the model's training, but has {Column.WordsFor(feature.Kind)}.", name);
            }
        }
    }
}
