namespace ShallowNet;

/// <content>Export.</content>
public sealed partial class Network<T>
{
    /// <summary>
    /// The network as the source of one static C# class that needs neither this library nor any other: for a program on a device, in a
    /// game, or compiled ahead of time.
    /// </summary>
    /// <remarks>
    /// The class has the constants <c>Inputs</c> and <c>Outputs</c>, <c>Predict(ReadOnlySpan&lt;T&gt; x, Span&lt;T&gt; yHat)</c> with the
    /// same bits as <see cref="Predict(ReadOnlySpan{T}, Span{T})"/> for every input (a NaN is a NaN), and <c>SelfTest()</c>, which compares
    /// the answers to eight samples with those computed here. A warm call allocates nothing. It compiles as C# 12 or later for .NET 8 or later.
    /// The parameters stand in the text, which is meant for small networks: about 12 characters for each in float, 22 in double.
    /// </remarks>
    /// <param name="className">The name of the class: a C# identifier, neither a keyword nor of lower-case letters alone.</param>
    /// <param name="namespaceName">The class's namespace; null for none.</param>
    /// <returns>The text of a C# file, with the same line ends on every machine.</returns>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    /// <exception cref="ArgumentException">The name is not as above, or used inside the class, or the namespace is none.</exception>
    /// <exception cref="InvalidOperationException">A parameter or running average is not finite, or a variance is negative.</exception>
    /// <exception cref="NotSupportedException">There are more than 1 000 000 parameters, or an activation is not one of the library's.</exception>
    public string ExportCSharp(string className, string? namespaceName = null) => new CSharpExport<T>(this).Write(className, namespaceName);
}
