using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>The iterations of L-BFGS: directions from the last changes of parameters and gradient, each searched for a good step.</summary>
internal sealed class Lbfgs<T>(Trainer<T> trainer) : Epochs<T>(trainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lbfgs options = (Lbfgs)trainer.Options.Optimizer;
    private readonly int length = trainer.Network.ParameterCount;

    /// <summary>The last changes of the parameters and of the gradient, and 1/(yᵀs): the oldest first, all arrays used again and again.</summary>
    private readonly List<(double[] S, double[] Y, double Inverse)> memory = [];
    private (double[] S, double[] Y) spare = (new double[trainer.Network.ParameterCount], new double[trainer.Network.ParameterCount]);
    private readonly double[] weightsInMemory = new double[((Lbfgs)trainer.Options.Optimizer).Memory];
    private readonly double[] direction = new double[trainer.Network.ParameterCount];
    private double[] x = new double[trainer.Network.ParameterCount];
    private double[] g = new double[trainer.Network.ParameterCount];
    private double[] trial = new double[trainer.Network.ParameterCount];
    private double[] trialGradient = new double[trainer.Network.ParameterCount];
    private double[] bestTrial = new double[trainer.Network.ParameterCount];
    private double[] bestTrialGradient = new double[trainer.Network.ParameterCount];
    private MiniBatches<T> batches = null!;
    private TrainingRun<T>? run;
    private double m;
    private double cost;
    private double bestCost;
    private WolfeSearch? search;
    private bool isBestTheLast;
    private bool hasConverged;

    public override bool HasConverged => hasConverged;

    /// <summary>The last changes of the parameters and of the gradient, the oldest first.</summary>
    public IEnumerable<(double[] S, double[] Y)> Memory => memory.Select(change => (change.S, change.Y));

    /// <summary>Goes on with what was remembered.</summary>
    public void Restore(IEnumerable<(double[] S, double[] Y)> changes) => memory.AddRange(changes.Select(change => (change.S, change.Y, 1 / Dot(change.S, change.Y))));

    /// <summary>The same iterations on other samples.</summary>
    public Lbfgs<T> On(MiniBatches<T> samples, double mSamples)
    {
        (batches, m, run) = (samples, mSamples, null);
        return this;
    }

    public override EpochResult Next(TrainingRun<T> current)
    {
        current.IsOver(0);
        if (run is null)
        {
            run = current;
            Read(x);
            cost = Evaluate(x, g);
            run.Check(cost, isFirst: true);
        }

        double step = 0;
        if (LargestMagnitude(g) <= options.Tolerance)
        {
            hasConverged = true;
        }
        else
        {
            step = DescendOrStay();
            run.Check(cost, isFirst: true);
        }

        return new EpochResult(cost, step, Math.Sqrt(Dot(g, g)));
    }

    /// <summary>One iteration; the step's length. Where it fails, the parameters are those before it, and not those of a trial.</summary>
    private double DescendOrStay()
    {
        try
        {
            return Descend();
        }
        catch
        {
            Write(x);
            throw;
        }
    }

    /// <summary>One iteration; the step's length.</summary>
    private double Descend()
    {
        double before = cost, slope = Direct();
        double step = Search(slope, memory.Count == 0 ? Math.Min(1, 1 / Sums.OfMagnitudes<double>(g)) : 1);
        if (step == 0 && memory.Count > 0)
        {
            // What is remembered may no longer fit: once more, straight down.
            memory.Clear();
            step = Search(Direct(), Math.Min(1, 1 / Sums.OfMagnitudes<double>(g)));
        }

        if (step == 0)
        {
            Write(x);
            hasConverged = true;
            return 0;
        }

        Remember();
        cost = bestCost;
        (x, bestTrial) = (bestTrial, x);
        (g, bestTrialGradient) = (bestTrialGradient, g);
        if (!isBestTheLast && Trainer.Network.Layout.NeedsWholeBatch)
        {
            // The running averages are to follow the mean and variance of these parameters, not those of a later, worse trial.
            Evaluate(x, g);
        }

        Write(x);
        Trainer.Network.UpdateAverages(Trainer.Step.Gradients);
        hasConverged = before - cost <= options.CostTolerance * Math.Max(Math.Max(Math.Abs(before), Math.Abs(cost)), 1)
            || LargestMagnitude(g) <= options.Tolerance;
        return step;
    }

    /// <summary>The direction −H g by the two loops (Nocedal, 1980); its slope, which is negative.</summary>
    private double Direct()
    {
        g.CopyTo(direction, 0);
        for (int i = memory.Count - 1; i >= 0; i--)
        {
            (double[] s, double[] y, double inverse) = memory[i];
            weightsInMemory[i] = inverse * Dot(s, direction);
            Arithmetic.AddScaled<double>(y, -weightsInMemory[i], direction);
        }

        if (memory.Count > 0)
        {
            (_, double[] y, double inverse) = memory[^1];
            Arithmetic.Scale<double>(direction, 1 / (inverse * Dot(y, y)));
        }

        for (int i = 0; i < memory.Count; i++)
        {
            (double[] s, double[] y, double inverse) = memory[i];
            Arithmetic.AddScaled<double>(s, weightsInMemory[i] - inverse * Dot(y, direction), direction);
        }

        Arithmetic.Scale<double>(direction, -1);
        double slope = Dot(g, direction);
        if (slope < 0)
        {
            return slope;
        }

        memory.Clear();
        g.CopyTo(direction, 0);
        Arithmetic.Scale<double>(direction, -1);
        return -Dot(g, g);
    }

    /// <summary>Remembers the change from x to the best trial, where the curvature along it is positive.</summary>
    private void Remember()
    {
        (double[] s, double[] y) = spare;
        Arithmetic.Subtract<double>(bestTrial, x, s);
        Arithmetic.Subtract<double>(bestTrialGradient, g, y);
        double curvature = Dot(s, y);
        if (!(curvature > 1e-10 * Dot(y, y)))
        {
            return;
        }

        if (memory.Count == options.Memory)
        {
            spare = (memory[0].S, memory[0].Y);
            memory.RemoveAt(0);
        }
        else
        {
            spare = (new double[length], new double[length]);
        }

        memory.Add((s, y, 1 / curvature));
    }

    private double Search(double slope, double first)
    {
        search ??= new WolfeSearch(Try, Keep);
        return search.Run(cost, slope, first);
    }

    /// <summary>The last trial is the best so far.</summary>
    private void Keep(double value)
    {
        (trial, bestTrial) = (bestTrial, trial);
        (trialGradient, bestTrialGradient) = (bestTrialGradient, trialGradient);
        bestCost = value;
        isBestTheLast = true;
    }

    /// <summary>J and its gradient at x + step·direction, and the slope along the direction.</summary>
    private (double Cost, double Slope) Try(double step)
    {
        run!.IsOver(0);
        isBestTheLast = false;
        x.CopyTo(trial, 0);
        Arithmetic.AddScaled<double>(direction, step, trial);
        double value = Evaluate(trial, trialGradient);
        return double.IsFinite(value) ? (value, Dot(trialGradient, direction)) : (double.PositiveInfinity, 0);
    }

    /// <summary>J and its gradient at a point, which is first rounded to the network's precision; NaN where one of them is not finite.</summary>
    private double Evaluate(double[] at, double[] gradient)
    {
        Write(at);
        Read(at);
        TrainingStep<T> step = Trainer.Step;
        double value = step.Forward(batches, 0) / step.Samples + step.Penalty(m);
        T[][] gradients = step.Backward(m).Parameters.Arrays;
        int i = 0;
        foreach (T[] array in gradients)
        {
            for (int j = 0; j < array.Length; j++)
            {
                gradient[i++] = double.CreateTruncating(array[j]);
            }
        }

        return double.IsFinite(Dot(gradient, gradient)) ? value : double.NaN;
    }

    private void Read(double[] to)
    {
        int i = 0;
        foreach (T[] array in Trainer.Network.Parameters.Arrays)
        {
            for (int j = 0; j < array.Length; j++)
            {
                to[i++] = double.CreateTruncating(array[j]);
            }
        }
    }

    private void Write(double[] from)
    {
        int i = 0;
        foreach (T[] array in Trainer.Network.Parameters.Arrays)
        {
            for (int j = 0; j < array.Length; j++)
            {
                array[j] = T.CreateTruncating(from[i++]);
            }
        }
    }

    private static double Dot(double[] a, double[] b) => Sums.OfProducts<double>(a, b);

    private static double LargestMagnitude(double[] a)
    {
        double largest = 0;
        foreach (double element in a)
        {
            largest = Math.Max(largest, Math.Abs(element));
        }

        return largest;
    }
}
