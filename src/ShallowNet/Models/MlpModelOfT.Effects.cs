using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Accumulated local effects.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>How the model's answer changes with a column among rows such as those of a table.</summary>
    /// <remarks>
    /// Of numbers and dates in intervals with about as many rows in each (<see cref="DependenceOptions.Intervals"/>); rows with gaps are left out. Of categories from each to the next in the
    /// order of <see cref="EncodedColumn.Values"/>, which is that of their texts, character by character, with those rows that have one of the two, and then the rare ones and gaps.
    /// </remarks>
    /// <param name="table">Rows of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use the column, or
    /// the table has fewer than two values in it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public AccumulatedEffects AccumulatedEffects(Table table, string column, DependenceOptions? options = null) =>
        Effects(InputsOf(table), options ?? new DependenceOptions(), ColumnOf(table, column));

    /// <summary>What two columns change together, beyond what each changes, among rows such as those of a table; one of them may hold categories.</summary>
    /// <remarks>
    /// Categories go from each to the next in the order of <see cref="EncodedColumn.Values"/>, which is that of their texts, character by character, and then the rare ones and gaps: a row tells of the step to the next category,
    /// and of the one from the category before. There is no distance between them, and in another order effects are others, as far as rows of neighbouring categories differ.
    /// </remarks>
    /// <param name="table">Rows of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="first">The name of a column.</param>
    /// <param name="second">The name of another.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use one of the columns, the
    /// two are the same, both hold categories, or have fewer than two values in the rows that have both.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public AccumulatedEffects AccumulatedEffects(Table table, string first, string second, DependenceOptions? options = null)
    {
        CheckDiffer(first, second);
        return EffectsOfTwo(InputsOf(table), options ?? new DependenceOptions(), ColumnOf(table, first), ColumnOf(table, second));
    }

    /// <summary>How the model's answer changes with a feature among samples such as those of X.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="feature">The number of the feature, the row of X.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled, or the feature has fewer than two values.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature or answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public AccumulatedEffects AccumulatedEffects(Matrix<T> X, int feature, DependenceOptions? options = null)
    {
        X = Inputs(X);
        return Effects(X, options ?? new DependenceOptions(), FeatureOf(X, feature));
    }

    /// <summary>What two features change together, beyond what each changes, among samples such as those of X.</summary>
    /// <inheritdoc cref="AccumulatedEffects(Matrix{T}, int, DependenceOptions?)" path="/exception"/>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="first">The number of a feature, the row of X.</param>
    /// <param name="second">The number of another.</param>
    /// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
    public AccumulatedEffects AccumulatedEffects(Matrix<T> X, int first, int second, DependenceOptions? options = null)
    {
        X = Inputs(X);
        CheckDiffer(first, second);
        return EffectsOfTwo(X, options ?? new DependenceOptions(), FeatureOf(X, first), FeatureOf(X, second));
    }

    private AccumulatedEffects Effects(Matrix<T> X, DependenceOptions options, ExplainedColumn<T> column)
    {
        if (column.IsCategory)
        {
            return EffectsOfCategories(X, options, column);
        }

        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(column.Cells[j]))];
        double[] cells = Array.ConvertAll(kept, j => column.Cells[j]), edges = EdgesOf(column, cells, options.Intervals);
        int[] intervals = Array.ConvertAll(cells, cell => DependenceGrid.IntervalOf(cell, edges));
        ExchangedColumns<T> samples = Exchanged(ColumnMajor.Columns(X, kept), options.Answer);
        double[] above = AnswersAt(intervals, 1), below = AnswersAt(intervals, 0);
        double[] effects = EffectSums.Of([.. above.Zip(below, (high, low) => high - low)], intervals, edges.Length - 1);
        return new AccumulatedEffects([column.AxisOf(edges)], Matrix<double>.Build.Dense(edges.Length, 1, effects), emptyCells: 0);

        double[] AnswersAt(int[] of, int end) => samples.Answers((column.Features, column.Encoded(Array.ConvertAll(of, interval => edges[interval + end]))));
    }

    private AccumulatedEffects EffectsOfCategories(Matrix<T> X, DependenceOptions options, ExplainedColumn<T> column)
    {
        // A value that was not there in training is none of the categories, unless there were rare ones.
        double[] categories = column.Categories;
        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => Array.IndexOf(categories, column.Cells[j]) >= 0)];
        if (categories.Length < 2 || kept.Length == 0)
        {
            throw new ArgumentException($"Column \"{column.Name}\" must have at least two values, and rows that have one of them, but does not.");
        }

        int[] places = Array.ConvertAll(kept, j => Array.IndexOf(categories, column.Cells[j]));
        ExchangedColumns<T> samples = Exchanged(ColumnMajor.Columns(X, kept), options.Answer);
        double[] here = AnswersAt(0), up = [.. AnswersAt(1).Zip(here, (next, own) => next - own)], down = [.. here.Zip(AnswersAt(-1), (own, before) => own - before)];
        double[] effects = EffectSums.OfCategories(up, down, places, categories.Length);
        return new AccumulatedEffects([column.AxisOf(categories)], Matrix<double>.Build.Dense(categories.Length, 1, effects), emptyCells: 0);

        double[] AnswersAt(int step) => samples.Answers(
            (column.Features, column.Encoded(Array.ConvertAll(places, place => categories[Math.Clamp(place + step, 0, categories.Length - 1)]))));
    }

    private AccumulatedEffects EffectsOfTwo(Matrix<T> X, DependenceOptions options, ExplainedColumn<T> first, ExplainedColumn<T> second)
    {
        if (first.IsCategory || second.IsCategory)
        {
            return first.IsCategory ? EffectsOfCategoryAndNumbers(X, options, first, second) : Transposed(EffectsOfCategoryAndNumbers(X, options, second, first));
        }

        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(first.Cells[j]) && !double.IsNaN(second.Cells[j]))];
        double[] ofFirst = Array.ConvertAll(kept, j => first.Cells[j]), ofSecond = Array.ConvertAll(kept, j => second.Cells[j]);
        double[] rows = EdgesOf(first, ofFirst, options.Intervals), columns = EdgesOf(second, ofSecond, options.Intervals);
        (int Row, int Column)[] cells = [.. ofFirst.Zip(ofSecond, (x, y) => (DependenceGrid.IntervalOf(x, rows), DependenceGrid.IntervalOf(y, columns)))];
        ExchangedColumns<T> samples = Exchanged(ColumnMajor.Columns(X, kept), options.Answer);
        double[] both = At(1, 1), up = At(1, 0), right = At(0, 1), none = At(0, 0);
        double[] changes = [.. Enumerable.Range(0, kept.Length).Select(j => both[j] - right[j] - up[j] + none[j])];
        (double[,] effects, int empty) = EffectSums.OfTwo(changes, cells, (rows.Length - 1, columns.Length - 1));
        return new AccumulatedEffects([first.AxisOf(rows), second.AxisOf(columns)], Matrix<double>.Build.DenseOfArray(effects), empty);

        double[] At(int row, int column) => samples.Answers(
            (first.Features, first.Encoded(Array.ConvertAll(cells, cell => rows[cell.Row + row]))), (second.Features, second.Encoded(Array.ConvertAll(cells, cell => columns[cell.Column + column]))));
    }

    private AccumulatedEffects EffectsOfCategoryAndNumbers(Matrix<T> X, DependenceOptions options, ExplainedColumn<T> category, ExplainedColumn<T> numbers)
    {
        if (numbers.IsCategory)
        {
            throw new ArgumentException($"Column \"{numbers.Name}\" must hold numbers or dates for the effects of two columns, one of which holds categories, but holds categories, too: ask {nameof(PartialDependence)}.");
        }

        double[] categories = category.Categories;
        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(numbers.Cells[j]) && Array.IndexOf(categories, category.Cells[j]) >= 0)];
        if (categories.Length < 2 || kept.Length == 0)
        {
            throw new ArgumentException($"Column \"{category.Name}\" must have at least two values, and rows that have one of them, but does not.");
        }

        double[] ofNumbers = Array.ConvertAll(kept, j => numbers.Cells[j]), edges = EdgesOf(numbers, ofNumbers, options.Intervals);
        (int Category, int Interval)[] cells = [.. kept.Select((j, place) => (Array.IndexOf(categories, category.Cells[j]), DependenceGrid.IntervalOf(ofNumbers[place], edges)))];
        ExchangedColumns<T> samples = Exchanged(ColumnMajor.Columns(X, kept), options.Answer);
        double[] here = ChangesAt(0), up = [.. ChangesAt(1).Zip(here, (next, own) => next - own)], down = [.. here.Zip(ChangesAt(-1), (own, before) => own - before)];
        (double[,] effects, int empty) = EffectSums.OfCategoryAndNumbers(up, down, cells, (categories.Length, edges.Length - 1));
        return new AccumulatedEffects([category.AxisOf(categories), numbers.AxisOf(edges)], Matrix<double>.Build.DenseOfArray(effects), empty);

        double[] ChangesAt(int step) => [.. AnswersAt(step, 1).Zip(AnswersAt(step, 0), (above, below) => above - below)];

        double[] AnswersAt(int step, int end) => samples.Answers(
            (category.Features, category.Encoded(Array.ConvertAll(cells, cell => categories[Math.Clamp(cell.Category + step, 0, categories.Length - 1)]))),
            (numbers.Features, numbers.Encoded(Array.ConvertAll(cells, cell => edges[cell.Interval + end]))));
    }

    private static AccumulatedEffects Transposed(AccumulatedEffects effects) => new([effects.Axes[1], effects.Axes[0]], effects.Effects.Transpose(), effects.EmptyCells);

    private static double[] EdgesOf(ExplainedColumn<T> column, double[] cells, int intervals)
    {
        double[] edges = cells.Length > 0 ? DependenceGrid.Edges(cells, intervals) : [];
        return edges.Length > 1 ? edges : throw new ArgumentException($"Column \"{column.Name}\" must have at least two different values, but has {(edges.Length == 1 ? "one" : "none")}.");
    }
}
