using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Fitting.</content>
public abstract partial class MlpModel<T>
{
    private Trainer<T>? trainer;

    /// <summary>Fits a new model to all samples at once.</summary>
    /// <param name="X">The samples, checked: features × m.</param>
    /// <param name="Y">The targets as the network has them, but not yet scaled: outputs × m.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    /// <param name="maxThreads">The most threads to use.</param>
    /// <param name="progress">Told after every epoch of the trainings that are shown.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    internal void FitAll(
        Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights, int maxThreads, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Deadline deadline = new(Stopwatch.GetTimestamp(), Options.Training.TimeLimit);
        CheckOptions(X.RowCount);
        (X, Y, double[]? w, IReadOnlyList<Fold>? folds) = WithoutZeroWeights(X, Y, weights);
        (Scaler? inputs, Scaler? outputs) = FitScalers(X, Y, w);
        double[] means = Means(Y, w);
        (Matrix<T> samples, Matrix<T> targets) = (X, Y);
        (Y, X) = (Scale(Y, outputs), InputsToLearn(X, inputs));
        Dense[] layers = Layers(X.RowCount, Y.RowCount, X.ColumnCount);
        int threads = Math.Min(Options.Training.MaxThreads, maxThreads);
        bool isSmall = Options.AreChosenBy(X.ColumnCount, ParameterLayout.Count(X.RowCount, layers), layers);
        Options.CheckCalibration(isSmall || Options.Averages(X.ColumnCount, folds), Options.Training.GivesHowToTrain ? "the options say how to train" : "folds do not choose the model, for what its options say or for so many samples");
        Options.CheckCalibration(X.ColumnCount >= ModelSelector.FewSamples || folds is not null, Invariant($"there are {X.ColumnCount} samples, fewer than {ModelSelector.FewSamples}"));
        if (isSmall || Options.Averages(X.ColumnCount, folds))
        {
            SelectionTask<T> task = new()
            {
                X = X, Y = Y, Weights = SampleWeights.Of(w, Options.Training.ClassWeights, Y), Folds = folds, Options = Options, IsSmall = isSmall, Loss = LossToMinimize,
                Output = OutputActivation, HasOneClassPerSample = ClassesOfOutputs is not null && HasOneClassPerSample, Constants = constants, Embedding = Encoder?.Embedding, Monotone = DirectionsOf(X.RowCount),
                MaxThreads = threads, Deadline = deadline, Progress = progress, CancellationToken = cancellationToken,
            };
            (FittedModel<T> chosen, Selection, linear) = new ModelSelector<T>(task).Select();
            Restore(chosen.Network, chosen.History, inputs, outputs);
            KeepAnswers(Calibrated(chosen, targets, task.Weights), samples, targets);
            Posterior = chosen.History.Evidence is { } evidence && task.Weights is null
                ? Posterior.Of(chosen.Network.Copy<double>(), ColumnMajor.Convert<T, double>(X), ColumnMajor.Convert<T, double>(Y), evidence) : null;
        }
        else
        {
            GivenTraining<T> training = new()
            {
                Samples = new Batch<T>(X, Y, w), Fold = folds?[0], Create = () => Create(X.RowCount, layers), Options = TrainingOf(layers, X, Y) with { MaxThreads = threads },
                ChoosesPenalty = Options.PenaltyIsChosenBy(X.ColumnCount, ParameterLayout.Count(X.RowCount, layers)), Refits = Options.Refit ?? X.ColumnCount <= MlpOptions.SmallSamples,
                Loss = LossToMinimize, Deadline = deadline, Progress = progress, CancellationToken = cancellationToken,
            };
            (Network<T> fitted, TrainingHistory itsHistory) = training.Fit();
            Selection = training.Selection;
            Restore(fitted, itsHistory, inputs, outputs);
        }

        meanTargets = means;
    }

    /// <summary>Refuses options that do not go with the kind of the model, its classes, or the number of features.</summary>
    internal void CheckOptions(int features, string name = "options")
    {
        if (Options.FeatureNames is { } names && names.Count != features)
        {
            throw new ArgumentException(Invariant($"FeatureNames must have {Require.Count(features, "element")} (one for each row of X), but has {names.Count}."), name);
        }

        if (!IsFitted && Encoder?.Embedding is { } needed && Options.HiddenLayers is [{ Embedding: { } own }, ..])
        {
            throw new ArgumentException(
                $"HiddenLayers[0] must have no embedding where a column of the table becomes learned numbers (EncoderOptions.EmbeddingSize), since the layer embeds its features by {needed}, but has {own}.", name);
        }

        if (!IsFitted)
        {
            DirectionsOf(features, name);
        }

        if (Options.Training.ClassWeights is { } classWeights)
        {
            CheckClassWeights(classWeights, name);
        }

        CheckCalibrationOfKind(name);
    }

    /// <summary>Trains by one pass over a piece of the data; the first piece decides the scalers.</summary>
    private protected void FitPiece(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights)
    {
        if (!IsFitted)
        {
            Options.CheckForPieces();
        }

        CheckOptions(X.RowCount);
        (X, Y, double[]? w, _) = WithoutZeroWeights(X, Y, weights);
        (Scaler? inputs, Scaler? outputs) = IsFitted ? (InputScaler, OutputScaler) : FitScalers(X, Y, w);
        (Y, X) = (Scale(Y, outputs), InputsToLearn(X, inputs));
        Trainer<T> steps = trainer ?? new Trainer<T>(
            network ?? Create(X.RowCount, Layers(X.RowCount, Y.RowCount, null)), Options.TrainingForPieces());
        TrainingHistory itsHistory;
        try
        {
            itsHistory = steps.Train(X, Y, w);
        }
        catch (TrainingDivergedException)
        {
            // The network is as before the piece, but what the optimizer remembers of it would spoil the next.
            trainer = null;
            throw;
        }

        trainer = steps;
        Restore(steps.Network, itsHistory, inputs, outputs);

        // What was measured was of another network.
        RestoreCalibration(null);
        RestoreCurves(null);
        RestorePosterior(null);
        RestoreProfile(null);
    }

    private TrainingOptions TrainingOf(Dense[] layers, Matrix<T> X, Matrix<T> Y)
    {
        int classes = SampleWeights.ClassesOf(Y)?.Distinct().Count() ?? 0;
        return Options.TrainingFor(X.ColumnCount, classes, Array.Exists(layers, layer => layer.Dropout > 0), ParameterLayout.Count(X.RowCount, layers));
    }

    private void CheckClassWeights(ClassWeights classWeights, string name)
    {
        if (ClassesOfOutputs is not { } classes || !HasOneClassPerSample)
        {
            throw new ArgumentException(
                $"ClassWeights must not be given for an {Name}, but are {classWeights}: they need one class for each sample; use weights.", name);
        }

        if (classWeights.Classes is { } count && count != classes.Count)
        {
            throw new ArgumentException(
                Invariant($"ClassWeights must have {Require.Count(classes.Count, "weight")} (one for each class, in the order {classes.Quoted}), but {(count == 1 ? "has" : "have")} {count}."), name);
        }
    }

    private Dense[] Layers(int features, int outputs, int? samples) =>
        SelectionTask.Embedded(Encoder?.Embedding, [.. Options.HiddenLayersFor(features, outputs, samples), new Dense(outputs, OutputActivation)], DirectionsOf(features));

    private Network<T> Create(int features, Dense[] layers)
    {
        Network<T> created = ShallowNet.Network.Create<T>(inputs: features, seed: Options.Seed, LossToMinimize, layers);
        constants?.ClearWeights(created);
        return created;
    }

    /// <summary>
    /// Leaves out samples of weight 0, so that scalers, validation and the number of samples are as if they had not been given; and
    /// leaves out the weights where all others are 1.
    /// </summary>
    private (Matrix<T> X, Matrix<T> Y, double[]? Weights, IReadOnlyList<Fold>? Folds) WithoutZeroWeights(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights)
    {
        // Checked before columns are left out, so that the message names the caller's column.
        TargetScaling.Check(Y);
        IReadOnlyList<Fold>? folds = Options.Folds;
        foreach ((int i, Fold fold) in folds?.Index() ?? [])
        {
            fold.Check(X.ColumnCount, Invariant($"Folds[{i}]"), "options");
        }

        if (weights is null)
        {
            return (X, Y, null, folds);
        }

        double[] w = Require.Weights(weights, X.ColumnCount, nameof(weights));
        if (w.Contains(0))
        {
            int[] kept = [.. Enumerable.Range(0, w.Length).Where(j => w[j] > 0)], placeOf = new int[w.Length];
            foreach ((int place, int j) in kept.Index())
            {
                placeOf[j] = place;
            }

            folds = folds?.Select((fold, i) => WithoutZeros(fold, i, w, placeOf)).ToArray();
            (X, Y, w) = (ColumnMajor.Columns(X, kept), ColumnMajor.Columns(Y, kept), Array.ConvertAll(kept, j => w[j]));
        }

        return (X, Y, Array.TrueForAll(w, weight => weight == 1) ? null : w, folds);
    }

    /// <summary>A fold of the samples that do not weigh 0, by their new places.</summary>
    private static Fold WithoutZeros(Fold fold, int i, double[] weights, int[] placeOf, string paramName = "options")
    {
        Fold left = new(Kept(fold.Train), Kept(fold.Test));
        return left is { Train.Count: > 0, Test.Count: > 0 } ? left : throw new ArgumentException(
            Invariant($"Weights must not be 0 for all samples to train or to test on, but are for Folds[{i}]."), paramName);

        int[] Kept(IReadOnlyList<int> columns) => [.. columns.Where(j => weights[j] > 0).Select(j => placeOf[j])];
    }
}
