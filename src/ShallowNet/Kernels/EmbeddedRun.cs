using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>Neighbouring inputs of a layer, each of which becomes the same number of rows of E, by the same formula.</summary>
/// <param name="Inputs">The rows of A[l-1].</param>
/// <param name="Rows">The rows of E.</param>
/// <param name="First">The first of the inputs.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstRow">The first row of E that the first of them becomes.</param>
/// <param name="Size">The rows that each becomes.</param>
internal readonly record struct EmbeddedRun(int Inputs, int Rows, int First, int Count, int FirstRow, int Size)
{
    /// <summary>So many samples of one input are taken at a time, a whole number of vectors, while their columns of E are in the cache.</summary>
    public const int Stretch = 64;

    /// <summary>Some of the inputs alone.</summary>
    /// <param name="first">The first, counted from the run's.</param>
    /// <param name="count">How many.</param>
    public EmbeddedRun Part(int first, int count) => this with { First = First + first, Count = count, FirstRow = FirstRow + first * Size };

    /// <summary>The place of an input of the run in A, of one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Place(int input, int sample) => sample * Inputs + First + input;

    /// <summary>The place of the first row that an input of the run becomes in E, of one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowPlace(int input, int sample) => sample * Rows + FirstRow + input * Size;

    /// <summary>An input of the run for some samples, at most a stretch of them; zeros up to a whole vector.</summary>
    public void GatherInput<T>(ReadOnlySpan<T> A, int input, int sample, int samples, Span<T> x)
        where T : unmanaged => Gather(A[Place(input, sample)..], Inputs, 1, samples, x);

    /// <summary>The rows that an input becomes for some samples, each of which is a stretch long; zeros up to a whole vector.</summary>
    public void GatherRows<T>(ReadOnlySpan<T> E, int input, int sample, int samples, Span<T> rows)
        where T : unmanaged => Gather(E[RowPlace(input, sample)..], Rows, Size, samples, rows);

    /// <summary>Writes the rows that an input becomes for some samples, each of which is a stretch long.</summary>
    public void ScatterRows<T>(ReadOnlySpan<T> rows, Span<T> E, int input, int sample, int samples)
        where T : unmanaged => Scatter(rows, E[RowPlace(input, sample)..], Rows, Size, samples);

    /// <summary>Writes the derivatives by an input for some samples.</summary>
    public void ScatterInput<T>(ReadOnlySpan<T> x, Span<T> A, int input, int sample, int samples)
        where T : unmanaged => Scatter(x, A[Place(input, sample)..], Inputs, 1, samples);

    [MethodImpl(Compile.AtOnce)]
    private static void Gather<T>(ReadOnlySpan<T> columns, int step, int count, int samples, Span<T> rows)
        where T : unmanaged
    {
        Debug.Assert(columns.Length >= (samples - 1) * step + count && rows.Length >= count * Stretch && samples <= Stretch);
        for (int k = 0; k < count; k++)
        {
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns), k), to = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), k * Stretch);
            int s = 0;
            for (; s <= samples - 4; s += 4)
            {
                to = from;
                Unsafe.Add(ref to, 1) = Unsafe.Add(ref from, (nint)step);
                Unsafe.Add(ref to, 2) = Unsafe.Add(ref from, 2 * (nint)step);
                Unsafe.Add(ref to, 3) = Unsafe.Add(ref from, 3 * (nint)step);
                from = ref Unsafe.Add(ref from, 4 * (nint)step);
                to = ref Unsafe.Add(ref to, 4);
            }

            for (; s < samples; s++)
            {
                rows[k * Stretch + s] = columns[s * step + k];
            }

            for (; s % Vector512<T>.Count != 0; s++)
            {
                rows[k * Stretch + s] = default;
            }
        }
    }

    [MethodImpl(Compile.AtOnce)]
    private static void Scatter<T>(ReadOnlySpan<T> rows, Span<T> columns, int step, int count, int samples)
        where T : unmanaged
    {
        Debug.Assert(columns.Length >= (samples - 1) * step + count && rows.Length >= count * Stretch && samples <= Stretch);
        for (int k = 0; k < count; k++)
        {
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), k * Stretch), to = ref Unsafe.Add(ref MemoryMarshal.GetReference(columns), k);
            int s = 0;
            for (; s <= samples - 4; s += 4)
            {
                to = from;
                Unsafe.Add(ref to, (nint)step) = Unsafe.Add(ref from, 1);
                Unsafe.Add(ref to, 2 * (nint)step) = Unsafe.Add(ref from, 2);
                Unsafe.Add(ref to, 3 * (nint)step) = Unsafe.Add(ref from, 3);
                from = ref Unsafe.Add(ref from, 4);
                to = ref Unsafe.Add(ref to, 4 * (nint)step);
            }

            for (; s < samples; s++)
            {
                columns[s * step + k] = rows[k * Stretch + s];
            }
        }
    }
}
