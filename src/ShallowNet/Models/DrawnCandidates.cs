using System.Collections;

namespace ShallowNet;

/// <summary>Combinations of the axes' values that are drawn at random when they are asked for, each once, from the beginning whenever they are gone through.</summary>
internal sealed class DrawnCandidates : IEnumerable<SearchCandidate>
{
    /// <summary>When so many combinations in a row have been drawn before, there is hardly a new one left.</summary>
    private const int MostInVain = 10_000;

    private readonly MlpOptions start;
    private readonly SearchAxis[] axes;
    private readonly int seed;

    public DrawnCandidates(MlpOptions start, IReadOnlyList<SearchAxis> axes, int seed) =>
        (this.start, this.axes, this.seed) = (start, [.. axes], Require.AtLeast(0, seed, nameof(seed)));

    /// <summary>Whether there are so few combinations that all of them are drawn at some time: lists have an end, and ranges practically none.</summary>
    public bool HasEnd => Array.TrueForAll(axes, axis => axis.All(new SearchCandidate("", start)) is not null);

    public IEnumerator<SearchCandidate> GetEnumerator()
    {
        NumPyRandom random = new(seed);
        HashSet<string> had = [];
        for (int inVain = 0; inVain < MostInVain; inVain++)
        {
            double[] drawn = Array.ConvertAll(axes, axis => axis.Draw(random));
            if (had.Add(string.Join(' ', drawn.Select(Require.Text))))
            {
                inVain = 0;
                yield return axes.Zip(drawn).Aggregate(new SearchCandidate("", start), (candidate, of) => of.First.Apply(candidate, of.Second));
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
