using System.Numerics;

namespace ShallowNet.Kernels;

/// <summary>
/// What a product C = scale·(start + A·B) is made of: A is rows × depth, B depth × columns, and C rows × columns, column after column.
/// </summary>
internal readonly ref struct Multiplication<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required ReadOnlySpan<T> A { get; init; }

    /// <summary>Whether A is stored as its transpose, depth × rows.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>From one column of A, where it is not transposed, to the next; 0 where they follow each other, and it is the rows.</summary>
    public int AStride { get; init; }

    /// <summary>What every column starts from, an element for each row; empty for zeros.</summary>
    public ReadOnlySpan<T> Start { get; init; }

    /// <summary>B(p, j) is at p·<see cref="DepthStride"/> + j·<see cref="ColumnStride"/>.</summary>
    public required ReadOnlySpan<T> B { get; init; }

    public required Span<T> C { get; init; }

    public required int Rows { get; init; }

    public required int Depth { get; init; }

    public required int Columns { get; init; }

    public required int DepthStride { get; init; }

    public required int ColumnStride { get; init; }

    public required T Scale { get; init; }
}
