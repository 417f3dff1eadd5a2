using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground;

/// <summary>A training: the samples, the network and the trainer of a setup, and how far they are. It belongs to one thread at a time.</summary>
internal sealed class Lab
{
    private readonly Trainer<double> trainer;
    private readonly Scaler? scaler;
    private readonly List<CurvePoint> curve = [];

    /// <summary>Makes the samples and the network, with its first weights.</summary>
    /// <exception cref="Refusal">The settings do not go together.</exception>
    public Lab(Setup setup)
    {
        Setup = setup;
        try
        {
            Samples all = setup.Data.Make?.Invoke(setup) ?? Own(setup);
            (Train, Validation) = setup.Share > 0 ? Divide(all, setup) : (all, null);
            View = View.Of(all.Points);
            scaler = setup.IsScaled ? Standardizer.Fit(FeaturesOf(Train.Points)) : null;
            X = Inputs(Train.Points);
            Xv = Validation is { } validation ? Inputs(validation.Points) : null;
            Network = Create(setup, Train.Y.RowCount);
            trainer = new Trainer<double>(Network, Options(setup, epochs: 1));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw Refusal.Wrong(exception.Message);
        }
    }

    public Setup Setup { get; }

    /// <summary>The samples to train on.</summary>
    public Samples Train { get; }

    /// <summary>The samples that are set aside; null for none.</summary>
    public Samples? Validation { get; }

    /// <summary>The part of the plane that is drawn.</summary>
    public View View { get; }

    public Network<double> Network { get; }

    /// <summary>The inputs of the training samples, features × m.</summary>
    public Matrix<double> X { get; }

    /// <summary>The inputs of the validation samples; null for none.</summary>
    public Matrix<double>? Xv { get; }

    /// <summary>The epochs so far.</summary>
    public int Epochs => trainer.CompletedEpochs;

    /// <summary>J of each epoch, of the training and of the validation samples.</summary>
    public IReadOnlyList<CurvePoint> Curve => curve;

    /// <summary>Why no more epochs follow; null while they may.</summary>
    public string? End { get; private set; }

    /// <summary>J of the training samples, without penalties, as the parameters are now.</summary>
    public double Cost => Network.Cost(Network.Forward(X), Train.Y);

    /// <summary>How a setup is trained.</summary>
    public static TrainingOptions Options(Setup setup, int epochs) => new()
    {
        Optimizer = setup.Optimizer.Make(setup.Rate),
        Epochs = epochs,
        BatchSize = setup.Batch == 0 ? TrainingOptions.FullBatch : setup.Batch,
        L2 = setup.L2,
        L1 = setup.L1,
        Seed = setup.Seed,
        MaxThreads = 1,
    };

    /// <summary>One epoch; false when there are no more.</summary>
    public bool TrainEpoch()
    {
        if (End is null && Epochs >= Limits.MostEpochs)
        {
            End = FormattableString.Invariant($"A session has at most {Limits.MostEpochs} epochs.");
        }

        if (End is not null)
        {
            return false;
        }

        try
        {
            TrainingHistory history = trainer.Train(X, Train.Y, validation: Xv is null ? null : new Batch<double>(Xv, Validation!.Value.Y));
            TrainingEpoch last = history.Epochs[^1];
            curve.Add(new CurvePoint(last.Epoch, last.Cost, last.ValidationCost));
            if (history.StopReason == StopReason.Converged)
            {
                End = FormattableString.Invariant($"Converged after {Epochs} epochs.");
            }
        }
        catch (Exception exception) when (exception is TrainingDivergedException or ArgumentException or InvalidOperationException)
        {
            End = exception.Message;
        }

        return End is null;
    }

    /// <summary>The inputs of points of the plane, features × points.</summary>
    public Matrix<double> Inputs(Matrix<double> points) => scaler is null ? FeaturesOf(points) : scaler.Transform(FeaturesOf(points));

    private Matrix<double> FeaturesOf(Matrix<double> points) => Matrix<double>.Build.Dense(
        Setup.Features.Count, points.ColumnCount, (i, j) => Setup.Features[i].Value(points[0, j], points[1, j]));

    private static (Samples Train, Samples? Validation) Divide(Samples all, Setup setup)
    {
        var (train, validation) = Split.TrainTest(all.Points, all.Y, setup.Share, setup.DataSeed);
        return (new Samples(train.X, train.Y), new Samples(validation.X, validation.Y));
    }

    private static Samples Own(Setup setup)
    {
        IReadOnlyList<OwnPoint> points = setup.Points;
        Matrix<double> plane = Matrix<double>.Build.Dense(2, points.Count, (i, j) => i == 0 ? points[j].X1 : points[j].X2);
        int classes = setup.Data.IsRegression ? 0 : ClassesOf(points);
        return new Samples(plane, classes > 2
            ? OneHot.Encode<double>([.. points.Select(point => (int)point.Label)], classes)
            : Matrix<double>.Build.Dense(1, points.Count, (_, j) => points[j].Label));
    }

    /// <summary>The classes of given points: one more than the largest label, at least two.</summary>
    internal static int ClassesOf(IReadOnlyList<OwnPoint> points) => Math.Max(2, 1 + (int)points.Max(point => point.Label));

    private static Network<double> Create(Setup setup, int outputs)
    {
        Activation output = setup.Data.IsRegression ? Activation.Identity : outputs == 1 ? Activation.Sigmoid : Activation.Softmax;
        Dense[] layers =
        [
            .. setup.Layers.Select(units => Layer(units, setup.Activation.Value, setup.Initializer.Value)),
            Layer(outputs, output, setup.Initializer.Value),
        ];
        return setup.Loss.Value is { } loss
            ? ShallowNet.Network.Create<double>(inputs: setup.Features.Count, seed: setup.Seed, loss, layers)
            : ShallowNet.Network.Create<double>(inputs: setup.Features.Count, seed: setup.Seed, layers);
    }

    private static Dense Layer(int units, Activation activation, Initializer? initializer)
    {
        Dense layer = new(units, activation);
        return initializer is null ? layer : layer with { Initializer = initializer };
    }
}

/// <summary>What is known of an epoch; the validation cost is NaN where there are no such samples.</summary>
internal readonly record struct CurvePoint(int Epoch, double Cost, double ValidationCost);

/// <summary>A square of the plane.</summary>
/// <param name="X1">The x₁ of its middle.</param>
/// <param name="X2">The x₂ of its middle.</param>
/// <param name="Half">Half of its side.</param>
internal readonly record struct View(double X1, double X2, double Half)
{
    /// <summary>The square around points, with a margin.</summary>
    public static View Of(Matrix<double> points)
    {
        double left = points.Row(0).Minimum(), right = points.Row(0).Maximum(), low = points.Row(1).Minimum(), high = points.Row(1).Maximum();
        return new View((left + right) / 2, (low + high) / 2, Math.Max(0.55 * Math.Max(right - left, high - low), 1e-3));
    }

    /// <summary>Side × side points in rows from the top left to the bottom right, each in the middle of its pixel.</summary>
    public Matrix<double> Grid(int side)
    {
        View view = this;
        return Matrix<double>.Build.Dense(2, side * side, (i, j) => i == 0
            ? view.X1 + view.Half * (2 * (j % side + 0.5) / side - 1)
            : view.X2 - view.Half * (2 * (j / side + 0.5) / side - 1));
    }
}
