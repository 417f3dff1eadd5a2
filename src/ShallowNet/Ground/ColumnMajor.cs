using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The only door from MathNet's matrices to their arrays: column-major, column after column.
/// </summary>
internal static class ColumnMajor
{
    /// <summary>
    /// The matrix itself when it is stored densely, otherwise a dense copy. A sparse matrix may have more elements than an array can; that is
    /// refused before anything is allocated.
    /// </summary>
    public static Matrix<T> Of<T>(Matrix<T> matrix, [CallerArgumentExpression(nameof(matrix))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        matrix.AsColumnMajorArray() is not null ? matrix : Create(matrix.RowCount, matrix.ColumnCount, ToArray(matrix, name));

    /// <summary>The live elements of a dense matrix.</summary>
    public static Span<T> Span<T>(Matrix<T> dense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array(dense);

    /// <summary>The live array of a dense matrix.</summary>
    public static T[] Array<T>(Matrix<T> dense)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        dense.AsColumnMajorArray() ?? throw new InvalidOperationException("The matrix is not dense.");

    /// <summary>A dense matrix of zeros.</summary>
    public static Matrix<T> Create<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Create(rows, columns, new T[Require.Elements(rows, columns)]);

    /// <summary>A dense matrix on top of the array, which is not copied.</summary>
    public static Matrix<T> Create<T>(int rows, int columns, T[] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix<T>.Build.Dense(rows, columns, elements);

    /// <summary>The same numbers in another precision.</summary>
    public static Matrix<TOther> Convert<T, TOther>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther> =>
        Create(matrix.RowCount, matrix.ColumnCount, System.Array.ConvertAll(ToArray(matrix, nameof(matrix)), TOther.CreateTruncating));

    private static T[] ToArray<T>(Matrix<T> matrix, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Elements(matrix.RowCount, matrix.ColumnCount, name);
        return matrix.ToColumnMajorArray();
    }

    /// <summary>The given columns, in the given order.</summary>
    public static Matrix<T> Columns<T>(Matrix<T> dense, ReadOnlySpan<int> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> result = Create<T>(dense.RowCount, columns.Length);
        ColumnGather.Copy(Span(dense), dense.RowCount, columns, Span(result));
        return result;
    }
}
