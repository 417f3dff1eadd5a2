using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// J of a batch as a training sees it: the mean loss that a team computes forward, the penalties, and the derivatives of both, which may be
/// clipped.
/// </summary>
internal sealed class TrainingObjective<T> : Objective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly NumPyRandom random;
    private readonly Gradients<T> gradients;
    private readonly Team<T> team;
    private readonly ScheduledFactor dropout;

    /// <summary>The places of the parameters that have penalties; none where there are no penalties.</summary>
    private readonly int[] penalized;
    private ForwardPass<T> pass = null!;
    private RemoteBatch<T>? remote;
    private T[] labels = [];
    private ISampleSource<T>? source;
    private GaussNewton<T>? gaussNewton;
    private double m;
    private double losses;
    private double penalty;
    private double? normBeforeClipping;

    public TrainingObjective(Network<T> network, TrainingOptions options, NumPyRandom random)
    {
        this.network = network;
        this.options = options;
        this.random = random;
        team = new Team<T>(network, options.MaxThreads);
        penalized = options.L1 > 0 || options.L2 > 0 ? [.. network.Layout.Trained.Index().Where(place => place.Item.IsPenalized).Select(place => place.Index)] : [];
        gradients = network.NewGradients();
        dropout = new ScheduledFactor(options.DropoutSchedule, "dropout", most: 1);
    }

    public override T[][] Parameters => network.Parameters.Arrays;

    public override T[][] Gradients => gradients.Parameters.Arrays;

    public override int Threads => options.MaxThreads;

    public override bool HasAverages => network.Layout.Averages.Length > 0;

    /// <summary>The samples of the batch at hand.</summary>
    public int Samples => remote?.Samples ?? pass.Samples;

    /// <summary>J of the batch evaluated last, times its samples.</summary>
    public double CostSum => losses + PenaltySum;

    /// <summary>The penalties of the batch evaluated last, times its samples.</summary>
    public double PenaltySum => Samples * penalty;

    /// <summary>Asked before every evaluation.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>Takes note that a call of training begins.</summary>
    /// <param name="cancellationToken">Asked before every evaluation.</param>
    public void Begin(CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        dropout.Begin();
    }

    /// <summary>Brings the weights of a monotone network back to where they must be after a move.</summary>
    public void KeepWithinBounds() => network.Bounds?.Keep();

    /// <summary>Takes note that a step with the batch at hand begins.</summary>
    public void BeginStep(in TrainingPosition position)
    {
        double factor = dropout.At(in position);
        if (remote is not null)
        {
            remote.DropoutFactor = factor;
        }
        else
        {
            pass.DropoutFactor = factor;
        }
    }

    /// <summary>Sets the batch that is evaluated and differentiated from now on.</summary>
    /// <param name="batch">The pass to work in.</param>
    /// <param name="Y">The labels, n_y × m, which others may follow.</param>
    /// <param name="samples">What puts the samples in place; null where they are.</param>
    /// <param name="count">What all samples together count, for the penalties.</param>
    public void SetBatch(ForwardPass<T> batch, T[] Y, ISampleSource<T>? samples, double count) =>
        (pass, labels, source, m, remote) = (batch, Y, samples, count, null);

    /// <summary>Sets a batch that is evaluated and differentiated elsewhere from now on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="count">What all samples together count, for the penalties.</param>
    public void SetBatch(RemoteBatch<T> batch, double count) => (remote, m) = (batch, count);

    /// <summary>Lets go of the batch and of the caller's token, which would otherwise live as long as the objective.</summary>
    public void Forget()
    {
        SetBatch(null!, [], null, 0);
        CancellationToken = default;
        team.Forget();
    }

    public override IReadOnlyList<Parameter> Descriptions => network.Layout.Trained;

    public override int SampleCount => Samples;

    public override int Outputs => network.Outputs;

    public override bool HasNoise => network.Loss.MeasuresNoise;

    [MethodImpl(Compile.AtOnce)]
    public override double Evaluate()
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (network.Layout.DrawsMasks)
        {
            SetMaskKey(random.NextKey());
        }

        losses = remote is null ? team.Forward(pass, labels, source) : remote.Forward(CancellationToken);
        penalty = Penalty();
        return losses / Samples + penalty;
    }

    [MethodImpl(Compile.AtOnce)]
    public override void Differentiate()
    {
        DifferentiateUnclipped();
        normBeforeClipping = null;
        if (options.ClipValue is not null || options.ClipNorm is not null)
        {
            Clip();
        }
    }

    /// <summary>The derivatives of J, whatever the options say of clipping.</summary>
    [MethodImpl(Compile.AtOnce)]
    public void DifferentiateUnclipped()
    {
        if (remote is null)
        {
            team.Backward(pass, labels, gradients);
        }
        else
        {
            remote.Backward(gradients);
        }

        foreach (int p in penalized)
        {
            Penalties.AddGradient<T>(Parameters[p], Gradients[p], options.L2 / m, options.L1 / m);
        }
    }

    public override void DifferentiateTwice(double[] H)
    {
        if (remote is null)
        {
            gaussNewton ??= new GaussNewton<T>(network, options.MaxThreads);
            gaussNewton.Sum(pass, labels, H);
        }
        else
        {
            remote.Curvature(H, CancellationToken);
        }

        Arithmetic.Scale<double>(H, 1.0 / Samples);
        int P = network.Layout.TrainedLength;
        foreach (int p in options.L2 > 0 ? penalized : [])
        {
            int place = network.Layout.TrainedPlaces[p];
            for (int i = place; i < place + Parameters[p].Length; i++)
            {
                H[i * P + i] += options.L2 / m;
            }
        }
    }

    public override double GradientNorm() => normBeforeClipping ?? Norm();

    public override void UpdateAverages() => network.UpdateAverages(gradients);

    /// <summary>The penalties of J.</summary>
    [MethodImpl(Compile.AtOnce)]
    public double Penalty()
    {
        double sum = 0;
        foreach (int p in penalized)
        {
            T[] W = Parameters[p];
            sum += (options.L2 / 2 * Sums.OfSquares<T>(W) + options.L1 * Sums.OfMagnitudes<T>(W)) / m;
        }

        return sum;
    }

    private void SetMaskKey(ulong key)
    {
        if (remote is not null)
        {
            remote.MaskKey = key;
        }
        else
        {
            pass.MaskKey = key;
        }
    }

    private double Norm() => Math.Sqrt(Sums.OfSquares(Gradients));

    private void Clip()
    {
        normBeforeClipping = Norm();
        if (options.ClipValue is { } limit)
        {
            foreach (T[] gradient in Gradients)
            {
                Penalties.Clip<T>(gradient, limit);
            }
        }

        double norm = options.ClipValue is null ? normBeforeClipping.Value : Norm();
        if (options.ClipNorm is { } longest && norm > longest)
        {
            foreach (T[] gradient in Gradients)
            {
                Arithmetic.Scale<T>(gradient, T.CreateTruncating(longest / norm));
            }
        }
    }
}
