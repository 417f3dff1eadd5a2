using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples divided into folds, and trainings on parts of them, each made once however many checks ask for it.</summary>
internal sealed class Examination<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of fewer samples, the held-out ones are too few to tell anything.</summary>
    public const int FewestSamples = 60;

    /// <summary>Of more samples, those of one fold are enough to judge by.</summary>
    private const int ManySamples = 5000;

    /// <summary>Most comparisons hold out two fifths of the samples; those that need more, all in turn.</summary>
    public const int FoldsCompared = 2, AllFolds = 5;

    /// <summary>No sample counts more than so many times what the same answer costs on average: few of them must not decide.</summary>
    private const double MostLoss = 3;

    /// <summary>A training whose mean loss is so many times what the same answer costs has diverged, whether or not its numbers are still finite.</summary>
    private const double Diverged = 100;

    private readonly Dictionary<(Variant Variant, int Fold), Trial<T>> trials = [];
    private readonly DiagnosisOptions options;
    private readonly CancellationToken cancellationToken;
    private (LayerHealth[] Layers, (int[] Dead, int[] Saturated)[] Stuck)? layers;

    public Examination(Patient<T> patient, DiagnosisOptions options, Batch<T>? heldOut, CancellationToken cancellationToken)
    {
        (Patient, this.options, HeldOut, this.cancellationToken) = (patient, options, heldOut, cancellationToken);
        if (patient.Samples >= FewestSamples)
        {
            bool isStratified = patient.Classes is { } classes && classes.GroupBy(label => label).Max(group => group.Count()) >= AllFolds;
            Folds = isStratified ? Split.StratifiedKFold(patient.Classes!, AllFolds, options.Seed) : Split.KFold(patient.Samples, AllFolds, options.Seed);
        }

        SameAnswer = SelectionTask.BaseCostOf(new Batch<T>(patient.NetworkInputs, patient.NetworkTargets), patient.Network.Loss);
    }

    public Patient<T> Patient { get; }

    /// <summary>Samples that the model is judged by elsewhere; null where there are none.</summary>
    public Batch<T>? HeldOut { get; }

    public IReadOnlyList<Fold> Folds { get; } = [];

    /// <summary>The mean loss of always giving the same answer.</summary>
    public double SameAnswer { get; }

    /// <summary>Whether trainings can be compared: there are samples enough, and a loss whose 0 is the best there is.</summary>
    public bool CanCompare => Folds.Count > 0 && SameAnswer > 0;

    public IReadOnlyList<LearningCurvePoint> LearningCurve { get; set; } = [];

    public IReadOnlyList<RateTestPoint> RateTest { get; set; } = [];

    /// <summary>What the hidden layers do, and their units that do nothing more.</summary>
    public (LayerHealth[] Layers, (int[] Dead, int[] Saturated)[] Stuck) Layers => layers ??= LayerMeasures.Of(Patient);

    /// <summary>The training without the samples of a fold.</summary>
    public Trial<T> TrialOf(Variant variant, int fold)
    {
        if (!trials.TryGetValue((variant, fold), out Trial<T>? trial))
        {
            trials[(variant, fold)] = trial = Try(variant, Folds[fold].Train, Folds[fold].Test, Patient.X);
        }

        return trial;
    }

    /// <summary>A training on some samples, judged by others; of the samples as they are, or of changed ones.</summary>
    public Trial<T> Try(Variant variant, IReadOnlyList<int> train, IReadOnlyList<int> test, Matrix<T> X)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Batch<T> all = new(X, Patient.Y), samples = all.Part(train), others = all.Part(test);
        try
        {
            FittedCase<T> fitted = Patient.Fit(variant, samples, options.MaxThreads, cancellationToken);
            (double[] losses, Matrix<T> answers) = fitted.Judge(others.X, others.Y, options.MaxThreads);
            double training = fitted.Judge(samples.X, samples.Y, options.MaxThreads).Losses.Average();
            return training / SameAnswer < Diverged && Array.TrueForAll(losses, double.IsFinite) ? new Trial<T> { HeldOut = losses, Training = training, Answers = answers } : Trial<T>.Diverged(test.Count);
        }
        catch (TrainingDivergedException)
        {
            return Trial<T>.Diverged(test.Count);
        }
    }

    /// <summary>By how much one training is better than another: on one fold, and where it seems to be, on further ones until that is sure.</summary>
    public Gain Compare(Variant given, Variant other)
    {
        Gain gain = Compare(given, other, 1);
        gain = gain.Mean >= Gain.Least ? Compare(given, other, FoldsCompared) : gain;
        return gain.Mean >= Gain.Least && !gain.IsClear ? Compare(given, other, AllFolds) : gain;
    }

    /// <summary>The same on so many folds; of very many samples, one fold tells enough.</summary>
    public Gain Compare(Variant given, Variant other, int folds) =>
        GainOf([.. Enumerable.Range(0, Patient.Samples > ManySamples ? 1 : folds).Select(fold => (TrialOf(given, fold), TrialOf(other, fold)))]);

    /// <summary>By how much some trainings are better than others.</summary>
    public Gain GainOf(IReadOnlyList<(Trial<T> Given, Trial<T> Other)> pairs) => Gain.Of(
        [.. pairs.SelectMany(pair => pair.Given.HeldOut.Zip(pair.Other.HeldOut, (given, other) => Share(given) - Share(other)))],
        pairs.Average(pair => Share(pair.Given.Training) - Share(pair.Other.Training)));

    /// <summary>The answers to all samples, or to a fifth of very many, of trainings without them; fewer where trainings diverged.</summary>
    public (int[] Samples, Matrix<T>[] Answers) OutOfFold(Variant variant)
    {
        List<int> samples = [];
        List<Matrix<T>> answers = [];
        for (int fold = 0; fold < (Patient.Samples > ManySamples ? 1 : AllFolds); fold++)
        {
            if (TrialOf(variant, fold).Answers is { } some)
            {
                samples.AddRange(Folds[fold].Test);
                answers.Add(some);
            }
        }

        return ([.. samples], [.. answers]);
    }

    /// <summary>The probability of every class for samples that were not trained on.</summary>
    public (int[] Samples, double[][] Probabilities) OutOfFoldProbabilities(Variant variant)
    {
        (int[] samples, Matrix<T>[] answers) = OutOfFold(variant);
        return (samples, [.. answers.SelectMany(some => Enumerable.Range(0, some.ColumnCount).Select(j => Probabilities(some, j)))]);
    }

    /// <summary>A loss as a share of what the same answer costs, as far as it counts.</summary>
    public double Share(double loss) => Math.Min(loss / SameAnswer, MostLoss);

    private static double[] Probabilities(Matrix<T> answers, int j)
    {
        double[] p = [.. Enumerable.Range(0, answers.RowCount).Select(i => double.CreateTruncating(answers[i, j]))];
        return p.Length > 1 ? p : [1 - p[0], p[0]];
    }
}
