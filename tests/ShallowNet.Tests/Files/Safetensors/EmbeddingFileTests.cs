using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Embeddings and input factors in files.</summary>
public sealed class EmbeddingFileTests
{
    private static readonly Embedding Mixed = Embedding.Of(
        Embedding.Periodic(), Embedding.Periodic(), Embedding.PiecewiseLinear(-0.1, 1.0 / 3, 5), Embedding.Category(3, 2), Embedding.Pass, Embedding.Pass);

    private readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(6, 40);

    public static TheoryData<int> Layers => [.. Enumerable.Range(0, 6)];

    [Theory, MemberData(nameof(Layers))]
    public void Network_SavedAndLoaded_GoesOnWithTheSameBits(int index)
    {
        Dense plain = new(4, Activation.Tanh);
        Dense layer = index switch
        {
            0 => plain with { InputFactors = true },
            1 => plain with { Embedding = Mixed, InputFactors = true },
            2 => plain with { Embedding = Embedding.Periodic(3, 5, 0.25) },
            3 => plain with { Embedding = Embedding.PiecewiseLinear(X) },
            4 => plain with { Embedding = Embedding.Category(4), BatchNormalization = new() },
            _ => plain with { Embedding = Embedding.Pass },
        };
        Network<double> network = Network.Create<double>(6, 3, layer, new Dense(2, Activation.Identity) { InputFactors = true }), loaded = Reloaded(network);
        loaded.Layers.Should().Equal(network.Layers);
        loaded.Predict(X).Should().Be(network.Predict(X));
        TrainingOptions options = new() { Epochs = 2, BatchSize = 8 };
        network.Train(X, X.SubMatrix(0, 2, 0, 40), options);
        loaded.Train(X, X.SubMatrix(0, 2, 0, 40), options);
        loaded.State.Should().BeEquivalentTo(network.State, how => how.WithStrictOrdering());
        Reloaded(network).State.Should().BeEquivalentTo(network.State, how => how.WithStrictOrdering());
    }

    [Fact]
    public void Tensors_OfInputs_StandBeforeThoseOfTheirLayer()
    {
        Network<double> network = Network.Create<double>(6, 1, new Dense(4, Activation.Tanh) { Embedding = Mixed, InputFactors = true }, new Dense(2, Activation.Identity));
        TensorFile file = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(network.Save)));
        file.Tensors.Select(entry => $"{entry.Name} {string.Join('x', entry.Shape)}").Should().BeEquivalentTo(
            "0.embeddings 172", "1.factors 14", "2.weight 4x14", "2.bias 4", "4.weight 2x4", "4.bias 2");
    }

    /// <summary>A file without embeddings stays what older versions read.</summary>
    [Fact]
    public void Format_IsTheOldestThatHasWhatTheLayersHave()
    {
        Json(new Dense(1, Activation.Tanh)).Should().StartWith("{\"format\":1,").And.NotContainAny("embedding", "inputFactors");
        Json(new Dense(1, Activation.Tanh) { InputFactors = true }).Should().StartWith("{\"format\":3,").And.Contain("\"inputFactors\":true").And.NotContain("embedding");
        Json(new Dense(1, Activation.Tanh) { Embedding = Mixed }).Should().StartWith("{\"format\":3,").And.Contain(
            "\"embedding\":{\"kind\":\"each\",\"inputs\":[{\"kind\":\"periodic\",\"size\":4,\"frequencies\":16,\"deviation\":0.1,\"count\":2}," +
            "{\"kind\":\"piecewiseLinear\",\"edges\":[-0.1,0.3333333333333333,5],\"count\":1},{\"kind\":\"category\",\"size\":2,\"deviation\":1,\"values\":3,\"count\":1},{\"kind\":\"pass\",\"count\":2}]}");
    }

    [Theory]
    [InlineData("\"kind\":\"periodic\"", "\"kind\":\"cosine\"", "The file names the embedding \"cosine\", which this version does not know.")]
    [InlineData("\"size\":4,", "", "The file's embedding of the kind \"periodic\" must have the settings that this version writes for it, and no others.")]
    [InlineData("\"size\":4,", "\"size\":4,\"values\":3,", "The file's embedding of the kind \"each\" must have the settings that this version writes for it, and no others.")]
    [InlineData("\"size\":4,", "\"size\":1,", "The file describes what cannot be: size must be at least 2 and at most 1000, but is 1.*")]
    [InlineData("\"size\":4,", "\"size\":5,", "The tensor \"0.embeddings\" must hold 206 floating-point numbers, but is F64 of 172.")]
    [InlineData("\"deviation\":0.1", "\"deviation\":\"NaN\"", "The file describes what cannot be: deviation must be finite and greater than 0, but is NaN.*")]
    [InlineData("\"count\":2},{\"kind\":\"piece", "\"count\":0},{\"kind\":\"piece", "The file describes what cannot be: count must be at least 1 and at most 1000000, but is 0.*")]
    [InlineData("\"count\":2},{\"kind\":\"piece", "\"count\":3},{\"kind\":\"piece", "The file describes what cannot be: An embedding must be for as many inputs as there are before its layer, but that of layer 1 is for 7 after 6.*")]
    [InlineData("\"count\":2},{\"kind\":\"piece", "\"count\":1000000},{\"kind\":\"piece", "The file describes what cannot be: The inputs of an embedding must be at least 1 and at most 1000000, but is 1000001.*")]
    [InlineData(",\"count\":2},{\"kind\":\"piece", "},{\"kind\":\"piece", "The file's embedding of the kind \"periodic\" must have *")]
    [InlineData("[-0.1,0.3333333333333333,5]", "[-0.1,5,5]", "The file describes what cannot be: edges must rise by at least 1E-30, but edges[2] is 5 after 5.*")]
    [InlineData("\"edges\":[-0.1,0.3333333333333333,5],", "", "The file must have edges of its embedding, but has none.")]
    [InlineData("{\"kind\":\"pass\",\"count\":2}", "{\"kind\":\"pass\",\"count\":1},{\"kind\":\"pass\",\"count\":1}", "The file's embedding of the kind \"each\" must have *")]
    [InlineData("{\"kind\":\"pass\",\"count\":2}", "null", "The file must have inputs of its embedding, but has none.")]
    [InlineData("\"kind\":\"each\",\"inputs\"", "\"kind\":\"each\",\"edges\"", "The file's description is not what this version writes: *")]
    public void Load_ADescriptionThatIsChanged_IsRefused(string part, string by, string message)
    {
        Network<double> network = Network.Create<double>(6, 1, new Dense(4, Activation.Tanh) { Embedding = Mixed });
        string json = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(network.Save))).Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        byte[] changed = TensorBytes.Written([new(ModelDocument.Key, new Regex(Regex.Escape(part)).Replace(json, by, 1))], [.. NetworkFile.Tensors(network, network.State)]);
        FluentActions.Invoking(() => Network.Load<double>(new MemoryStream(changed))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void LoadStateDict_OfLayersThatLearnOfTheirInputs_IsRefused()
    {
        using MemoryStream stream = new(TensorBytes.Written([], [TensorToWrite.Of("0.weight", [1, 1], [1.0])]));
        FluentActions.Invoking(() => Network.LoadStateDict<double>(stream, 1, new Dense(1, Activation.Tanh) { InputFactors = true })).Should().Throw<NotSupportedException>()
            .WithMessage("A network that reads a state dict must have layers of Linear and BatchNorm1d alone, but learns InputFactors[1].");
    }

    private static string Json(Dense layer) => TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(Network.Create<double>(6, 1, layer).Save))).Metadata[ModelDocument.Key];

    private static Network<double> Reloaded(Network<double> network) => Network.Load<double>(new MemoryStream(SaveTests<double>.Bytes(network.Save)));
}
