using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models of tables with a category of very many values, of which the network learns numbers.</summary>
public sealed class EmbeddedCategoriesTests
{
    private static readonly Table Sales = Rows(2400, seed: 3), Later = Rows(1000, seed: 4);

    private static readonly MlpOptions Few = TableModels.Quick with { Encoding = new() { MostValues = 50, EmbeddingSize = 4 } };

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_OfARegression_LearnsWhatEachValueMeans()
    {
        MlpRegressor<float> model = MlpRegressor.Fit(Sales.Without("isDear"), "price");
        Table later = Later.Without("isDear");
        model.Encoder!.Columns[0].ToString().Should().StartWith("shop (texts): 8 learned numbers for each of 1");
        double together = MlpRegressor.Fit(Sales.Without("isDear"), "price", new MlpOptions { Encoding = new() { EmbeddingSize = 0 } }).Score(later);
        model.Score(later).Should().BeGreaterThan(0.9, "a twentieth of the variance is noise").And.BeGreaterThan(together + 0.1);
        model.Importance(later)[0].Column.Should().Be("shop");
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_OfClasses_AnswersToUnknownValuesAndIsTheSameOnAnyThreads()
    {
        MlpClassifier<double, bool> one = Classifier(1), three = Classifier(3);
        Table later = Later.Without("price");
        one.Score(later).Should().BeGreaterThan(0.85);
        three.PredictProbability(later).Should().Be(one.PredictProbability(later));
        Table elsewhere = later.With(Column.Of("shop", Enumerable.Range(0, later.RowCount).Select(j => $"new {j}")));
        one.PredictProbability(elsewhere).Enumerate().Should().OnlyContain(p => p > 0 && p < 1);
        one.Encoder!.UnknownCounts["shop"].Should().Be(1000);

        static MlpClassifier<double, bool> Classifier(int threads) =>
            MlpClassifier.Fit<double, bool>(Sales.Without("price"), "isDear", new MlpOptions { Training = new() { MaxThreads = threads } });
    }

    [Fact]
    public void Fit_WithHiddenLayers_EmbedsInTheFirst()
    {
        Dense[] hidden = [new Dense(8, Activation.Tanh), new Dense(4, Activation.Tanh)];
        MlpRegressor<double> model = MlpRegressor.Fit<double>(Sales.Without("isDear"), "price", Few with { HiddenLayers = hidden });
        model.Network.Layers[1].Embedding.Should().Be(model.Encoder!.Embedding);
        model.Network.Layers[2].Embedding.Should().BeNull();
        FluentActions.Invoking(() => MlpRegressor.Fit(Sales, "price", Few with { HiddenLayers = [hidden[0] with { Embedding = Embedding.Periodic() }] })).Should().Throw<ArgumentException>()
            .WithMessage("HiddenLayers[0] must have no embedding where a column of the table becomes learned numbers (EncoderOptions.EmbeddingSize), since the layer embeds its features by category(*, 4, 0.1), pass*, but has periodic(4, 16, 0.1).*");
    }

    [Fact]
    public void Fit_OfPieces_LearnsWhatEachValueMeans()
    {
        Table[] pieces = [.. Enumerable.Range(0, 10).Select(piece => Rows(2000, seed: 10 + piece).Without("isDear"))];
        MlpRegressor<float> model = MlpRegressor.Fit(pieces, "price", Few with { Training = new() { Optimizer = new Adam(0.01), Epochs = 10 } });
        model.Network.Layers[1].Embedding.Should().NotBeNull();
        model.Score(Later.Without("isDear")).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Load_OfASavedModel_AnswersTheSame()
    {
        MlpRegressor<float> model = MlpRegressor.Fit(Sales.Without("isDear"), "price", new MlpOptions { Training = new() { TimeLimit = TimeSpan.FromSeconds(20) } });
        MlpRegressor<float> loaded = MlpRegressor.Load<float>(Saved(model));
        loaded.Predict(Later.Without("isDear")).Should().Equal(model.Predict(Later.Without("isDear")));
        InputRow row = loaded.Encoder!.CreateRow();
        row.Set("shop", "shop 5").Set("size", 0.5);
        loaded.Predict(row).Should().Be(model.Predict(new Table(Column.Of("shop", ["shop 5"]), Column.Of("size", [0.5])))[0]);
    }

    [Fact]
    public void Load_OfAMeanWithMoreNumbersThanANetworkMayHave_AnswersTheSame()
    {
        Network<float>[] members = [.. Enumerable.Range(0, 3).Select(seed => Network.Create<float>(inputs: 1, seed: seed, new Dense(2, Activation.Tanh) { Embedding = Embedding.Category(3, 700) }, new Dense(1, Activation.Identity)))];
        Network<float> mean = Network.Average(members), loaded = Network.Load<float>(new MemoryStream(SaveTests<float>.Bytes(mean.Save)));
        Matrix<float> codes = Matrix<float>.Build.Dense(1, 4, [0f, 1, 2, 3]);
        loaded.Predict(codes).Should().Be(mean.Predict(codes));
        FluentActions.Invoking(() => CategoryEmbedding.Of(1_000_000, 5000, 1)).Should().Throw<ArgumentException>()
            .WithMessage("A category must have at most 2147483591 numbers, but 1000000 values with 5000 each have 5000000000.*");
    }

    [Theory]
    [InlineData("\"embeddingSize\":4", "\"embeddingSize\":0", "The file's column \"shop\" must have from 1 to 1000 learned numbers for a value, but has 0.")]
    [InlineData("\"embeddingSize\":4", "\"embeddingSize\":1001", "The file's column \"shop\" must have from 1 to 1000 learned numbers for a value, but has 1001.")]
    [InlineData("\"hasGaps\":false", "\"hasGaps\":true", "The file's network must have learned numbers for the * codes of \"shop\", but has category(*, 4, 0.1).")]
    public void Load_OfAChangedDescription_IsRefused(string part, string by, string message)
    {
        MlpRegressor<double> model = MlpRegressor.Fit<double>(Sales.Without("isDear"), "price", Few);
        string json = TensorFile.Read(Saved(model)).Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        int place = json.IndexOf(part, StringComparison.Ordinal);
        byte[] file = TensorBytes.Written([new(ModelDocument.Key, json[..place] + by + json[(place + part.Length)..])], [.. NetworkFile.Tensors(model.Network, model.Network.State)]);
        FluentActions.Invoking(() => MlpRegressor.Load<double>(new MemoryStream(file))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    private static MemoryStream Saved<T>(MlpModel<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(SaveTests<T>.Bytes(model.Save));

    /// <summary>Sales in 150 shops, each with its own level of prices.</summary>
    private static Table Rows(int count, int seed)
    {
        NumPyRandom shops = new(1), random = new(seed);
        double[] levels = [.. Enumerable.Range(0, 150).Select(_ => shops.Randn())], size = [.. Enumerable.Range(0, count).Select(_ => random.Randn())];
        int[] shop = [.. Enumerable.Range(0, count).Select(_ => (int)(150 * random.Rand()))];
        double[] price = [.. Enumerable.Range(0, count).Select(j => levels[shop[j]] + 0.5 * size[j] + 0.25 * random.Randn())];
        return new Table(
            Column.Of("shop", shop.Select(place => $"shop {place}")), Column.Of("size", size), Column.Of("price", price), Column.Of("isDear", price.Select(each => each > 0)));
    }
}
