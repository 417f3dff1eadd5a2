namespace ShallowNet;

/// <summary>The embedding of a layer's inputs as a part of a file's description.</summary>
internal static class EmbeddingFile
{
    private const string Periodic = "periodic", PiecewiseLinear = "piecewiseLinear", Category = "category", Pass = "pass", Each = "each";

    /// <summary>The most inputs that a file may list: more would take memory before anything was compared with the tensors.</summary>
    private const int MostInputs = 1_000_000;

    public static EmbeddingDocument Describe(Embedding embedding) => embedding.Inputs is { } inputs
        ? new() { Kind = Each, Inputs = [.. embedding.Runs(inputs).Select(run => Describe(run.Kind) with { Count = run.Count })] }
        : Describe(embedding.Runs(1)[0].Kind);

    /// <summary>The embedding of a description, which must say all that its kind needs, and nothing else.</summary>
    public static Embedding Read(EmbeddingDocument document)
    {
        Embedding embedding = document.Kind == Each ? OfEach(ModelFile.Required(document.Inputs, "inputs of its embedding")) : Embedding.OfAll(KindOf(document));
        return Same(Describe(embedding), document) ? embedding : throw NotOurs(document.Kind);
    }

    private static EmbeddingDocument Describe(InputEmbedding kind) => kind switch
    {
        PeriodicEmbedding periodic => new() { Kind = Periodic, Size = periodic.Size, Frequencies = periodic.Frequencies, Deviation = periodic.Deviation },
        PiecewiseLinearEmbedding piecewise => new() { Kind = PiecewiseLinear, Edges = [.. piecewise.Edges] },
        CategoryEmbedding category => new() { Kind = Category, Values = category.Values, Size = category.Size, Deviation = category.Deviation },
        _ => new() { Kind = Pass },
    };

    private static Embedding OfEach(EmbeddingDocument[] runs)
    {
        List<InputEmbedding> kinds = [];
        foreach (EmbeddingDocument run in runs)
        {
            InputEmbedding kind = KindOf(ModelFile.Required(run, "inputs of its embedding"));
            int count = Require.Within(1, MostInputs, Needed(run, run.Count), "count");
            Require.Within(1, MostInputs, kinds.Count + count, "The inputs of an embedding");
            kinds.AddRange(Enumerable.Repeat(kind, count));
        }

        return Embedding.OfEach(kinds);
    }

    /// <summary>By the public members, which check the numbers.</summary>
    private static InputEmbedding KindOf(EmbeddingDocument document) => (document.Kind switch
    {
        Periodic => Embedding.Periodic(Needed(document, document.Size), Needed(document, document.Frequencies), Needed(document, document.Deviation)),
        PiecewiseLinear => Embedding.PiecewiseLinear(ModelFile.Required(document.Edges, "edges of its embedding")),
        Category => Embedding.OfAll(CategoryEmbedding.Of(Needed(document, document.Values), Needed(document, document.Size), Needed(document, document.Deviation))),
        Pass => Embedding.Pass,
        _ => throw new ModelFileException($"The file names the embedding {FileText.Quoted(document.Kind)}, which this version does not know."),
    }).Runs(1)[0].Kind;

    private static TNumber Needed<TNumber>(EmbeddingDocument document, TNumber? number)
        where TNumber : struct => number ?? throw NotOurs(document.Kind);

    private static ModelFileException NotOurs(string kind) =>
        new($"The file's embedding of the kind {FileText.Quoted(kind)} must have the settings that this version writes for it, and no others.");

    /// <summary>Whether two descriptions say the same.</summary>
    private static bool Same(EmbeddingDocument own, EmbeddingDocument other) =>
        own with { Edges = null, Inputs = null } == other with { Edges = null, Inputs = null }
        && (own.Edges ?? []).SequenceEqual(other.Edges ?? [])
        && own.Inputs is null == other.Inputs is null
        && (own.Inputs ?? []).Length == (other.Inputs ?? []).Length
        && (own.Inputs ?? []).Zip(other.Inputs ?? [], Same).All(same => same);
}
