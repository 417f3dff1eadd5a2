using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Weights of samples: checked, together with those of their classes, and brought to a mean of 1.</summary>
internal static class SampleWeights
{
    /// <summary>Each sample's weight times its class's; null where all count the same.</summary>
    public static double[]? Of<T>(IEnumerable<double>? weights, ClassWeights? classWeights, Matrix<T> Y, string name = "weights")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[]? result = null;
        if (weights is not null)
        {
            result = Require.Weights(weights, Y.ColumnCount, name);
        }

        if (classWeights is not null)
        {
            int[] labels = ClassesOf(Y) ?? throw new ArgumentException(
                "ClassWeights need classes: Y must have one row of 0 and 1, or one-hot columns (OneHot.Encode).", nameof(Y));
            IReadOnlyList<double> perClass = classWeights.Of(labels, Math.Max(2, Y.RowCount));
            double[] each = [.. labels.Select((label, j) => perClass[label] * (result is null ? 1 : result[j]))];

            // A part of the samples may well be of classes that count nothing.
            result = classWeights.AreOfAll ? each : Require.Weights(each, Y.ColumnCount, name);
        }

        return result;
    }

    /// <summary>The weights times m/Σ w, so that their mean is 1.</summary>
    public static T[]? Normalize<T>(double[]? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights is null)
        {
            return null;
        }

        double factor = weights.Length / weights.Sum();
        T[] normalized = new T[weights.Length];
        for (int j = 0; j < normalized.Length; j++)
        {
            normalized[j] = T.CreateTruncating(weights[j] * factor);
        }

        return normalized;
    }

    /// <summary>The class of every column where Y has one row of 0 and 1, or one-hot columns; otherwise null.</summary>
    public static int[]? ClassesOf<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> elements = ColumnMajor.Span(ColumnMajor.Of(Y));
        int rows = Y.RowCount;
        int[] classes = new int[Y.ColumnCount];
        for (int j = 0; j < classes.Length; j++)
        {
            int ones = 0;
            for (int i = 0; i < rows; i++)
            {
                T y = elements[j * rows + i];
                if (y == T.One)
                {
                    ones++;
                    classes[j] = rows == 1 ? 1 : i;
                }
                else if (y != T.Zero)
                {
                    return null;
                }
            }

            if (rows > 1 && ones != 1)
            {
                return null;
            }
        }

        return classes;
    }
}
