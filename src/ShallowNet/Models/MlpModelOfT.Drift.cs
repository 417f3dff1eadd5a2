using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What the model knows of its training data, and how far new data are from them.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What the model knows of the table it was fitted to; null for one that was fitted to a matrix, or saved before models kept it.</summary>
    internal TrainingProfile? Profile { get; private set; }

    /// <summary>
    /// Which columns of a table have moved from what they were in training, and whether the model's answers have: what to look at before answers to new data are
    /// believed, and when to fit the model anew.
    /// </summary>
    /// <remarks>
    /// The model keeps, in its file too, some 20 quantiles of each column of numbers and dates, how often the 20 most frequent values of the others occurred, and the
    /// same of its answers. Columns that told nothing in training are left out. What chance moves in a table of this size is said, and is no drift.
    /// </remarks>
    /// <param name="table">A table of the columns of the training; targets, where it has them, are not looked at.</param>
    /// <exception cref="ArgumentException">The table has no row, or a column is missing or superfluous or holds something else than in training.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table, or its file was written before models kept what they know of it.</exception>
    public DriftReport Drift(Table table)
    {
        TableEncoder encoder = EncoderOfTables();
        TrainingProfile known = Profile
            ?? throw new InvalidOperationException($"The {Name} must know its training data to tell how far others are from them, but its file was written before models kept this: fit it anew.");
        Matrix<T> answers = Answers(InputsOf(table));
        return new DriftReport(table.RowCount, known.Columns[0].Rows, known.Compare(encoder, table), new ModelOutputs<T>(this, answers).Compare(known.Outputs));
    }

    /// <summary>Gives the model what it knows of its training data.</summary>
    internal void RestoreProfile(TrainingProfile? profile) => Profile = profile;

    /// <summary>Takes note of the rows that the model was fitted to.</summary>
    /// <param name="features">The rows, without the target or with it.</param>
    /// <param name="X">Their features.</param>
    private void KeepProfile(Table features, Matrix<T> X) =>
        Profile = new TrainingProfile(TrainingProfile.ColumnsOf(Encoder!, features), new ModelOutputs<T>(this, Answers(X)).Profiles());
}
