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
            result = Of(result, classWeights, RequiredClassesOf(Y), Y.RowCount, name);
        }

        return result;
    }

    /// <summary>Each sample's weight times its class's.</summary>
    /// <param name="weights">The samples' own; null where all count the same.</param>
    /// <param name="classWeights">Those of the classes.</param>
    /// <param name="classes">The class of each sample.</param>
    /// <param name="outputs">n_y.</param>
    /// <param name="name">What the weights are called.</param>
    public static double[] Of(double[]? weights, ClassWeights classWeights, int[] classes, int outputs, string name = "weights")
    {
        IReadOnlyList<double> perClass = classWeights.Of(classes, Math.Max(2, outputs));
        double[] each = [.. classes.Select((label, j) => perClass[label] * (weights is null ? 1 : weights[j]))];

        // A part of the samples may well be of classes that count nothing.
        return classWeights.AreOfAll ? each : Require.Weights(each, classes.Length, name);
    }

    /// <summary>The class of every column.</summary>
    /// <exception cref="ArgumentException">Y has not one row of 0 and 1, nor one-hot columns.</exception>
    public static int[] RequiredClassesOf<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ClassesOf(Y) ?? throw new ArgumentException(
            "ClassWeights need classes: Y must have one row of 0 and 1, or one-hot columns (OneHot.Encode).", nameof(Y));

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
