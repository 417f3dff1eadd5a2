using System.Globalization;
using System.Numerics;
using System.Text;

namespace ShallowNet;

/// <summary>The statements of the exported method that computes a prediction, and the functions and constants that they use.</summary>
internal sealed class CSharpStatements<T> : CSharpBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<string> rooms = [], calls = [], constants = [];

    /// <summary>The number of elements of all rooms together, which is the length of the span <c>work</c>.</summary>
    public int RoomLength { get; private set; }

    /// <summary>The functions that are called.</summary>
    public List<CSharpFunction> Functions { get; } = [];

    /// <summary>The constants as members of the class.</summary>
    public IReadOnlyList<string> Constants => constants;

    /// <summary>The statements: first those that declare the rooms, then the calls of functions.</summary>
    public IEnumerable<string> Statements => [.. rooms, .. calls];

    /// <summary>Adds a statement that declares a room for results, a span that is a part of the span <c>work</c>.</summary>
    public override string Room(string name, int count)
    {
        rooms.Add(string.Create(CultureInfo.InvariantCulture, $"Span<{CSharpText.Keyword<T>()}> {name} = work.Slice({RoomLength}, {count});"));
        RoomLength += count;
        return name;
    }

    /// <summary>Adds a property that gives the numbers, which compilers keep as data of the program; in lines of about 120 characters.</summary>
    public override string Constant<TNumber>(string name, ReadOnlySpan<TNumber> values)
    {
        StringBuilder list = new($"private static ReadOnlySpan<{CSharpText.Keyword<TNumber>()}> {name} =>\n[");
        int length = int.MaxValue / 2;
        foreach (TNumber value in values)
        {
            string literal = CSharpText.Literal(value);
            bool fits = length + literal.Length + 2 <= 120;
            list.Append(fits ? " " : "\n    ").Append(literal).Append(',');
            length = fits ? length + literal.Length + 2 : literal.Length + 5;
        }

        constants.Add(list.Append("\n];").ToString());
        return name;
    }

    public override void Call(CSharpFunction function, params ReadOnlySpan<string> arguments)
    {
        Functions.Add(function);
        string all = string.Join(", ", arguments!);
        calls.Add(function.Argument is { } argument
            ? $"{function.Name}({all}, {CSharpText.Literal(T.CreateTruncating(argument))});" : $"{function.Name}({all});");
    }
}
