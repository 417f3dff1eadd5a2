using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Computes accumulated local effects.</summary>
/// <param name="explained">What is explained.</param>
/// <param name="X">The samples, not scaled.</param>
/// <param name="options">Which answer, and how many intervals; null for the defaults.</param>
/// <param name="progress">Told the share that is done.</param>
/// <param name="cancellationToken">Asked about ten times a second.</param>
internal sealed class EffectsRun<T>(Explained<T> explained, Matrix<T> X, DependenceOptions? options, IProgress<double>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DependenceOptions options = options ?? new DependenceOptions();

    /// <summary>The effects of a column.</summary>
    public AccumulatedEffects Of(ExplainedColumn<T> column)
    {
        if (column.IsCategory)
        {
            return OfCategories(column);
        }

        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(column.Cells[j]))];
        double[] cells = Array.ConvertAll(kept, j => column.Cells[j]), edges = EdgesOf(column, cells);
        int[] intervals = Array.ConvertAll(cells, cell => DependenceGrid.IntervalOf(cell, edges));
        double[][] answers = Answers(kept, [At(1), At(0)]);
        double[] effects = EffectSums.Of([.. answers[0].Zip(answers[1], (high, low) => high - low)], intervals, edges.Length - 1);
        return new AccumulatedEffects([column.AxisOf(edges)], Matrix<double>.Build.Dense(edges.Length, 1, effects), emptyCells: 0);

        ((int, int), T[])[] At(int end) => [(column.Features, column.Encoded(Array.ConvertAll(intervals, interval => edges[interval + end])))];
    }

    /// <summary>What two columns change together, beyond what each changes.</summary>
    public AccumulatedEffects Of(ExplainedColumn<T> first, ExplainedColumn<T> second)
    {
        if (first.IsCategory || second.IsCategory)
        {
            return first.IsCategory ? OfCategoryAndNumbers(first, second) : Transposed(OfCategoryAndNumbers(second, first));
        }

        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(first.Cells[j]) && !double.IsNaN(second.Cells[j]))];
        double[] ofFirst = Array.ConvertAll(kept, j => first.Cells[j]), ofSecond = Array.ConvertAll(kept, j => second.Cells[j]);
        double[] rows = EdgesOf(first, ofFirst), columns = EdgesOf(second, ofSecond);
        (int Row, int Column)[] cells = [.. ofFirst.Zip(ofSecond, (x, y) => (DependenceGrid.IntervalOf(x, rows), DependenceGrid.IntervalOf(y, columns)))];
        double[][] answers = Answers(kept, [At(1, 1), At(1, 0), At(0, 1), At(0, 0)]);
        double[] changes = [.. Enumerable.Range(0, kept.Length).Select(j => answers[0][j] - answers[2][j] - answers[1][j] + answers[3][j])];
        (double[,] effects, int empty) = EffectSums.OfTwo(changes, cells, (rows.Length - 1, columns.Length - 1));
        return new AccumulatedEffects([first.AxisOf(rows), second.AxisOf(columns)], Matrix<double>.Build.DenseOfArray(effects), empty);

        ((int, int), T[])[] At(int row, int column) =>
        [
            (first.Features, first.Encoded(Array.ConvertAll(cells, cell => rows[cell.Row + row]))), (second.Features, second.Encoded(Array.ConvertAll(cells, cell => columns[cell.Column + column]))),
        ];
    }

    private AccumulatedEffects OfCategories(ExplainedColumn<T> column)
    {
        // A value that was not there in training is none of the categories, unless there were rare ones.
        double[] categories = column.Categories;
        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => Array.IndexOf(categories, column.Cells[j]) >= 0)];
        CheckCategories(column, kept.Length);
        int[] places = Array.ConvertAll(kept, j => Array.IndexOf(categories, column.Cells[j]));
        double[][] answers = Answers(kept, [At(0), At(1), At(-1)]);
        double[] up = [.. answers[1].Zip(answers[0], (next, own) => next - own)], down = [.. answers[0].Zip(answers[2], (own, before) => own - before)];
        double[] effects = EffectSums.OfCategories(up, down, places, categories.Length);
        return new AccumulatedEffects([column.AxisOf(categories)], Matrix<double>.Build.Dense(categories.Length, 1, effects), emptyCells: 0);

        ((int, int), T[])[] At(int step) =>
            [(column.Features, column.Encoded(Array.ConvertAll(places, place => categories[Math.Clamp(place + step, 0, categories.Length - 1)])))];
    }

    private AccumulatedEffects OfCategoryAndNumbers(ExplainedColumn<T> category, ExplainedColumn<T> numbers)
    {
        if (numbers.IsCategory)
        {
            throw new ArgumentException($"Column \"{numbers.Name}\" must hold numbers or dates for the effects of two columns, one of which holds categories, but holds categories, too: ask {nameof(PartialDependence)}.");
        }

        double[] categories = category.Categories;
        int[] kept = [.. Enumerable.Range(0, X.ColumnCount).Where(j => !double.IsNaN(numbers.Cells[j]) && Array.IndexOf(categories, category.Cells[j]) >= 0)];
        CheckCategories(category, kept.Length);
        double[] ofNumbers = Array.ConvertAll(kept, j => numbers.Cells[j]), edges = EdgesOf(numbers, ofNumbers);
        (int Category, int Interval)[] cells = [.. kept.Select((j, place) => (Array.IndexOf(categories, category.Cells[j]), DependenceGrid.IntervalOf(ofNumbers[place], edges)))];
        double[][] answers = Answers(kept, [At(0, 1), At(0, 0), At(1, 1), At(1, 0), At(-1, 1), At(-1, 0)]);
        double[] here = ChangesOf(0), up = [.. ChangesOf(2).Zip(here, (next, own) => next - own)], down = [.. here.Zip(ChangesOf(4), (own, before) => own - before)];
        (double[,] effects, int empty) = EffectSums.OfCategoryAndNumbers(up, down, cells, (categories.Length, edges.Length - 1));
        return new AccumulatedEffects([category.AxisOf(categories), numbers.AxisOf(edges)], Matrix<double>.Build.DenseOfArray(effects), empty);

        double[] ChangesOf(int which) => [.. answers[which].Zip(answers[which + 1], (above, below) => above - below)];

        ((int, int), T[])[] At(int step, int end) =>
        [
            (category.Features, category.Encoded(Array.ConvertAll(cells, cell => categories[Math.Clamp(cell.Category + step, 0, categories.Length - 1)]))),
            (numbers.Features, numbers.Encoded(Array.ConvertAll(cells, cell => edges[cell.Interval + end]))),
        ];
    }

    /// <summary>The answers to some of the samples, with one exchange after another.</summary>
    private double[][] Answers(int[] kept, ((int First, int Count) Features, T[] Values)[][] exchanges)
    {
        ExchangedColumns<T> samples = new(explained.AnswerOf(options.Answer), explained.Scale(ColumnMajor.Columns(X, kept), nameof(X)));
        return samples.AnswersWith(exchanges, options.MaxThreads, progress, cancellationToken);
    }

    private double[] EdgesOf(ExplainedColumn<T> column, double[] cells)
    {
        double[] edges = cells.Length > 0 ? DependenceGrid.Edges(cells, options.Intervals) : [];
        return edges.Length > 1 ? edges : throw new ArgumentException($"Column \"{column.Name}\" must have at least two different values, but has {(edges.Length == 1 ? "one" : "none")}.");
    }

    private static void CheckCategories(ExplainedColumn<T> column, int rows)
    {
        if (column.Categories.Length < 2 || rows == 0)
        {
            throw new ArgumentException($"Column \"{column.Name}\" must have at least two values, and rows that have one of them, but does not.");
        }
    }

    private static AccumulatedEffects Transposed(AccumulatedEffects effects) => new([effects.Axes[1], effects.Axes[0]], effects.Effects.Transpose(), effects.EmptyCells);
}
