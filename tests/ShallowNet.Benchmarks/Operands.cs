using System.Numerics;

namespace ShallowNet.Benchmarks;

/// <summary>What kernels are given, and where they write.</summary>
internal sealed class Operands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Count = 4096;

    public T[] Z { get; } = Elements.Normal<T>(Count, 1);

    /// <summary>Probabilities.</summary>
    public T[] P { get; } = Elements.Probabilities<T>(Count, 2);

    /// <summary>Labels: 0 and 1.</summary>
    public T[] Y { get; }

    /// <summary>The codes of categories.</summary>
    public T[] Codes { get; } = [.. Enumerable.Range(0, Count / KernelList.CategorySize).Select(j => T.CreateTruncating(j % KernelList.Categories))];

    /// <summary>Weights, which optimizers change.</summary>
    public T[] W { get; } = Elements.Normal<T>(Count, 3);

    public T[] A { get; } = new T[Count];

    /// <summary>Derivatives, which kernels change in place: 0, which they stay however often they are changed.</summary>
    public T[] D { get; } = new T[Count];

    public T[] Losses { get; } = new T[Count];

    /// <summary>An optimizer's averages of gradients.</summary>
    public T[] V { get; } = new T[Count];

    /// <summary>Those of their squares.</summary>
    public T[] S { get; } = new T[Count];

    /// <summary>Room for two numbers of each element.</summary>
    public T[] Room { get; } = new T[2 * Count];

    public Operands() => Y = [.. Z.Select(x => T.IsNegative(x) ? T.Zero : T.One)];

    /// <summary>Everything a kernel can write, with a name for messages.</summary>
    public IEnumerable<(string Name, T[] Elements)> Results => [("A", A), ("dZ", D), ("losses", Losses), ("v", V), ("s", S), ("W", W)];

    /// <summary>Operands whose derivatives and averages are not 0.</summary>
    public static Operands<T> Moving()
    {
        Operands<T> all = new();
        Elements.Normal<T>(Count, 4).CopyTo(all.D, 0);
        Elements.Normal<T>(Count, 5).CopyTo(all.V, 0);
        Elements.Probabilities<T>(Count, 6).CopyTo(all.S, 0);
        return all;
    }

    /// <summary>The same with what kernels treat in ways of their own: large and tiny numbers, zeros and infinities.</summary>
    public static Operands<T> Extreme()
    {
        T[] special = [T.Zero, T.NegativeZero, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon];
        T large = T.CreateTruncating(40), tiny = T.Epsilon * T.CreateTruncating(1e6);
        Operands<T> all = Moving();
        for (int i = 0; i < Count; i++)
        {
            all.Z[i] = i % 5 == 0 ? special[i / 5 % special.Length] : large * all.Z[i];
            all.P[i] = i % 7 == 0 ? T.CreateTruncating(i / 7 % 2) : all.P[i];
            all.Codes[i % all.Codes.Length] = i % 11 == 0 ? T.CreateTruncating(-i + 0.5) : all.Codes[i % all.Codes.Length];
            T factor = i % 3 == 0 ? tiny : T.One;
            (all.V[i], all.S[i], all.W[i]) = (factor * all.V[i], factor * all.S[i], factor * all.W[i]);
        }

        return all;
    }
}

/// <summary>A kernel on operands.</summary>
internal readonly record struct Kernel<T>(string Name, Action<Operands<T>> Run)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
