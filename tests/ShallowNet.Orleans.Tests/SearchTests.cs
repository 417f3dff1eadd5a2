using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Orleans.Tests;

/// <summary>A search whose models a cluster trains has the result of one in this process.</summary>
public sealed class SearchTests
{
    private static readonly (Matrix<double> X, Matrix<double> Y) All = Samples.Doubles;
    private static readonly Matrix<double> X = All.X.SubMatrix(0, 5, 0, 150);
    private static readonly int[] Labels = [.. OneHot.Decode(All.Y).Take(150)];
    private static readonly Matrix<double> Y = X.SubMatrix(0, 1, 0, 150) + X.SubMatrix(1, 1, 0, 150);

    private static readonly IReadOnlyList<SearchCandidate> Candidates = Search.Grid(
        new MlpOptions { Training = new TrainingOptions { Epochs = 8, BatchSize = 50 } },
        SearchAxis.Of("L2", [0.0, 1.0], (options, value) => options with { Training = options.Training with { L2 = value } }),
        SearchAxis.Of("Seed", [1, 2], (options, value) => options with { Seed = value }));

    private static readonly SearchOptions How = new() { CrossValidation = new() { Folds = 3 }, Halving = new Halving(2, 2) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OnTwoSilos_HasTheResultOfOneProcess()
    {
        await using RunningCluster cluster = await Start();
        SearchResult classifier = await cluster.Grains.SearchAsync("classifier", ClusterSearch.Classifier(X, Labels, Candidates, How), cancellationToken: Token);
        SearchResult regressor = await cluster.Grains.SearchAsync("regressor", ClusterSearch.Regressor(X, Y, Candidates, How), cancellationToken: Token);

        Scores(classifier).Should().Equal(Scores(Search.Classifier(X, Labels, Candidates, How, cancellationToken: Token)));
        Scores(regressor).Should().Equal(Scores(Search.Regressor(X, Y, Candidates, How, cancellationToken: Token)));

        (await cluster.LastingGrains()).Should().Be(0);
    }

    [Fact]
    public async Task Search_ThatASiloDoesNotHaveOrHasOtherwise_IsRefused()
    {
        await using RunningCluster cluster = await Start();
        Func<Task> unknown = () => cluster.Grains.SearchAsync("unknown", ClusterSearch.Regressor(X, Y, Candidates, How), cancellationToken: Token);
        Func<Task> other = () => cluster.Grains.SearchAsync("regressor", ClusterSearch.Regressor(X, Y, [Candidates[0]], How), cancellationToken: Token);

        (await unknown.Should().ThrowAsync<ClusterException>()).Which.Message.Should().EndWith("The silo must have the search \"unknown\", but has not: see AddSearch.");
        (await other.Should().ThrowAsync<ClusterException>()).Which.Message.Should()
            .EndWith("The search \"regressor\" must have the same candidates and folds everywhere, but the silo has others.");
        (await cluster.LastingGrains()).Should().Be(0);
    }

    [Fact]
    public async Task Search_ThatIsCancelled_EndsWithWhatThereIs()
    {
        await using RunningCluster cluster = await Start();
        using CancellationTokenSource source = new();
        ClusterSearch search = ClusterSearch.Regressor(X, Y, Candidates, How);

        Func<Task> cancelled = () => cluster.Grains.SearchAsync("regressor", search, new Cancels(source), cancellationToken: source.Token);

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Models_ThatASearchDoesNotHave_AreRefused()
    {
        ClusterSearch search = ClusterSearch.Regressor(X, Y, Candidates, How);
        SiloSearches searches = new([new NamedSearch("s", search)]);
        ScoreRequest good = new() { Search = "s", Fingerprint = search.Fingerprint, Candidate = 0, Fold = 0, Divisor = 1 };

        searches.Refuse(good).Should().BeNull();
        foreach (ScoreRequest bad in new[] { good with { Candidate = -1 }, good with { Candidate = 4 }, good with { Fold = -1 }, good with { Fold = 3 }, good with { Divisor = 0 } })
        {
            searches.Refuse(bad).Should().StartWith("A model must be of one of the search's candidates and folds, but candidate ");
        }

        FluentActions.Invoking(() => ClusterSearch.Regressor(X, Y, [])).Should().Throw<ArgumentException>().WithParameterName("candidates");
    }

    private static Task<RunningCluster> Start() => RunningCluster.Start(2, silo => silo
        .AddSearch("classifier", ClusterSearch.Classifier(X, Labels, Candidates, How)).AddSearch("regressor", ClusterSearch.Regressor(X, Y, Candidates, How)));

    private static IEnumerable<(string, double, double)> Scores(SearchResult result) =>
        result.Candidates.SelectMany(candidate => candidate.Result.Scores.Select(score => (candidate.Candidate.Description, candidate.TrainingShare, score)));

    private sealed class Cancels(CancellationTokenSource source) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => source.Cancel();
    }
}
