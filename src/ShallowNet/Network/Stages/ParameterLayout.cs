namespace ShallowNet;

/// <summary>
/// The sizes of a network's layers, the stages that each layer consists of, and the parameters of these stages in one order: what
/// parameters, gradients, the state of optimizers, files and printed tables walk, so that none of them knows W from γ by itself.
/// </summary>
/// <remarks>It holds no numbers and knows no precision.</remarks>
internal sealed class ParameterLayout
{
    private readonly Stage[][] stages;
    private readonly int[,] places;

    /// <summary>What each stage of all layers is, so that two layouts can be compared without allocating.</summary>
    private readonly Type[] kinds;

    /// <summary>How many rows the output of each stage has.</summary>
    private readonly int[] rows;

    /// <summary>Lays out a network.</summary>
    /// <param name="inputs">n_x.</param>
    /// <param name="layers">The layers 1 to L.</param>
    public ParameterLayout(int inputs, IReadOnlyList<Dense> layers)
    {
        n = [inputs, .. layers.Select(layer => layer.Units)];
        stages = new Stage[n.Length][];
        stages[0] = [];
        List<Parameter> trained = [], averages = [];
        int count = 0;
        for (int l = 1; l <= L; l++)
        {
            List<Stage> ofLayer = [];
            int receives = n[l - 1];
            foreach (Func<StagePlace, Stage> make in Stage.OfLayer(layers[l - 1]))
            {
                Stage stage = make(new StagePlace(l, receives, n[l], count++, trained.Count, averages.Count) { StartsLayer = ofLayer.Count == 0 });
                receives = stage.InputsAfter;
                ofLayer.Add(stage);
                trained.AddRange(stage.Parameters.Where(parameter => parameter.IsTrained));
                averages.AddRange(stage.Parameters.Where(parameter => !parameter.IsTrained));
            }

            stages[l] = [.. ofLayer];
        }

        (Trained, Averages, StageCount) = ([.. trained], [.. averages], count);
        kinds = [.. AllStages.Select(stage => stage.GetType())];
        rows = [.. AllStages.Select(stage => stage.OutputRows)];
        Evaluations = AllStages.Sum(stage => stage.Evaluations);
        NeedsWholeBatch = AllStages.Any(stage => stage.NeedsWholeBatch);
        DrawsMasks = AllStages.Any(stage => stage.DrawsMask);
        EndsInActivation = stages[L][^1] is ActivateStage;
        IsPlain = !layers.Any(layer => layer.Options.Any());
        places = new int[n.Length, Enum.GetValues<ParameterRole>().Length];
        for (int l = 0; l <= L; l++)
        {
            foreach (ParameterRole role in Enum.GetValues<ParameterRole>())
            {
                int among = Array.FindIndex(Trained, parameter => parameter.Layer == l && parameter.Role == role);
                places[l, (int)role] = among >= 0 ? among : Array.FindIndex(Averages, parameter => parameter.Layer == l && parameter.Role == role);
            }
        }
    }

    /// <summary>n[0], n[1], …, n[L]: the units of the layers 0 to L.</summary>
    public int[] n { get; }

    /// <summary>L, the number of layers.</summary>
    public int L => n.Length - 1;

    /// <summary>What training changes by its gradients, layer after layer, and in a layer stage after stage: W[1], b[1], γ[1], β[1], W[2], …</summary>
    public Parameter[] Trained { get; }

    /// <summary>The numbers that a network of such layers has to train: as many as no array may hold, too.</summary>
    public static long Count(int inputs, IReadOnlyList<Dense> layers) => new ParameterLayout(inputs, layers).Trained.Sum(parameter => (long)parameter.Rows * parameter.Columns);

    /// <summary>Where each of them begins when all are taken as one vector.</summary>
    public int[] TrainedPlaces => field ??= [.. Enumerable.Range(0, Trained.Length).Select(i => Trained.Take(i).Sum(parameter => parameter.Length))];

    /// <summary>P, the elements of all of them.</summary>
    public int TrainedLength => TrainedPlaces[^1] + Trained[^1].Length;

    /// <summary>The running averages over batches, in the same order.</summary>
    public Parameter[] Averages { get; }

    /// <summary>The stages of layer l, from its input to its output.</summary>
    public IReadOnlyList<Stage> Stages(int l) => stages[l];

    /// <summary>The stages of all layers.</summary>
    public IEnumerable<Stage> AllStages => stages.SelectMany(ofLayer => ofLayer);

    /// <summary>The number of stages of all layers.</summary>
    public int StageCount { get; }

    /// <summary>About how many functions of a number all stages compute for a sample, beside those of their units.</summary>
    public int Evaluations { get; }

    /// <summary>Whether some stage can be computed for all samples of a batch only.</summary>
    public bool NeedsWholeBatch { get; }

    /// <summary>Whether some stage draws random numbers.</summary>
    public bool DrawsMasks { get; }

    /// <summary>Whether no layer has an option.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether the last layer ends in its activation, so that its loss can take both together.</summary>
    public bool EndsInActivation { get; }

    /// <summary>
    /// The stages of layer l that give derivatives to what stands before them, in the order in which they do: from Z[l] back to A[l-1], and a residual
    /// connection. Of layer 1, whose inputs have no derivatives in training, only those whose derivatives a parameter before them needs.
    /// </summary>
    /// <param name="l">The layer.</param>
    /// <param name="toX">Whether the derivatives by the inputs of layer 1 are wanted, too.</param>
    public IEnumerable<Stage> StagesToInput(int l, bool toX = false)
    {
        int product = Array.FindIndex(stages[l], stage => !stage.PreparesInput);
        bool toInput = l > 1 || toX;
        int first = toInput ? 0 : Array.FindIndex(stages[l], stage => stage.Parameters.Count > 0) + 1;
        for (int i = product; i >= first; i--)
        {
            yield return stages[l][i];
        }

        foreach (Stage stage in stages[l].Where(stage => toInput && stage.ReadsLayerInput))
        {
            yield return stage;
        }
    }

    /// <summary>Whether it is a stage before Z[l] whose output has derivatives: the next gives them.</summary>
    public bool NeedsGradientOf(Stage stage) => stage.PreparesInput && StagesToInput(stage.Place.Layer).Any(other => other.Place.Index == stage.Place.Index + 1);

    /// <summary>The most numbers that stages before Z[l] make of the inputs of a layer; 0 where there are no such stages.</summary>
    public int WidestPrepared => AllStages.Where(stage => stage.PreparesInput).Select(stage => stage.OutputRows).DefaultIfEmpty(0).Max();

    /// <summary>The place in <see cref="Trained"/>, or in <see cref="Averages"/>; −1 where the layer has no such parameter.</summary>
    public int PlaceOf(int l, ParameterRole role) => places[l, (int)role];

    /// <summary>The stage of the given kind in layer l; null where the layer has none.</summary>
    public TStage? Find<TStage>(int l)
        where TStage : Stage => stages[l].OfType<TStage>().FirstOrDefault();

    /// <summary>Whether passes and gradients of one network fit the other: the same sizes, kinds of stages and parameters.</summary>
    public bool Fits(ParameterLayout other) => ReferenceEquals(this, other)
        || (n.AsSpan().SequenceEqual(other.n) && Enumerable.SequenceEqual(kinds, other.kinds) && rows.AsSpan().SequenceEqual(other.rows) && Trained.AsSpan().SequenceEqual(other.Trained));

    /// <summary>The sizes, such as 2-4-1.</summary>
    public override string ToString() => string.Join('-', n.Select(units => Require.Text(units)));
}
