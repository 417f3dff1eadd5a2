using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Rows of matrices as columns of a table.</summary>
internal static class PatientColumns
{
    /// <summary>A column of numbers for each row.</summary>
    public static IReadOnlyList<Column> Of<T>(Matrix<T> X, IReadOnlyList<string> names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, X.RowCount).Select(i => Column.Of(names[i], Enumerable.Range(0, X.ColumnCount).Select(j => double.CreateTruncating(X[i, j]))))];

    /// <summary>One column of the classes, or one for each row where there are no classes.</summary>
    public static IReadOnlyList<Column> Of<T>(Matrix<T> Y, int[]? classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => classes is not null
        ? [Column.Of("the target", classes.Select(label => Require.Text(label)))]
        : Of(Y, [.. Enumerable.Range(0, Y.RowCount).Select(i => Y.RowCount == 1 ? "the target" : Invariant($"y[{i}]"))]);
}
