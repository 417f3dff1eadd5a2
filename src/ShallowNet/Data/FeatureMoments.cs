using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The weighted means and standard deviations of features, also of those so large or small that their squares are infinite or 0: these are
/// measured as multiples of a power of two, which changes no digit.
/// </summary>
internal sealed class FeatureMoments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] elements;
    private readonly int features;
    private readonly double[] weights;
    private readonly double total;

    /// <summary>For each feature the power of two that it is measured in.</summary>
    private readonly int[] exponents;

    /// <summary>Prepares to measure.</summary>
    /// <param name="X">The samples, features × m: dense, with finite elements.</param>
    /// <param name="weights">What each sample counts, checked.</param>
    public FeatureMoments(Matrix<T> X, double[] weights)
    {
        (elements, features) = (ColumnMajor.Array(X), X.RowCount);
        int exponent = ExponentOf(weights.Max(), ordinary: 100);
        this.weights = exponent == 0 ? weights : Array.ConvertAll(weights, weight => Math.ScaleB(weight, -exponent));
        total = this.weights.Sum();
        double[] largest = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            largest[i % features] = Math.Max(largest[i % features], Math.Abs(double.CreateTruncating(elements[i])));
        }

        exponents = Array.ConvertAll(largest, size => ExponentOf(size, ordinary: 300));
    }

    /// <summary>The mean of every feature; of a feature with one value, exactly that.</summary>
    public double[] Means()
    {
        double[] means = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            means[i % features] += weights[i / features] * Element(i) / total;
        }

        int first = Array.FindIndex(weights, weight => weight > 0) * features;
        bool[] varies = new bool[features];
        for (int i = first; i < elements.Length; i++)
        {
            varies[i % features] |= elements[i] != elements[first + i % features] && weights[i / features] > 0;
        }

        return [.. means.Select((mean, i) => varies[i] ? InItsUnit(mean, i) : double.CreateTruncating(elements[first + i]))];
    }

    /// <summary>
    /// The root of the mean square distance of every feature from a given point; 0 also where it is no more than rounding can make of 0.
    /// </summary>
    public double[] Deviations(double[] points)
    {
        double[] near = [.. points.Select((point, i) => exponents[i] == 0 ? point : Math.ScaleB(point, -exponents[i]))];
        double[] variances = new double[features];
        for (int i = 0; i < elements.Length; i++)
        {
            double difference = Element(i) - near[i % features];
            variances[i % features] += weights[i / features] * (difference * difference) / total;
        }

        for (int i = 0; i < features; i++)
        {
            // Equal values leave a variance of up to the square of the mean's rounding error.
            double rounding = weights.Length * Math.Abs(near[i]) * 2.220446049250313e-16;
            variances[i] = variances[i] <= rounding * rounding ? 0 : Math.Max(InItsUnit(Math.Sqrt(variances[i]), i), double.Epsilon);
        }

        return variances;
    }

    /// <summary>The exponent of a power of two near a number; 0 where its magnitude is ordinary.</summary>
    private static int ExponentOf(double number, int ordinary)
    {
        int exponent = number == 0 ? 0 : Math.ILogB(number);
        return Math.Abs(exponent) <= ordinary ? 0 : exponent;
    }

    private double Element(int i)
    {
        double x = double.CreateTruncating(elements[i]);
        return exponents[i % features] == 0 ? x : Math.ScaleB(x, -exponents[i % features]);
    }

    private double InItsUnit(double number, int feature) =>
        exponents[feature] == 0 ? number : Math.Clamp(Math.ScaleB(number, exponents[feature]), -double.MaxValue, double.MaxValue);
}
