using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The generalized Gauss–Newton matrix Σ JᵀΛJ of a network's summed losses, in double whatever the precision, from a pass that went forward.
/// </summary>
/// <remarks>
/// J, (m·n_y) × P, is never there as a whole: its rows are computed for a chunk of samples, and their products added to the sum. The sums of
/// chunks are added in their order, so that the bits do not depend on the threads. For squared errors Λ = I, and this is Levenberg's and
/// Marquardt's JᵀJ.
/// </remarks>
internal sealed class GaussNewton<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The rows of J in a chunk.</summary>
    private const int Rows = 128;

    private readonly Network<T> network;
    private readonly int threads;
    private readonly int parameters;
    private readonly int samplesOfChunk;
    private readonly LinearGradients<T> dZ;
    private readonly double[] J;
    private readonly Job linearize;
    private readonly Job multiply;
    private ForwardPass<T> pass = null!;
    private T[] labels = [];
    private double[] H = [];
    private int first;
    private int count;

    /// <summary>Prepares room for a network's matrix.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The most threads.</param>
    public GaussNewton(Network<T> network, int threads)
    {
        this.network = network;
        this.threads = threads;
        parameters = network.Layout.TrainedLength;
        samplesOfChunk = SamplesOfChunk(network.Outputs);
        dZ = network.NewLinearGradients(samplesOfChunk);
        J = new double[Require.Elements(parameters, samplesOfChunk * network.Outputs)];
        linearize = new LinearizeJob(this);
        multiply = new MultiplyJob(this);
    }

    /// <summary>The samples of a chunk. A sum may be gone on with after any number of whole chunks, and has the bits of one that was made at once.</summary>
    /// <param name="outputs">n_y.</param>
    public static int SamplesOfChunk(int outputs) => Math.Clamp(Rows / outputs, 1, Products.Chunk);

    /// <summary>Computes the sum over the samples of a pass.</summary>
    /// <param name="batch">The pass that went forward.</param>
    /// <param name="Y">The labels, n_y × m, which others may follow.</param>
    /// <param name="sum">Receives the lower triangle, P × P, column-major, and above it anything.</param>
    [MethodImpl(Compile.AtOnce)]
    public void Sum(ForwardPass<T> batch, T[] Y, double[] sum)
    {
        Array.Clear(sum);
        Add(batch, Y, sum);
    }

    /// <summary>Adds the samples of a pass to a sum.</summary>
    /// <param name="batch">The pass that went forward.</param>
    /// <param name="Y">The labels, n_y × m, which others may follow.</param>
    /// <param name="sum">The lower triangle, P × P, column-major, and above it anything.</param>
    [MethodImpl(Compile.AtOnce)]
    public void Add(ForwardPass<T> batch, T[] Y, double[] sum)
    {
        (pass, labels, H) = (batch, Y, sum);
        for (first = 0; first < batch.Samples; first += samplesOfChunk)
        {
            count = Math.Min(samplesOfChunk, batch.Samples - first);

            // Half a nanosecond for each element of J, and a twentieth for each product.
            double elements = (double)parameters * count * network.Outputs;
            Run(linearize, Math.Min(count, Workers.Parts(0.5 * elements, threads)));
            Run(multiply, Workers.Parts(0.05 * elements * parameters / 2, threads));
        }

        (pass, labels, H) = (null!, [], []);
    }

    private static void Run(Job job, int parts)
    {
        if (parts == 1)
        {
            job.Run(0, 1);
        }
        else
        {
            Workers.Run(job, parts);
        }
    }

    private sealed class LinearizeJob(GaussNewton<T> of) : Job
    {
        public override void Run(int part, int parts)
        {
            (int start, int samples) = Share(of.count, part, parts);
            SampleRange range = new(of.first + start, samples, start);
            for (int k = 0; k < of.network.Outputs; k++)
            {
                int place = (k * of.count + start) * of.parameters;
                of.network.Linearize(
                    of.pass, of.labels, range, k, of.dZ, new SampleDerivatives(of.J.AsSpan(place, samples * of.parameters), of.parameters, of.network.Layout.TrainedPlaces));
            }
        }
    }

    private sealed class MultiplyJob(GaussNewton<T> of) : Job
    {
        public override void Run(int part, int parts) => SymmetricProduct.AddLower(
            of.J.AsSpan(0, of.parameters * of.count * of.network.Outputs), of.parameters, of.count * of.network.Outputs, of.H,
            new SymmetricSize(of.parameters, of.parameters), new SymmetricSum(1, part, parts));
    }
}
