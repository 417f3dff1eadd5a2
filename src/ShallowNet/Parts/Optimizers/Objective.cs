using System.Numerics;

namespace ShallowNet;

/// <summary>
/// What a <see cref="Minimizer{T}"/> makes small: the cost J of the samples at hand, as a function of some arrays of parameters.
/// </summary>
internal abstract class Objective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The parameters, which the minimizer changes in place.</summary>
    public abstract T[][] Parameters { get; }

    /// <summary>The derivatives of J that <see cref="Differentiate"/> took last, in the shape of the parameters.</summary>
    public abstract T[][] Gradients { get; }

    /// <summary>The most threads to use.</summary>
    public abstract int Threads { get; }

    /// <summary>Whether there are averages that follow the batches.</summary>
    public abstract bool HasAverages { get; }

    /// <summary>What each array of parameters is.</summary>
    public abstract IReadOnlyList<Parameter> Descriptions { get; }

    /// <summary>The number of the samples at hand.</summary>
    public abstract int SampleCount { get; }

    /// <summary>The outputs of a sample, each of which has its own error.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether the loss is a squared error, so that there is noise to be estimated.</summary>
    public abstract bool HasNoise { get; }

    /// <summary>J at the parameters there are; not finite where they are too large for it.</summary>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public abstract double Evaluate();

    /// <summary>Takes the derivatives of the J that was evaluated last.</summary>
    public abstract void Differentiate();

    /// <summary>
    /// Takes the generalized Gauss–Newton matrix of the J that was evaluated last, penalties included: (1/m) Σ JᵀΛJ, with the derivatives J of a
    /// sample's outputs by all parameters, in the order of <see cref="Parameters"/>, and the second derivatives Λ of its loss by its outputs.
    /// </summary>
    /// <param name="H">Receives the lower triangle, P × P, column-major, and above it anything.</param>
    public abstract void DifferentiateTwice(double[] H);

    /// <summary>The norm of the derivatives of J, before anything shortened them.</summary>
    public abstract double GradientNorm();

    /// <summary>Lets averages over batches take up the batch that was differentiated last: the minimizer has made a move from it.</summary>
    public abstract void UpdateAverages();
}
