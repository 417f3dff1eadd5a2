using System.Globalization;

namespace ShallowNet;

/// <summary>Reads the text that the script of docs/from-matlab.md writes of a network in MATLAB.</summary>
/// <remarks>
/// A line is a word, further words that the first one asks for, and a matrix: its rows, its columns, and its elements, column after column.
/// <c>layer</c> begins a layer, and has its functions and its bias; its <c>weights</c> follow, those of the input and those of each layer.
/// <c>input</c> and <c>output</c> name a function that is applied to inputs or targets; its settings follow, each a line <c>set</c>. The last line is
/// <c>end</c>, so that a file that was cut is noticed.
/// </remarks>
internal sealed class MatlabReader
{
    private const string Format = "ShallowNet.Matlab ";
    private const string Version = "1";

    private readonly StreamReader text;
    private readonly MatlabNetwork network = new();
    private MatlabSettings? settings;
    private int line = 1;
    private bool isComplete;

    private MatlabReader(StreamReader text) => this.text = text;

    public static MatlabNetwork Read(Stream stream)
    {
        using StreamReader text = new(Require.NotNull(stream), leaveOpen: true);
        MatlabReader reader = new(text);
        reader.ReadFirstLine();
        while (!reader.isComplete)
        {
            reader.ReadLine();
        }

        return reader.network;
    }

    /// <summary>The format comes before all else, so that a file of another kind is not read to the end of a line that it may not have.</summary>
    private void ReadFirstLine()
    {
        char[] start = new char[Format.Length];
        int count = text.ReadBlock(start);
        if (!start.AsSpan(0, count).SequenceEqual(Format))
        {
            throw new ModelFileException(
                $"The file must begin with {FileText.Quoted(Format.TrimEnd())}, as the script of docs/from-matlab.md writes it, but begins with {FileText.Quoted(new string(start, 0, count))}.");
        }

        ReadOnlySpan<char> rest = text.ReadLine();
        ReadOnlySpan<char> version = NextWord(ref rest);
        if (!version.SequenceEqual(Version))
        {
            throw new ModelFileException($"The file's format must be {Version}, which this version reads, but is {FileText.Quoted(version.ToString())}.");
        }

        Expect(NextWord(ref rest) is "structure", "have the network's structure, but has none");
        network.Structure = Numbers("structure", rest);
    }

    private void ReadLine()
    {
        line++;
        string whole = text.ReadLine()
            ?? throw new ModelFileException(Invariant($"The file must end with the line \"end\", but ends after line {line - 1}: it is not complete."));
        ReadOnlySpan<char> rest = whole;
        ReadOnlySpan<char> word = NextWord(ref rest);
        switch (word)
        {
            case "layer":
                (string transferFunction, string netInputFunction) = (Word(ref rest), Word(ref rest));
                network.Layers.Add(new MatlabLayer(transferFunction, netInputFunction, Numbers(Invariant($"bias of layer {network.Layers.Count + 1}"), rest)));
                break;
            case "weights":
                Expect(network.Layers.Count > 0, "follow a layer, but no layer is before it");
                string function = Word(ref rest);
                MatlabNumbers weights = Numbers(Invariant($"weights of layer {network.Layers.Count}"), rest);
                network.Layers[^1].Weights.Add(function == "none" ? null : new MatlabWeights(function, weights));
                break;
            case "input":
                network.InputSettings.Add(settings = new MatlabSettings(Word(ref rest)));
                break;
            case "output":
                network.OutputSettings.Add(settings = new MatlabSettings(Word(ref rest)));
                break;
            case "set":
                Expect(settings is not null, "follow the function whose setting it is, but no function is before it");
                string name = Word(ref rest);
                Expect(settings!.Add(name, Numbers($"setting {name} of {settings.Function}", rest)), $"have another setting than those before it, but has {FileText.Quoted(name)} again");
                break;
            case "end":
                Expect(text.ReadLine() is null, "be the last one, but another follows");
                isComplete = true;
                break;
            default:
                throw Wrong($"begin with layer, weights, input, output, set or end, but begins with {FileText.Quoted(word.ToString())}");
        }
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        int length = rest.IndexOf(' ') is var space && space < 0 ? rest.Length : space;
        ReadOnlySpan<char> word = rest[..length].TrimEnd();
        rest = rest[length..];
        return word;
    }

    /// <summary>A word that must be there, shortened where it cannot be a name of MATLAB.</summary>
    private string Word(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> word = NextWord(ref rest);
        Expect(!word.IsEmpty, "have another name, but has none");
        return FileText.Shortened(word.ToString(), most: 40);
    }

    private MatlabNumbers Numbers(string name, ReadOnlySpan<char> rest)
    {
        int rows = Size(ref rest), columns = Size(ref rest);
        List<double> elements = [];
        while (NextWord(ref rest) is { IsEmpty: false } word)
        {
            elements.Add(Number(word));
        }

        return (long)rows * columns == elements.Count
            ? new MatlabNumbers(name, rows, columns, [.. elements])
            : throw Wrong(Invariant($"have {(long)rows * columns} numbers ({rows} × {columns}), but has {elements.Count}"));
    }

    private int Size(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> word = NextWord(ref rest);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw Wrong($"have the rows and columns of a matrix, but has {FileText.Quoted(word.ToString())}");
    }

    /// <summary>A number as MATLAB writes it. Only those that are used must be finite.</summary>
    private double Number(ReadOnlySpan<char> word) => word switch
    {
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Wrong($"have numbers, but has {FileText.Quoted(word.ToString())}"),
    };

    private void Expect(bool isTrue, string what)
    {
        if (!isTrue)
        {
            throw Wrong(what);
        }
    }

    private ModelFileException Wrong(string what) => new(Invariant($"Line {line} must {what}."));
}
