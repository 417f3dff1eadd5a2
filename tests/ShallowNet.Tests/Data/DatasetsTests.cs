using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class DatasetsTests
{
    private static readonly JsonElement Expected = Golden.Read("datasets.json");

    public static TheoryData<int> Flowers => [.. Enumerable.Range(0, Expected.GetProperty("flower").GetArrayLength())];

    [Theory, MemberData(nameof(Flowers))]
    public void Flower_AnySeed_IsTheCoursesWithTheNearestSinesBitForBit(int index)
    {
        JsonElement expected = Expected.GetProperty("flower")[index];
        var (X, Y) = Datasets.Flower<double>(expected.GetProperty("samples").GetInt32(), expected.GetProperty("seed").GetInt32());
        X.Should().Be(expected.GetProperty("X").Matrix());
        Y.Should().Be(expected.GetProperty("Y").Matrix());
    }

    [Fact]
    public void Flower_InFloat_IsTheDoubleRounded()
    {
        var (X, Y) = Datasets.Flower<float>(seed: 1);
        X.Should().Be(Datasets.Flower<double>(seed: 1).X.As<float>());
        Y.Should().Be(Datasets.Flower<double>(seed: 1).Y.As<float>());
    }

    [Fact]
    public void Moons_WithNoise_AreScikitLearns()
    {
        var (X, Y) = Datasets.Moons<double>(samples: 31, noise: 0.1, seed: 5);
        Golden.ErrorOf(X, Expected.GetProperty("moons").GetProperty("X").Matrix()).Should().BeLessThan(1e-15);
        OneHot.Decode(Y).Should().Equal(Expected.GetProperty("moons").GetProperty("labels").Integers());
    }

    [Fact]
    public void Circles_WithNoise_AreScikitLearns()
    {
        var (X, Y) = Datasets.Circles<double>(samples: 31, noise: 0.1, factor: 0.5, seed: 5);
        Golden.ErrorOf(X, Expected.GetProperty("circles").GetProperty("X").Matrix()).Should().BeLessThan(1e-15);
        OneHot.Decode(Y).Should().Equal(Expected.GetProperty("circles").GetProperty("labels").Integers());
    }

    [Fact]
    public void Blobs_ThreeClasses_AreScikitLearns()
    {
        var (X, Y) = Datasets.Blobs<double>(samples: 32, classes: 3, standardDeviation: 1.5, seed: 5);
        Golden.ErrorOf(X, Expected.GetProperty("blobs").GetProperty("X").Matrix()).Should().BeLessThan(1e-15);
        OneHot.Decode(Y).Should().Equal(Expected.GetProperty("blobs").GetProperty("labels").Integers());
    }

    [Fact]
    public void Spirals_ThreeClasses_AreTheNotes()
    {
        var (X, Y) = Datasets.Spirals<double>(samples: 32, classes: 3, noise: 0.2, seed: 5);
        Golden.ErrorOf(X, Expected.GetProperty("spirals").GetProperty("X").Matrix()).Should().BeLessThan(1e-15);
        OneHot.Decode(Y).Should().Equal(Expected.GetProperty("spirals").GetProperty("labels").Integers());
    }

    [Fact]
    public void Moons_WithoutNoise_LieOnTheirArcs()
    {
        var (X, Y) = Datasets.Moons<double>(samples: 10, noise: 0, seed: 1);
        for (int j = 0; j < 10; j++)
        {
            Vector<double> centre = Vector<double>.Build.Dense(Y[0, j] == 0 ? [0, 0] : [1, 0.5]);
            (X.Column(j) - centre).L2Norm().Should().BeApproximately(1, 1e-15);
        }
    }

    [Fact]
    public void Datasets_ImpossibleArguments_AreRefused()
    {
        Refused(() => Datasets.Flower<double>(samples: 5), "samples must be even, but is 5.*");
        Refused(() => Datasets.Flower<double>(samples: 0), "samples must be at least 2, but is 0.*");
        Refused(() => Datasets.Flower<double>(seed: -1), "seed must be at least 0, but is -1.*");
        Refused(() => Datasets.Moons<double>(samples: 1), "samples must be at least 2, but is 1.*");
        Refused(() => Datasets.Moons<double>(noise: -0.1), "noise must be finite and at least 0, but is -0.1.*");
        Refused(() => Datasets.Spirals<double>(noise: -0.1), "noise must be finite and at least 0, but is -0.1.*");
        Refused(() => Datasets.Circles<double>(factor: 1), "factor must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Datasets.Spirals<double>(classes: 1), "classes must be at least 2, but is 1.*");
        Refused(() => Datasets.Spirals<double>(samples: 2, classes: 3), "samples must be at least 3, but is 2.*");
        Refused(() => Datasets.Blobs<double>(standardDeviation: double.NaN), "standardDeviation must be finite and at least 0, but is NaN.*");
        FluentActions.Invoking(() => Datasets.Flower<Half>()).Should().Throw<NotSupportedException>();
    }

    private static void Refused(Action action, string message) =>
        action.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);

    [Fact]
    public void Seed_NotGiven_IsZeroEverywhere()
    {
        Datasets.Flower<double>(10).X.Should().Be(Datasets.Flower<double>(10, seed: 0).X);
        Datasets.Moons<double>(10).X.Should().Be(Datasets.Moons<double>(10, seed: 0).X);
        Datasets.Circles<double>(10).X.Should().Be(Datasets.Circles<double>(10, seed: 0).X);
        Datasets.Spirals<double>(10).X.Should().Be(Datasets.Spirals<double>(10, seed: 0).X);
        Datasets.Blobs<double>(10).X.Should().Be(Datasets.Blobs<double>(10, seed: 0).X);
        typeof(Network).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Where(parameter => parameter is { Name: "seed", HasDefaultValue: true }).Select(parameter => parameter.DefaultValue).Should().HaveCountGreaterThan(8).And.AllBeEquivalentTo(0);
        (new TrainingOptions().Seed, new MlpOptions().Seed, new CrossValidationOptions().Seed).Should().Be((0, 0, 0));
    }
}
