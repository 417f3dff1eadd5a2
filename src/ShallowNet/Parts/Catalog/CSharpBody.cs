using System.Numerics;

namespace ShallowNet;

/// <summary>Receives the statements of an exported C# method that computes a prediction, so that a part can say what it is there without knowing the file.</summary>
internal abstract class CSharpBody
{
    /// <summary>Adds room for so many elements.</summary>
    /// <param name="name">What the span is called.</param>
    /// <param name="count">Its elements.</param>
    /// <returns>The name.</returns>
    public abstract string Room(string name, int count);

    /// <summary>Adds a list of numbers to the constants of the class.</summary>
    /// <param name="name">What the list is called.</param>
    /// <param name="values">The numbers.</param>
    /// <returns>The name.</returns>
    public abstract string Constant<TNumber>(string name, ReadOnlySpan<TNumber> values)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;

    /// <summary>Adds a statement that calls a function, and the function to the class.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Names of spans and constants; <see cref="CSharpFunction.Argument"/> follows them.</param>
    public abstract void Call(CSharpFunction function, params ReadOnlySpan<string> arguments);
}
