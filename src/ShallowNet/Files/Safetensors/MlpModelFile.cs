using System.Numerics;

namespace ShallowNet;

/// <summary>Models with their scalers, classes and history as documents, and back.</summary>
internal static class MlpModelFile
{
    public const string Classifier = "classifier";
    public const string MultiLabelClassifier = "multiLabelClassifier";
    public const string Regressor = "regressor";

    /// <summary>All that a model's file has: its text, and its tensors.</summary>
    /// <exception cref="NotSupportedException">A text cannot hold the labels.</exception>
    public static (ModelDocument Document, IReadOnlyList<TensorToWrite> Tensors) Describe<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelDocument document = Text(model);
        (ModelPartDocument part, IReadOnlyList<TensorToWrite> grown) = GrownParts.Separate(document.Model!);
        IReadOnlyList<TensorToWrite> tensors = [.. NetworkFile.Tensors(model.Network, model.Network.State), .. grown, .. CalibrationFile.Tensors(model.Calibration), .. CurvesFile.Tensors(model.Curves), .. PosteriorFile.Tensors(model.Posterior)];
        if (model.Calibration is not null || model.Curves is not null || model.Posterior is not null || model.Decision is not null)
        {
            document = document with { Format = ModelDocument.NewestFormat };
        }

        if (model.Profile is { } known)
        {
            (document, tensors) = (document with { Format = ModelDocument.NewestFormat }, [.. tensors, ProfileFile.Describe(known)]);
        }

        if (model.Encoder is not { } encoder)
        {
            return (grown.Count == 0 ? document : document with { Format = Math.Max(document.Format, ModelDocument.GrownFormat), Model = part }, tensors);
        }

        (EncoderDocument? its, TensorToWrite? tensor) = EncoderFile.Describe(encoder, model.Targets);
        return (document with { Format = ModelDocument.NewestFormat, Model = part with { Encoder = its } }, tensor is null ? tensors : [.. tensors, tensor]);
    }

    /// <summary>The text of a model's file with all that the model has, however long.</summary>
    private static ModelDocument Text<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Format = ModelDocument.TextFormat,
            Library = ModelFile.LibraryVersion,
            Kind = model.ClassesOfOutputs is null ? Regressor : model.HasOneClassPerSample ? Classifier : MultiLabelClassifier,
            Network = NetworkFile.Describe(model.Network),
            Model = new ModelPartDocument
            {
                InputScaler = Describe(model.InputScaler),
                OutputScaler = Describe(model.OutputScaler),
                Classes = model.ClassesOfOutputs is { } classes ? Labels.Of(classes) : null,
                FeatureNames = model.Options.FeatureNames?.ToArray(),
                History = HistoryFile.Describe(model.History),
                Threshold = ThresholdFile.Describe(model.Decision),
            },
        };

    /// <summary>The classes of a file.</summary>
    public static TLabel[] ClassesOf<TLabel>(LabelsDocument? document)
        where TLabel : notnull => Labels.To<TLabel>(ModelFile.Required(document, "classes"));

    /// <summary>
    /// Reads the file of a model of one kind, which <paramref name="make"/> makes from its options, as far as the file tells them, and its
    /// classes.
    /// </summary>
    public static TModel Read<T, TModel>(Stream stream, LoadOptions options, string kind, Func<MlpOptions, LabelsDocument?, TModel> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TModel : MlpModel<T>
    {
        Require.Precision<T>();
        Require.NotNull(options);
        return ModelFile.Read(stream, [kind], (file, document) => Make<T, TModel>(file, document, options, make));
    }

    /// <summary>Reads the file of a model of any kind, with labels of the type that holds all of their kind.</summary>
    public static MlpModel<T> ReadAny<T>(Stream stream, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.NotNull(options);
        return ModelFile.Read(stream, [Classifier, MultiLabelClassifier, Regressor], (file, document) => Make<T, MlpModel<T>>(
            file, document, options, (made, classes) => document.Kind == Regressor ? new MlpRegressor<T>(made) : (classes?.Kind) switch
            {
                Labels.Truths => Labelled<bool>(document.Kind, classes, made),
                Labels.Characters => Labelled<char>(document.Kind, classes, made),
                Labels.Wholes when Labels.NeedUlong(classes) => Labelled<ulong>(document.Kind, classes, made),
                Labels.Wholes => Labelled<long>(document.Kind, classes, made),
                Labels.Numbers => Labelled<double>(document.Kind, classes, made),
                Labels.Guids => Labelled<Guid>(document.Kind, classes, made),
                // Members of an enumeration that is not known are their names.
                Labels.Members => Labelled<string>(document.Kind, classes with { Kind = Labels.Texts }, made),
                _ => Labelled<string>(document.Kind, classes, made),
            }));

        static MlpModel<T> Labelled<TLabel>(string kind, LabelsDocument? classes, MlpOptions made)
            where TLabel : notnull => kind == Classifier
            ? new MlpClassifier<T, TLabel>(ClassesOf<TLabel>(classes), made)
            : new MlpMultiLabelClassifier<T, TLabel>(ClassesOf<TLabel>(classes), made);
    }

    private static TModel Make<T, TModel>(TensorFile file, ModelDocument document, LoadOptions options, Func<MlpOptions, LabelsDocument?, TModel> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TModel : MlpModel<T>
    {
        (ModelPartDocument part, IReadOnlyCollection<string> grown) = GrownParts.Unite(file, ModelFile.Required(document.Model, "a part about the model"));
        (TableEncoder Encoder, string[] Targets)? encoder = EncoderFile.Read(file, part.Encoder);
        (Scaler? inputs, Scaler? outputs) = (ScalerOf(part.InputScaler), ScalerOf(part.OutputScaler));
        TrainingHistory history = HistoryFile.Read(ModelFile.Required(part.History, "a history"));
        Dense[] layers = NetworkFile.Layers(document.Network, options);
        ModelFile.Required(layers.LastOrDefault(), "a layer");
        TModel model = make(
            new MlpOptions
            {
                HiddenLayers = layers[..^1],
                Loss = Parts.LossOf(document.Network.Loss, options),
                OutputActivation = layers[^1].Activation,
                InputScaling = encoder is null ? inputs?.Row.Scaling ?? Scaling.None : null,
                TargetScaling = outputs?.Row.Scaling ?? Scaling.None,
                FeatureNames = part.FeatureNames is { } names ? [.. names.Select(name => ModelFile.Required(name, "a name for each feature"))] : null,
                Seed = document.Network.Seed,
            },
            part.Classes);
        CheckFeatures(inputs, document.Network.Inputs, "inputs");
        CheckFeatures(outputs, layers[^1].Units, "outputs");
        if (part.FeatureNames is { } given && given.Length != document.Network.Inputs)
        {
            throw new ModelFileException(Invariant($"The file must name {document.Network.Inputs} features, but names {given.Length}."));
        }

        if (model.OutputsOfNetwork is { } units && units != layers[^1].Units)
        {
            throw new ModelFileException(Invariant($"A network for these classes must have {Require.Count(units, "output")}, but has {layers[^1].Units}."));
        }

        if (layers[^1].Activation != model.OutputActivation)
        {
            throw new ModelFileException($"A network for these classes must end in {model.OutputActivation}, but ends in {FileText.Quoted(layers[^1].Activation.Name)}.");
        }

        RestoreEncoder(model, encoder, document.Network, inputs);
        model.Restore(
            NetworkFile.Read<T>(file, document.Network, options, (_, entry) => grown.Contains(entry.Name) || CalibrationFile.Has(entry.Name) || entry.Name is CurvesFile.TensorName or PosteriorFile.TensorName or ProfileFile.TensorName
                || (model.Encoder is not null && IsOfTables(entry.Name, part))),
            history, inputs, outputs);
        model.RestoreCalibration(CalibrationFile.Read(file, model));
        model.RestoreCurves(CurvesFile.Read(file, model));
        model.RestorePosterior(PosteriorFile.Read(file, model));
        CheckCodes(model.Encoder, layers[0].Embedding);
        ProfileFile.Restore(file, model);
        ThresholdFile.Restore(part.Threshold, model);
        return model;
    }

    /// <summary>Whether a tensor is one that a model of tables has besides those of its network.</summary>
    private static bool IsOfTables(string tensor, ModelPartDocument part) => part.Encoder is null && tensor == EncoderFile.TensorName;

    /// <summary>Gives a model the encoder of its file, where there is one.</summary>
    private static void RestoreEncoder<T>(MlpModel<T> model, (TableEncoder Encoder, string[] Targets)? found, NetworkDocument network, Scaler? scaler)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found is not var (encoder, targets))
        {
            return;
        }

        if (encoder.Features != network.Inputs || scaler is not null || model.Options.FeatureNames is not null)
        {
            throw new ModelFileException(scaler is not null || model.Options.FeatureNames is not null
                ? "The file must have neither a scaler of the inputs nor names of features beside the encoder of a table, but has."
                : Invariant($"The file's encoder of a table must make {Require.Count(network.Inputs, "feature")}, but makes {encoder.Features}."));
        }

        int expected = model.ClassesOfOutputs is null || !model.HasOneClassPerSample ? network.Layers[^1].Units : 1;
        if (targets.Length != expected || targets.Distinct().Count() != expected)
        {
            throw new ModelFileException(Invariant($"The file's model must have {Require.Count(expected, "different target")} for a network like this, but has {targets.Distinct().Count()}."));
        }

        if (Array.Find(targets, target => encoder.Has(Column.CheckName(target))) is { } known)
        {
            throw new ModelFileException($"The file's encoder must not have the target {FileText.Quoted(known)} among its columns, but has.");
        }

        model.RestoreEncoder(encoder, targets);
    }

    /// <summary>Refuses a network that takes the codes of categories for something else.</summary>
    private static void CheckCodes(TableEncoder? encoder, Embedding? embedding)
    {
        if (encoder?.Embedding is not { } needed)
        {
            return;
        }

        InputEmbedding[] kinds = (embedding ?? Embedding.Pass).Each(encoder.Features);
        foreach ((int i, InputEmbedding kind) in needed.Each(encoder.Features).Index())
        {
            if (kind is CategoryEmbedding codes && (kinds[i] as CategoryEmbedding)?.Values != codes.Values)
            {
                throw new ModelFileException(Invariant($"The file's network must have learned numbers for the {codes.Values} codes of {FileText.Quoted(encoder.FeatureNames[i])}, but has {kinds[i]}."));
            }
        }
    }

    private static ScalerDocument? Describe(Scaler? scaler) => scaler is null ? null : new ScalerDocument
    {
        Kind = scaler.Row.FileName,
        First = scaler.Numbers.First,
        Second = scaler.Numbers.Second,
        Lower = scaler.Numbers.Lower,
        Upper = scaler.Numbers.Upper,
    };

    private static Scaler? ScalerOf(ScalerDocument? document)
    {
        if (document is null)
        {
            return null;
        }

        ScalerRow row = ScalerCatalog.Rows.FirstOrDefault(row => row.FileName == document.Kind)
            ?? throw new ModelFileException($"The file names the scaler {FileText.Quoted(document.Kind)}, which this version does not know.");
        return row.Make(new ScalerNumbers(document.First, document.Second, document.Lower, document.Upper));
    }

    private static void CheckFeatures(Scaler? scaler, int count, string what)
    {
        if (scaler is not null && scaler.Features != count)
        {
            throw new ModelFileException(Invariant($"The file's scaler of the {what} must have {count} features, but has {scaler.Features}."));
        }
    }
}
