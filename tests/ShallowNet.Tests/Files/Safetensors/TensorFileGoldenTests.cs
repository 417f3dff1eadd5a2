using System.Text.Json;

namespace ShallowNet.Tests;

/// <summary>Files put together by make_golden_files.py, as PyTorch's are.</summary>
public sealed class TensorFileGoldenTests
{
    [Theory]
    [InlineData("single")]
    [InlineData("double")]
    [InlineData("mixed")]
    public void Read_AFileOfAnotherWriter_HasItsNumbers(string name)
    {
        using FileStream stream = Open(name);
        TensorFile file = TensorFile.Read(stream);
        JsonElement[] expected = [.. Golden.Read("files.json").GetProperty(name).EnumerateArray()];
        file.Tensors.Select(tensor => tensor.Name).Should().Equal(expected.Select(tensor => tensor.GetProperty("name").GetString()));
        foreach (JsonElement tensor in expected)
        {
            TensorEntry entry = file.Find(tensor.GetProperty("name").GetString()!)!;
            entry.Shape.Should().Equal(tensor.GetProperty("shape").Integers());
            double[] values = tensor.GetProperty("values").Numbers();
            if (entry.Type == TensorType.I64)
            {
                entry.Elements.Should().Be(values.Length);
                continue;
            }

            double[] rowMajor = new double[entry.Elements];
            file.CopyTo<double>(entry, rowMajor);
            rowMajor.Should().Equal(values);
            if (entry.Shape.Count == 2)
            {
                double[] columnMajor = new double[entry.Elements];
                file.CopyTransposedTo<double>(entry, columnMajor);
                columnMajor.Should().Equal(Naive.Transpose(values, entry.Shape[1], entry.Shape[0]));
            }
        }

        file.CheckEnd();
    }

    [Fact]
    public void Metadata_OfAnotherWriter_AreRead()
    {
        using FileStream single = Open("single"), wide = Open("double"), mixed = Open("mixed");
        TensorFile.Read(single).Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "pt" });
        TensorFile.Read(wide).Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "pt", ["note"] = "\"ß\" \\ \n\u2028 😀" });
        TensorFile.Read(mixed).Metadata.Should().BeEmpty();
    }

    [Fact]
    public void Write_WhatWasReadFromAnotherWriter_GivesTheSameBytes()
    {
        byte[] bytes = File.ReadAllBytes(PathOf("single"));
        TensorFile file = TensorFile.Read(new MemoryStream(bytes));
        IEnumerable<TensorToWrite> again = file.Tensors.Select(entry =>
        {
            float[] elements = new float[entry.Elements];
            if (entry.Shape.Count != 2)
            {
                file.CopyTo<float>(entry, elements);
                return TensorToWrite.Of(entry.Name, entry.Shape, elements);
            }

            file.CopyTransposedTo<float>(entry, elements);
            return TensorToWrite.Transposed(entry.Name, entry.Shape[0], entry.Shape[1], elements);
        });
        TensorBytes.Written([.. file.Metadata], [.. again]).Should().Equal(bytes);
    }

    private static FileStream Open(string name) => File.OpenRead(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name + ".safetensors");
}
