using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>
/// Memory for intermediate results, kept by each thread from one use to the next, so that warm code allocates nothing.
/// </summary>
/// <remarks>
/// <c>using var scratch = Scratch&lt;T&gt;.Rent(length);</c>. Uses may nest, and end in the opposite order. A shared pool would not do,
/// because it may give memory back to the garbage collector at any time, and allocate again later.
/// <para>
/// A thread keeps a buffer for each depth of nesting and each precision, as large as the largest that was asked for there, until it ends.
/// What is asked for depends on the layers, not on the number of samples: a layer's weights (packed, transposed, or the gradient of a
/// chunk), or its outputs for the samples of one block or chunk (256 and 512). So a thread keeps a few times the largest layer's weights at
/// most, and no buffer refers to anything else.
/// </para>
/// </remarks>
internal readonly ref struct Scratch<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static T[][]? buffers;

    [ThreadStatic]
    private static int rented;

    private readonly int level;

    private Scratch(Span<T> span, int level)
    {
        Span = span;
        this.level = level;
    }

    /// <summary>The memory; its content is undefined.</summary>
    public Span<T> Span { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scratch<T> Rent(int length)
    {
        T[][]? mine = buffers;
        int level = rented;
        T[] buffer = mine is not null && level < mine.Length && mine[level] is { } kept && kept.Length >= length ? kept : Allocate(level, length);
        rented = level + 1;
        return new Scratch<T>(buffer.AsSpan(0, length), level);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        Debug.Assert(rented == level + 1, "Scratch memory must be given back in the opposite order.");
        rented = level;
    }

    private static T[] Allocate(int level, int length)
    {
        T[][] mine = buffers ?? [];
        if (level >= mine.Length)
        {
            Array.Resize(ref mine, level + 4);
            buffers = mine;
        }

        return mine[level] = GC.AllocateUninitializedArray<T>(length);
    }
}
