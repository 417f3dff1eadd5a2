using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class SavingTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void Load_ByAnotherContext_AnswersAsWhatWasSaved()
    {
        IDataView view = Data.Cancer(context);
        ITransformer transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        ITransformer loaded = transformer.SaveAndLoad(view.Schema);
        loaded.Should().BeOfType<ShallowNetTransformer<MlpClassifier<float, bool>>>();
        foreach (string column in (string[])["Score", "Probability"])
        {
            loaded.Transform(view).Values<float>(column).Should().Equal(transformer.Transform(view).Values<float>(column));
        }

        SchemaTests.TextOf(loaded.GetOutputSchema(view.Schema)).Should().Be(SchemaTests.TextOf(transformer.GetOutputSchema(view.Schema)));
    }

    [Fact]
    public void Load_OfMoreClasses_AnswersAsWhatWasSaved()
    {
        IDataView view = Data.Iris(context);
        ITransformer transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        ITransformer loaded = transformer.SaveAndLoad(view.Schema);
        loaded.Transform(view).Vectors("Score").Should().Equal(transformer.Transform(view).Vectors("Score"));
        SchemaTests.TextOf(loaded.GetOutputSchema(view.Schema)).Should().Be(SchemaTests.TextOf(transformer.GetOutputSchema(view.Schema)));
    }

    [Fact]
    public void Load_OfAKeyOfTwoValues_HasItsValues()
    {
        IDataView view = Data.Cancer(context);
        IDataView keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        ITransformer transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(keys);
        ITransformer loaded = transformer.SaveAndLoad(keys.Schema);
        SchemaTests.TextOf(loaded.GetOutputSchema(keys.Schema)).Should().Be(SchemaTests.TextOf(transformer.GetOutputSchema(keys.Schema)));
        loaded.Transform(keys).Values<uint>("PredictedLabel").Should().Equal(transformer.Transform(keys).Values<uint>("PredictedLabel"));
    }

    [Fact]
    public void Load_OfAPipeline_HasEveryPart()
    {
        IDataView view = Datasets.Diabetes().ToDataView();
        IEstimator<ITransformer> pipeline = context.Transforms.Concatenate("Features", "age", "bmi", "bp", "s5")
            .Append(context.Transforms.NormalizeMinMax("Features"))
            .Append(context.Regression.Trainers.ShallowNet("progression", options: Data.Fast))
            .Append(context.Transforms.CopyColumns("progression in a year", "Score"));
        ITransformer model = pipeline.Fit(view);
        model.SaveAndLoad(view.Schema).Transform(view).Values<float>("progression in a year").Should().Equal(model.Transform(view).Values<float>("Score"));
    }

    [Fact]
    public void Save_ToAFile_HasTheModelAsSafetensorsInIt()
    {
        IDataView view = Data.Cancer(context);
        ShallowNetTransformer<MlpClassifier<float, bool>> transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.zip");
        try
        {
            context.Model.Save(transformer, view.Schema, path);
            using ZipArchive zip = ZipFile.OpenRead(path);
            using MemoryStream bytes = new();
            using Stream entry = zip.Entries.Single(its => its.Name == "Model.safetensors").Open();
            entry.CopyTo(bytes);
            bytes.Position = 0;
            MlpModel<float> model = MlpModel.Load<float>(bytes);
            model.Should().BeOfType<MlpClassifier<float, bool>>();
            model.Options.FeatureNames.Should().Equal(transformer.Model.Options.FeatureNames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_DamagedModel_IsRefused()
    {
        IDataView view = Data.Cancer(context);
        ITransformer transformer = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        Loading(Changed("Model.safetensors", bytes => bytes.AsSpan(0, 8).Fill(255))).Should().Throw<Exception>().Which.GetBaseException().Should().BeOfType<ModelFileException>();
        Loading(Changed("Model.safetensors", null)).Should().Throw<Exception>().Which.GetBaseException().Should().BeOfType<FormatException>()
            .Which.Message.Should().Be("The file must have an entry Model.safetensors, but has none.");

        // What is written first of a transformer, after its header, is its kind.
        int place = -1;
        Loading(Changed("Model.key", bytes => bytes[place = IndexOf(bytes, "\bFeatures") - 1] = 7)).Should().Throw<Exception>().Which.GetBaseException().Should().BeOfType<FormatException>()
            .Which.Message.Should().Contain("The kind of the model must be 0, 1 or 2, but is 7.");
        place.Should().BePositive();

        Action Loading(MemoryStream file) => () => new MLContext().Model.Load(file, out _);

        MemoryStream Changed(string name, Action<byte[]>? change)
        {
            MemoryStream file = new();
            context.Model.Save(transformer, view.Schema, file);
            file.Position = 0;
            MemoryStream result = new();
            using (ZipArchive source = new(file), target = new(result, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (ZipArchiveEntry entry in source.Entries)
                {
                    MemoryStream content = new();
                    using (Stream stream = entry.Open())
                    {
                        stream.CopyTo(content);
                    }

                    byte[] bytes = content.ToArray();
                    bool isIt = entry.Name == name && (name != "Model.key" || IndexOf(bytes, "ShallowNetTransformer") >= 0);
                    if (isIt && change is null)
                    {
                        continue;
                    }

                    if (isIt)
                    {
                        change!(bytes);
                    }

                    using Stream written = target.CreateEntry(entry.FullName).Open();
                    written.Write(bytes);
                }
            }

            result.Position = 0;
            return result;
        }

        static int IndexOf(byte[] bytes, string text) => bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text));
    }

    [Fact]
    public void Save_OfAView_IsRefused()
    {
        IDataView view = Data.Diabetes(context);
        IDataView scored = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view).Transform(view);
        ((Action)(() => ((ICanSaveModel)scored).Save(null!))).Should().Throw<NotSupportedException>()
            .WithMessage("A data view cannot be saved: save the transformer that made it, by mlContext.Model.Save.");
    }

    [Fact]
    public void Load_EveryTypeOfAKeysValues_IsWhatWasSaved()
    {
        foreach (PrimitiveDataViewType type in (PrimitiveDataViewType[])
            [
                TextDataViewType.Instance, NumberDataViewType.Single, NumberDataViewType.Double, BooleanDataViewType.Instance, NumberDataViewType.SByte, NumberDataViewType.Byte,
                NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
            ])
        {
            string[] texts = type is BooleanDataViewType ? ["false", "true"] : type == NumberDataViewType.Single || type == NumberDataViewType.Double ? ["0.1", "1E+20"] : ["1", "20"];
            using MemoryStream written = new();
            using (BinaryWriter writer = new(written, System.Text.Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(2);
                writer.Write((byte)Array.IndexOf(KeyNames.Types, type));
                writer.Write(texts[0]);
                writer.Write(texts[1]);
            }

            written.Position = 0;
            KeyNames names = KeyNames.Read(new BinaryReader(written))!;
            names.Texts.Should().Equal(texts);
            names.ItemType.Should().Be(type);
            DataViewSchema.Annotations.Builder annotations = new();
            names.AddTo(annotations, "KeyValues");
            DataViewSchema.Builder builder = new();
            builder.AddColumn("key", new KeyDataViewType(typeof(uint), 2), annotations.ToAnnotations());
            KeyNames.Of(builder.ToSchema()[0])!.Texts.Should().Equal(texts);

            using MemoryStream again = new();
            KeyNames.Write(new BinaryWriter(again), names);
            again.ToArray().Should().Equal(written.ToArray());
        }

        byte[] unknown = [2, 0, 0, 0, 12];
        ((Action)(() => KeyNames.Read(new BinaryReader(new MemoryStream(unknown))))).Should().Throw<FormatException>()
            .WithMessage("The type of the key's values must be one of 12, but is number 12.");
    }
}
