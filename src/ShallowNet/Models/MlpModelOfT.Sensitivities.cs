using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>How much the answers change with the inputs.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>How many answers the model gives for a sample: a probability for each class, or a number for each target.</summary>
    internal int AnswerCount => ClassesOfOutputs?.Count ?? Network.Outputs;

    /// <summary>
    /// ∂(answer)/∂x of every sample, exact up to rounding: by how much the answer changes for each unit that an input changes, both in the units in which they were given.
    /// </summary>
    /// <remarks>Where inputs are brought within a limit (<see cref="Scaler.Limit"/>), those beyond it change nothing. See <see cref="Network{T}.InputGradients(Matrix{T}, int)"/>.</remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="answer">
    /// Which answer: the number of a class, whose probability it is, or of a target. Unless given, the second class of two, otherwise the first class or target.
    /// </param>
    /// <returns>features × m.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public Matrix<T> Sensitivities(Matrix<T> X, int? answer = null)
    {
        X = Inputs(X);
        AnswerLine line = LineOf(answer);
        Matrix<T> scaled = Scaled(InputScaler, X, nameof(X)), result = Network.InputGradients(scaled, line.Output);
        double[] units = InputScaler?.CentresAndUnits().Units ?? [];
        double limit = InputScaler?.Limit ?? double.PositiveInfinity;
        Span<T> elements = ColumnMajor.Span(result), x = ColumnMajor.Span(scaled);
        for (int i = 0; i < elements.Length; i++)
        {
            bool isAtLimit = Math.Abs(double.CreateTruncating(x[i])) >= limit;
            double unit = units.Length > 0 ? units[i % units.Length] : 1;
            elements[i] = isAtLimit ? T.Zero : T.CreateTruncating(double.CreateTruncating(elements[i]) * line.Factor / unit);
        }

        return result;
    }

    /// <summary>
    /// ∂(answer)/∂x of every row and every column of numbers, exact up to rounding: by how much the answer changes for each unit that the number changes.
    /// </summary>
    /// <remarks>
    /// Flags, categories and dates do not change by small steps, and are left out, as are columns that the model does not use: ask <c>Shapley</c> or
    /// <c>PartialDependence</c>. The scaling of numbers counts: where it is by quantiles, a number outside those of the training changes nothing.
    /// </remarks>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="answer">
    /// Which answer: the number of a class, whose probability it is, or of a target. Unless given, the second class of two, otherwise the first class or target.
    /// </param>
    /// <returns>A table with a column for each of numbers, and a row for each row; a gap where there is one.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model uses no numbers.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public Table Sensitivities(Table table, int? answer = null)
    {
        Matrix<T> ofFeatures = Sensitivities(InputsOf(table), answer);
        List<Column> columns = [];
        foreach ((EncodedColumn column, ColumnEncoder encoder) in Encoder!.Columns.Zip(Encoder.Encoders))
        {
            if (encoder is not NumberEncoder { Kind: ColumnKind.Number, Transform: { } transform })
            {
                continue;
            }

            double[] cells = new double[table.RowCount];
            encoder.ReaderOf(table[column.Name]).Read(0, cells);
            for (int row = 0; row < cells.Length; row++)
            {
                cells[row] = double.IsNaN(cells[row]) ? double.NaN : transform.SlopeAt(cells[row]) * double.CreateTruncating(ofFeatures[column.FirstFeature, row]);
            }

            columns.Add(new NumberColumn(column.Name, cells, isCopied: true));
        }

        return columns.Count > 0 ? new Table(columns) : throw new ArgumentException("The model must use a column of numbers to have sensitivities, but uses none.", nameof(table));
    }

    /// <summary>An answer as a line of an output of the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    internal AnswerLine LineOf(int? answer)
    {
        bool hasOneOutputForTwo = ClassesOfOutputs is { Count: 2 } && HasOneClassPerSample;
        int k = answer ?? (hasOneOutputForTwo ? 1 : 0);
        if (k < 0 || k >= AnswerCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(answer), Invariant($"answer must be at least 0 and at most {AnswerCount - 1} (the number of {(ClassesOfOutputs is null ? "a target" : "a class")}), but is {k}."));
        }

        if (hasOneOutputForTwo)
        {
            return k == 1 ? new AnswerLine(0, 1, 0) : new AnswerLine(0, -1, 1);
        }

        return OutputScaler?.CentresAndUnits() is var (centres, units) ? new AnswerLine(k, units[k], centres[k]) : new AnswerLine(k, 1, 0);
    }
}
