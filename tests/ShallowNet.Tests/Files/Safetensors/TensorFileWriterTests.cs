using System.Text;

namespace ShallowNet.Tests;

/// <summary>The bytes that are written, and what is refused to be.</summary>
public sealed class TensorFileWriterTests
{
    [Fact]
    public void Write_Tensors_GivesTheDocumentedBytes()
    {
        byte[] bytes = TensorBytes.Written(
            [new("b", "1"), new("a", "<\"x\">")],
            TensorToWrite.Of("s", [2], (float[])[1, 2]), TensorToWrite.Of("d", [1], (double[])[3]), TensorToWrite.Of("t", [], (float[])[4]));
        const string Header = """{"__metadata__":{"b":"1","a":"<\"x\">"},"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"s":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"t":{"dtype":"F32","shape":[],"data_offsets":[16,20]}}""";
        int length = (Header.Length + 7) / 8 * 8;
        BitConverter.ToInt64(bytes).Should().Be(length);
        Encoding.UTF8.GetString(bytes, 8, length).Should().Be(Header.PadRight(length));
        bytes[(8 + length)..].Should().Equal([.. BitConverter.GetBytes(3.0), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f), .. BitConverter.GetBytes(4f)]);
    }

    [Fact]
    public void Write_Nothing_IsAFileWithoutTensors()
    {
        byte[] bytes = TensorBytes.Written([]);
        bytes.Should().Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8]);
        TensorFile file = TensorFile.Read(new MemoryStream(bytes));
        file.Tensors.Should().BeEmpty();
        file.Metadata.Should().BeEmpty();
        file.CheckEnd();
    }

    [Fact]
    public void Write_LongestHeader_IsReadAndALongerOneRefused()
    {
        string text = new('x', (1 << 20) - """{"__metadata__":{"a":""}}""".Length);
        TensorFile.Read(new MemoryStream(TensorBytes.Written([new("a", text)]))).Metadata["a"].Should().Be(text);
        ((Action)(() => TensorBytes.Written([new("a", text + "x")]))).Should().Throw<ArgumentException>()
            .WithMessage("The header must have at most 1048576 bytes, but metadata and names take 1048584.");
    }

    [Fact]
    public void Write_WrongArguments_AreRefusedBeforeAnythingIsWritten()
    {
        TensorToWrite x = TensorToWrite.Of("x", [1], new float[1]);
        Refused("tensors must have every name once, but have \"x\" twice.", [], x, x);
        Refused("tensors must have every name once, but have \"__metadata__\" twice.", [], x with { Name = "__metadata__" });
        Refused("metadata must have every name once, but have \"a\" twice.", [new("a", "1"), new("a", "2")]);
        Refused("metadata must be valid text, but \"x\ufffd\" has half a surrogate pair.", [new("a", "x\ud800")]);
        Refused("metadata must be valid text, but \"\ufffd\" has half a surrogate pair.", [new("\udc00", "x")]);
        Refused("tensors must be valid text, but \"\ufffd\" has half a surrogate pair.", [], x with { Name = "\ud800" });
        ((Action)(() => TensorToWrite.Of("x", [2, 3], new float[5]))).Should().Throw<ArgumentException>()
            .WithMessage("A tensor must have the 6 elements of its shape, but has 5.");
        ((Action)(() => TensorToWrite.Transposed("x", 2, 3, new double[7]))).Should().Throw<ArgumentException>()
            .WithMessage("A tensor must have the 6 elements of its shape, but has 7.");
    }

    private static void Refused(string message, IReadOnlyList<KeyValuePair<string, string>> metadata, params TensorToWrite[] tensors)
    {
        using MemoryStream stream = new();
        ((Action)(() => TensorFileWriter.Write(stream, metadata, tensors))).Should().Throw<ArgumentException>().WithMessage(message);
        stream.Length.Should().Be(0);
    }
}
