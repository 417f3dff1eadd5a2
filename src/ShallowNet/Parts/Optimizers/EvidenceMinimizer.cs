using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The iterations of <see cref="BayesianRegularization"/>: those of Levenberg and Marquardt on J + Σ λ_k/(2m) ‖w_k‖² with λ_k = α_k/β, and between
/// them new α_k and β.
/// </summary>
internal sealed class EvidenceMinimizer<T> : DampedMinimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string NameOfAlpha = "alpha";
    private const string NameOfEffective = "effective";
    private const string NameOfEvidence = "evidence";
    private const double FirstAlpha = 0.01;

    /// <summary>
    /// Weights of a standard deviation of 10. With less, two layers could give each other factors without end: small weights, linear units, and
    /// large weights after them.
    /// </summary>
    private const double SmallestAlpha = 1e-2;
    private const double LargestAlpha = 1e8;
    private const double LargestBeta = 1e14;

    /// <summary>α_k and β are set anew when an iteration has gained no more than this share.</summary>
    private const double SettledDecrease = 0.03;

    /// <summary>
    /// The first time they are set when an iteration has gained no more than this share: a network that is still on its way to fitting the
    /// data looks like noise.
    /// </summary>
    private const double FitDecrease = 1e-2;

    /// <summary>They have settled when they change the logarithm of the evidence by no more, so many times in a row.</summary>
    private const double SettledChange = 0.01;
    private const int SettledEstimates = 3;

    /// <summary>
    /// Nor is there more to find when so many estimates in a row have not raised the highest evidence by what is worth it: where noise rules, it falls again while the
    /// network goes on to fit the noise.
    /// </summary>
    private const int Patience = 10;

    /// <summary>The most estimates at one point.</summary>
    private const int MostEstimates = 100;

    private static readonly LevenbergMarquardt Damped = new();

    private readonly bool hasNoise;
    private readonly double worthRaising;
    private readonly ParameterGroups groups;
    private readonly double[] alpha;
    private readonly double[] effective;
    private readonly double[] squares;
    private readonly double[] inverseDiagonal;
    private readonly double[] room;
    private double beta = 1;
    private double logEvidence;

    /// <summary>How many estimates in a row have changed little; −1 before the first one.</summary>
    private int settled = -1;

    /// <summary>The highest evidence, and how many estimates there have been since it was raised.</summary>
    private double highest = double.MinValue;
    private int sinceRaised;

    public EvidenceMinimizer(BayesianRegularization options, Objective<T> objective)
        : base(options.Title, Damped, objective)
    {
        (hasNoise, worthRaising) = (objective.HasNoise, options.WorthRaising);
        if (options.RelevanceOfInputs && objective.Descriptions[0].Role != ParameterRole.Weights)
        {
            throw new ArgumentException(
                $"relevanceOfInputs must be false for a network that learns {objective.Descriptions[0].Symbol}[1], because columns of W[1] are no inputs alone then, but is true.", nameof(options));
        }

        groups = new ParameterGroups(objective.Descriptions, options.RelevanceOfInputs);
        alpha = new double[groups.Count];
        Array.Fill(alpha, FirstAlpha);
        alpha[^1] = BayesianRegularization.AlphaOfOutputs;
        (effective, squares) = (new double[groups.Count], new double[groups.Count]);
        (inverseDiagonal, room) = (new double[Length], new double[Cholesky.RoomForInverse(Length)]);
        InputGroups = options.RelevanceOfInputs ? objective.Descriptions[0].Columns : 0;
    }

    public override string MemoryInWords => "the penalties and the damping of Bayesian regularization";

    public override IEnumerable<(string Name, double[] Elements)> DoubleMemory =>
        [.. base.DoubleMemory, (NameOfAlpha, alpha), (NameOfEffective, effective), (NameOfEvidence, [beta, logEvidence, settled, highest, sinceRaised])];

    public override Evidence? Evidence => settled < 0 ? null : new Evidence
    {
        LogEvidence = logEvidence,
        EffectiveParameters = effective.Sum(),
        Parameters = Length,
        NoiseVariance = 1 / beta,
        Groups = [.. groups.Names.Select((name, k) => new PriorOfParameters(name, groups.Counts[k], alpha[k], effective[k]))],
        InputRelevance = [.. alpha.Take(InputGroups).Select(a => 1 / Math.Sqrt(a))],
    };

    protected override bool HasSettled => settled >= SettledEstimates || sinceRaised >= Patience;

    /// <summary>The first groups that are an input each.</summary>
    private int InputGroups { get; }

    private double Samples => Objective.SampleCount;

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        if (!Has(NameOfAlpha, groups.Count, smallest: BayesianRegularization.AlphaOfOutputs) || !Has(NameOfEffective, groups.Count, smallest: 0) || !Has(NameOfEvidence, 5, double.NegativeInfinity)
            || memory[NameOfEvidence] is not [> 0 and double itsBeta, double itsEvidence, >= -1 and <= MostEstimates and double itsSettled, double itsHighest, >= 0 and <= Patience and double itsSince]
            || !base.TryRestore(steps, memory))
        {
            return false;
        }

        memory[NameOfAlpha].CopyTo(alpha, 0);
        memory[NameOfEffective].CopyTo(effective, 0);
        (beta, logEvidence, settled, highest, sinceRaised) = (itsBeta, itsEvidence, (int)itsSettled, itsHighest, (int)itsSince);
        return true;

        bool Has(string name, int count, double smallest) =>
            memory.TryGetValue(name, out double[]? numbers) && numbers.Length == count && Array.TrueForAll(numbers, number => number >= smallest && double.IsFinite(number));
    }

    protected override bool IsStationary(Point point) => base.IsStationary(point) && HasSettled;

    protected override double CostOf(Point point) => point.J;

    protected override void Complete(Point point)
    {
        point.J = point.Cost;
        SetDecay();
        double sum = 0;
        for (int i = 0; i < Length; i++)
        {
            double pull = Decay[i] * point.X[i];
            sum += 0.5 * pull * point.X[i];
            point.Gradient[i] += pull;
        }

        point.Cost += sum;
    }

    protected override void Prepare()
    {
        if (LastDecrease <= (settled < 0 ? FitDecrease : SettledDecrease))
        {
            Estimate();
            EvaluateAt(Current);
        }
    }

    /// <inheritdoc/>
    protected override double Iterate()
    {
        double length = base.Iterate();
        for (int i = 0; i < MostEstimates && length == 0 && !HasSettled; i++)
        {
            // The parameters stay where they are; the penalties do not yet.
            Estimate();
            EvaluateAt(Current);
        }

        return length;
    }

    private void SetDecay()
    {
        for (int i = 0; i < Length; i++)
        {
            Decay[i] = alpha[groups[i]] / (beta * Samples);
        }
    }

    /// <summary>Sets γ, the evidence, and then α and β, from the Gauss–Newton matrix without penalties.</summary>
    private void Estimate()
    {
        if (!TryFactor())
        {
            settled = SettledEstimates;
            return;
        }

        Cholesky.InverseDiagonal(Factor, Length, inverseDiagonal, room);
        Array.Clear(squares);
        Array.Clear(effective);
        for (int i = 0; i < Length; i++)
        {
            squares[groups[i]] += Current.X[i] * Current.X[i];
            effective[groups[i]] += Math.Clamp(1 - Decay[i] * inverseDiagonal[i], 0, 1);
        }

        double errors = Samples * Current.J, N = Samples * Objective.Outputs;
        double before = logEvidence;
        SetLogEvidence(errors, N);
        settled = settled >= 0 && Math.Abs(logEvidence - before) <= SettledChange ? settled + 1 : 0;
        (highest, sinceRaised) = logEvidence > highest + worthRaising ? (logEvidence, 0) : (highest, Math.Min(sinceRaised + 1, Patience));
        for (int k = 0; k < alpha.Length - 1; k++)
        {
            alpha[k] = squares[k] > 0 ? Math.Clamp(effective[k] / squares[k], SmallestAlpha, LargestAlpha) : LargestAlpha;
        }

        if (hasNoise)
        {
            double left = Math.Max(N - effective.Sum(), 0.01 * N);
            beta = Math.Min(left / (2 * errors), LargestBeta);
        }
    }

    private void SetLogEvidence(double errors, double N)
    {
        double log = -beta * errors - 0.5 * (Length * ScalarFunctions.Log(beta * Samples) + Cholesky.LogDeterminant(Factor, Length));
        for (int k = 0; k < alpha.Length; k++)
        {
            log += 0.5 * (groups.Counts[k] * ScalarFunctions.Log(alpha[k]) - alpha[k] * squares[k]);
        }

        logEvidence = log + (hasNoise ? 0.5 * N * ScalarFunctions.Log(beta / (2 * Math.PI)) : 0);
    }

    /// <summary>Factors H with its penalties, and, where rounding makes that impossible, a little more on its diagonal.</summary>
    private bool TryFactor()
    {
        double largest = LargestOnDiagonal();
        for (double more = 0; more <= 1e-6 * largest; more = more == 0 ? 1e-15 * largest : 10 * more)
        {
            if (TryFactor(more))
            {
                return true;
            }
        }

        return false;
    }
}
