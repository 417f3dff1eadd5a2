using System.Numerics;
using System.Runtime.Intrinsics;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

public sealed class CSharpFunctionsInDouble : CSharpFunctionsTests<double>;

public sealed class CSharpFunctionsInFloat : CSharpFunctionsTests<float>;

/// <summary>The scalar functions of exported source against the vector kernels, bit for bit.</summary>
public abstract class CSharpFunctionsTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Lazy<T[]> Arguments = new(() => [.. Edges, .. Uniform]);

    private static ExportedClass<T> Exported => new(
        $$"""
        using System;
        /// <summary>All functions.</summary>
        public static class Exported
        {
        #pragma warning disable CS1591
        {{string.Join('\n', CSharpFunctions.Sources<T>(CSharpFunctions.All())).Replace("private static", "public static", StringComparison.Ordinal)}}
        }
        """);

    public static TheoryData<string> Functions => ["Exp", "Expm1", "Tanh", "Sigmoid", "Softplus", "Log1p", "Phi", "CosPi"];

    private static IEnumerable<T> Edges
    {
        get
        {
            foreach (double edge in (double[])
                [
                    0, double.Epsilon, 1e-310, float.Epsilon, 1e-40, 1e-30, 0.1, 0.41421356237309503, 0.5, 1, 2, 10, 15, 20, 30, 38, 40, 60, 87.5,
                    88.73, 100, 103.5, 104, 120, 708.5, 709.7, 709.79, 710, 720, 745, 745.2, 746, 760, 1e5, 3e38, 1e300, double.MaxValue,
                    double.PositiveInfinity, double.NaN,
                ])
            {
                foreach (T x in (T[])[T.CreateTruncating(edge), T.BitIncrement(T.CreateTruncating(edge)), T.BitDecrement(T.CreateTruncating(edge))])
                {
                    yield return x;
                    yield return -x;
                }
            }
        }
    }

    private static IEnumerable<T> Uniform
    {
        get
        {
            NumPyRandom random = new(3);
            foreach (double scale in (double[])[1e-3, 1, 10, 40, 120, 760])
            {
                for (int i = 0; i < 20_000; i++)
                {
                    yield return T.CreateTruncating(random.Uniform(-scale, scale));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void Function_OfAnyNumber_HasTheKernelsBits(string name)
    {
        Func<T, T> function = Exported.Function<Func<T, T>>(name);
        T[] arguments = [.. Arguments.Value.Where(x => name != "Log1p" || (x >= T.Zero && x <= T.One))];
        arguments.Length.Should().BeGreaterThan(name == "Log1p" ? 20_000 : 120_000);
        for (int i = 0; i <= arguments.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Vector512<T> expected = Kernel(name, Vector512.Create<T>(arguments.AsSpan(i)));
            for (int p = 0; p < Vector512<T>.Count; p++)
            {
                T x = arguments[i + p], value = function(x);
                if (!Same(value, expected[p]))
                {
                    Assert.Fail($"{name}({x:R}) is {value:R}, but must be {expected[p]:R}.");
                }
            }
        }
    }

    [Fact]
    public void Sources_OfOneFunction_AreThoseItNeeds()
    {
        string source = string.Concat(CSharpFunctions.Sources<T>(CSharpFunctions.All().Where(function => function.Name == "Tanh")));

        string[] functions = [.. CSharpFunctions.All().Select(function => function.Name).Where(name => source.Contains($"{CSharpText.Keyword<T>()} {name}(", StringComparison.Ordinal))];
        functions.Should().BeEquivalentTo("Tanh", "QuotientBySum", "ReducedExpm1", "PowerOfTwo", "ExpPolynomial");
        source.Should().NotContainAny("real", "MathR", "⟦");
    }

    internal static bool Same(T x, T y) => (T.IsNaN(x) && T.IsNaN(y)) || (x == y && T.IsNegative(x) == T.IsNegative(y));

    private static Vector512<T> Kernel(string name, Vector512<T> arguments) => Kernel(name, new Wide<T>(arguments)).Value;

    private static Wide<T> Kernel(string name, Wide<T> v) => name switch
    {
        "Exp" => Elementary.Exp(v),
        "Expm1" => Elementary.Expm1(v),
        "Tanh" => Elementary.Tanh(v),
        "Sigmoid" => Elementary.Sigmoid(v),
        "Softplus" => Elementary.Softplus(v),
        "Log1p" => Elementary.Log1p(v),
        "CosPi" => Elementary.CosPi(v),
        _ => GaussianIntegral.Phi(v, out _),
    };
}
