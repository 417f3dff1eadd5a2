using System.Diagnostics;

namespace ShallowNet.Kernels;

/// <summary>
/// Memory for intermediate results, kept by each thread from one use to the next, so that warm code allocates nothing.
/// </summary>
/// <remarks>
/// <c>using var scratch = Scratch&lt;T&gt;.Rent(length);</c>. Uses may nest, and end in the opposite order. A shared pool would not do:
/// it may give memory back to the garbage collector at any time.
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

    public static Scratch<T> Rent(int length)
    {
        T[][] mine = buffers ??= new T[4][];
        if (rented == mine.Length)
        {
            Array.Resize(ref mine, 2 * mine.Length);
            buffers = mine;
        }

        ref T[] buffer = ref mine[rented];
        if (buffer is null || buffer.Length < length)
        {
            buffer = GC.AllocateUninitializedArray<T>(length);
        }

        return new Scratch<T>(buffer.AsSpan(0, length), rented++);
    }

    public void Dispose()
    {
        Debug.Assert(rented == level + 1, "Scratch memory must be given back in the opposite order.");
        rented = level;
    }
}
