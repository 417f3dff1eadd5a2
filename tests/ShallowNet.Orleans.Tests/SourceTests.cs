using System.Globalization;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Orleans.Tests;

/// <summary>Sources of samples, settings, and what is told of silos.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void SampleFile_OfManyReads_HasTheSamplesThatWereWritten()
    {
        const int Inputs = 300, Outputs = 2, Count = 2_000;
        float[] rows = [.. Enumerable.Range(0, (Inputs + Outputs) * Count).Select(i => i * 0.5f)];
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(rows).ToArray());
        using SampleFile<float> file = new(path, Inputs, Outputs);
        float[] X = new float[Inputs * 1_900], Y = new float[Outputs * 1_900];

        file.Read(100, X, Y);

        file.Samples.Should().Be(Count);
        for (int j = 0; j < 1_900; j++)
        {
            X.AsSpan(j * Inputs, Inputs).SequenceEqual(rows.AsSpan((j + 100) * (Inputs + Outputs), Inputs)).Should().BeTrue();
            Y.AsSpan(j * Outputs, Outputs).SequenceEqual(rows.AsSpan((j + 100) * (Inputs + Outputs) + Inputs, Outputs)).Should().BeTrue();
        }
    }

    [Fact]
    public void SampleFile_ThatIsNoFileOfSamples_IsRefused()
    {
        File.WriteAllBytes(path, new byte[25]);
        Action open = () => new SampleFile<double>(path, 2, 1), empty = () =>
        {
            File.WriteAllBytes(path, []);
            _ = new SampleFile<double>(path, 2, 1);
        };

        open.Should().Throw<ArgumentException>().WithMessage($"path must name a file of 1 to 2147483647 whole samples of 24 bytes, but {path} has 1 and 1 bytes beside them.*");
        empty.Should().Throw<ArgumentException>().WithParameterName("path");
        FluentActions.Invoking(() => new SampleFile<double>(path, 0, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("inputs");
        FluentActions.Invoking(() => new SampleFile<double>(path, 1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("outputs");
        FluentActions.Invoking(() => new SampleFile<double>(null!, 1, 1)).Should().Throw<ArgumentNullException>().WithParameterName("path");
    }

    [Fact]
    public void SampleFile_ThatBecomesShorter_SaysSo()
    {
        File.WriteAllBytes(path, new byte[240]);
        using SampleFile<double> file = new(path, 2, 1);
        File.WriteAllBytes(path, new byte[24]);

        Action read = () => file.Read(2, new double[2], new double[1]);

        read.Should().Throw<EndOfStreamException>().WithMessage($"{path} must have 10 samples as when it was opened, but has become shorter.");
    }

    [Fact]
    public void Matrices_OfDifferentSizes_AreRefused()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 3), Y = Matrix<double>.Build.Dense(1, 2);

        FluentActions.Invoking(() => ShardSource.Of(X, Y)).Should().Throw<ArgumentException>().WithParameterName("Y");
        FluentActions.Invoking(() => ShardSource.Of(null!, Y)).Should().Throw<ArgumentNullException>().WithParameterName("X");
    }

    [Fact]
    public void Settings_ThatAreNotPossible_AreRefused()
    {
        Action[] settings =
        [
            () => _ = new ShardOptions { SamplesPerShard = 513 }, () => _ = new ShardOptions { SamplesPerShard = 0 }, () => _ = new ShardOptions { CheckpointEveryEpochs = 0 },
            () => _ = new ShardOptions { RequestsAtOnce = 0 }, () => _ = new ShardOptions { AnswerWithin = TimeSpan.Zero }, () => _ = new ShardOptions { GiveUpAfter = TimeSpan.Zero },
            () => _ = new ShardOptions { SlowFactor = 1 }, () => _ = new SiloLimits { MostBytesOfNetwork = 0 }, () => _ = new SiloLimits { MostSamplesOfShard = 0 },
        ];

        settings.Select(set => set.Should().Throw<ArgumentOutOfRangeException>().Which.ParamName).Should().Equal(
            "SamplesPerShard", "SamplesPerShard", "CheckpointEveryEpochs", "RequestsAtOnce", "AnswerWithin", "GiveUpAfter", "SlowFactor", "MostBytesOfNetwork", "MostSamplesOfShard");
        FluentActions.Invoking(() => new SiloLimits { Parts = null! }).Should().Throw<ArgumentNullException>().WithParameterName("Parts");
        FluentActions.Invoking(() => new ClusterRun<double> { Options = null! }).Should().Throw<ArgumentNullException>().WithParameterName("Options");
        FluentActions.Invoking(() => new ClusterRun<double> { Shards = null! }).Should().Throw<ArgumentNullException>().WithParameterName("Shards");
    }

    [Fact]
    public void Records_InACultureWithCommas_HaveTheSameText()
    {
        SiloSpeed speed = new() { Silo = "silo1", Requests = 1500, MicrosecondsPerSample = 0.25 };
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            speed.ToString().Should().Be("SiloSpeed { Silo = silo1, Requests = 1500, MicrosecondsPerSample = 0.25, IsSlow = False }");
            new ClusterProgress { Epoch = 2, Epochs = 3, Cost = 0.5, Silos = [speed] }.ToString().Should().StartWith("ClusterProgress { Epoch = 2, Epochs = 3, Cost = 0.5, ValidationCost = NaN, Silos = [");
            new ShardOptions().ToString().Should().StartWith("ShardOptions { SamplesPerShard = 4096, CheckpointEveryEpochs = 1, RequestsAtOnce = 16");
            new SiloLimits().ToString().Should().StartWith("SiloLimits { MostBytesOfNetwork = 67108864, MostSamplesOfShard = 16777216");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Speeds_OfASiloThatTakesThreeTimesAsLong_NameIt()
    {
        SiloSpeeds speeds = new(slowFactor: 2);
        foreach ((string silo, double seconds) in new[] { ("a", 1.0), ("b", 1.1), ("c", 3.0), ("a", 1.0), ("b", 1.1), ("c", 3.0) })
        {
            speeds.Add(silo, seconds, samples: 1_000);
        }

        IReadOnlyList<SiloSpeed> all = speeds.All();

        all.Select(silo => (silo.Silo, silo.IsSlow)).Should().Equal(("a", false), ("b", false), ("c", true));
        all[2].MicrosecondsPerSample.Should().BeApproximately(3_000, 1e-9);
        all[2].Requests.Should().Be(2);
    }
}
