using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tables.Tests;

/// <summary>Samples that are read from groups of rows of Parquet files, for shards.</summary>
public sealed class ParquetSamplesTests : IDisposable
{
    private static readonly int[] Groups = [4, 1, 6, 0, 5];
    private static readonly double[] Doubles = [.. Enumerable.Range(0, 16).Select(i => i + 1.0 / 3)];
    private static readonly int[] Integers = [.. Enumerable.Range(0, 16).Select(i => i * i - 50)];
    private static readonly bool[] Flags = [.. Enumerable.Range(0, 16).Select(i => i % 3 == 0)];
    private static readonly double?[] WithoutGaps = [.. Enumerable.Range(0, 16).Select(i => (double?)(i * 0.1))];

    private readonly Folder folder = new();

    private string Path => folder["a.parquet"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_OfEveryRange_HasTheNumbersOfTheTable()
    {
        await Write(Groups);
        HasThoseOfTheTable<double>();
        HasThoseOfTheTable<float>();

        void HasThoseOfTheTable<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ParquetSamples<T> samples = new(Path, targets: ["flag", "double"], inputs: ["gaps", "integer"]);
            (Matrix<T> allX, Matrix<T> allY) = (ParquetFile.Read(Path, ["gaps", "integer"]).ToMatrix<T>(), ParquetFile.Read(Path, ["flag", "double"]).ToMatrix<T>());
            (samples.Inputs, samples.Outputs, samples.Samples).Should().Be((2, 2, 16));
            for (int first = 0; first <= 16; first++)
            {
                for (int count = 0; count <= 16 - first; count++)
                {
                    (T[] X, T[] Y) = (new T[2 * count], new T[2 * count]);
                    samples.Read(first, X, Y);
                    X.Should().Equal(allX.ToColumnMajorArray()[(2 * first)..(2 * (first + count))]);
                    Y.Should().Equal(allY.ToColumnMajorArray()[(2 * first)..(2 * (first + count))]);
                }
            }
        }
    }

    [Fact]
    public async Task Inputs_ThatAreNotNamed_AreAllOthersInTheOrderOfTheFile()
    {
        await Write(Groups);

        ParquetSamples<double> samples = new(Path, targets: ["integer"]), named = new(Path, targets: ["integer"], inputs: ["gaps", "double"]);

        samples.InputColumns.Should().Equal("double", "flag", "gaps");
        named.InputColumns.Should().Equal("gaps", "double");
        (samples.Inputs, samples.Outputs, named.Inputs).Should().Be((3, 1, 2));
    }

    [Fact]
    public async Task Read_OfSomeSamples_ReadsTheirGroupsAndNoOthers()
    {
        long[] ends = await Write(Groups);
        DateTime written = File.GetLastWriteTimeUtc(Path);
        ParquetSamples<double> samples = new(Path, targets: ["integer"], inputs: ["double"]);
        byte[] bytes = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        bytes.AsSpan(4, (int)ends[0] - 4).Fill(0xff);
        bytes.AsSpan((int)ends[2]..(int)ends[4]).Fill(0xff);
        await File.WriteAllBytesAsync(Path, bytes, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path, written);
        double[] X = new double[7], Y = new double[7];

        samples.Read(4, X, Y);

        X.Should().Equal(Doubles[4..11]);
        Y.Should().Equal(Integers[4..11].Select(value => (double)value));
        foreach (int first in new[] { 3, 5 })
        {
            FluentActions.Invoking(() => samples.Read(first, X, Y)).Should().Throw<InvalidDataException>()
                .WithMessage($"{Path}: a file must be a Parquet file that is whole, but is none, or damaged.");
        }
    }

    [Fact]
    public async Task Names_ThatAreNotPossible_AreRefused()
    {
        await ParquetGroups.Write(Path, [16], ("a", Doubles), ("b", Doubles), ("text", Enumerable.Repeat("text", 16).ToArray()));
        (Action Open, string Message)[] refused =
        [
            (() => Of(["c"]), "targets must name columns of the file, but \"c\" is none of \"a\", \"b\", \"text\". (Parameter 'targets')"),
            (() => Of(["a"], ["c"]), "inputs must name columns of the file, but \"c\" is none of \"a\", \"b\", \"text\". (Parameter 'inputs')"),
            (() => Of([]), "targets must have at least one name, but is empty. (Parameter 'targets')"),
            (() => Of(["a"], []), "inputs must have at least one name, but is empty: null is for all columns. (Parameter 'inputs')"),
            (() => Of(["a", "a"]), "targets must have different names, but has \"a\" twice. (Parameter 'targets')"),
            (() => Of(["a"], ["b", "a"]), "inputs must be other columns than the targets, but \"a\" is both. (Parameter 'inputs')"),
            (() => Of(["a", "b", "text"]), "targets must leave a column of the file for the inputs, but are all: \"a\", \"b\", \"text\". (Parameter 'targets')"),
        ];
        foreach ((Action open, string message) in refused)
        {
            open.Should().Throw<ArgumentException>().WithMessage(message);
        }

        FluentActions.Invoking(() => Of(null!)).Should().Throw<ArgumentNullException>().WithParameterName("targets");
        FluentActions.Invoking(() => Of([null!])).Should().Throw<ArgumentNullException>().WithParameterName("targets");
        foreach (Action open in new Action[] { () => Of(["a"]), () => Of(["text"], ["a"]) })
        {
            open.Should().Throw<InvalidDataException>().WithMessage(
                $"{Path}: column \"text\" must hold numbers or flags, but holds texts: name the inputs without it, or write the file with numbers instead.");
        }

        Of(["a"], ["b"]).Samples.Should().Be(16, "what is not named may be of any kind");

        ParquetSamples<double> Of(string[] targets, string[]? inputs = null) => new(Path, targets, inputs);
    }

    [Fact]
    public async Task Files_ThatAreNone_AreRefused()
    {
        FluentActions.Invoking(() => new ParquetSamples<double>(null!, ["y"])).Should().Throw<ArgumentNullException>().WithParameterName("path");
        FluentActions.Invoking(() => new ParquetSamples<double>("", ["y"])).Should().Throw<ArgumentException>().WithParameterName("path");
        FluentActions.Invoking(() => new ParquetSamples<double>(folder["none"], ["y"])).Should().Throw<FileNotFoundException>()
            .WithMessage($"path must name a file, but there is no {folder["none"]}.");
        FluentActions.Invoking(() => new ParquetSamples<double>(folder.Save("text", "x,y\n1,2\n"), ["y"])).Should().Throw<InvalidDataException>()
            .WithMessage($"{folder["text"]}: a file must be a Parquet file that is whole, but is none, or damaged.");
        await ParquetGroups.Write(Path, [0], ("x", Array.Empty<double>()), ("y", Array.Empty<double>()));
        FluentActions.Invoking(() => new ParquetSamples<double>(Path, ["y"])).Should().Throw<InvalidDataException>()
            .WithMessage($"{Path}: a file of samples must have 1 to 2147483647 rows, but has none.");
    }

    [Fact]
    public async Task Read_OfNumbersThatAreMissingOrNotFinite_SaysColumnAndRow()
    {
        double?[] gap = [.. WithoutGaps];
        double[] notNumber = [.. Doubles], infinite = [.. Doubles], large = [.. Doubles];
        (gap[5], notNumber[6], infinite[7], large[8]) = (null, double.NaN, double.NegativeInfinity, 1e300);
        await ParquetGroups.Write(Path, Groups, ("gap", gap), ("nan", notNumber), ("infinite", infinite), ("large", large), ("good", Doubles));

        foreach ((string column, string problem) in new[]
        {
            ("gap", "has a gap in row 5"), ("nan", "has a gap in row 6"), ("infinite", "is infinite as a float in row 7"), ("large", "is infinite as a float in row 8"),
        })
        {
            foreach (ParquetSamples<float> samples in new ParquetSamples<float>[] { new(Path, [column], ["good"]), new(Path, ["good"], [column]) })
            {
                samples.Read(0, new float[5], new float[5]);
                FluentActions.Invoking(() => samples.Read(3, new float[10], new float[10])).Should().Throw<InvalidDataException>()
                    .WithMessage($"{Path}: column \"{column}\" must be finite in every row, but {problem}.");
            }
        }

        double[] Y = new double[1];
        new ParquetSamples<double>(Path, ["large"], ["good"]).Read(8, new double[1], Y);
        Y.Should().Equal([1e300], "a double has room for it");
    }

    [Fact]
    public async Task Read_OfSamplesThatThereAreNot_IsRefused()
    {
        await Write(Groups);
        ParquetSamples<double> samples = new(Path, targets: ["integer"], inputs: ["double", "flag"]);

        foreach (int first in new[] { -1, 15, int.MaxValue })
        {
            FluentActions.Invoking(() => samples.Read(first, new double[4], new double[2])).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage($"first must begin 2 of the 16 samples, but is {first}. (Parameter 'first')");
        }

        FluentActions.Invoking(() => samples.Read(0, new double[3], new double[2])).Should().Throw<ArgumentException>()
            .WithMessage("X and Y must be 2 and 1 numbers for each sample, but are 3 and 2 numbers. (Parameter 'X')");
    }

    [Theory]
    [InlineData("other rows")]
    [InlineData("fewer rows")]
    [InlineData("other groups")]
    [InlineData("written again")]
    public async Task Read_OfAFileThatHasChanged_SaysSo(string how)
    {
        await Write(Groups);
        DateTime written = File.GetLastWriteTimeUtc(Path);
        ParquetSamples<double> samples = new(Path, targets: ["integer"]);
        switch (how)
        {
            case "other rows":
                await ParquetGroups.Write(Path, Groups, ("double", Doubles.Select(value => -value).ToArray()), ("integer", Integers), ("flag", Flags), ("gaps", WithoutGaps));
                break;
            case "fewer rows":
                await Write([3, 1, 6, 0, 5]);
                break;
            case "other groups":
                await Write([1, 4, 6, 0, 5]);
                break;
        }

        File.SetLastWriteTimeUtc(Path, how == "written again" ? written.AddSeconds(1) : written);

        FluentActions.Invoking(() => samples.Read(0, new double[3], new double[1])).Should().Throw<InvalidDataException>()
            .WithMessage($"{Path} must stay as it was when it was first looked into, but has changed.");
        File.Delete(Path);
        FluentActions.Invoking(() => samples.Read(0, new double[3], new double[1])).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public async Task Read_OfADamagedFile_IsRefusedOrHasAllNumbers()
    {
        await Write([2, 2]);
        byte[] bytes = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        int refused = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x81;
            folder.Save("damaged", damaged);
            try
            {
                ParquetSamples<double> samples = new(folder["damaged"], targets: ["integer"]);
                samples.Read(0, new double[Math.Min(samples.Samples, 4) * samples.Inputs], new double[Math.Min(samples.Samples, 4)]);
            }
            catch (Exception exception) when (exception is InvalidDataException or ArgumentException { ParamName: "targets" })
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(bytes.Length / 4, "whatever else a damaged file makes the library below throw has failed the test");
    }

    [Fact]
    public async Task Read_ByManyThreads_HasTheNumbersOfEach()
    {
        await Write(Groups);
        ParquetSamples<double> samples = new(Path, targets: ["integer"], inputs: ["double"]);

        Parallel.For(0, 64, i =>
        {
            double[] X = new double[4], Y = new double[4];
            samples.Read(i % 12, X, Y);
            X.Should().Equal(Doubles[(i % 12)..(i % 12 + 4)]);
        });
    }

    private Task<long[]> Write(int[] groups)
    {
        int rows = groups.Sum();
        return ParquetGroups.Write(Path, groups, ("double", Doubles[..rows]), ("integer", Integers[..rows]), ("flag", Flags[..rows]), ("gaps", WithoutGaps[..rows]));
    }
}
