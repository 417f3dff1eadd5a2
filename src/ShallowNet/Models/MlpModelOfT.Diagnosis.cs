using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What is wrong with the model.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What is wrong with the model, its training or its data, in plain words, with numbers, and what to do about it; nothing where nothing is wrong.</summary>
    /// <remarks>
    /// Columns that give a target away, copies of rows, rare classes that are not recognized and labels that seem wrong are looked for with every model; everything that has to do with
    /// training with those whose options say how to train or which hidden layers to have: where the data chose the model, linear models and penalties were tried already. Models are fitted anew to a part
    /// of the rows, with and without the remedy: what does not help on the other rows, clearly and not by chance, is no finding. What may follow from something that was found is
    /// not looked for: <see cref="Diagnosis.NotJudged"/> says so; ask again after the cure. All rows count the same.
    /// </remarks>
    /// <param name="table">The table that the model was fitted to, targets included.</param>
    /// <param name="options">What to look for; null for everything.</param>
    /// <param name="heldOut">Rows that the model is judged by, of which none should be among the others; null where there are none.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked before every batch of every training.</param>
    /// <exception cref="ArgumentException">
    /// A table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, or a training is given in the options.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Diagnosis Diagnose(
        Table table, DiagnosisOptions? options = null, Table? heldOut = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Matrix<T> Y = TargetsOf(table);
        (string[] Names, (int First, int Count)[] Features) columns = ColumnPlayers();
        ModelPatient<T> patient = new(this, InputsOf(table), Y)
        {
            Classes = ClassesOf(Y), ClassNames = ClassNames, Columns = columns,
            Sources = [.. columns.Names.Select(name => table[name])], Targets = [.. Targets.Select(target => table[target])],
        };
        return Diagnose(patient, heldOut is null ? null : new Batch<T>(InputsOf(heldOut), TargetsOf(heldOut)), options, progress, cancellationToken);
    }

    /// <summary>What is wrong with the model, by samples as a matrix.</summary>
    internal Diagnosis Diagnose(Batch<T> samples, Batch<T>? heldOut, DiagnosisOptions? options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int[]? classes = ClassesOf(samples.Y);
        (string[] Names, (int First, int Count)[] Features) columns = FeaturePlayers();
        ModelPatient<T> patient = new(this, samples.X, samples.Y)
        {
            Classes = classes, ClassNames = ClassNames, Columns = columns, Sources = PatientColumns.Of(samples.X, columns.Names), Targets = PatientColumns.Of(samples.Y, classes),
        };
        return Diagnose(patient, heldOut, options, progress, cancellationToken);
    }

    private static Diagnosis Diagnose(ModelPatient<T> patient, Batch<T>? heldOut, DiagnosisOptions? options, IProgress<double>? progress, CancellationToken cancellationToken) =>
        options?.Training is null ? HealthChecks.Diagnose(patient, heldOut, options, progress, cancellationToken)
            : throw new ArgumentException("Training must not be given for a model, which knows how it was trained, but is.", nameof(options));

    private IReadOnlyList<string> ClassNames => HasOneClassPerSample ? ClassesOfOutputs?.Names ?? [] : [];

    private int[]? ClassesOf(Matrix<T> Y) => ClassesOfOutputs is not null && HasOneClassPerSample ? SampleWeights.ClassesOf(Y) : null;
}
