using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What ends a search before all is done, and what it has then; candidates drawn without end; and halving.</summary>
public sealed class SearchLimitTests
{
    private static readonly (Matrix<double> X, int[] Labels) Iris = RealData.Read<double>("iris.csv", header: true);
    private static readonly MlpOptions Quick = new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 15 } };
    private static readonly SearchAxis[] L2Range = [SearchAxis.LogUniform("L2", 1e-3, 1e3, WithL2)];
    private static readonly CrossValidationOptions ThreeFolds = new() { Folds = 3, MaxThreads = 1 };

    [Fact]
    public void Draw_TwoTimes_GivesTheSameWithoutEnd()
    {
        IEnumerable<SearchCandidate> endless = Search.Draw(Quick, L2Range, seed: 4);
        endless.Take(100).Should().Equal(endless.Take(100)).And.Equal(Search.Random(Quick, 100, L2Range, seed: 4)).And.OnlyHaveUniqueItems();
        endless.Take(5).Should().NotEqual(Search.Draw(Quick, L2Range).Take(5));
        Search.Draw(Quick, [L2Of(0.5, 1, 2), SearchAxis.Of("seed", [1, 2], (o, seed) => o with { Seed = seed })]).Select(c => c.Description)
            .Should().BeEquivalentTo(["L2 = 0.5, seed = 1", "L2 = 0.5, seed = 2", "L2 = 1, seed = 1", "L2 = 1, seed = 2", "L2 = 2, seed = 1", "L2 = 2, seed = 2"], "lists have an end");
    }

    [Fact]
    public void MostCandidates_OfADraw_AreTheFirst()
    {
        SearchResult result = Run(Search.Draw(Quick, L2Range), new SearchOptions { CrossValidation = ThreeFolds, MostCandidates = 4 });
        result.Candidates.Select(c => c.Candidate).Should().BeEquivalentTo(Search.Random(Quick, 4, L2Range));
        result.IsComplete.Should().BeTrue();
        Run(Search.Random(Quick, 9, L2Range), new SearchOptions { CrossValidation = ThreeFolds, MostCandidates = 2 }).Candidates.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TimeLimit_OfADraw_GivesWhatThereIsByThen(int threads)
    {
        List<SearchProgress> reports = [];
        SearchOptions how = new() { CrossValidation = ThreeFolds with { MaxThreads = threads }, TimeLimit = TimeSpan.FromSeconds(0.2) };
        SearchResult result = Run(Search.Draw(Quick, L2Range), how, reports.Add);
        result.IsComplete.Should().BeFalse();
        reports.Should().OnlyContain(report => report.Total == 0);
        SearchResult all = Run(Search.Random(Quick, reports.Count / 3 + threads + 1, L2Range), ThreeFolds);
        foreach (SearchedCandidate candidate in result.Candidates)
        {
            all.Candidates.Should().Contain(candidate, "the time decides which candidates there are, but not their scores");
        }
    }

    [Fact]
    public void TimeLimit_OverAtOnce_StillJudgesTheFirstCandidate()
    {
        SearchOptions how = new() { CrossValidation = ThreeFolds, TimeLimit = TimeSpan.FromTicks(1) };
        SearchResult result = Run(Search.Draw(Quick, L2Range), how, _ => Thread.Sleep(20));
        result.Candidates.Should().ContainSingle().Which.Candidate.Should().Be(Search.Random(Quick, 1, L2Range)[0]);
        result.IsComplete.Should().BeFalse();
        result.ToString().Should().MatchRegex(@"^0\.\d{4} ± 0\.\d{4}  L2 = \S+\n\(not complete\)$");
    }

    [Fact]
    public void TimeLimit_ThatIsNotReached_ChangesNothing()
    {
        SearchOptions how = new() { CrossValidation = ThreeFolds, TimeLimit = TimeSpan.FromHours(1) };
        SearchCandidate[] candidates = [.. Search.Random(Quick, 3, L2Range)];
        SearchResult result = Run(candidates, how);
        (result.IsComplete, result.ToString()).Should().Be((true, Run(candidates, ThreeFolds).ToString()));
        List<SearchProgress> reports = [];
        Run(candidates.Where(_ => true), how with { TimeLimit = TimeSpan.MaxValue }, reports.Add).IsComplete.Should().BeTrue("what is drawn ends here, too");
        reports.Should().HaveCount(9).And.OnlyContain(report => report.Total == 0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(8, 2)]
    public void Stop_AfterSomeModels_KeepsTheCandidatesThatAreJudged(int models, int judged)
    {
        int reports = 0;
        SearchResult result = Run(Search.Random(Quick, 4, L2Range), ThreeFolds, report =>
        {
            reports++;
            if (report.Completed == models)
            {
                report.Stop();
            }
        });
        result.Candidates.Select(c => c.Candidate).Should().BeEquivalentTo(Search.Random(Quick, judged, L2Range));
        result.IsComplete.Should().BeFalse();
        reports.Should().Be(Math.Max(models, 3), "the first candidate is judged in any case, and no other goes on");
    }

    [Fact]
    public void Stop_OfAModelThatIsTrained_GivesItUp()
    {
        // The second candidate never ends by itself, but the first's last model stops the search.
        using ManualResetEventSlim begun = new();
        SearchCandidate endless = new("endless", Quick with
        {
            HiddenLayers = [new Dense(4, new ActsAtCall(1, begun.Set))],
            Training = new() { Optimizer = new Adam(1e-9), Epochs = int.MaxValue, ValidationShare = 0, EarlyStopping = null },
        });
        SearchResult result = Run([new("first", Quick), endless], ThreeFolds with { MaxThreads = 2 }, report =>
        {
            if (report.Completed == 3)
            {
                begun.Wait(TimeSpan.FromMinutes(1)).Should().BeTrue();
                report.Stop();
            }
        });
        result.Best.Candidate.Description.Should().Be("first");
        result.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void Stop_OfACrossValidationOrAReportFromNowhere_DoesNothing()
    {
        default(SearchProgress).Stop();
        SearchProgress? kept = null;
        CrossValidation.OfClassifier(Iris.X, Iris.Labels, Quick, ThreeFolds, new Reporter(report =>
        {
            kept = report;
            report.Stop();
        })).Scores.Should().HaveCount(3);
        kept!.Value.Stop();
    }

    [Fact]
    public void Report_OfTwoSearches_IsEqualWhereItSaysTheSame()
    {
        List<SearchProgress> reports = [];
        Run([new("", Quick)], ThreeFolds, reports.Add);
        SearchProgress same = new(2, 3, new("", Quick), reports[1].Score) { Elapsed = reports[1].Elapsed };
        same.Should().Be(reports[1]).And.NotBe(reports[0]).And.NotBe(same with { Elapsed = TimeSpan.MaxValue }).And.NotBe(same with { Score = 7 });
        same.GetHashCode().Should().Be(reports[1].GetHashCode());
        reports.Should().BeInAscendingOrder(report => report.Elapsed);
        same.ToString().Should().NotContain("Request");
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    public void Cancellation_WithKeep_ReturnsTheCandidatesThatAreJudged(int models, int judged)
    {
        using CancellationTokenSource source = new();
        SearchOptions how = new() { CrossValidation = ThreeFolds, KeepWhenCancelled = true };

        // A training that is cancelled is not judged, even where its own options would keep it.
        MlpOptions keeps = Quick.WithTraining(t => t with { KeepWhenCancelled = true });
        SearchResult result = Run(Search.Random(keeps, 4, L2Range), how, report => CancelAt(models, report, source), source.Token);
        result.Candidates.Select(c => c.Candidate).Should().BeEquivalentTo(Search.Random(keeps, judged, L2Range));
        result.IsComplete.Should().BeFalse();
        FluentActions.Invoking(() => Run(Search.Random(Quick, 4, L2Range), how, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>("nothing is judged");
    }

    [Fact]
    public void Cancellation_WithoutKeep_Throws()
    {
        using CancellationTokenSource source = new();
        FluentActions.Invoking(() => Run(Search.Random(Quick, 4, L2Range), ThreeFolds, report => CancelAt(5, report, source), source.Token))
            .Should().Throw<OperationCanceledException>().Which.CancellationToken.Should().Be(source.Token);
        using CancellationTokenSource late = new();
        Run(Search.Random(Quick, 2, L2Range), ThreeFolds, report => CancelAt(6, report, late), late.Token).IsComplete.Should().BeTrue("all was done already");
    }

    [Fact]
    public void Candidates_ThatAreDrawnInTheSearch_AreCheckedInTheirTurn()
    {
        SearchOptions how = new() { CrossValidation = ThreeFolds, TimeLimit = TimeSpan.FromHours(1) };
        int drawn = 0;
        FluentActions.Invoking(() => Run(Drawn(null!), how)).Should().Throw<ArgumentException>().WithMessage("candidates must have at least one element, and none that is null, but one is null.*");
        drawn.Should().Be(2);
        FluentActions.Invoking(() => Run(Drawn(new("", Quick with { FeatureNames = ["one"] })), how)).Should().Throw<ArgumentException>().WithMessage("FeatureNames must have 4 elements*");
        FluentActions.Invoking(() => Run(Enumerable.Range(0, 0).Where(_ => true).Select(_ => new SearchCandidate("", Quick)), how))
            .Should().Throw<ArgumentException>().WithMessage("candidates must have at least one element, and none that is null, but is empty.*");

        IEnumerable<SearchCandidate> Drawn(SearchCandidate second)
        {
            drawn = 1;
            yield return new("", Quick);
            drawn = 2;
            yield return second;
            throw new InvalidOperationException("nobody asks for a third");
        }
    }

    [Fact]
    public void BadInput_IsRefusedWithItsReason()
    {
        Refused(() => Run(Search.Draw(Quick, L2Range), ThreeFolds), "Candidates that are drawn without end need MostCandidates or a TimeLimit (SearchOptions), but there is none.*");
        Refused(
            () => Run(Search.Draw(Quick, L2Range), new SearchOptions { Halving = new(), TimeLimit = TimeSpan.FromHours(1) }),
            "Candidates that are drawn without end need MostCandidates for Halving (SearchOptions), but there is none.*");
        Run(Search.Draw(Quick, [L2Of(1, 2)]), ThreeFolds).Candidates.Should().HaveCount(2, "lists have an end");
        Refused(() => Search.Draw(Quick, []), "axes must have at least one element, and none that is null, but is empty.*");
        Refused(() => Search.Draw(null!, L2Range), "start must not be null.*");
        Refused(() => Search.Draw(Quick, L2Range, seed: -1), "seed must be at least 0, but is -1.*");
        Refused(() => new SearchOptions { MostCandidates = 0 }, "MostCandidates must be at least 1, but is 0.*");
        Refused(() => new SearchOptions { TimeLimit = TimeSpan.Zero }, "TimeLimit must be greater than 0, but is 00:00:00.*");
        Refused(() => new SearchOptions { CrossValidation = null! }, "CrossValidation must not be null.*");
        Refused(() => new Halving(factor: 1), "Factor must be at least 2, but is 1.*");
        Refused(() => new Halving(leastSamples: 0), "LeastSamples must be at least 1, but is 0.*");
        ((SearchOptions?)(CrossValidationOptions?)null).Should().BeNull();

        static void Refused(Func<object> action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData(20, 900, 3, 100, new[] { 20, 7, 3 })]
    [InlineData(81, 10_000, 3, 100, new[] { 81, 27, 9, 3 })]
    [InlineData(81, 1000, 3, 100, new[] { 81, 27, 9 })]
    [InlineData(9, 900, 3, 100, new[] { 9, 3 })]
    [InlineData(3, 900, 3, 100, new[] { 3 })]
    [InlineData(20, 299, 3, 100, new[] { 20 })]
    [InlineData(20, 300, 3, 100, new[] { 20, 7 })]
    [InlineData(10, 64, 2, 1, new[] { 10, 5, 3, 2 })]
    [InlineData(1000, 5, 2, 1, new[] { 1000, 500, 250 })]
    public void Halving_OfCandidatesAndSamples_HasRoundsOfTheBest(int candidates, int samples, int factor, int least, int[] rounds) =>
        new Halving(factor, least).Rounds(candidates, samples).Should().Equal(rounds);

    [Fact]
    public void Halving_Rounds_GoOnWithTheBest()
    {
        SearchCandidate[] candidates = [.. Search.Random(Quick, 9, [SearchAxis.LogUniform("L2", 1e-2, 1e5, WithL2)], seed: 2)];
        List<SearchProgress> reports = [];
        SearchOptions how = new() { CrossValidation = ThreeFolds with { Metric = Metric.LogLoss }, Halving = new Halving(leastSamples: 30) };
        SearchResult result = Run(candidates, how, reports.Add);
        reports.Should().HaveCount(36).And.OnlyContain(report => report.Total == 36);
        result.IsComplete.Should().BeTrue();
        result.Candidates.Select(c => c.TrainingShare).Should().Equal([1, 1, 1, .. Enumerable.Repeat(1 / 3.0, 6)]);
        result.Candidates.Select(c => c.Candidate).Should().BeEquivalentTo(candidates);

        // The scores of the first round, from the reports; the best three, the lowest losses, come first.
        Dictionary<string, double> first = reports.Take(27).GroupBy(r => r.Candidate.Description).ToDictionary(group => group.Key, group => group.Average(r => r.Score));
        result.Candidates.Take(3).Select(c => c.Candidate.Description).Should().BeEquivalentTo(first.OrderBy(pair => pair.Value).Take(3).Select(pair => pair.Key));
        result.Candidates.Skip(3).Select(c => c.Result.Mean).Should().BeInAscendingOrder().And.OnlyContain(mean => first.ContainsValue(mean));
        SearchResult all = Run(candidates, ThreeFolds with { Metric = Metric.LogLoss });
        result.Candidates.Take(3).Should().BeInAscendingOrder(c => c.Result.Mean).And.OnlyContain(candidate => all.Candidates.Contains(candidate));
        result.ToString().Split('\n').Select(line => line[15..23]).Should().Equal([.. Enumerable.Repeat("  on all", 3), .. Enumerable.Repeat("  on 1/3", 6)]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Halving_AnyNumberOfThreads_GivesTheSame(int threads)
    {
        SearchOptions how = new() { CrossValidation = ThreeFolds, Halving = new Halving(leastSamples: 10), MostCandidates = 12 };
        IEnumerable<SearchCandidate> candidates = Search.Draw(Quick, L2Range, seed: 3);
        Run(candidates, how with { CrossValidation = ThreeFolds with { MaxThreads = threads } }).Candidates.Should().Equal(Run(candidates, how).Candidates);
    }

    [Fact]
    public void Halving_StoppedInTheSecondRound_HasTheScoresOfBoth()
    {
        SearchOptions how = new() { CrossValidation = ThreeFolds, Halving = new Halving(leastSamples: 30) };
        SearchResult result = Run(Search.Random(Quick, 6, L2Range), how, report =>
        {
            if (report.Completed == 22)
            {
                report.Stop();
            }
        });
        result.IsComplete.Should().BeFalse();
        result.Candidates.Select(c => c.TrainingShare).Should().Equal(1, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    [Fact]
    public void TrainingPart_OfAFold_HasEveryClassAndLiesWithinALarger()
    {
        double[] weights = [.. Enumerable.Range(0, 150).Select(j => j % 4 == 0 ? 0.0 : 1)];
        MlpClassifier<double, int> model = MlpClassifier<double, int>.Of(Iris.Labels, (4, 150), null);
        FoldedSamples<double> samples = new(model, new MatrixSamples<double>(Iris.X), model.Encode(Iris.Labels, (4, 150), "labels"), ThreeFolds with { Weights = weights, Repeats = 2 });
        for (int fold = 0; fold < 6; fold++)
        {
            IReadOnlyList<int> all = samples.TrainingPart(fold, 1), third = samples.TrainingPart(fold, 3), ninth = samples.TrainingPart(fold, 9);
            all.Should().BeSameAs(samples.Folds[fold].Fold.Train);
            int weighing = all.Count(j => weights[j] > 0);
            (third.Count, ninth.Count).Should().Be((weighing / 3, weighing / 9));
            third.Should().BeSubsetOf(all).And.BeInAscendingOrder().And.OnlyHaveUniqueItems().And.OnlyContain(j => weights[j] > 0);
            ninth.Should().BeSubsetOf(third);
            ninth.CountBy(j => Iris.Labels[j]).Should().HaveCount(3).And.OnlyContain(pair => pair.Value >= ninth.Count / 3);
            samples.TrainingPart(fold, 1000).Should().HaveCount(1);
        }

        samples.TrainingPart(0, 3).Should().NotEqual(samples.TrainingPart(3, 3), "each repeat has its own");
    }

    private static SearchResult Run(IEnumerable<SearchCandidate> candidates, SearchOptions how, Action<SearchProgress>? report = null, CancellationToken cancellationToken = default) =>
        Search.Classifier(Iris.X, Iris.Labels, candidates, how, report is null ? null : new Reporter(report), cancellationToken);

    private static void CancelAt(int models, SearchProgress report, CancellationTokenSource source)
    {
        if (report.Completed == models)
        {
            source.Cancel();
        }
    }

    private static SearchAxis L2Of(params double[] values) => SearchAxis.Of("L2", values, WithL2);

    private static MlpOptions WithL2(MlpOptions options, double value) => options.WithTraining(training => training with { L2 = value });

    private sealed class Reporter(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
