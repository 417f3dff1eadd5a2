using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Classes, counted from 0, as columns with a single 1, and back.</summary>
public static class OneHot
{
    /// <summary>One column for each label, with a 1 in the label's row.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="labels">m labels from 0 to classes − 1; at least one.</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <returns>classes × m.</returns>
    /// <exception cref="ArgumentException">There is no label, or one is out of range.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Matrix<T> Encode<T>(IReadOnlyList<int> labels, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.NotNull(labels);
        Require.AtLeast(1, classes, nameof(classes));
        if (labels.Count == 0)
        {
            throw new ArgumentException("labels must have at least one element, but is empty.", nameof(labels));
        }

        T[] elements = new T[Require.Elements(classes, labels.Count)];
        for (int j = 0; j < labels.Count; j++)
        {
            if (labels[j] < 0 || labels[j] >= classes)
            {
                throw new ArgumentException(
                    Invariant($"labels must lie within 0 and {classes - 1} (classes − 1), but labels[{j}] is {labels[j]}."), nameof(labels));
            }

            elements[labels[j] + j * classes] = T.One;
        }

        return ColumnMajor.Create(classes, labels.Count, elements);
    }

    /// <summary>
    /// The class of every column: the row of its largest element (the first, of equals). A single row holds the probability
    /// of class 1, which is chosen above 0.5.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="columns">Outputs Ŷ or labels Y, n_y × m.</param>
    /// <returns>m classes, counted from 0.</returns>
    /// <exception cref="ArgumentException">There is no column, or an element is not finite.</exception>
    public static int[] Decode<T>(Matrix<T> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        ReadOnlySpan<T> elements = ColumnMajor.Span(Require.Samples(columns, null, null, nameof(columns), ""));
        int rows = columns.RowCount;
        int[] classes = new int[columns.ColumnCount];
        for (int j = 0; j < classes.Length; j++)
        {
            ReadOnlySpan<T> column = elements.Slice(j * rows, rows);
            if (rows == 1)
            {
                classes[j] = column[0] > T.CreateTruncating(0.5) ? 1 : 0;
                continue;
            }

            for (int i = 1; i < rows; i++)
            {
                classes[j] = column[i] > column[classes[j]] ? i : classes[j];
            }
        }

        return classes;
    }

    /// <summary>
    /// The class of every column of labels: a single row must hold nothing but 0 and 1, columns of several must sum to 1, or they would be of
    /// no class, or of many.
    /// </summary>
    internal static int[] Labels<T>(Matrix<T> Y, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Y = Require.Samples(Y, null, null, name, "");
        if (Y.RowCount > 1)
        {
            Require.Distributions<T>(ColumnMajor.Span(Y), Y.RowCount, name, "(one-hot: OneHot.Encode)");
        }

        for (int j = 0; j < Y.ColumnCount && Y.RowCount == 1; j++)
        {
            if (Y[0, j] != T.Zero && Y[0, j] != T.One)
            {
                throw new ArgumentException(
                    Invariant($"{name} must hold 0 and 1 in its one row, or be one-hot (OneHot.Encode), but {name}[0, {j}] is {Require.Text(double.CreateTruncating(Y[0, j]))}."), name);
            }
        }

        return Decode(Y);
    }
}
