using System.Numerics;

namespace ShallowNet;

/// <summary>Models with their scalers, classes and history as documents, and back.</summary>
internal static class MlpModelFile
{
    public const string Classifier = "classifier";
    public const string MultiLabelClassifier = "multiLabelClassifier";
    public const string Regressor = "regressor";

    public static ModelDocument Describe<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Format = ModelDocument.NewestFormat,
            Library = ModelFile.LibraryVersion,
            Kind = model.ClassesOfOutputs is null ? Regressor : model.HasOneClassPerSample ? Classifier : MultiLabelClassifier,
            Network = NetworkFile.Describe(model.Network),
            Model = new ModelPartDocument
            {
                InputScaler = Describe(model.InputScaler),
                OutputScaler = Describe(model.OutputScaler),
                Classes = model.ClassesOfOutputs is { } classes ? Labels.Of(classes) : null,
                FeatureNames = model.Options.FeatureNames is { } names ? [.. names] : null,
                History = HistoryFile.Describe(model.History),
            },
        };

    public static void Write<T>(Stream stream, MlpModel<T> model, ModelDocument document)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelFile.Write(stream, document, [.. NetworkFile.Tensors(model.Network, model.Network.State)]);

    /// <summary>The classes of a file.</summary>
    public static TLabel[] ClassesOf<TLabel>(LabelsDocument? document)
        where TLabel : notnull => Labels.To<TLabel>(ModelFile.Required(document, "classes"));

    /// <summary>Reads a model's file; <paramref name="make"/> has the options that it would be made with, and its classes.</summary>
    public static TModel Read<T, TModel>(Stream stream, LoadOptions options, string kind, Func<MlpOptions, LabelsDocument?, TModel> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TModel : MlpModel<T>
    {
        Require.Precision<T>();
        Require.NotNull(options);
        return ModelFile.Read(stream, [kind], (file, document) =>
        {
            ModelPartDocument part = ModelFile.Required(document.Model, "a part about the model");
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
                    InputScaling = inputs?.Row.Scaling ?? Scaling.None,
                    TargetScaling = outputs?.Row.Scaling ?? Scaling.None,
                    FeatureNames = part.FeatureNames is { } names ? [.. names.Select(name => ModelFile.Required(name, "a name for each feature"))] : null,
                    Seed = document.Network.Seed,
                },
                part.Classes);
            CheckFeatures(inputs, document.Network.Inputs, "inputs");
            CheckFeatures(outputs, layers[^1].Units, "outputs");
            if (part.FeatureNames is { } given && given.Length != document.Network.Inputs)
            {
                throw new ModelFileException($"The file must name {document.Network.Inputs} features, but names {given.Length}.");
            }

            if (model.OutputsOfNetwork is { } units && units != layers[^1].Units)
            {
                throw new ModelFileException($"A network for these classes must have {Require.Count(units, "output")}, but has {layers[^1].Units}.");
            }

            model.Restore(NetworkFile.Read<T>(file, document.Network, options), history, inputs, outputs);
            return model;
        });
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
            throw new ModelFileException($"The file's scaler of the {what} must have {count} features, but has {scaler.Features}.");
        }
    }
}
