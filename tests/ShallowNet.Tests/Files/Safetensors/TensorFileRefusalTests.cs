using System.Text;

namespace ShallowNet.Tests;

/// <summary>What a file is refused with, for each thing that can be wrong.</summary>
public sealed class TensorFileRefusalTests
{
    private const string Long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public static TheoryData<string, string> Headers => new()
    {
        { "", "The header must begin with '{', but has no bytes." },
        { "[]", "The header must begin with '{', but begins with the byte 0x5B." },
        { " {}", "The header must begin with '{', but begins with the byte 0x20." },
        { "{", "The header must be valid JSON, but is not: *" },
        { "{}}", "The header must be valid JSON, but is not: *" },
        { "{}\0", "The header must be valid JSON, but is not: *" },
        { "{} // comment", "The header must be valid JSON, but is not: *" },
        { """{"a":1}""", "Tensor \"a\" must be an object, but is a number." },
        { """{"a":[]}""", "Tensor \"a\" must be an object, but is an array." },
        { """{"a":null}""", "Tensor \"a\" must be an object, but is null." },
        { """{"a":true}""", "Tensor \"a\" must be an object, but is a truth value." },
        { $$"""{"{{Long}}":"b"}""", $"Tensor \"{Long[..50]}…\" must be an object, but is a string." },
        { """{"a\u0007b":1}""", "Tensor \"a?b\" must be an object, but is a number." },
        { """{"\ud800":1}""", "The header must have valid strings only, but one escapes half a surrogate pair." },
        { """{"__metadata__":{"a":"\udc00"}}""", "The header must have valid strings only, but one escapes half a surrogate pair." },
        { """{"__metadata__":1}""", "The metadata must be an object of strings, but are a number." },
        { """{"__metadata__":{"a":1}}""", "The metadata must be strings, but \"a\" is a number." },
        { """{"__metadata__":{"a":{"b":"c"}}}""", "The metadata must be strings, but \"a\" is an object." },
        { """{"__metadata__":{"a":"b","\u0061":"c"}}""", "The metadata must have every name once, but have \"a\" twice." },
        { """{"__metadata__":{},"__metadata__":{}}""", "The header must have every name once, but has \"__metadata__\" twice." },
        { $$"""{"a":{{Float}},"a":{{Float}}}""", "The header must have every name once, but has \"a\" twice." },
        { """{"a":{}}""", "Tensor \"a\" must have dtype, shape and data_offsets, but has no dtype." },
        { """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "Tensor \"a\" must have dtype, shape and data_offsets, but has no shape." },
        { """{"a":{"dtype":"F32","shape":[1]}}""", "Tensor \"a\" must have dtype, shape and data_offsets, but has no data_offsets." },
        { """{"a":{"dtype":"F32","shape":[1],"dtype":"F32"}}""", "Tensor \"a\" must have every property once, but has \"dtype\" twice." },
        { """{"a":{"shape":[1],"shape":[1]}}""", "Tensor \"a\" must have every property once, but has \"shape\" twice." },
        { """{"a":{"data_offsets":[0,4],"data_offsets":[0,4]}}""", "Tensor \"a\" must have every property once, but has \"data_offsets\" twice." },
        { """{"a":{"$type":"System.Object"}}""", "Tensor \"a\" must have dtype, shape and data_offsets only, but has \"$type\"." },
        { """{"a":{"dtype":32}}""", "Tensor \"a\" must have a string as dtype, but has a number." },
        { """{"a":{"dtype":"F8_E4M3"}}""", "Tensor \"a\" must have the dtype F16, BF16, F32, F64, I64 or U8, but has \"F8_E4M3\"." },
        { """{"a":{"dtype":"f32"}}""", "Tensor \"a\" must have the dtype F16, BF16, F32, F64, I64 or U8, but has \"f32\"." },
        { """{"a":{"shape":"1"}}""", "Tensor \"a\" must have whole numbers in brackets as shape, but has a string." },
        { """{"a":{"shape":["1"]}}""", "Tensor \"a\" must have whole numbers in brackets as shape, but one is a string." },
        { """{"a":{"shape":[[1]]}}""", "Tensor \"a\" must have whole numbers in brackets as shape, but one is an array." },
        { """{"a":{"shape":[-1]}}""", "Tensor \"a\" must have whole numbers in brackets as shape, each at least 0 and at most 9223372036854775807, but one is -1." },
        { """{"a":{"shape":[1.0]}}""", "Tensor \"a\" must have whole numbers * but one is 1.0." },
        { """{"a":{"shape":[1e3]}}""", "Tensor \"a\" must have whole numbers * but one is 1e3." },
        { """{"a":{"shape":[9223372036854775808]}}""", "Tensor \"a\" must have whole numbers * but one is 9223372036854775808." },
        { """{"a":{"shape":[1000000000000000000000000000000]}}""", "Tensor \"a\" must have whole numbers * but one is 100000000000000000000000…." },
        { """{"a":{"shape":[4294967297]}}""", "Tensor \"a\" must have dimensions of at most 2147483591, but has one of 4294967297." },
        { """{"a":{"data_offsets":4}}""", "Tensor \"a\" must have two whole numbers in brackets as data_offsets, but has a number." },
        { """{"a":{"data_offsets":[4]}}""", "Tensor \"a\" must have two whole numbers in brackets as data_offsets, but has 1." },
        { """{"a":{"data_offsets":[0,4,8]}}""", "Tensor \"a\" must have two whole numbers in brackets as data_offsets, but has more." },
        { """{"a":{"data_offsets":[0,null]}}""", "Tensor \"a\" must have two whole numbers in brackets as data_offsets, but one is null." },
        { """{"a":{"data_offsets":[8,4]}}""", "Tensor \"a\" must not end before it begins, but has the data_offsets [8, 4]." },
        { Tensor("F32", "1,2,3", 0, 25), "Tensor \"a\" of type F32 and shape [1, 2, 3] must have 24 bytes, but its data_offsets [0, 25] have 25." },
        { Tensor("F64", "2", 0, 8), "Tensor \"a\" of type F64 and shape [2] must have 16 bytes, but its data_offsets [0, 8] have 8." },
        { Tensor("F32", "", 0, 0), "Tensor \"a\" of type F32 and shape [] must have 4 bytes, but its data_offsets [0, 0] have 0." },
        { Tensor("F32", "2,3", 8, 24), "Tensor \"a\" of type F32 and shape [2, 3] must have 24 bytes, but its data_offsets [8, 24] have 16." },
        { Tensor("F32", "1,1,1,1,1,1,1,1", 0, 0), "Tensor \"a\" of type F32 and shape [1, 1, 1, 1, 1, 1, 1, 1] must have 4 bytes*" },
        { Tensor("F32", "1,1,1,1,1,1,1,1,1", 0, 0), "Tensor \"a\" of type F32 and shape [1, 1, 1, 1, 1, 1, 1, 1, …] must have 4 bytes*" },
        { Tensor("F32", "65536,65536", 0, 0), "Tensor \"a\" must have at most 2147483591 elements, but its shape [65536, 65536] has more." },
        { Tensor("F32", "2147483591,2147483591,2147483591,4", 0, 0), "Tensor \"a\" must have at most 2147483591 elements, but its shape * has more." },
        { Tensor("F32", "1", 4, 8), "Tensor \"a\" must begin at byte 0 of the data, where the one before it ends, but begins at 4 (there is a hole)." },
        { $$$"""{"a":{{{Float}}},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "Tensor \"b\" must begin at byte 4 of the data, where the one before it ends, but begins at 2 (they overlap)." },
        { $$"""{"a":{{Float}},"b":{{Float}}}""", "Tensor \"b\" must begin at byte 4 of the data, where the one before it ends, but begins at 0 (they overlap)." },
        { Tensor("F32", "5", 0, 20), "The tensors must have 20 bytes of data behind the header, but the file has 16 there." },
        { Tensor("F64", "2147483591", 0, 17179868728), "The tensors must have 17179868728 bytes of data behind the header, but the file has 16 there." },
        { Tensor("F32", "3", 0, 12), "The file must end behind its 12 bytes of data, but has more." },
    };

    private static string Float => """{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""";

    [Theory, MemberData(nameof(Headers))]
    public void Read_WrongHeader_IsRefusedWithAPreciseMessage(string header, string message)
    {
        byte[] bytes = TensorBytes.Raw(header, data: 16);
        Refused(bytes, message);
    }

    [Fact]
    public void Read_NoHeader_IsRefused()
    {
        Refused([], "The file must begin with the length of its header in 8 bytes, but has 0 bytes.");
        Refused([1], "The file must begin with the length of its header in 8 bytes, but has 1 byte.");
        Refused([2, 0, 0, 0, 0, 0, 0], "The file must begin with the length of its header in 8 bytes, but has 7 bytes.");
        Refused([2, 0, 0, 0, 0, 0, 0, 0], "The header must have the declared 2 bytes, but the file has 0 there.");
        Refused([2, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], "The header must have the declared 2 bytes, but the file has 1 there.");
        Refused([0, 0, 16, 0, 0, 0, 0, 0, (byte)'{'], "The header must have the declared 1048576 bytes, but the file has 1 there.");
        Refused([1, 0, 16, 0, 0, 0, 0, 0, (byte)'{'], "The header must have at most 1048576 bytes, but the file declares 1048577; it is damaged, or no safetensors file.");
        Refused([255, 255, 255, 255, 255, 255, 255, 255], "The header must have at most 1048576 bytes, but the file declares 18446744073709551615; it is damaged, or no safetensors file.");
    }

    [Fact]
    public void Read_NotUtf8_IsRefused()
    {
        byte[] header = Encoding.Latin1.GetBytes("""{"é":1}""");
        Refused(TensorBytes.Raw(header, []), "The header must be valid UTF-8, but is not.");
    }

    [Fact]
    public void Read_DeepNesting_IsRefusedBeforeItIsFollowed()
    {
        Refused(TensorBytes.Raw($$"""{"a":{"shape":{{new string('[', 100_000)}}"""), "Tensor \"a\" must have whole numbers in brackets as shape, but one is an array.");
        Refused(TensorBytes.Raw($$"""{"__metadata__":{"x":{{new string('[', 100_000)}}"""), "The metadata must be strings, but \"x\" is an array.");
    }

    [Fact]
    public void Copy_NotFinite_NamesTensorAndElement()
    {
        byte[] matrix = TensorBytes.Written([], TensorToWrite.Of("w", [2, 3], (float[])[1, 2, 3, 4, 5, float.NaN]));
        Refused(matrix, "Tensor \"w\"[1, 2] must be finite, but is NaN.");
        byte[] vector = TensorBytes.Written([], TensorToWrite.Of("b", [2], (double[])[double.NegativeInfinity, 1]));
        Refused(vector, "Tensor \"b\"[0] must be finite, but is -Infinity.");
        byte[] number = TensorBytes.Written([], TensorToWrite.Of("c", [], (double[])[double.PositiveInfinity]));
        Refused(number, "Tensor \"c\" must be finite, but is Infinity.");
    }

    [Fact]
    public void Copy_NotFiniteInALaterBlock_NamesTheElement()
    {
        float[] elements = new float[700 * 900];
        elements[(600 * 900) + 77] = float.NaN;
        Refused(TensorBytes.Written([], TensorToWrite.Of("w", [700, 900], elements)), "Tensor \"w\"[600, 77] must be finite, but is NaN.");
        Refused(TensorBytes.Written([], TensorToWrite.Of("b", [700 * 900], elements)), "Tensor \"b\"[540077] must be finite, but is NaN.");
        Refused(TensorBytes.Written([], TensorToWrite.Of("w", [3, 210_000], elements)), "Tensor \"w\"[2, 120077] must be finite, but is NaN.");
    }

    [Fact]
    public void Copy_BeyondFloat_IsRefusedInFloatAlone()
    {
        byte[] bytes = TensorBytes.Written([], TensorToWrite.Of("w", [2], (double[])[1, -1e39]));
        TensorBytes.ReadAll<double>(new MemoryStream(bytes));
        ((Action)(() => TensorBytes.ReadAll<float>(new MemoryStream(bytes)))).Should().Throw<ModelFileException>()
            .WithMessage("Tensor \"w\"[1] must have a magnitude of at most 3.4028234663852886E+38 to be a float, but is -1E+39.");
        ((Action)(() => TensorBytes.ReadAll<float>(new MemoryStream(TensorBytes.Written([], TensorToWrite.Of("w", [2], (double[])[1e39, 1]))))))
            .Should().Throw<ModelFileException>().WithMessage("Tensor \"w\"[0] must have a magnitude of at most *, but is 1E+39.");
    }

    [Fact]
    public void Copy_WholeNumbersOrNoMatrix_IsRefused()
    {
        TensorFile file = TensorFile.Read(new MemoryStream(TensorBytes.Raw(Tensor("I64", "2", 0, 16), 16)));
        ((Action)(() => file.CopyTo<float>(file.Tensors[0], new float[2]))).Should().Throw<ModelFileException>()
            .WithMessage("Tensor \"a\" must have the dtype F16, BF16, F32 or F64, but has I64.");
        file = TensorFile.Read(new MemoryStream(TensorBytes.Raw(Tensor("F32", "4", 0, 16), 16)));
        ((Action)(() => file.CopyTransposedTo<float>(file.Tensors[0], new float[4]))).Should().Throw<ModelFileException>()
            .WithMessage("Tensor \"a\" must have 2 dimensions, but has the shape [4].");
        ((Action)(() => file.CopyTo<float>(file.Tensors[0], new float[3]))).Should().Throw<ArgumentException>()
            .WithMessage("destination must have 4 elements, but has 3.*");
        ((Action)(() => file.CopyTo<Half>(file.Tensors[0], new Half[4]))).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Copy_StreamShorterThanItSaid_IsRefused()
    {
        byte[] bytes = TensorBytes.Raw(Tensor("F32", "4", 0, 16), 16);
        using MemoryStream stream = new();
        stream.Write(bytes);
        stream.Position = 0;
        TensorFile file = TensorFile.Read(stream);
        stream.SetLength(bytes.Length - 1);
        ((Action)(() => file.CopyTo<float>(file.Tensors[0], new float[4]))).Should().Throw<ModelFileException>()
            .WithMessage("The file must have the bytes that its length promised, but ended while its data were read.");
    }

    [Fact]
    public void Read_HugeDeclaration_TakesNoMemory()
    {
        byte[] bytes = TensorBytes.Raw(Tensor("F64", "2147483591", 0, 17179868728), 100);
        byte[] headerOnly = [0, 0, 16, 0, 0, 0, 0, 0, (byte)'{'];
        foreach (Func<Stream> open in (Func<Stream>[])[() => new MemoryStream(bytes), () => new Trickle(bytes), () => new MemoryStream(headerOnly), () => new Trickle(headerOnly)])
        {
            using Stream stream = open();
            long before = GC.GetAllocatedBytesForCurrentThread();
            ((Action)(() => TensorFile.Read(stream))).Should().Throw<ModelFileException>();
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(500_000);
        }
    }

    private static string Tensor(string type, string shape, long begin, long end) =>
        $$$"""{"a":{"dtype":"{{{type}}}","shape":[{{{shape}}}],"data_offsets":[{{{begin}}},{{{end}}}]}}""";

    /// <summary>The same whether the stream can seek or not.</summary>
    private static void Refused(byte[] bytes, string message)
    {
        ((Action)(() => TensorBytes.ReadAll<double>(new MemoryStream(bytes)))).Should().Throw<ModelFileException>().WithMessage(message);
        ((Action)(() => TensorBytes.ReadAll<double>(new Trickle(bytes)))).Should().Throw<ModelFileException>().WithMessage(message);
    }
}
