using System.Buffers;
using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ShallowNet.Tests;

namespace WebScoring.Tests;

/// <summary>
/// Beside which no other test runs: what the runtime allocates when another thread calls something for the first time would count.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>A warm request allocates nothing, in bytes, from its body to its answer, measurements included.</summary>
[Collection(typeof(Alone))]
public sealed class AllocationTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ScoringMetrics metrics;
    private readonly Scorer matrices;
    private readonly Scorer tables;
    private readonly PrometheusText listener;

    public AllocationTests()
    {
        metrics = new ScoringMetrics(services.GetRequiredService<IMeterFactory>());
        listener = new PrometheusText(metrics);
        (matrices, tables) = (new Scorer(new ModelHolder(BreastCancer.ModelFile), metrics), new Scorer(new ModelHolder(Churn.ModelFile), metrics));
    }

    public static TheoryData<string, bool> Requests
    {
        get
        {
            string some = string.Join(',', Enumerable.Range(0, 200).Select(BreastCancer.InOrder));
            string rows = string.Join(',', Enumerable.Range(0, Churn.Rows).Select(j => j % 2 == 0 ? Churn.Row(j) : Churn.OtherRow(j)));
            string[] bodies =
            [
                $"{{\"features\": {BreastCancer.InOrder(0)}}}", $"{{\"features\": {BreastCancer.ByName(0)}}}", $"{{\"samples\": [{some}]}}",
                $"{{\"row\": {Churn.Row(0)}}}", $"{{\"rows\": [{rows}]}}", $$"""{"row": {"city": "\u0042ergen", "plan": "{{new string('x', 3000)}}", "since": "2025-03-01T12:30:00.5+02:00"} }""",
            ];
            TheoryData<string, bool> data = [];
            foreach (string body in bodies)
            {
                data.Add(body, false);
                data.Add(body, true);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Requests))]
    public void Request_Warm_AllocatesNothing(string body, bool inTwoPieces)
    {
        Request request = new(body, inTwoPieces);
        Scorer scorer = body.StartsWith("{\"row", StringComparison.Ordinal) ? tables : matrices;
        Allocations.Measure(() => Answer(scorer, request)).Should().Be(0);
        listener.ToString().Should().Contain("webscoring_requests_total{outcome=\"answered\"} 100\n");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Requests_OfSeveralThreads_AllocateNothingAndAreAnsweredAsByTheModel(bool ofTable)
    {
        long[] allocated = new long[4];
        Thread[] threads = [.. allocated.Select((_, t) => new Thread(() =>
        {
            Request request = new(ofTable ? $"{{\"row\": {Churn.Row(t)}}}" : $"{{\"features\": {BreastCancer.InOrder(t)}}}", inTwoPieces: false);
            Scorer scorer = ofTable ? tables : matrices;
            allocated[t] = Allocations.Measure(() => Answer(scorer, request)) + Allocations.Measure(() => Answer(scorer, request));
            Action<JsonElement, int> isAnswer = ofTable ? Churn.IsAnswer : BreastCancer.IsAnswer;
            isAnswer(JsonDocument.Parse(request.LastAnswer).RootElement, t);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        allocated.Should().AllBeEquivalentTo(0L);
    }

    public void Dispose()
    {
        listener.Dispose();
        matrices.Dispose();
        tables.Dispose();
        services.Dispose();
    }

    private void Answer(Scorer scorer, Request request)
    {
        metrics.Started();
        int samples = request.Answer(scorer);
        metrics.Ended(ScoringMetrics.Answered, samples, TimeSpan.FromMicroseconds(10));
    }

    /// <summary>A body, whole or known by half at first, and its answer, in memory that is used again and again.</summary>
    private sealed class Request : PipeReader
    {
        private readonly ArrayBufferWriter<byte> answer = new(1 << 16);
        private readonly ReadOnlySequence<byte> body;
        private readonly long first;
        private bool isWhole;

        public Request(string text, bool inTwoPieces)
        {
            body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text));
            first = inTwoPieces ? body.Length / 2 : body.Length;
        }

        public ReadOnlyMemory<byte> LastAnswer => answer.WrittenMemory;

        public int Answer(Scorer scorer)
        {
            isWhole = first == body.Length;
            answer.ResetWrittenCount();
            ValueTask<int> samples = scorer.AnswerAsync(this, answer, CancellationToken.None);
            return samples.IsCompleted ? samples.Result : throw new InvalidOperationException("There is nothing to wait for.");
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            new(new ReadResult(isWhole ? body : body.Slice(0, first), isCanceled: false, isCompleted: isWhole));

        public override void AdvanceTo(SequencePosition consumed) => isWhole = true;

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => isWhole = true;

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }
}
