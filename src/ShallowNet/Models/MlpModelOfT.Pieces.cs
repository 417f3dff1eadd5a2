using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Tables that come in pieces, since they do not fit in memory.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>The samples of a step, and the most epochs, unless the options give others.</summary>
    private const int BatchOfPieces = 128, EpochsOfPieces = 20, PatienceOfPieces = 3;

    /// <summary>Learns the encoder and the scaling of targets from a first pass, and then trains by passes over the pieces.</summary>
    /// <param name="pieces">The rows with their targets, the same in every pass.</param>
    /// <param name="sketch">What the first pass has told.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    internal void FitPieces(IEnumerable<Table> pieces, TableSketch sketch, string target, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        CheckOptionsForTables();
        CheckOptionsForStreams();
        Table judges = sketch.Sample;
        RestoreEncoder(sketch.LearnEncoder(target, Options.Encoding), [target]);
        Matrix<T> X = InputsOf(judges), Y = TargetsOf(judges);
        CheckOptions(X.RowCount);
        (Scaler? inputs, Scaler? outputs) = FitScalers(X, Y, null);
        double[] means = Means(Y, null);
        Dense[] layers = Layers(X.RowCount, Y.RowCount, (int)Math.Min(sketch.RowCount, int.MaxValue));
        TrainingOptions training = Options.Training.OrElse(new TrainingOptions
        {
            Optimizer = new Adam(), Epochs = EpochsOfPieces, BatchSize = BatchOfPieces, L2 = (double)BatchOfPieces / sketch.RowCount,
            EarlyStopping = new EarlyStopping(PatienceOfPieces), Seed = Options.Seed,
        });
        if (training.ClassWeights is { } classWeights)
        {
            if (sketch.Classes.Count == 0)
            {
                throw new ArgumentException(Invariant($"ClassWeights must not be given for more than {TableSketch.MostClasses} classes of a table in pieces, but are {classWeights}."));
            }

            training = training with { ClassWeights = classWeights.OfAll(Array.ConvertAll(ClassesOfOutputs!.Names, label => sketch.Classes.GetValueOrDefault(label))) };
        }

        Trainer<T> trainerOfPieces = new(Create(X.RowCount, layers), training);
        IEnumerable<Batch<T>> batches = BatchesOf(pieces, sketch, outputs, training, new NumPyRandom(training.Seed));
        TrainingHistory itsHistory = trainerOfPieces.TrainBatches(batches, new Batch<T>(X, Scale(Y, outputs)), progress, cancellationToken);
        Restore(trainerOfPieces.Network, itsHistory, inputs, outputs);
        meanTargets = means;

        // What was unknown in training, because it is rare, does not count.
        RestoreEncoder(new TableEncoder(Encoder!.Encoders), [target]);
        KeepProfile(judges, X);
    }

    /// <summary>The batches of a pass: of each piece, the rows that do not judge, in random order.</summary>
    private IEnumerable<Batch<T>> BatchesOf(IEnumerable<Table> pieces, TableSketch sketch, Scaler? outputs, TrainingOptions training, NumPyRandom random)
    {
        long first = 0;
        foreach (Table piece in pieces)
        {
            int[] rows = [.. Enumerable.Range(0, piece.RowCount).Where(row => !sketch.IsSampled(first + row))];
            first += piece.RowCount;
            if (rows.Length == 0)
            {
                continue;
            }

            Matrix<T> X = InputsOf(piece), Y = Scale(TargetsOf(piece), outputs);
            if (training.Shuffle)
            {
                random.Shuffle<int>(rows);
            }

            for (int start = 0; start < rows.Length; start += training.BatchSize)
            {
                ReadOnlySpan<int> columns = rows.AsSpan(start, Math.Min(training.BatchSize, rows.Length - start));
                yield return new Batch<T>(ColumnMajor.Columns(X, columns), ColumnMajor.Columns(Y, columns));
            }
        }

        if (first != sketch.RowCount)
        {
            throw new InvalidOperationException(Invariant($"The pieces must be the same in every pass, but had {sketch.RowCount} rows in the first and {first} in a later one."));
        }
    }

    /// <summary>Refuses options that only samples in memory can have; the trainer refuses the others.</summary>
    private void CheckOptionsForStreams(string name = "options")
    {
        if (Options.Folds is not null || Options.Refit == true)
        {
            throw new ArgumentException($"{(Options.Refit == true ? "Refit" : "Folds")} must not be given for a table that comes in pieces, but {(Options.Refit == true ? "is" : "are")}.", name);
        }

        Options.CheckCalibration(hasFolds: false, "the table comes in pieces");
    }
}
