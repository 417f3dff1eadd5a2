namespace ShallowNet;

/// <summary>Where a stage stands in its network.</summary>
/// <param name="Layer">l, its layer.</param>
/// <param name="Inputs">n[l-1], or what an embedding that stands before it made of them.</param>
/// <param name="Units">n[l].</param>
/// <param name="Index">Its number among the stages of all layers, from 0 on.</param>
/// <param name="FirstTrained">The place of its first trained parameter in the layout.</param>
/// <param name="FirstAverage">The place of its first average in the layout.</param>
internal readonly record struct StagePlace(int Layer, int Inputs, int Units, int Index, int FirstTrained, int FirstAverage)
{
    /// <summary>Whether it is the first stage of its layer.</summary>
    public bool StartsLayer { get; init; }
}

/// <summary>
/// One of the steps from A[l-1] to A[l] that a layer consists of, as a description: what it needs, without numbers and precision.
/// <see cref="Stage{T}"/> computes.
/// </summary>
internal abstract class Stage(StagePlace place)
{
    public StagePlace Place { get; } = place;

    /// <summary>The functions of exported C# source that stages call.</summary>
    public static IReadOnlyList<CSharpFunction> CSharpFunctions { get; } =
        [
            .. InputEmbedding.CSharpFunctions, FactorStage.CSharp, AffineStage.CSharpInChains, AffineStage.CSharpInLanes, NormalizeStage.CSharp, MixStage.CSharpCopy, MixStage.CSharp,
            AddInputStage.CSharp,
        ];

    /// <summary>Its parameters and averages, in their order.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Whether it stands before Z[l], and its output is what W[l] is applied to, or the next such stage.</summary>
    public virtual bool PreparesInput => false;

    /// <summary>How many numbers the stages behind it have for inputs.</summary>
    public virtual int InputsAfter => Place.Inputs;

    /// <summary>The rows of its output.</summary>
    public int OutputRows => PreparesInput ? InputsAfter : Place.Units;

    /// <summary>About how many functions of a number it computes for a sample, beside those of its units.</summary>
    public virtual int Evaluations => 0;

    /// <summary>Whether it can be computed for all samples of a batch only.</summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Whether prediction has it.</summary>
    public virtual bool IsInPrediction => true;

    /// <summary>Whether it draws random numbers.</summary>
    public virtual bool DrawsMask => false;

    /// <summary>Whether a later stage may write its output over this one's, since backward propagation has no need of it.</summary>
    public virtual bool MayBeOverwritten => false;

    /// <summary>Whether a pass keeps a second matrix for it, n[l] × m, beside its output.</summary>
    public virtual bool KeepsMatrix => false;

    /// <summary>Whether a pass keeps a number for each unit for it.</summary>
    public virtual bool KeepsVector => false;

    /// <summary>Whether backward propagation keeps a matrix of derivatives for it, n[l] × m.</summary>
    public virtual bool KeepsGradient => false;

    /// <summary>Whether it reads A[l-1] after the layer's other stages.</summary>
    public virtual bool ReadsLayerInput => false;

    /// <summary>Whether backward propagation changes the derivatives at this stage, in place.</summary>
    public virtual bool ChangesGradient => true;

    /// <summary>Whether the derivatives of its parameters are sums over samples, taken once dZ[l] is there.</summary>
    public virtual bool SumsParameterGradients => false;

    /// <summary>The stages of a layer in their order: this is where that order is written.</summary>
    public static IEnumerable<Func<StagePlace, Stage>> OfLayer(Dense layer)
    {
        if (layer.Embedding is { } embedding)
        {
            yield return place => new EmbedStage(place, embedding);
        }

        if (layer.InputFactors)
        {
            yield return place => new FactorStage(place);
        }

        yield return place => new AffineStage(place, biasMatters: layer.BatchNormalization is null);
        if (layer.BatchNormalization is { } normalization)
        {
            yield return place => new NormalizeStage(place, normalization);
        }

        yield return place => layer.LearnedMix ? new MixStage(place, layer.Activation) : new ActivateStage(place, layer.Activation);
        if (layer.Dropout > 0)
        {
            yield return place => new DropStage(place, layer.Dropout);
        }

        if (layer.Residual)
        {
            yield return place => new AddInputStage(place);
        }
    }

    /// <summary>The stage with the parameters and averages of a network, which it finds by its places in the layout.</summary>
    public abstract Stage<T> Bind<T>(ParameterSet<T> parameters, ParameterSet<T> averages)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
}
