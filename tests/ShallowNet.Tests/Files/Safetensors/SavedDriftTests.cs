using System.Text;

namespace ShallowNet.Tests;

/// <summary>What a model knows of its training data is in its file; files without it are read, and know nothing.</summary>
public sealed class SavedDriftTests
{
    private static readonly MlpClassifier<double, string> Model = MlpClassifier.Fit<double, string>(Customers.Train.With("text"), "text", Customers.Quick);

    [Fact]
    public void Load_OfASavedModel_KnowsItsTrainingData()
    {
        Table table = Customers.Test.With("text");
        MlpClassifier.Load<double, string>(new MemoryStream(Saved())).Drift(table).Should().Be(Model.Drift(table));
        ((MlpClassifier<double, string>)MlpModel.Load<double>(new MemoryStream(Saved()))).Drift(table).Should().Be(Model.Drift(table));
        MlpRegressor<float> regressor = MlpRegressor.Fit(Customers.Train.With("price"), "price", Customers.Quick);
        using MemoryStream stream = new();
        regressor.Save(stream);
        stream.Position = 0;
        MlpRegressor.Load<float>(stream).Drift(Customers.Test.With("price")).Should().Be(regressor.Drift(Customers.Test.With("price")));
    }

    [Fact]
    public void Save_OfWhatIsKnown_IsSmall() => TensorFile.Read(new MemoryStream(Saved())).Find(ProfileFile.TensorName)!.Elements.Should().BeLessThan(3000);

    [Fact]
    public void Load_OfAFileWithoutIt_AnswersTheSameAndKnowsNothing()
    {
        MlpClassifier<double, string> loaded = MlpClassifier.Load<double, string>(new MemoryStream(Saved(_ => null)));
        Table table = Customers.Test.With("text");
        loaded.PredictProbability(table).Should().Be(Model.PredictProbability(table));
        ((Action)(() => loaded.Drift(table))).Should().Throw<InvalidOperationException>().WithMessage(
            "The MlpClassifier must know its training data to tell how far others are from them, but was trained further by PartialFit, or its file was written before models kept this: fit it anew.");
        using MemoryStream again = new();
        loaded.Save(again);
        again.Length.Should().Be(Saved(_ => null).Length);
    }

    [Theory]
    [InlineData("{", "}", "*is not what this version writes*")]
    [InlineData("{", "{\"more\":1,", "*is not what this version writes*")]
    [InlineData("\"rows\":160", "\"rows\":0", "*must have at least one row, and no more gaps than rows, but has 0 and 16*")]
    [InlineData("\"gaps\":16", "\"gaps\":161", "*must have at least one row, and no more gaps than rows, but has 160 and 161*")]
    [InlineData("\"gaps\":16", "\"gaps\":15", "*The quantiles of column \"age\" must rise*")]
    [InlineData("\"name\":\"age\"", "\"name\":\"height\"", "*must say of every column that the model uses, and of every output*")]
    [InlineData("\"quantiles\":[18,", "\"quantiles\":[99,", "*The quantiles of column \"age\" must rise*")]
    [InlineData("\"below\":[0,", "\"below\":[-1,", "*The quantiles of column \"age\" must rise*")]
    [InlineData("\"quantiles\":[18,", "\"quantiles\":[", "*The quantiles of column \"age\" must rise*")]
    [InlineData("\"quantiles\":[18,", "\"values\":[],\"quantiles\":[\"x\",", "*is not what this version writes*")]
    [InlineData("\"values\":[\"plan ", "\"values\":[\"plan x\",\"plan ", "*The values of column \"plan\" must be different*")]
    [InlineData("\"values\":[\"false\",\"true\"]", "\"values\":[null,\"true\"]", "*a text for each value, but has none*")]
    [InlineData("\"values\":[\"false\",\"true\"],", "", "*values of a category, but has none*")]
    public void Load_OfWhatCannotBeKnown_IsRefused(string old, string other, string message)
    {
        string Changed(string json)
        {
            int index = json.IndexOf(old, StringComparison.Ordinal);
            index.Should().BeGreaterThanOrEqualTo(0, "{0}", json);
            return json[..index] + other + json[(index + old.Length)..];
        }

        ((Action)(() => MlpClassifier.Load<double, string>(new MemoryStream(Saved(Changed))))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    /// <summary>The model's file with what it knows changed, or left out for null.</summary>
    private static byte[] Saved(Func<string, string?>? change = null)
    {
        (ModelDocument document, IReadOnlyList<TensorToWrite> tensors) = MlpModelFile.Describe(Model);
        TensorFile file = TensorFile.Read(Written(document, tensors));
        string known = Encoding.UTF8.GetString(file.BytesOf(file.Find(ProfileFile.TensorName)!));
        string? json = change is null ? known : change(known);
        List<TensorToWrite> changed = [.. tensors.Where(tensor => tensor.Name != ProfileFile.TensorName)];
        if (json is not null)
        {
            changed.Add(TensorToWrite.Of(ProfileFile.TensorName, Encoding.UTF8.GetBytes(json)));
        }

        return Written(document, changed).ToArray();
    }

    private static MemoryStream Written(ModelDocument document, IReadOnlyList<TensorToWrite> tensors)
    {
        MemoryStream stream = new();
        ModelFile.Write(stream, document, tensors);
        stream.Position = 0;
        return stream;
    }
}
