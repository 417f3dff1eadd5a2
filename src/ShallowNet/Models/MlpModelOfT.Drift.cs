using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What the model knows of its training data, and how far new data are from them.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>Of a longer matrix, so many samples are known, evenly spaced; of a wider one than that, nothing.</summary>
    private const int MostSamplesOfProfile = 10_000, MostFeaturesOfProfile = 1000;

    /// <summary>What the model knows of the data it was fitted to; null for one that was fed in pieces, or saved before models kept it.</summary>
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
    /// <exception cref="InvalidOperationException">The model was not fitted to a table, was trained further by <c>PartialFit</c>, or its file was written before models kept what they know of it.</exception>
    public DriftReport Drift(Table table)
    {
        TableEncoder encoder = EncoderOfTables();
        TrainingProfile known = RequireProfile();
        Matrix<T> answers = Answers(InputsOf(table));
        return new DriftReport(table.RowCount, known.Columns[0].Rows, known.Compare(encoder, table), new ModelOutputs<T>(this, answers).Compare(known.Outputs));
    }

    /// <summary>
    /// Which features of samples have moved from what they were in training, and whether the model's answers have: what to look at before answers to new data are
    /// believed, and when to fit the model anew.
    /// </summary>
    /// <remarks>
    /// The model keeps, in its file too, some 20 quantiles of each feature, and the same of its answers, or how likely classes are on average. They are those of the samples it was fitted to; of more than 10,000, of so many, evenly spaced.
    /// What chance moves among so many samples is said, and is no drift.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has seen no data yet, was fitted to a table, to more than 1,000 features or in pieces, or its file was written before models kept what they know of their data.
    /// </exception>
    public DriftReport Drift(Matrix<T> X)
    {
        X = Inputs(X);
        if (Encoder is not null)
        {
            throw new InvalidOperationException($"The {Name} must be asked about a table, as it was fitted to one, but is asked about a matrix.");
        }

        TrainingProfile known = RequireProfile();
        return new DriftReport(X.ColumnCount, known.Columns[0].Rows, known.Compare(X), new ModelOutputs<T>(this, Answers(X)).Compare(known.Outputs));
    }

    /// <summary>Gives the model what it knows of its training data.</summary>
    internal void RestoreProfile(TrainingProfile? profile) => Profile = profile;

    private TrainingProfile RequireProfile() => Profile ?? throw new InvalidOperationException(Encoder is null
        ? Invariant($"The {Name} must know its training data to tell how far others are from them, but was fitted to more than {MostFeaturesOfProfile} features, or in pieces, or its file was written before models kept this.")
        : $"The {Name} must know its training data to tell how far others are from them, but was trained further by PartialFit, or its file was written before models kept this: fit it anew.");

    /// <summary>Takes note of the samples that the model was fitted to, but for those that count nothing.</summary>
    private protected void KeepProfile(Matrix<T> X, double[]? weights)
    {
        if (X.RowCount <= MostFeaturesOfProfile)
        {
            int[] counted = RowsThatCount(weights) ?? [.. Enumerable.Range(0, X.ColumnCount)];
            int count = Math.Min(counted.Length, MostSamplesOfProfile);
            Matrix<T> kept = ColumnMajor.Columns(X, [.. Enumerable.Range(0, count).Select(k => counted[(long)k * counted.Length / count])]);
            Profile = new TrainingProfile(TrainingProfile.FeaturesOf(FeaturePlayers().Names, kept), new ModelOutputs<T>(this, Answers(kept)).Profiles());
        }
    }

    /// <summary>Takes note of the rows that the model was fitted to.</summary>
    /// <param name="features">The rows, without the target or with it.</param>
    /// <param name="X">Their features.</param>
    private void KeepProfile(Table features, Matrix<T> X) =>
        Profile = new TrainingProfile(TrainingProfile.ColumnsOf(Encoder!, features), new ModelOutputs<T>(this, Answers(X)).Profiles());
}
