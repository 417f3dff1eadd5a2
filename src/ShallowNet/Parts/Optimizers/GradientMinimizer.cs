using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Steps by a <see cref="GradientOptimizer"/>'s rule, with what it remembers of each parameter.</summary>
internal sealed class GradientMinimizer<T> : Minimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of a piece of an array: what a thread takes at a time.</summary>
    private const int PieceLength = 4096;

    private const string NameInMemory = "optimizer.";

    private readonly GradientOptimizer rule;
    private readonly T[][] parameters;
    private readonly T[][] gradients;
    private readonly StepFunction step;
    private readonly Func<TrainingPosition, double> rateAt;
    private readonly ScheduledFactor decayFactor;

    /// <summary>For each array of parameters, what the rate is multiplied by, and the weight decay per rate.</summary>
    private readonly double[] rateFactors;
    private readonly double[] decays;
    private readonly List<Piece> pieces = [];
    private readonly int parts;
    private readonly Job update;
    private double learningRate = double.NaN;
    private double decayShare;
    private int epochOfRate = -1;

    public GradientMinimizer(GradientOptimizer rule, Objective<T> objective)
        : base(objective)
    {
        this.rule = rule;
        (parameters, gradients) = (objective.Parameters, objective.Gradients);
        step = rule.Step;
        rateAt = rule.LearningRate.Start();
        rateFactors = [.. objective.Descriptions.Select(parameter => rule.RateFactors.Of(parameter))];
        decays = [.. objective.Descriptions.Select(parameter => parameter.IsPenalized ? rule.RateFactors.Of(parameter.Role) * rule.DecoupledWeightDecay : 0)];
        decayFactor = new ScheduledFactor(rule.DecoupledWeightDecaySchedule, "the weight decay");
        update = new UpdateJob(this);
        if (rule.StatesPerParameter < 0)
        {
            throw new InvalidOperationException($"StatesPerParameter must be at least 0, but {rule.GetType().Name} gave {Require.Text(rule.StatesPerParameter)}.");
        }

        for (int p = 0; p < parameters.Length; p++)
        {
            int length = parameters[p].Length, pieceLength = rule.IsElementwise ? PieceLength : length;
            for (int first = 0; first < length; first += pieceLength)
            {
                int count = Math.Min(pieceLength, length - first);
                pieces.Add(new Piece(p, first, count, new T[count * rule.StatesPerParameter]));
            }
        }

        // Reading and writing each parameter, its gradient and its state takes about half a nanosecond.
        parts = rule.IsElementwise ? Workers.Parts(0.5 * parameters.Sum(parameter => parameter.Length), objective.Threads) : 1;
    }

    private delegate void StepFunction(ReadOnlySpan<T> gradient, Span<T> state, Span<T> parameters, double learningRate, long step);

    public override string AdviceAfterDivergence =>
        $"a smaller learning rate{(double.IsNaN(learningRate) ? "" : $" (it was {Require.Text(learningRate)})")}, standardized inputs (Standardizer), clipped gradients (ClipNorm),";

    public override string MemoryInWords => $"what {rule.Title} remembers, {Require.Count(rule.StatesPerParameter, "number")} for each parameter";

    /// <summary>What is remembered of each array of parameters, a piece of it after the other; nothing where the rule remembers nothing.</summary>
    public override IEnumerable<(string Name, T[] Elements)> Memory => rule.StatesPerParameter == 0 ? [] : pieces
        .GroupBy(piece => piece.Parameter)
        .Select(ofParameter => (NameOf(ofParameter.Key), ofParameter.SelectMany(piece => piece.State).ToArray()));

    public override void Begin()
    {
        (learningRate, epochOfRate) = (double.NaN, -1);
        decayFactor.Begin();
    }

    [MethodImpl(Compile.AtOnce)]
    public override Movement Move(in TrainingPosition position)
    {
        Objective.Differentiate();
        SetLearningRate(in position);
        decayShare = decayFactor.At(in position);
        Steps++;
        if (parts == 1)
        {
            UpdatePieces(0, pieces.Count);
        }
        else
        {
            Workers.Run(update, parts);
        }

        Objective.UpdateAverages();
        return new Movement(learningRate);
    }

    public override void ForgetUnlessFinite()
    {
        if (pieces.Exists(piece => Scan.IndexOfNotFinite<T>(piece.State) >= 0))
        {
            pieces.ForEach(piece => Array.Clear(piece.State));
        }
    }

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        int states = rule.StatesPerParameter, expected = states == 0 ? 0 : parameters.Length;
        if (memory.Count != expected || (states > 0 && parameters.Index().Any(place =>
            !memory.TryGetValue(NameOf(place.Index), out double[]? elements) || elements.Length != (long)states * place.Item.Length)))
        {
            return false;
        }

        Steps = steps;
        int[] taken = new int[parameters.Length];
        foreach (Piece piece in pieces.Where(piece => piece.State.Length > 0))
        {
            ReadOnlySpan<double> elements = memory[NameOf(piece.Parameter)].AsSpan(taken[piece.Parameter], piece.State.Length);
            for (int i = 0; i < elements.Length; i++)
            {
                piece.State[i] = T.CreateTruncating(elements[i]);
            }

            taken[piece.Parameter] += elements.Length;
        }

        return true;
    }

    private static string NameOf(int parameter) => NameInMemory + Require.Text(parameter);

    /// <summary>Asks the schedule for α.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void SetLearningRate(in TrainingPosition position)
    {
        LearningRate schedule = rule.LearningRate;
        if (epochOfRate == position.CompletedEpochs && !schedule.ChangesWithinEpoch)
        {
            return;
        }

        double rate = rateAt(position);
        if (!T.IsFinite(T.CreateTruncating(rate)) || rate < 0)
        {
            throw new InvalidOperationException(
                $"The learning rate must be finite and at least 0, but {schedule} gave {Require.Text(rate)} in epoch {Require.Text(position.CompletedEpochs + 1)}.");
        }

        (learningRate, epochOfRate) = (rate, position.CompletedEpochs);
    }

    [MethodImpl(Compile.AtOnce)]
    private void UpdatePieces(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            Piece piece = pieces[i];
            Span<T> elements = parameters[piece.Parameter].AsSpan(piece.First, piece.Count);
            double decay = decays[piece.Parameter] * decayShare;
            if (decay != 0)
            {
                Arithmetic.Scale(elements, T.CreateTruncating(1 - learningRate * decay));
            }

            double rate = learningRate * rateFactors[piece.Parameter];
            step(gradients[piece.Parameter].AsSpan(piece.First, piece.Count), piece.State, elements, rate, Steps);
        }
    }

    /// <summary>Some elements of one array of parameters, with their state.</summary>
    private readonly record struct Piece(int Parameter, int First, int Count, T[] State);

    private sealed class UpdateJob(GradientMinimizer<T> minimizer) : Job
    {
        public override void Run(int part, int ofParts)
        {
            (int first, int count) = Share(minimizer.pieces.Count, part, ofParts);
            minimizer.UpdatePieces(first, count);
        }
    }
}
