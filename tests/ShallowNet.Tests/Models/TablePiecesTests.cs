using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models of tables that come in pieces.</summary>
public sealed class TablePiecesTests
{
    private static readonly MlpOptions Few = new() { HiddenLayers = [new Dense(8, Activation.Tanh)], Training = new() { Optimizer = new Adam(0.01), Epochs = 3 } };

    [Fact]
    public void Fit_OfPieces_LearnsWhatTheWholeTellsAndIsTheSameTwice()
    {
        MlpClassifier<float, string> model = MlpClassifier.Fit(Pieces(4000, 700), "stays", Few), again = MlpClassifier.Fit(Pieces(4000, 700), "stays", Few);
        Table unseen = Part(20_000, 1000);
        model.Score(unseen).Should().BeGreaterThan(0.93);
        again.PredictProbability(unseen).Should().Be(model.PredictProbability(unseen));
        model.History.Epochs.Should().HaveCount(3);
        model.Encoder!.UnknownCounts.Should().BeEmpty("what was unknown in training does not count");
    }

    [Fact]
    public void Fit_WithAProgressOfPasses_ReportsEveryPieceOfEveryPass()
    {
        PassesToo progress = new();
        MlpClassifier.Fit(Pieces(4000, 1500), "stays", Few, progress);
        MlpRegressor.Fit(Pieces(4000, 1500), "load", Few with { Training = Few.Training with { Epochs = 1 } }, progress);
        progress.Reports.Should().Equal(
            "1: 1500 of ", "1: 3000 of ", "1: 4000 of ", "2: 1500 of 4000", "2: 3000 of 4000", "2: 4000 of 4000", "epoch 1", "3: 1500 of 4000", "3: 3000 of 4000",
            "3: 4000 of 4000", "epoch 2", "4: 1500 of 4000", "4: 3000 of 4000", "4: 4000 of 4000", "epoch 3", "1: 1500 of ", "1: 3000 of ", "1: 4000 of ", "2: 1500 of 4000",
            "2: 3000 of 4000", "2: 4000 of 4000", "epoch 1");
        progress.Elapsed.Should().BeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Fit_OfPiecesOfNumbers_LearnsThem() =>
        MlpRegressor.Fit(Pieces(4000, 700).Select(piece => piece.Without("stays")), "load", Few).Score(Part(20_000, 1000).Without("stays")).Should().BeGreaterThan(0.9);

    [Fact]
    public void Fit_OfPiecesWithBalancedClasses_WeighsAsInMemory()
    {
        Table[] pieces = [.. Pieces(4000, 700).Select(Rare)];
        Table whole = Table.Concatenate(pieces);
        int[] labels = [.. ((TextColumn)whole["stays"]).Values.Select(text => text == "yes" ? 1 : 0)];
        IReadOnlyList<double> inMemory = ClassWeights.Balanced.Of(labels, 2), ofAll = ClassWeights.Balanced.OfAll([labels.Count(label => label == 0), labels.Count(label => label == 1)]).Of(labels, 2);
        ofAll.Should().Equal(inMemory);
        MlpClassifier<float, string> plain = Of(null), balanced = Of(ClassWeights.Balanced), given = Of(ClassWeights.Given(inMemory)), unequal = Of(ClassWeights.Given(inMemory.Select(weight => 3 * weight)));
        Table unseen = Rare(Part(20_000, 4000));
        balanced.PredictProbability(unseen).Should().Be(given.PredictProbability(unseen));
        OnnxSession.Error(unequal.PredictProbability(unseen), balanced.PredictProbability(unseen)).Should().BeLessThan(1e-3, "weights count relative to each other");
        (Recall(plain), Recall(balanced)).Should().Match<(double Plain, double Balanced)>(recall => recall.Balanced > recall.Plain + 0.2);

        MlpClassifier<float, string> Of(ClassWeights? weights) => MlpClassifier.Fit(pieces, "stays", Few.WithTraining(training => training with { ClassWeights = weights }));
        double Recall(MlpClassifier<float, string> model) => model.Score(unseen, Metric.Recall());
    }

    [Fact]
    public void Steps_OfPiecesWithClassWeights_AreThoseOfTheWhole()
    {
        // The batches are those of a training in memory in their order, and so are the weights, the penalty and the derivatives.
        NumPyRandom random = new(5);
        Matrix<double> X = random.Randn<double>(3, 90), Y = Matrix<double>.Build.Dense(1, 90, (_, j) => j % 9 < 2 || j < 30 ? 1 : 0);
        int[] labels = [.. Y.Row(0).Select(y => (int)y)];
        TrainingOptions options = new() { Optimizer = new Adam(0.01), Epochs = 4, BatchSize = 30, Shuffle = false, L2 = 0 };
        Network<double> whole = Made(), parts = Made();
        whole.Train(X, Y, options with { ClassWeights = ClassWeights.Balanced });
        new Trainer<double>(parts, options with { ClassWeights = ClassWeights.Balanced.OfAll([labels.Count(label => label == 0), labels.Count(label => label == 1)]) })
            .TrainBatches([.. Enumerable.Range(0, 3).Select(part => new Batch<double>(X.SubMatrix(0, 3, 30 * part, 30), Y.SubMatrix(0, 1, 30 * part, 30)))], cancellationToken: TestContext.Current.CancellationToken);
        for (int l = 1; l <= 2; l++)
        {
            (whole.W[l] - parts.W[l]).Enumerate().Should().OnlyContain(difference => Math.Abs(difference) < 1e-13);
        }

        static Network<double> Made() => Network.Create<double>(inputs: 3, seed: 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
    }

    [Fact]
    public void Fit_OfPiecesOfAClassThatTheSampleLacks_KnowsIt()
    {
        Table[] pieces = [.. Pieces(1000, 250).Select((piece, i) => piece.Without("stays").With(Column.Of("grade", Enumerable.Range(0, 250).Select(row => (i, row) == (1, 7) ? 3 : row % 2))))];
        MlpClassifier.Fit(pieces, "grade", Few).Classes.Should().Equal("0", "1", "3");
    }

    [Fact]
    public void ClassWeights_OfAllThatAre0_AreRefused() =>
        Refused(() => ClassWeights.Given(1, 0).OfAll([0, 5]), "ClassWeights must not be 0 for every sample, but are 1, 0.");

    [Fact]
    public void ClassWeights_OfTooManyClassesInPieces_AreRefused()
    {
        // Every seventh row is of a class of its own, of which the sample has few.
        Table[] pieces = [new(Column.Of("x", Enumerable.Range(0, 110_000)), Column.Of("y", Enumerable.Range(0, 110_000).Select(row => row % 7 == 0 ? $"class {row}" : $"class {row % 7}")))];
        Refused(() => MlpClassifier.Fit(pieces, "y", Few.WithTraining(training => training with { ClassWeights = ClassWeights.Balanced })),
            "ClassWeights must not be given for more than 10000 classes of a table in pieces, but are balanced.");
    }

    [Fact]
    public void Sketch_OfNumbersToPredict_CountsNoClasses() => TableSketch.Of(
        Enumerable.Range(0, 3).Select(piece => new Table(Column.Of("x", new double[5000]), Column.Of("y", Enumerable.Range(5000 * piece, 5000)))), "y", hasClasses: true, default).Classes.Should().BeEmpty();

    [Fact]
    public void Encoder_OfPieces_IsThatOfTheWholeWhereTheSampleHasAllRows()
    {
        Table[] pieces = [.. Pieces(150_000, 10_000)];
        TableSketch sketch = TableSketch.Of(pieces, "stays", hasClasses: true, default);
        (sketch.RowCount, sketch.Distance).Should().Be((150_000, 10));
        TableEncoder whole = TableEncoder.Fit(Table.Concatenate(pieces).Without("stays")), ofPieces = sketch.LearnEncoder("stays", new EncoderOptions());
        ofPieces.FeatureNames.Should().Equal(whole.FeatureNames);
        NumberEncoder expected = (NumberEncoder)whole.Encoders[0], given = (NumberEncoder)ofPieces.Encoders[0];
        given.Fill.Should().BeApproximately(expected.Fill, 0.02);
        ((SmoothTransform)given.Transform!).Unit.Should().BeApproximately(((SmoothTransform)expected.Transform!).Unit, 0.02);
        ((CategoryEncoder)ofPieces.Encoders[1]).Values.Should().Equal(((CategoryEncoder)whole.Encoders[1]).Values);
    }

    [Fact]
    public void Sample_OfManyRows_HasABoundedNumberOfThem()
    {
        TableSketch sketch = TableSketch.Of(Enumerable.Range(0, 100).Select(piece => new Table(Column.Of("x", Enumerable.Range(piece * 10_000, 10_000)), Column.Of("y", Enumerable.Repeat(1.0, 10_000)))), "y", hasClasses: true, default);
        sketch.Distance.Should().Be(80);
        sketch.Sample.RowCount.Should().Be(12_500).And.BeLessThanOrEqualTo(TableSketch.MostRows);
        ((NumberColumn)sketch.Sample["x"]).Values.Should().Equal(Enumerable.Range(0, 12_500).Select(i => 80.0 * i));
    }

    [Fact]
    public void Tally_OfMoreTextsThanItCounts_KeepsTheFrequentOnes()
    {
        ColumnTally tally = new("name");
        for (int piece = 0; piece < 30; piece++)
        {
            tally.Add(Column.Of("name", Enumerable.Range(0, 1000).Select(row => row % 10 == 0 ? "often" : row % 10 == 1 ? "also" : $"{piece} {row}")));
        }

        tally.HasOverflowed.Should().BeTrue();
        tally.Counts.Should().HaveCountLessThanOrEqualTo(10_000);
        tally.Counts["often"].Should().BeInRange(2900, 3000);
        tally.EncoderOfTexts(new EncoderOptions { RareBelow = 100 }).Values.Should().Equal("also", "often");
    }

    [Fact]
    public void Sample_WithoutWhatIsRare_IsCompleted()
    {
        Table[] pieces = [new(Column.Of("flag", Enumerable.Range(0, 1000).Select(row => row == 7 ? 5.5 : row % 2)), Column.Of("gap", Enumerable.Range(0, 1000).Select(row => row == 3 ? double.NaN : row)),
            Column.Of("born", Enumerable.Range(0, 1000).Select(row => row == 3 ? (DateTime?)null : new DateTime(2020, 1, 1).AddDays(row))), Column.Of("ok", Enumerable.Range(0, 1000).Select(row => row == 3 ? null : (bool?)(row % 20 == 0))),
            Column.Of("rare", Enumerable.Range(0, 1000).Select(row => row == 5 ? 2.0 : 1)), Column.Of("y", Enumerable.Range(0, 1000).Select(row => row % 3 == 0)))];
        TableEncoder encoder = TableSketch.Of(pieces, "y", hasClasses: true, default).LearnEncoder("y", new EncoderOptions());
        encoder.Encoders.Select(column => column.FeatureNames.Any(name => name.EndsWith("is missing", StringComparison.Ordinal))).Should().Equal(false, true, true, true, false);
        ((NumberEncoder)encoder.Encoders[0]).Transform.Should().BeOfType<SmoothTransform>("it is not only 0 and 1");
        ((NumberEncoder)encoder.Encoders[4]).Transform.Should().NotBeNull("it has two values");
    }

    [Fact]
    public void Fit_OfPiecesThatDiffer_IsRefused()
    {
        Table part = Part(0, 100);
        Refused(() => MlpClassifier.Fit([part, part.Without("city")], "stays"), "All tables must have the columns of the first, but the piece from row 100 on lacks \"city\".");
        Refused(() => MlpClassifier.Fit([part, part.With(Column.Of("city", new double[100]))], "stays"), "All tables must have the columns of the first, but the piece from row 100 on \"city\" holds numbers, not texts.");
        Refused(() => MlpClassifier.Fit([part, part.With(Column.Of("more", new double[100]))], "stays"), "All tables must have the columns of the first, but the piece from row 100 on has \"more\" besides.");
        Refused(() => MlpClassifier.Fit([part, part.With(Column.Of("stays", Enumerable.Range(0, 100).Select(row => row == 7 ? null : "yes")))], "stays"), "Column \"stays\" must have a value in every row, but 1 row has none, the first of them row 107: leave such rows out by WithoutGaps(\"stays\").");
        Refused(() => MlpClassifier.Fit([part.With(Column.Of("load", Enumerable.Repeat(double.PositiveInfinity, 100)))], "stays"), "Column \"load\" must be finite, but one of its numbers is Infinity.");
        Refused(() => MlpClassifier.Fit(Array.Empty<Table>(), "stays"), "The pieces must have rows, but there are none.*");
        Refused(() => MlpClassifier.Fit([part], "goes"), "There must be a column \"goes\"*");
        Refused(() => MlpClassifier.Fit([part], "stays", new MlpOptions { Refit = true }), "Refit must not be given for a table that comes in pieces, but is.*");
        Refused(() => MlpClassifier.Fit([part], "stays", new MlpOptions { Folds = [new Fold([0], [1])] }), "Folds must not be given for a table that comes in pieces, but are.*");
        FluentActions.Invoking(() => MlpClassifier.Fit([part], "stays", new MlpOptions { Training = new() { Optimizer = new Lbfgs() } })).Should().Throw<InvalidOperationException>().WithMessage("*must have all samples at once*");
        int pass = 0;
        FluentActions.Invoking(() => MlpClassifier.Fit(Changing(), "stays", Few)).Should().Throw<InvalidOperationException>().WithMessage("The pieces must be the same in every pass, but had 100 rows in the first and 200 in a later one.");

        IEnumerable<Table> Changing()
        {
            pass++;
            yield return part;
            if (pass > 1)
            {
                yield return part;
            }
        }
    }

    [Fact]
    public void Fit_OfPiecesThatIsCancelled_Ends()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        FluentActions.Invoking(() => MlpClassifier.Fit(Pieces(1000, 100), "stays", cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
    }

    /// <summary>A table in which few stay.</summary>
    private static Table Rare(Table part) => part.With(Column.Of("stays", ((NumberColumn)part["height"]).Values.Select((height, j) => height + Math.Sin(37.0 * j) > 4.5 ? "yes" : "no")));

    private static void Refused(Action fit, string message) => fit.Should().Throw<ArgumentException>().WithMessage(message);

    private static IEnumerable<Table> Pieces(int rows, int size)
    {
        for (int first = 0; first < rows; first += size)
        {
            yield return Part(first, Math.Min(size, rows - first));
        }
    }

    /// <summary>Rows of which each depends on its number alone.</summary>
    private static Table Part(int first, int rows)
    {
        NumPyRandom random = new(first);
        string[] cities = ["Oslo", "Rome", "Bonn"];
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.Randn())];
        int[] city = [.. Enumerable.Range(0, rows).Select(_ => (int)(3 * random.Rand()))];
        return new Table(
            Column.Of("load", x), Column.Of("city", city.Select(i => cities[i])), Column.Of("height", x.Select((value, j) => 2 * value + city[j])),
            Column.Of("stays", x.Select((value, j) => value + city[j] > 1 ? "yes" : "no")));
    }

    private sealed class PassesToo : IProgress<TrainingProgress>, IProgress<PassProgress>
    {
        public List<string> Reports { get; } = [];

        public TimeSpan Elapsed { get; private set; }

        public void Report(TrainingProgress value) => Reports.Add($"epoch {value.Epoch}");

        public void Report(PassProgress value)
        {
            Reports.Add($"{value.Pass}: {value.Rows} of {value.TotalRows}");
            Elapsed = value.Elapsed;
        }
    }
}
