using System.Reflection;
using System.Text;

namespace ShallowNet.Tests;

/// <summary>All records of the library: they are equal by value, lists included, and have a text that people can read, in every culture.</summary>
public sealed class RecordTests
{
    /// <summary>Makes a record of each kind, with lists that are not empty and numbers that every culture writes in its own way.</summary>
    private static readonly Func<object>[] Makers =
    [
        () => Activation.Exponential, () => Activation.Identity, () => Activation.ReLU, () => Activation.Sigmoid, () => Activation.SiLU, () => Activation.SELU, () => Activation.Mish, () => Activation.Softmax,
        () => Activation.Softplus, () => Activation.Tanh, () => Activation.GELU, () => Activation.GELUTanh, () => Activation.ELU(1.5), () => Activation.LeakyReLU(0.25),
        () => Loss.AbsoluteError, () => Loss.CategoricalCrossEntropy, () => Loss.CrossEntropy, () => Loss.Huber(1.5), () => Loss.Poisson, () => Loss.Quantile(0.25), () => Loss.SquaredError,
        () => Initializer.He, () => Initializer.LeCun, () => Initializer.NguyenWidrow, () => Initializer.Normal(0.25), () => Initializer.Orthogonal(1.5), () => Initializer.Xavier, () => Initializer.Zeros,
        () => LearningRate.Constant(0.25), () => LearningRate.Cosine(0.25, 1e-7), () => LearningRate.Exponential(0.25, 0.5), () => LearningRate.InverseTime(0.25, 1.5), () => LearningRate.Of(Quarter),
        () => LearningRate.OneCycle(0.25), () => LearningRate.ReduceOnPlateau(0.25), () => LearningRate.Step(0.25, 0.5, 1500),
        () => new AdaGrad(0.25, 1e-7, 0.5), () => new AdaMax(0.25, 0.75), () => new Adam(0.25, 0.75), () => new AdamW(0.25, 0.75), () => new GradientDescent(0.25), () => new Lbfgs(900, 1e-7),
        () => new Momentum(0.25, 0.75), () => new NAdam(0.25, 0.75), () => new Nesterov(0.25, 0.75), () => new RMSprop(0.25, 0.75), () => new Rprop(0.25, 0.5, 1.5, (1e-7, 1.5)),
        () => new RateFactors { Biases = 0.25, DivideByRootOfInputs = true }, () => LearningRate.CosineLog(0.25), () => LearningRate.FlatCosine(0.25),
        () => Metric.Accuracy, () => Metric.BalancedAccuracy, () => Metric.F1(Averaging.Macro), () => Metric.LogLoss, () => Metric.MeanAbsoluteError, () => Metric.MeanSquaredError,
        () => Metric.Precision(Averaging.Macro), () => Metric.R2, () => Metric.Recall(Averaging.Macro), () => Metric.RocAuc, () => Metric.RootMeanSquaredError, () => new SubsetAccuracy(),
        () => ClassWeights.Balanced, () => ClassWeights.Given(0.25, 1.5), () => ClassWeights.Balanced.OfAll([1, 3]),
        () => new BatchNormalization(0.25, 1e-7), () => new Dense(1500, Activation.LeakyReLU(0.25)) { Dropout = 0.25, BatchNormalization = new BatchNormalization(0.25), Embedding = Embedding.Periodic(), Monotone = [1, -1] },
        () => Embedding.Of(Embedding.Periodic(5, 7, 0.25), Embedding.Category(1500, 3, 0.75), Embedding.PiecewiseLinear(-0.5, 1.5), Embedding.Pass),
        () => new PeriodicEmbedding(5, 7, 0.25), () => new CategoryEmbedding(1500, 3, 0.75), () => new PiecewiseLinearEmbedding([-0.5, 1.5]), () => new PassEmbedding(),
        () => Checkpoints.Every("file", 1500), () => new EarlyStopping(1500, 0.25, Metric.F1()), Options,
        () => new LoadOptions { Activations = [Activation.LeakyReLU(0.25)], Losses = [Loss.Huber(1.5)] },
        () => new Fold([1, -1500], [-2]), () => Position, () => Epoch, () => new TrainingProgress(Epoch, 1500),
        () => new GradientCheckReport(1500, 1e-7, "W[1][0, 1]", -0.25, 1.5, 1e-7),
        () => new MlpOptions { HiddenLayers = [new Dense(2, Activation.Tanh) { Dropout = 0.25 }], FeatureNames = ["age"], Training = Options(), Monotone = [MonotoneInput.Falling("age")] }, () => new CrossValidationOptions { Metric = Metric.R2, Folds = 1500 },
        () => Candidate, () => new SearchProgress(1, 1500, Candidate, -0.25), () => new PassProgress(2, 1500, 3000),
        () => new Halving(2, 1500), () => new SearchOptions { TimeLimit = TimeSpan.FromSeconds(1.5), Halving = new Halving(2, 1500), CrossValidation = new() { Metric = Metric.R2 } },
        () => new LevenbergMarquardt(0.25), () => new ScaledConjugateGradient(0.25, 1e-7, 1.5), () => new BayesianRegularization(relevanceOfInputs: true), () => new PriorOfParameters("W[1]", 1500, 0.25, 1.5), () => Evidence,
        () => Tried, () => new ModelSelection("evidence", [Tried], Tried, null, 0.25), () => new ReportedMetric("R²", true, 0.25, 1.5, -0.25),
        () => new ModelReport(1500, [new ReportedMetric("R²", true, 0.25, 1.5, -0.25)], null),
        () => new EncoderOptions { Numbers = NumberScaling.Quantiles, RareBelow = 1500, Categories = ["zip"] }, () => Shoe.Describe("price"), () => Shoe.Describe().Columns[0],
        () => new SimilarCase(1500, 0.25), () => new NearestCases([new SimilarCase(1500, 0.25)], 0.9955), () => Drift, () => new DriftReport(1500, 3000, [Drift], []),
        () => new IntervalOptions { Level = 0.25, By = "plan" }, () => new ReportedCertainty { Level = 0.9, Coverage = 0.25, Width = 1500.5 },
        () => new Interval(-1500.25, 0.5), () => new ReliabilityBin(1500, 0.25, 0.5), () => new BrierDecomposition(0.25, 0.125, 1.5, 0.5),
        () => new ThresholdOutcome(1500, 0.25, 1.5, 3), () => new DecisionThreshold(0.25, new ThresholdOutcome(1500, 0.25, 1.5, 3)),
        () => TableEncoder.Fit(Shoe).Columns[1], () => new ColumnImportance("price", 0.25, 1.5) { Losses = [0.25, -1.5] },
        () => new ShapleyOptions { Answer = 1500, LogOdds = true, MaxThreads = 2 }, () => new ImportanceOptions { Metric = Metric.R2, Weights = [0.25, 1.5], Together = [["price", "size"]], MaxThreads = 2 },
        () => MonotoneInput.Rising(1500), () => new ExpectedGradientsOptions { Answer = 1500, MaxThreads = 2 },
        () => new DependenceOptions { ShareLeftOut = 0.25, MaxThreads = 2 }, () => new DependenceAxis("price", [0.25, 1500.5], ["low", "high"], false),
        () => new DiagnosisOptions { Seed = 1500, TimeLimit = TimeSpan.FromSeconds(1.5), MaxThreads = 2, Training = Options() }, () => Found, () => new Measurement("loss", 0.25), () => new LearningCurvePoint(1500, 0.25, 1.5),
        () => new Diagnosis(1500, [Found]) { NotJudged = [FindingKind.Overfit], LearningCurve = [new LearningCurvePoint(1500, 0.25, 1.5)] },
        () => new RateTestPoint(0.01, 0.25, double.PositiveInfinity), () => new LayerHealth(1, 1500, 3, 2) { Activation = 0.25, SaturatedAtStart = 0.5, GradientAtStart = 1e-7 },
        () => new EnsembleOptions { Members = 1500, Training = Options(), TimeLimit = TimeSpan.FromSeconds(1.5) }, () => Member, () => new EnsembleProgress(3, 1500, Member) { Elapsed = TimeSpan.FromSeconds(1.5) },
        () => new CrossValidationResult([0.25, -1.5]), () => new SearchedCandidate(Candidate, new CrossValidationResult([0.25, 1.5])),
    ];

    private static TrainingPosition Position => new(1, 1500, 2, 3, new List<double> { 0.25, -1.5 });

    private static TrainingEpoch Epoch => new()
    {
        Epoch = 1500,
        Cost = 0.25,
        Penalty = 0.125,
        ValidationCost = double.NaN,
        LearningRate = 1e-7,
        GradientNorm = double.PositiveInfinity,
        Metrics = [0.25, -1.5],
        Elapsed = TimeSpan.FromSeconds(1.5),
    };

    private static EnsembleMember Member => new() { Number = 2, Seed = 1500, Epochs = 3, KeptEpoch = 2, Cost = 0.25, ValidationCost = double.NaN, StopReason = StopReason.EarlyStopping };

    private static TriedModel Tried => new("4 tanh units", 0.25, 1.5, -1500.25);

    private static Evidence Evidence => new()
    {
        LogEvidence = -1500.25, EffectiveParameters = 1.5, Parameters = 1500, NoiseVariance = 0.25, Groups = [new PriorOfParameters("W[1]", 1500, 0.25, 1.5)], InputRelevance = [0.25, 1.5],
    };

    private static Finding Found => new(FindingKind.Leak, FindingSeverity.Severe, "\"price\" gives it away.", "Leave it out.") { Layer = 1, Columns = ["price"], Samples = [1500, 3], Numbers = [new Measurement("loss", 0.25)] };

    private static ColumnDrift Drift => new("price", isOutput: true) { Psi = 0.25, PsiByChance = 1e-7, GapShare = 0.255, NewShare = 0.125, NewValues = ["M"], Change = "median 1.5 instead of 0.25" };

    private static Table Shoe => new(Column.Of("price", [1500.5, 0.25, double.NaN]), Column.Of("size", ["S", "M", "M"]));

    private static SearchCandidate Candidate => new("L2 = 0.25", new MlpOptions { Seed = 3 });

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Makers.Length)];

    [Fact]
    public void Records_OfTheLibrary_AreAllTestedHere()
    {
        string[] records =
            [.. typeof(Adam).Assembly.GetTypes().Where(type => !type.IsAbstract && IsRecord(type) && (type.IsPublic || IsRecord(type.BaseType!))).Select(type => type.Name)];
        Makers.Select(make => make().GetType().Name).Should().BeEquivalentTo(records);
    }

    [Theory, MemberData(nameof(Indices))]
    public void Record_MadeTwice_IsEqualByValue(int index)
    {
        object one = Makers[index](), other = Makers[index]();
        one.Equals(other).Should().BeTrue("{0} is {1}", one, other);
        one.GetHashCode().Should().Be(other.GetHashCode());
        Makers.Where((_, i) => i != index).Count(make => make().Equals(one)).Should().Be(0);
    }

    [Theory, MemberData(nameof(Indices))]
    public void Record_Printed_SaysInEveryCultureTheSameWithoutNamesOfTypes(int index)
    {
        string text = Makers[index]().ToString()!;
        StrangeCulture.In(() => Makers[index]().ToString()).Should().Be(text);
        text.Should().NotContainAny("`", "System.", "ShallowNet.", "Func", "List", "[]", "~").And.NotMatchRegex(@"\d,\d");
    }

    [Fact]
    public void Records_WithOtherListsOrInAnotherOrder_AreNotEqual()
    {
        new Fold([1, 2], [3]).Should().NotBe(new Fold([2, 1], [3])).And.NotBe(new Fold([1, 2], [3, 4])).And.NotBe(new Fold([1, 2], []));
        Options().Should().NotBe(Options() with { Metrics = [Metric.R2] });
        Position.Should().NotBe(Position with { Costs = [0.25] }).And.NotBe(Position with { Costs = [0.25, -1.25] }).And.NotBe(Position with { Epochs = 3 });
        Epoch.Should().NotBe(Epoch with { Metrics = [0.25] });
        ClassWeights.Given(1, 2).Should().NotBe(ClassWeights.Given(2, 1));
    }

    [Fact]
    public void Records_GivenAList_KeepItWhenTheListChanges()
    {
        List<int> columns = [1, 2];
        Fold fold = new(columns, columns);
        columns[0] = 7;
        fold.Should().Be(new Fold([1, 2], [1, 2]));
    }

    [Fact]
    public void Records_GivenNullForAList_AreRefused()
    {
        new Func<object>(() => new Fold(null!, [])).Should().Throw<ArgumentNullException>().WithMessage("Train must not be null.*");
        new Func<object>(() => new Fold([], [1]) with { Test = null! }).Should().Throw<ArgumentNullException>().WithMessage("Test must not be null.*");
    }

    [Fact]
    public void Default_OfAStruct_HasNoNullInside()
    {
        foreach (object structure in (object[])[default(TrainingEpoch), default(TrainingProgress), default(TrainingPosition), default(SearchProgress), default(EnsembleProgress), default(TrainingProgress).Last])
        {
            foreach (PropertyInfo property in structure.GetType().GetProperties())
            {
                property.GetValue(structure).Should().NotBeNull("{0} of {1}", property.Name, structure.GetType().Name);
            }

            structure.ToString().Should().StartWith(structure.GetType().Name);
        }

        default(TrainingEpoch).Should().Be(new TrainingEpoch { Metrics = [] }).And.Be(default(TrainingEpoch) with { Metrics = [] });
        default(TrainingPosition).Should().Be(new TrainingPosition(0, 0, 0, 0, []));
        default(SearchProgress).Should().Be(new SearchProgress(0, 0, new SearchCandidate("", new MlpOptions()), 0));
    }

    [Fact]
    public void Records_Printed_ShowWhatTheyHold()
    {
        new Adam(0.25).ToString().Should().Be("Adam { LearningRate = 0.25, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1E-08 }");
        new Fold([.. Enumerable.Range(0, 12)], [5, -1]).ToString().Should().Be("Fold { Train = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 12 in all], Test = [5, -1] }");
        Epoch.ToString().Should().Be(
            "TrainingEpoch { Epoch = 1500, Cost = 0.25, Penalty = 0.125, ValidationCost = NaN, LearningRate = 1E-07, GradientNorm = Infinity, Metrics = [0.25, -1.5], Elapsed = 00:00:01.5000000 }");
        Position.ToString().Should().Be("TrainingPosition { CompletedEpochs = 1, CompletedSteps = 1500, Epochs = 2, StepsPerEpoch = 3, Costs = [0.25, -1.5] }");
        new EnsembleProgress(3, 5, Member).ToString().Should().Be(
            "EnsembleProgress { Completed = 3, Total = 5, Member = EnsembleMember { Number = 2, Seed = 1500, Epochs = 3, KeptEpoch = 2, Cost = 0.25, ValidationCost = NaN, StopReason = EarlyStopping }, Elapsed = 00:00:00 }");
        Options().ToString().Should().Contain("Metrics = [accuracy, R²], ").And.Contain("ClassWeights = 0.25, 1.5, ").And.Contain("Optimizer = Adam { LearningRate = 0.25, ");
    }

    private static TrainingOptions Options() => new()
    {
        Optimizer = new Adam(0.25), Metrics = [Metric.Accuracy, Metric.R2], ClassWeights = ClassWeights.Given(0.25, 1.5), ClipNorm = 0.25, ClipValue = 1.5, L1 = 0.25, L2 = 1e-7,
        ValidationShare = 0.25, TargetCost = -0.25, TimeLimit = TimeSpan.FromSeconds(1.5), EarlyStopping = new EarlyStopping(3, 0.25), Checkpoints = Checkpoints.Every("file", 3),
    };

    private static double Quarter(TrainingPosition position) => 0.25;

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(StringBuilder)]) is not null;
}
