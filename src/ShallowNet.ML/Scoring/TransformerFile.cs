using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>Transformers in ML.NET's model files: the names of the columns as ML.NET's own transformers have them, and beside them the model as safetensors.</summary>
internal static class TransformerFile
{
    /// <summary>By which a file names this loader.</summary>
    public const string LoaderSignature = "ShallowNetTransformer";

    /// <summary>The entry that holds the model.</summary>
    private const string ModelName = "Model.safetensors";

    private static readonly VersionInfo Version = new(
        modelSignature: "SHALLOWN", verWrittenCur: 0x00010001, verReadableCur: 0x00010001, verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature, loaderAssemblyName: typeof(TransformerFile).Assembly.GetName().Name);

    /// <summary>What a transformer's model is. Files have the number.</summary>
    private enum ModelKind : byte
    {
        Binary,
        Multiclass,
        Regression,
    }

    /// <summary>Writes a transformer.</summary>
    public static void Save<TModel>(ModelSaveContext context, TModel model, Scoring<TModel> scoring, string featureColumnName)
        where TModel : MlpModel<float>
    {
        Require.NotNull(context).CheckAtModel();
        context.SetVersionInfo(Version);
        context.Writer.Write((byte)(scoring is BinaryScoring ? ModelKind.Binary : scoring is MulticlassScoring ? ModelKind.Multiclass : ModelKind.Regression));
        context.Writer.Write(featureColumnName);
        scoring.Write(context.Writer);
        context.SaveBinaryStream(ModelName, writer => model.Save(writer.BaseStream));
    }

    /// <summary>Reads a transformer; called by ML.NET, which finds the method by its name.</summary>
    internal static ITransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        context.CheckAtModel(Version);
        ModelKind kind = (ModelKind)context.Reader.ReadByte();
        string features = context.Reader.ReadString();
        return kind switch
        {
            ModelKind.Binary => new ShallowNetTransformer<MlpClassifier<float, bool>>(
                environment, ReadModel(context, MlpClassifier.Load<float, bool>), BinaryScoring.Read(context.Reader), features),
            ModelKind.Multiclass => new ShallowNetTransformer<MlpClassifier<float, string>>(
                environment, ReadModel(context, MlpClassifier.Load<float, string>), MulticlassScoring.Read(context.Reader), features),
            ModelKind.Regression => new ShallowNetTransformer<MlpRegressor<float>>(
                environment, ReadModel(context, MlpRegressor.Load<float>), RegressionScoring.Read(context.Reader), features),
            _ => throw environment.ExceptDecode(Invariant($"The kind of the model must be 0, 1 or 2, but is {kind:D}.")),
        };
    }

    private static TModel ReadModel<TModel>(ModelLoadContext context, Func<Stream, TModel> load)
        where TModel : class
    {
        TModel? model = null;
        context.TryLoadBinaryStream(ModelName, reader =>
        {
            using MemoryStream bytes = new();
            reader.BaseStream.CopyTo(bytes);
            bytes.Position = 0;
            model = load(bytes);
        });
        return model ?? throw new FormatException($"The file must have an entry {ModelName}, but has none.");
    }
}
