using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>What an optimizer remembers of each parameter, and its step over all of them.</summary>
internal sealed class OptimizerState<T> : Job
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of a piece of an array: what a thread takes at a time.</summary>
    private const int PieceLength = 4096;

    private readonly T[][] parameters;
    private readonly Parameter[] layout;
    private readonly StepFunction step;
    private readonly List<Piece> pieces = [];
    private readonly int parts;
    private readonly double decay;
    private T[][] gradients = [];
    private double learningRate;

    public OptimizerState(Network<T> network, GradientOptimizer optimizer, int threads)
    {
        parameters = network.Parameters.Arrays;
        layout = network.Layout.Trained;
        step = optimizer.Step;
        decay = optimizer.DecoupledWeightDecay;
        int states = optimizer.StatesPerParameter;
        if (states < 0)
        {
            throw new InvalidOperationException($"StatesPerParameter must be at least 0, but {optimizer.GetType().Name} gave {states}.");
        }

        for (int p = 0; p < parameters.Length; p++)
        {
            int length = parameters[p].Length, pieceLength = optimizer.IsElementwise ? PieceLength : length;
            for (int first = 0; first < length; first += pieceLength)
            {
                int count = Math.Min(pieceLength, length - first);
                pieces.Add(new Piece(p, first, count, new T[count * states]));
            }
        }

        // Reading and writing each parameter, its gradient and its state takes about half a nanosecond.
        parts = optimizer.IsElementwise ? Workers.Parts(0.5 * parameters.Sum(p => p.Length), threads) : 1;
    }

    private delegate void StepFunction(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step);

    /// <summary>The steps taken so far.</summary>
    public long Steps { get; private set; }

    /// <summary>What is remembered of one of the parameters' arrays, a piece of it after the other.</summary>
    public T[] Remembered(int parameter) => [.. pieces.Where(piece => piece.Parameter == parameter).SelectMany(piece => piece.State)];

    /// <summary>Begins anew where something remembered is not finite, which would spoil every later step.</summary>
    public void ForgetUnlessFinite()
    {
        if (pieces.Exists(piece => Scan.IndexOfNotFinite<T>(piece.State) >= 0))
        {
            pieces.ForEach(piece => Array.Clear(piece.State));
        }
    }

    /// <summary>Goes on after so many steps, with what was remembered then.</summary>
    public void Restore(long steps, T[][] remembered)
    {
        Steps = steps;
        int[] taken = new int[parameters.Length];
        foreach (Piece piece in pieces)
        {
            remembered[piece.Parameter].AsSpan(taken[piece.Parameter], piece.State.Length).CopyTo(piece.State);
            taken[piece.Parameter] += piece.State.Length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Step(Gradients<T> gradient, double rate)
    {
        Steps++;
        (gradients, learningRate) = (gradient.Parameters.Arrays, rate);
        Workers.Run(this, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Run(int part, int ofParts)
    {
        (int first, int count) = Share(pieces.Count, part, ofParts);
        for (int i = first; i < first + count; i++)
        {
            Piece piece = pieces[i];
            Span<T> elements = parameters[piece.Parameter].AsSpan(piece.First, piece.Count);
            if (decay != 0 && layout[piece.Parameter].IsPenalized)
            {
                Arithmetic.Scale(elements, T.CreateTruncating(1 - learningRate * decay));
            }

            step(gradients[piece.Parameter].AsSpan(piece.First, piece.Count), piece.State, elements, learningRate, Steps);
        }
    }

    /// <summary>Some elements of one parameter's array, with their state.</summary>
    private readonly record struct Piece(int Parameter, int First, int Count, T[] State);
}
