using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Where the silos of a cluster read the samples of a training from, any range of them: matrices, files, or a class of your own. The package
/// ShallowNet.Orleans trains from it; the class is here so that packages that read files need not know that one.
/// </summary>
/// <remarks>
/// Every silo has a source of the same samples, under a name (<c>silo.AddTrainingData(name, source)</c>), and reads from it only the shards that it
/// holds. Reading is asked for by several threads at a time, and again where a silo was lost; it must give the same samples each time.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class ShardSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>n_x, the rows of X.</summary>
    public abstract int Inputs { get; }

    /// <summary>n_y, the rows of Y.</summary>
    public abstract int Outputs { get; }

    /// <summary>m, the number of all samples.</summary>
    public abstract int Samples { get; }

    /// <summary>Reads a range of the samples.</summary>
    /// <param name="first">The first sample, from 0.</param>
    /// <param name="X">Receives the inputs, sample after sample: n_x numbers for each.</param>
    /// <param name="Y">Receives the labels, sample after sample: n_y numbers for each, which says how many samples are read.</param>
    public abstract void Read(int first, Span<T> X, Span<T> Y);
}
