using System.Collections;
using System.Text.Json;

namespace ShallowNet.Tests;

/// <summary>PyTorch's schedulers, and what schedules refuse and print.</summary>
public sealed class ScheduleTests
{
    private const int Epochs = 12, StepsPerEpoch = 7;
    private static readonly JsonElement Numbers = Golden.Read("optimizers.json");
    private static readonly JsonElement PyTorch = Numbers.GetProperty("schedules");

    private static readonly Dictionary<string, LearningRate> PerStep = new()
    {
        ["cosine"] = LearningRate.Cosine(0.1),
        ["cosineToMinimum"] = LearningRate.Cosine(0.1, minimum: 0.01),
        ["cosineAfterWarmUp"] = LearningRate.Cosine(0.1, minimum: 0.001, warmUpEpochs: 3),
        ["oneCycle"] = LearningRate.OneCycle(0.2),
        ["oneCycleOwn"] = LearningRate.OneCycle(0.2, warmUpShare: 0.45, initialDivisor: 4, finalDivisor: 100),
    };

    private static readonly Dictionary<string, LearningRate> PerEpoch = new()
    {
        ["step"] = LearningRate.Step(0.2, factor: 0.5, every: 10),
        ["exponential"] = LearningRate.Exponential(0.2, factor: 0.95),
    };

    private static readonly Dictionary<string, LearningRate> OnPlateaus = new()
    {
        ["plateau"] = LearningRate.ReduceOnPlateau(0.1),
        ["plateauImpatient"] = LearningRate.ReduceOnPlateau(0.1, factor: 0.5, patience: 2, minimumImprovement: 0.01, cooldown: 3, minimum: 0.004),
        ["plateauAtOnce"] = LearningRate.ReduceOnPlateau(0.5, factor: 0.7, patience: 0, minimumImprovement: 0),
        ["plateauOfSmallGains"] = LearningRate.ReduceOnPlateau(0.1, factor: 0.25, patience: 3),
    };

    private static readonly Dictionary<string, LearningRate> OfRecipes = new()
    {
        ["cosineLog"] = LearningRate.CosineLog(0.2),
        ["cosineLogOfTwo"] = LearningRate.CosineLog(0.2, cycles: 2),
        ["flatCosine"] = LearningRate.FlatCosine(0.2),
        ["flatCosineOfAQuarter"] = LearningRate.FlatCosine(0.2, flatShare: 0.25),
    };

    public static TheoryData<string> RecipeNames => [.. OfRecipes.Keys];

    public static TheoryData<string> PerStepNames => [.. PerStep.Keys];

    public static TheoryData<string> PerEpochNames => [.. PerEpoch.Keys];

    public static TheoryData<string> PlateauNames => [.. OnPlateaus.Keys];

    [Theory, MemberData(nameof(PerStepNames))]
    public void Schedule_EveryStep_AgreesWithPyTorch(string name)
    {
        double[] expected = PyTorch.GetProperty(name).Numbers();
        expected.Should().HaveCount(Epochs * StepsPerEpoch);
        PerStep[name].ChangesWithinEpoch.Should().BeTrue();
        for (int i = 0; i < expected.Length; i++)
        {
            PerStep[name].At(Step(i)).Should().BeApproximately(expected[i], 1e-15);
        }
    }

    [Theory, MemberData(nameof(RecipeNames))]
    public void ScheduleOfRecipes_EveryStep_AgreesWithPyTorch(string name)
    {
        double[] expected = Golden.Read("recipes.json").GetProperty("schedules").GetProperty(name).Numbers();
        expected.Should().HaveCount(Epochs * StepsPerEpoch);
        OfRecipes[name].ChangesWithinEpoch.Should().BeTrue();
        for (int i = 0; i < expected.Length; i++)
        {
            OfRecipes[name].At(Step(i)).Should().BeApproximately(expected[i], 1e-14);
        }
    }

    [Fact]
    public void ScheduleOfRecipes_AtItsEnds_IsExact()
    {
        LearningRate waves = LearningRate.CosineLog(0.1), flat = LearningRate.FlatCosine(0.1);
        (waves.At(Step(0)), flat.At(Step(0)), flat.At(Step(42)), flat.At(Step(84)), flat.At(Step(1000))).Should().Be((0, 0.1, 0.1, 0, 0));
        waves.At(Step(84)).Should().BeInRange(0, 1e-30);
        LearningRate.FlatCosine(0.1, flatShare: 0).At(Step(42)).Should().BeApproximately(0.05, 1e-16);

        // The tops of the waves are where log₂(1 + 15t) is ½, 1½, …; each is 0.1.
        foreach (double top in (double[])[0.5, 1.5, 2.5, 3.5])
        {
            long step = (long)Math.Round((Math.Pow(2, top) - 1) / 15 * 1_000_000);
            waves.At(new TrainingPosition(0, step, 1, 1_000_000, [])).Should().BeApproximately(0.1, 1e-10);
        }

        // As long as the steps of an epoch are not known.
        (waves.At(new TrainingPosition(0, 5, 2, 0, [])), flat.At(new TrainingPosition(0, 5, 2, 0, []))).Should().Be((0, 0.1));
    }

    [Theory, MemberData(nameof(PerEpochNames))]
    public void Schedule_EveryEpoch_AgreesWithPyTorch(string name)
    {
        double[] expected = PyTorch.GetProperty(name).Numbers();
        PerEpoch[name].ChangesWithinEpoch.Should().BeFalse();
        for (int i = 0; i < expected.Length; i++)
        {
            PerEpoch[name].At(new TrainingPosition(i, 5 * i, expected.Length, 5, [])).Should().BeApproximately(expected[i], 1e-15);
        }
    }

    [Theory, MemberData(nameof(PlateauNames))]
    public void ReduceOnPlateau_EveryEpoch_AgreesWithPyTorch(string name)
    {
        JsonElement golden = PyTorch.GetProperty(name);
        double[] costs = golden.GetProperty("costs").Numbers(), expected = golden.GetProperty("rates").Numbers();
        expected.Distinct().Count().Should().BeGreaterThan(2);
        OnPlateaus[name].ChangesWithinEpoch.Should().BeFalse();
        for (int i = 0; i <= costs.Length; i++)
        {
            double rate = OnPlateaus[name].At(new TrainingPosition(i, 5 * i, costs.Length, 5, costs[..i]));
            Golden.ErrorOf(rate, expected[i]).Should().BeLessThan(1e-14);
        }
    }

    [Fact]
    public void ReduceOnPlateau_ByHand_WaitsCoolsDownAndStops()
    {
        // Better; two that are not, of which the second lowers; one that is not counted; two more; and so on to the minimum.
        LearningRate schedule = LearningRate.ReduceOnPlateau(1, factor: 0.5, patience: 1, cooldown: 1, minimum: 0.3);
        double[] costs = [5, 5, 5, 5, 5, 5, 5, 5, 4, 4, double.NaN];
        double[] rates = [.. Enumerable.Range(0, costs.Length + 1).Select(i => schedule.At(new TrainingPosition(i, i, 99, 1, costs[..i])))];
        rates.Should().Equal(1, 1, 1, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3);
    }

    [Fact]
    public void Cosine_AtItsEnds_IsExact()
    {
        LearningRate schedule = LearningRate.Cosine(0.1, minimum: 0.003, warmUpEpochs: 2);
        schedule.At(Step(0)).Should().Be(0.1 / 15);
        schedule.At(Step(6)).Should().BeApproximately(0.1 * 7 / 15, 1e-16);
        schedule.At(Step(14)).Should().Be(0.1);
        schedule.At(Step(49)).Should().BeApproximately((0.1 + 0.003) / 2, 1e-16);
        schedule.At(Step(84)).Should().Be(0.003);
        schedule.At(Step(1000)).Should().Be(0.003);
        LearningRate.Cosine(0.1).At(Step(84)).Should().Be(0);
    }

    [Fact]
    public void Cosine_WarmUpOfAllEpochsOrMore_OnlyRises()
    {
        LearningRate all = LearningRate.Cosine(0.1, warmUpEpochs: Epochs), more = LearningRate.Cosine(0.1, warmUpEpochs: int.MaxValue);
        double[] rates = [.. Enumerable.Range(0, Epochs * StepsPerEpoch + 1).Select(i => all.At(Step(i)))];
        rates.Should().BeInAscendingOrder();
        rates[^1].Should().Be(0.1);
        more.At(Step(83)).Should().BePositive().And.BeLessThan(1e-8);
    }

    [Fact]
    public void OneCycle_AtItsEnds_IsWhatItsDivisorsSay()
    {
        LearningRate schedule = LearningRate.OneCycle(0.2, warmUpShare: 0.5, initialDivisor: 4, finalDivisor: 100);
        schedule.At(Step(0)).Should().Be(0.05);
        schedule.At(Step(41)).Should().Be(0.2);
        schedule.At(Step(83)).Should().Be(0.05 / 100);
        schedule.At(Step(84)).Should().Be(0.05 / 100);

        // Too few steps to rise: two, one of which has the highest rate, and PyTorch's one, which has the lowest.
        schedule.At(new TrainingPosition(0, 0, 2, 1, [])).Should().Be(0.2);
        schedule.At(new TrainingPosition(1, 1, 2, 1, [])).Should().Be(0.05 / 100);
        double alone = LearningRate.OneCycle(0.2).At(new TrainingPosition(0, 0, 1, 1, []));
        alone.Should().BeApproximately(PyTorch.GetProperty("oneCycleOfOneStep")[0].GetDouble(), 1e-20);
    }

    [Fact]
    public void OneCycle_OfSingleSteps_StaysAtTheRateItBeginsWith()
    {
        var (X, Y) = Datasets.Flower<double>(samples: 30, seed: 1);
        Network<double> network = Network.Create<double>(2, 1, new Dense(2, Activation.Tanh), new Dense(1, Activation.Sigmoid)), expected = network.Copy<double>();
        Trainer<double> trainer = new(network, new TrainingOptions { Optimizer = new GradientDescent(LearningRate.OneCycle(0.2, initialDivisor: 4)) });
        Trainer<double> constant = new(expected, new TrainingOptions { Optimizer = new GradientDescent(0.05) });
        for (int i = 0; i < 3; i++)
        {
            trainer.TrainStep(X, Y);
            constant.TrainStep(X, Y);
        }

        network.W.Should().Equal(expected.W, "nobody knows how many steps are to come");
    }

    [Fact]
    public void Of_AFunction_IsAskedBeforeEveryStep()
    {
        List<long> asked = [];
        LearningRate own = LearningRate.Of(position =>
        {
            asked.Add(position.CompletedSteps);
            return 0.1 / (1 + position.CompletedSteps);
        });
        var (X, Y) = Datasets.Flower<double>(samples: 30, seed: 1);
        Network<double> network = Network.Create<double>(2, 1, new Dense(2, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new Nesterov(own), Epochs = 2, BatchSize = 10 });
        asked.Distinct().Should().Equal(0, 1, 2, 3, 4, 5);
        history.Epochs[1].LearningRate.Should().Be(0.1 / 6);
        own.Should().NotBe(LearningRate.Of(_ => 0.1));
    }

    [Fact]
    public void Train_WithASchedulePerStep_UsesTheRateOfEveryStep()
    {
        var (X, Y) = Datasets.Flower<double>(samples: 70, seed: 1);
        Network<double> network = Network.Create<double>(2, 1, new Dense(2, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        foreach (string name in (string[])["cosineAfterWarmUp", "oneCycle"])
        {
            TrainingHistory history = network.Train(X, Y, new TrainingOptions { Optimizer = new AdamW(PerStep[name]), Epochs = Epochs, BatchSize = 10 });
            history.Epochs.Select(e => e.LearningRate).Should().Equal(Enumerable.Range(1, Epochs).Select(e => PerStep[name].At(Step(e * StepsPerEpoch - 1))));
        }
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        foreach (double bad in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Refused(() => LearningRate.Cosine(bad), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.CosineLog(bad), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.FlatCosine(bad), "initial must be finite and greater than 0, but is *");
            Refused(() => LearningRate.OneCycle(bad), "maximum must be finite and greater than 0, but is *");
            Refused(() => LearningRate.ReduceOnPlateau(bad), "initial must be finite and greater than 0, but is *");
        }

        foreach (double bad in (double[])[-0.1, 0.11, double.NaN])
        {
            Refused(() => LearningRate.Cosine(0.1, minimum: bad), "minimum must be at least 0 and at most 0.1, but is *");
            Refused(() => LearningRate.ReduceOnPlateau(0.1, minimum: bad), "minimum must be at least 0 and at most 0.1, but is *");
        }

        foreach (double bad in (double[])[0, 1, double.NaN])
        {
            Refused(() => LearningRate.OneCycle(1, warmUpShare: bad), "warmUpShare must be greater than 0 and less than 1, but is *");
            Refused(() => LearningRate.ReduceOnPlateau(1, factor: bad), "factor must be greater than 0 and less than 1, but is *");
        }

        foreach (double bad in (double[])[0.99, double.NaN, double.PositiveInfinity])
        {
            Refused(() => LearningRate.OneCycle(1, initialDivisor: bad), "initialDivisor must be finite and at least 1, but is *");
            Refused(() => LearningRate.OneCycle(1, finalDivisor: bad), "finalDivisor must be finite and at least 1, but is *");
        }

        Refused(() => LearningRate.CosineLog(1, cycles: 0), "cycles must be at least 1 and at most 30, but is 0.*");
        Refused(() => LearningRate.CosineLog(1, cycles: 31), "cycles must be at least 1 and at most 30, but is 31.*");
        Refused(() => LearningRate.FlatCosine(1, flatShare: 1), "flatShare must be at least 0 and less than 1, but is 1.*");
        Refused(() => LearningRate.Cosine(1, warmUpEpochs: -1), "warmUpEpochs must be at least 0, but is -1.*");
        Refused(() => LearningRate.ReduceOnPlateau(1, patience: -1), "patience must be at least 0, but is -1.*");
        Refused(() => LearningRate.ReduceOnPlateau(1, cooldown: -1), "cooldown must be at least 0, but is -1.*");
        Refused(() => LearningRate.ReduceOnPlateau(1, minimumImprovement: 1), "minimumImprovement must be at least 0 and less than 1, but is 1.*");
        FluentActions.Invoking(() => LearningRate.Of(null!)).Should().Throw<ArgumentNullException>().WithMessage("function must not be null.*");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    [Fact]
    public void ToString_OfEverySchedule_IsHowItWasMade()
    {
        LearningRate.Constant(0.1).ToString().Should().Be("0.1");
        LearningRate.InverseTime(0.2, decay: 1).ToString().Should().Be("InverseTime(0.2, decay: 1)");
        LearningRate.Exponential(0.2, factor: 0.95).ToString().Should().Be("Exponential(0.2, factor: 0.95)");
        LearningRate.Step(0.2, factor: 0.5, every: 10).ToString().Should().Be("Step(0.2, factor: 0.5, every: 10)");
        LearningRate.Cosine(0.1, warmUpEpochs: 3).ToString().Should().Be("Cosine(0.1, minimum: 0, warmUpEpochs: 3)");
        LearningRate.CosineLog(0.1).ToString().Should().Be("CosineLog(0.1, cycles: 4)");
        LearningRate.FlatCosine(0.1).ToString().Should().Be("FlatCosine(0.1, flatShare: 0.5)");
        LearningRate.OneCycle(0.1).ToString().Should().Be("OneCycle(0.1, warmUpShare: 0.3, initialDivisor: 25, finalDivisor: 10000)");
        LearningRate.ReduceOnPlateau(0.1).ToString().Should().Be(
            "ReduceOnPlateau(0.1, factor: 0.1, patience: 10, minimumImprovement: 0.0001, cooldown: 0, minimum: 0)");
        LearningRate.Of(_ => 0.1).ToString().Should().Be("Of(a function)");
        new Nesterov(LearningRate.Cosine(0.1)).ToString().Should().Be(
            "Nesterov { LearningRate = Cosine(0.1, minimum: 0, warmUpEpochs: 0), Decay = 0.9 }");
        LearningRate.Cosine(0.1).Should().Be(LearningRate.Cosine(0.1, minimum: 0)).And.NotBe(LearningRate.Cosine(0.2));
    }

    [Fact]
    public void CosineOfHalfTurns_IsWithinTwoUnits()
    {
        JsonElement golden = Numbers.GetProperty("cosine");
        double[] x = golden.GetProperty("x").Numbers(), high = golden.GetProperty("high").Numbers(), low = golden.GetProperty("low").Numbers();
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Math.Abs(Cosines.OfHalfTurns(x[i]) - high[i] - low[i]);
            worst = Math.Max(worst, error / (Math.BitIncrement(high[i]) - high[i]));
        }

        TestContext.Current.SendDiagnosticMessage($"cosine: {worst:0.00} units");
        worst.Should().BeLessThan(2);
        (Cosines.OfHalfTurns(0), Cosines.OfHalfTurns(0.5), Cosines.Falling(0), Cosines.Falling(1)).Should().Be((1, 0, 1, 0));
        Cosines.Falling(0.5).Should().BeApproximately(0.5, 2e-16);
    }

    [Fact]
    public void Start_OfOnePlateauForTwoTrainings_GivesTheirRatesLookingAtEachCostOnce()
    {
        LearningRate schedule = LearningRate.ReduceOnPlateau(1, factor: 0.9, patience: 2, cooldown: 1, minimum: 0.01);
        Func<TrainingPosition, double> first = schedule.Start(), second = schedule.Start();
        CountedCosts costs = new(), others = new();
        NumPyRandom random = new(0);
        for (int epoch = 0; epoch < 1000; epoch++)
        {
            first(new TrainingPosition(epoch, epoch, 1000, 1, costs)).Should().Be(schedule.At(new TrainingPosition(epoch, epoch, 1000, 1, costs.ToArray())));
            second(new TrainingPosition(epoch, epoch, 1000, 1, others)).Should().Be(schedule.At(new TrainingPosition(epoch, epoch, 1000, 1, others.ToArray())));
            costs.Add(random.Rand());
            others.Add(1 / (epoch + 1.0));
        }

        (costs.Reads, others.Reads).Should().Be((999, 999));
        first(new TrainingPosition(1000, 1000, 1000, 1, costs)).Should().Be(0.01).And.BeLessThan(second(new TrainingPosition(1000, 1000, 1000, 1, others)));
    }

    private static TrainingPosition Step(int steps) => new(steps / StepsPerEpoch, steps, Epochs, StepsPerEpoch, []);

    /// <summary>Costs that count how often one of them is looked at by its index.</summary>
    private sealed class CountedCosts : IReadOnlyList<double>
    {
        private readonly List<double> costs = [];

        public int Reads { get; private set; }

        public int Count => costs.Count;

        public double this[int index]
        {
            get
            {
                Reads++;
                return costs[index];
            }
        }

        public void Add(double cost) => costs.Add(cost);

        public IEnumerator<double> GetEnumerator() => costs.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
