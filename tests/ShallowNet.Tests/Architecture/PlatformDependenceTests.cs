namespace ShallowNet.Tests;

/// <summary>What the test of functions sees, on a line of code each.</summary>
public sealed class PlatformDependenceTests
{
    [Theory]
    [InlineData("Math.Log(x)")]
    [InlineData("Math.Pow(x, 2)")]
    [InlineData("MathF.Tanh((float)x)")]
    [InlineData("double.Exp(x)")]
    [InlineData("double.RootN(x, 3)")]
    [InlineData("float.SinCos(1).Sin")]
    [InlineData("T.Cos(t)")]
    [InlineData("new[] { x }.Select(Math.Sin)")]
    [InlineData("Atan2(x, x)")]
    [InlineData("System.Numerics.Complex.Exp(x)")]
    [InlineData("System.Runtime.Intrinsics.Vector512.Log(System.Runtime.Intrinsics.Vector512.Create(x))")]
    [InlineData("System.Runtime.Intrinsics.Vector128.MultiplyAddEstimate(v, v, v)")]
    [InlineData("Math.ReciprocalSqrtEstimate(x)")]
    public void Expression_OfWhichPlatformsHaveOtherBits_IsFound(string expression) => Found(expression).Should().ContainSingle().Which.Should().StartWith("Low/User.cs:1: ");

    [Theory]
    [InlineData("Math.Sqrt(x) + Math.Abs(x) + Math.Floor(x) + Math.ScaleB(x, 2) + Math.ILogB(x)")]
    [InlineData("Math.FusedMultiplyAdd(x, x, x)")]
    [InlineData("System.Numerics.BitOperations.Log2(3u) + int.Log2(3)")]
    [InlineData("System.Numerics.BigInteger.Pow(3, 3)")]
    [InlineData("Sin(x) + Own.Log(x)")]
    [InlineData("nameof(Math.Log)")]
    public void Expression_WithTheSameBitsEverywhere_IsNotFound(string expression) => Found(expression).Should().BeEmpty();

    private static IReadOnlyList<string> Found(string expression) => new SourceCode(
        ("Low/User.cs", "using static System.Math; " +
            $"class User<T> where T : System.Numerics.IFloatingPointIeee754<T> {{ static object M(double x, T t, System.Runtime.Intrinsics.Vector128<double> v) => {expression}; static double Sin(double x) => x; }}"),
        ("Low/Own.cs", "static class Own { public static double Log(double x) => x; }")).PlatformDependentFunctions;
}
