using System.Globalization;

namespace ShallowNet;

/// <summary>A function of exported C# source, written once for both precisions.</summary>
/// <remarks>
/// In the source <c>real</c> is the type, <c>MathR</c> its class of functions, <c>0.5d</c> a number that is rounded to the type as the
/// kernels' constants are, and <c>⟦double|float⟧</c> a choice. Every operation is that of the kernel of the same name, in the same order,
/// so that the bits are the same. It may call the functions of the library's kernels by their names (<c>Exp</c>, <c>Expm1</c>, <c>Tanh</c>,
/// <c>Sigmoid</c>, <c>Softplus</c>, <c>Log1p</c>, <c>Phi</c>, <c>CosPi</c>), each of one number.
/// </remarks>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Source">The whole function.</param>
/// <param name="Argument">What is given for its second parameter; null where it has one only.</param>
internal sealed record CSharpFunction(string Name, string Source, double? Argument = null)
{
    /// <summary>Stands for a function that changes nothing, and is therefore not called.</summary>
    public static CSharpFunction None { get; } = new("", "");

    /// <summary>A function that replaces every element of the span <c>z</c>.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="expression">What becomes of <c>z[i]</c>.</param>
    public static CSharpFunction OfElements(string name, string expression) => new(name, Loop(name, expression, ""));

    /// <summary>A function that replaces every element of the span <c>z</c>, with a parameter.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="expression">What becomes of <c>z[i]</c>.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="argument">Its value.</param>
    public static CSharpFunction OfElements(string name, string expression, string parameter, double argument) =>
        new(name, Loop(name, expression, $", real {parameter}"), argument);

    /// <summary>A number of the source, rounded to the type.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant() + "d";

    /// <summary>A number that is another for each type.</summary>
    public static string Number(double inDouble, double inFloat) => $"⟦{Number(inDouble)}|{Number(inFloat)}⟧";

    private static string Loop(string name, string expression, string parameter) => $$"""
        private static void {{name}}(Span<real> z{{parameter}})
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = {{expression}};
            }
        }
        """;
}
