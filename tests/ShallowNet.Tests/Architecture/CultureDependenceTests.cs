namespace ShallowNet.Tests;

/// <summary>What the test of texts sees, on a line of code each.</summary>
public sealed class CultureDependenceTests
{
    [Theory]
    [InlineData("$\"is {i}\"")]
    [InlineData("$\"is {x:0.00}\"")]
    [InlineData("$\"is {(i > 0 ? i : 2L)}\"")]
    [InlineData("$\"is {maybe}\"")]
    [InlineData("$\"is {o}\"")]
    [InlineData("$\"is {t}\"")]
    [InlineData("$\"is {l}\"")]
    [InlineData("\"is \" + x")]
    [InlineData("i.ToString()")]
    [InlineData("x.ToString(\"R\")")]
    [InlineData("new System.Text.StringBuilder().Append(x).ToString()")]
    [InlineData("string.Join(\", \", new[] { x })")]
    [InlineData("new ArgumentException($\"is {i}\").Message")]
    [InlineData("new System.Text.StringBuilder().Append($\"is {i}\").ToString()")]
    public void Expression_ThatWritesANumberInTheThreadsCulture_IsFound(string expression) => Found(expression).Should().ContainSingle().Which.Should().StartWith("Low/User.cs:1: ");

    [Theory]
    [InlineData("Invariant($\"is {x}\")")]
    [InlineData("FormattableString.Invariant($\"is {x}\")")]
    [InlineData("string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"is {x}, \" + $\"{i}\")")]
    [InlineData("x.ToString(System.Globalization.CultureInfo.InvariantCulture)")]
    [InlineData("new System.Text.StringBuilder().Append(System.Globalization.CultureInfo.InvariantCulture, $\"is {i}\").ToString()")]
    [InlineData("new System.Text.StringBuilder().Append(' ', i).ToString()")]
    [InlineData("$\"is {s} {DayOfWeek.Monday} {i > 0} {'c'} {nameof(i)}\"")]
    [InlineData("\"is \" + s")]
    [InlineData("s.ToString()")]
    [InlineData("string.Join(\", \", new[] { s })")]
    public void Expression_ThatWritesTheSameInEveryCulture_IsNotFound(string expression) => Found(expression).Should().BeEmpty();

    private static IReadOnlyList<string> Found(string expression) => new SourceCode(
        ("Low/User.cs", $"class User<T, TLabel> where T : unmanaged where TLabel : notnull {{ static string M(int i, double x, int? maybe, object o, string s, T t, TLabel l) => {expression}; }}")).CultureDependentTexts;
}
