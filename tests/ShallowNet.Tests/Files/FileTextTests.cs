using System.Globalization;
using System.Text.RegularExpressions;

namespace ShallowNet.Tests;

/// <summary>Whatever texts a file holds, the message of a refusal can be shown and logged.</summary>
public sealed class FileTextTests
{
    /// <summary>What rings, moves the cursor, breaks lines and turns the direction of writing, and is long.</summary>
    private static readonly string Evil = "\u0007\u001b[31m\r\n\u0085\u2028\u2029\u202e" + new string('\u86C7', 5000);

    [Fact, Trait("Cost", "Expensive")]
    public void Load_AnyTextOfADescriptionThatIsEvil_IsRefusedInPrintableWords()
    {
        int refused = 0;
        foreach (byte[] file in ModelFuzzTests.Saved())
        {
            TensorFile original = TensorFile.Read(new MemoryStream(file));
            string json = original.Metadata[ModelDocument.Key];
            string evil = System.Text.Json.JsonEncodedText.Encode(Evil, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            foreach (Match text in Regex.Matches(json, "\"([^\"]*)\""))
            {
                foreach (string by in new[] { evil, text.Groups[1].Value + evil, "own:" + evil })
                {
                    string changed = $"{json[..text.Index]}\"{by}\"{json[(text.Index + text.Length)..]}";
                    refused += IsRefused(TensorBytes.Written([new(ModelDocument.Key, changed)], [.. Tensors(original)]), file) ? 1 : 0;
                }
            }
        }

        refused.Should().BeGreaterThan(500);
    }

    [Fact]
    public void Load_LabelsThatAreTheSame_AreRefusedInPrintableWords()
    {
        byte[] file = ModelFuzzTests.Saved().ElementAt(1);
        TensorFile original = TensorFile.Read(new MemoryStream(file));
        string json = Regex.Replace(original.Metadata[ModelDocument.Key], "class [0-9]", new string('\u86C7', 5000));
        Refuse(() => MlpClassifier.Load<double, string>(new MemoryStream(TensorBytes.Written([new(ModelDocument.Key, json)], [.. Tensors(original)])))).Should().BeTrue();
    }

    [Fact]
    public void Load_AnyNameOfATensorThatIsEvil_IsRefusedInPrintableWords()
    {
        foreach (byte[] file in ModelFuzzTests.Saved())
        {
            TensorFile original = TensorFile.Read(new MemoryStream(file));
            TensorToWrite[] tensors = [.. Tensors(original)];
            for (int i = 0; i < tensors.Length; i++)
            {
                string name = tensors[i].Name;
                foreach (string by in new[] { Evil, name + Evil, name[..(name.LastIndexOf('.') + 1)] + Evil, Evil + "." + name })
                {
                    TensorToWrite[] changed = [.. tensors];
                    changed[i] = tensors[i] with { Name = by };
                    byte[] bytes = TensorBytes.Written([new(ModelDocument.Key, original.Metadata[ModelDocument.Key])], changed);
                    IsRefused(bytes, file).Should().BeTrue();
                    Refuse(() => Network.LoadStateDict<double>(new MemoryStream(bytes), 3, new Dense(3, Activation.Tanh), new Dense(3, Activation.Softmax)))
                        .Should().BeTrue();
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"EVIL","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"EVIL":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"EVIL":{"EVIL":1}}""")]
    [InlineData("""{"EVIL":{"dtype":"EVIL"}}""")]
    [InlineData("""{"__metadata__":{"EVIL":1}}""")]
    [InlineData("""{"__metadata__":{"EVIL":"a","EVIL":"b"}}""")]
    [InlineData("""{"EVIL" EVIL""")]
    [InlineData("""{"a":EVIL}""")]
    [InlineData("""{"a":tEVIL}""")]
    public void Load_AHeaderThatIsEvil_IsRefusedInPrintableWords(string header)
    {
        foreach (string evil in new[] { Evil, System.Text.Json.JsonEncodedText.Encode(Evil).ToString() })
        {
            byte[] bytes = TensorBytes.Raw(header.Replace("EVIL", evil, StringComparison.Ordinal));
            Refuse(() => Network.Load<double>(new MemoryStream(bytes))).Should().BeTrue();
        }
    }

    [Fact]
    public void Load_AShapeOfManyDimensions_IsRefusedInFewWords()
    {
        byte[] bytes = TensorBytes.Raw($$$"""{"0.weight":{"dtype":"F64","shape":[{{{string.Join(',', Enumerable.Repeat(1, 10_000))}}}],"data_offsets":[0,8]}}""", 8);
        FluentActions.Invoking(() => Network.LoadStateDict<double>(new MemoryStream(bytes), 1, new Dense(1, Activation.Tanh))).Should().Throw<ModelFileException>()
            .Which.Message.Length.Should().BeLessThan(300);
    }

    [Fact]
    public void Quoted_ManyNames_GivesTheFirstAndTheirNumber()
    {
        FileText.Quoted(["a", "b"]).Should().Be("\"a\", \"b\"");
        FileText.Quoted([.. Enumerable.Range(0, 200).Select(i => $"module {i}")]).Should().EndWith("\"module 11\", … (200 in all)");
        FileText.Quoted("\U0001F600\u0000\ud800").Should().Be("\"\U0001F600?\uFFFD\"");
    }

    private static IEnumerable<TensorToWrite> Tensors(TensorFile file) => file.Tensors.Select(entry =>
    {
        if (entry.Type == TensorType.U8)
        {
            return TensorToWrite.Of(entry.Name, file.BytesOf(entry).ToArray());
        }

        double[] elements = new double[entry.Elements];
        file.CopyTo<double>(entry, elements);
        return TensorToWrite.Of(entry.Name, entry.Shape, elements);
    });

    private static bool IsRefused(byte[] bytes, byte[] like) => Refuse(() => ModelFuzzTests.Load(bytes, 0, like));

    /// <summary>Whether something is refused, if so with a message that can be shown.</summary>
    private static bool Refuse(Action load)
    {
        try
        {
            load();
            return false;
        }
        catch (ModelFileException exception)
        {
            exception.InnerException.Should().BeNull("it would be logged, too");
            exception.Message.Should().NotContain("\n").And.Match(message => message.All(character => char.GetUnicodeCategory(character) != UnicodeCategory.Control
                && char.GetUnicodeCategory(character) != UnicodeCategory.Format && char.GetUnicodeCategory(character) != UnicodeCategory.LineSeparator));
            exception.Message.Count(character => character == '\u86C7').Should().BeLessThanOrEqualTo(100, exception.Message);
            return true;
        }
    }
}
