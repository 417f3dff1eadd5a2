using System.Numerics;

namespace ShallowNet;

/// <summary>How training turns gradients into new parameters: an immutable set of hyper-parameters.</summary>
/// <remarks>An optimizer of your own derives from <see cref="GradientOptimizer"/>.</remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>What people call it, for messages.</summary>
    internal virtual string Title => GetType().Name;

    /// <summary>What files call it: the name of its type where it is not the library's. It never changes.</summary>
    internal virtual string FileName => GetType().Name;

    /// <summary>Whether a step takes all samples at once.</summary>
    internal virtual bool NeedsAllSamples => false;

    /// <summary>Whether the same parameters must have the same cost each time, and its true gradient: no dropout, nothing clipped.</summary>
    internal virtual bool NeedsSteadyCost => false;

    /// <summary>The most parameters of a network where it needs the Gauss–Newton matrix of the cost; null where it needs none.</summary>
    internal virtual int? MostParametersForCurvature => null;

    /// <summary>Whether it finds the penalties by itself, so that none may be given.</summary>
    internal virtual bool FindsPenalties => false;

    /// <summary>Begins to minimize.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    internal abstract Minimizer<T> Start<T>(Objective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
