namespace ShallowNet.Tests;

/// <summary>Whatever becomes of a file, it is read or refused, with memory in proportion to its length.</summary>
[Trait("Cost", "Expensive")]
public sealed class TensorFileFuzzTests
{
    [Fact]
    public void Read_DamagedFiles_AreReadOrRefused()
    {
        long number = 0;
        var (read, refused) = Fuzzing.Run(
            [.. GoldenFiles(), Small()],
            bytes => Read(bytes, number++),
            cases: 250_000,
            // Up to twice the data in the destinations and as much again in the buffers, and the messages of exceptions with their traces.
            length => 100_000 + (40L * length));
        read.Should().BeGreaterThan(0, "some changes do no harm");
        refused.Should().BeGreaterThan(read);
    }

    private static void Read(byte[] bytes, long number)
    {
        using Stream stream = (number & 2) == 0 ? new MemoryStream(bytes) : new Trickle(bytes, most: 100);
        if ((number & 1) == 0)
        {
            TensorBytes.ReadAll<float>(stream);
        }
        else
        {
            TensorBytes.ReadAll<double>(stream);
        }
    }

    private static IEnumerable<byte[]> GoldenFiles() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.safetensors").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>So small that a change most often meets what matters.</summary>
    private static byte[] Small() => TensorBytes.Written(
        [new("format", "x")],
        TensorToWrite.Transposed("w", 2, 3, (double[])[1, 2, 3, 4, 5, 6]), TensorToWrite.Of("b", [2], (float[])[7, 8]), TensorToWrite.Of("e", [0, 2], (float[])[]), TensorToWrite.Of("s", [], (float[])[9]));
}
