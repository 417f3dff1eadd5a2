using System.Collections;
using System.Diagnostics;

namespace ShallowNet;

/// <summary>The pieces of a table, of which each is reported when the next is asked for.</summary>
internal sealed class ReportedPieces : IEnumerable<Table>
{
    private readonly IEnumerable<Table> pieces;
    private readonly IProgress<PassProgress> progress;
    private int passes;
    private long? total;

    private ReportedPieces(IEnumerable<Table> pieces, IProgress<PassProgress> progress) => (this.pieces, this.progress) = (pieces, progress);

    /// <summary>The pieces, reported where a progress is one of passes, too.</summary>
    public static IEnumerable<Table> Of(IEnumerable<Table> pieces, IProgress<TrainingProgress>? progress) =>
        progress is IProgress<PassProgress> ofPasses ? new ReportedPieces(Require.NotNull(pieces), ofPasses) : pieces;

    public IEnumerator<Table> GetEnumerator()
    {
        int pass = ++passes;
        long rows = 0, start = Stopwatch.GetTimestamp();
        foreach (Table piece in pieces)
        {
            yield return piece;
            rows += piece.RowCount;
            progress.Report(new PassProgress(pass, rows, total) { Elapsed = Stopwatch.GetElapsedTime(start) });
        }

        total = rows;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
