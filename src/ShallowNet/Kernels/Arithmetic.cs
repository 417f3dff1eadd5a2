using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>Sums, differences and products of matrices or vectors of the same size, element by element. A result may replace an operand.</summary>
internal static class Arithmetic
{
    /// <summary>z = x + y.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(x, y, z, default(Sum<T>));

    /// <summary>z = x − y.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(x, y, z, default(Difference<T>));

    /// <summary>z = x∘y.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(x, y, z, default(Product<T>));

    /// <summary>x := s·x.</summary>
    public static void Scale<T>(Span<T> x, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(x, x, new Multiple<T>(s));

    /// <summary>y := y + s·x, each element rounded once.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> x, double s, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(x, y, y, new SumWithMultiple<T>(T.CreateTruncating(s)));

    /// <summary>y := s·(y + x).</summary>
    public static void AddAndScale<T>(ReadOnlySpan<T> x, Span<T> y, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(x, y, y, new MultipleOfSum<T>(s));

    /// <summary>Takes the sum over a chunk of samples into that over all: total = scale·sum for the first chunk, total = scale·(total + sum) for the others.</summary>
    public static void Accumulate<T>(ReadOnlySpan<T> sum, Span<T> total, Accumulation<T> accumulation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (accumulation.IsFirst)
        {
            sum.CopyTo(total);
            Scale(total, accumulation.Scale);
        }
        else
        {
            AddAndScale(sum, total, accumulation.Scale);
        }
    }

    internal readonly struct Product<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, IVector<V, T> => x * y;
    }

    private readonly struct Sum<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, IVector<V, T> => x + y;
    }

    private readonly struct Difference<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, IVector<V, T> => x - y;
    }

    private readonly struct Multiple<T>(T factor) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => x * V.Broadcast(factor);
    }

    private readonly struct SumWithMultiple<T>(T factor) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, IVector<V, T> => V.FusedMultiplyAdd(V.Broadcast(factor), x, y);
    }

    private readonly struct MultipleOfSum<T>(T factor) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, IVector<V, T> => (y + x) * V.Broadcast(factor);
    }
}
