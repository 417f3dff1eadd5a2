using System.Numerics;

namespace ShallowNet;

/// <summary>An <see cref="Optimizer"/> at work on one objective: what it remembers, and its moves.</summary>
/// <remarks>Each move is two calls: <see cref="Evaluate"/>, and, where the cost is finite, <see cref="Move"/>.</remarks>
internal abstract class Minimizer<T>(Objective<T> objective)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The moves made so far.</summary>
    public long Steps { get; protected set; }

    /// <summary>Whether there is nothing more to gain.</summary>
    public virtual bool HasConverged => false;

    /// <summary>What may help when the cost has stopped being finite, as the middle of a sentence.</summary>
    public abstract string AdviceAfterDivergence { get; }

    /// <summary>What it remembers in words, for messages: "what Adam remembers, 2 numbers for each parameter".</summary>
    public abstract string MemoryInWords { get; }

    /// <summary>What it remembers, by name: what a file must hold for another minimizer to go on as this one would.</summary>
    public abstract IEnumerable<(string Name, T[] Elements)> Memory { get; }

    /// <summary>What it remembers in double whatever the precision, by name.</summary>
    public virtual IEnumerable<(string Name, double[] Elements)> DoubleMemory => [];

    /// <summary>What it has found out about the data beside the parameters; null where it looks at nothing else.</summary>
    public virtual Evidence? Evidence => null;

    protected Objective<T> Objective { get; } = objective;

    /// <summary>Begins a call of training: the objective's samples may be others than before, and so may the length of the training.</summary>
    public abstract void Begin();

    /// <summary>J of the samples at hand at the parameters there are.</summary>
    public virtual double Evaluate() => Objective.Evaluate();

    /// <summary>A step from the parameters that were evaluated last.</summary>
    /// <param name="position">Where training stands.</param>
    public abstract Movement Move(in TrainingPosition position);

    /// <summary>The norm of the gradient at the last move.</summary>
    public virtual double GradientNorm() => Objective.GradientNorm();

    /// <summary>Begins anew where something remembered is not finite, which would spoil every later step.</summary>
    public virtual void ForgetUnlessFinite()
    {
    }

    /// <summary>Goes on after so many steps with what another one remembered.</summary>
    /// <param name="steps">The steps of the other one.</param>
    /// <param name="memory">Its <see cref="Memory"/> and <see cref="DoubleMemory"/> in double, which loses nothing of a float.</param>
    /// <returns>False, and nothing has changed, where that is not what such a minimizer of this objective remembers.</returns>
    public abstract bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory);
}

/// <summary>A move of a minimizer.</summary>
/// <param name="Length">α, or the length along the direction.</param>
/// <param name="Cost">J after the move, where the minimizer knows it.</param>
internal readonly record struct Movement(double Length, double? Cost = null);
