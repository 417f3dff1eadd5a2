using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Data to learn from: two-dimensional points that are made from a seed, and real data that are part of the library, as tables and as matrices. X is
/// features × m; Y is 1 × m with 0 and 1, or with numbers to predict, or one-hot for more than two classes.
/// </summary>
public static partial class Datasets
{
    /// <summary>
    /// The flower of <c>load_planar_dataset</c> in the course's programming assignment (the article has no data): two classes that take turns as its petals.
    /// </summary>
    /// <remarks>
    /// The same points as the course's program with <c>np.random.seed(seed)</c>. Its sines and cosines depend on the processor and the C library in their last bits; here they are the
    /// nearest numbers everywhere, which NumPy without AVX-512 has on Linux but for one coordinate in several hundred.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">m, even, at least 2; the course has 400.</param>
    /// <param name="seed">At least 0; 0 unless given, as everywhere. The course has 1.</param>
    /// <returns>X, 2 × m, and Y, 1 × m: first all samples of class 0, then all of class 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The samples are odd or fewer than 2, or the seed is negative.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Flower<T>(int samples = 400, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Require.AtLeast(2, samples, nameof(samples)) % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), Invariant($"samples must be even, but is {samples}."));
        }

        const double PetalLength = 4;
        NumPyRandom random = new(seed);
        int half = samples / 2;
        Points points = new(samples);
        for (int label = 0; label < 2; label++)
        {
            double[] angles = Spaced(label * 3.12, (label + 1) * 3.12, half);
            Disturb(angles, 0.2, random);
            double[] radii = Array.ConvertAll(angles, t => PetalLength * ScalarFunctions.Sin(4 * t));
            Disturb(radii, 0.2, random);
            for (int i = 0; i < half; i++)
            {
                points.Add(radii[i] * ScalarFunctions.Sin(angles[i]), radii[i] * ScalarFunctions.Cos(angles[i]), label);
            }
        }

        return points.Binary<T>();
    }

    /// <summary>Two interleaved half circles.</summary>
    /// <remarks>The points of scikit-learn's <c>make_moons(samples, noise=noise, random_state=seed)</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">m, at least 2.</param>
    /// <param name="noise">The standard deviation of what is added to every coordinate; at least 0.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>X, 2 × m, and Y, 1 × m, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Moons<T>(int samples = 400, double noise = 0.1, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outer, int inner) = Halves(samples);
        Points points = new(samples);
        foreach (double t in Spaced(0, Math.PI, outer))
        {
            points.Add(ScalarFunctions.Cos(t), ScalarFunctions.Sin(t), 0);
        }

        foreach (double t in Spaced(0, Math.PI, inner))
        {
            points.Add(1 - ScalarFunctions.Cos(t), 1 - ScalarFunctions.Sin(t) - 0.5, 1);
        }

        return points.ShuffleAndDisturb(noise, new NumPyRandom(seed)).Binary<T>();
    }

    /// <summary>A large circle around a small one.</summary>
    /// <remarks>The points of scikit-learn's <c>make_circles(samples, noise=noise, factor=factor, random_state=seed)</c>.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">m, at least 2.</param>
    /// <param name="noise">The standard deviation of what is added to every coordinate; at least 0.</param>
    /// <param name="factor">The radius of the small circle (class 1), the large one's being 1; greater than 0 and less than 1.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>X, 2 × m, and Y, 1 × m, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Circles<T>(int samples = 400, double noise = 0.1, double factor = 0.5, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Share(factor, nameof(factor));
        (int outer, int inner) = Halves(samples);
        Points points = new(samples);
        for (int i = 0; i < outer; i++)
        {
            double t = i * (2 * Math.PI / outer);
            points.Add(ScalarFunctions.Cos(t), ScalarFunctions.Sin(t), 0);
        }

        for (int i = 0; i < inner; i++)
        {
            double t = i * (2 * Math.PI / inner);
            points.Add(ScalarFunctions.Cos(t) * factor, ScalarFunctions.Sin(t) * factor, 1);
        }

        return points.ShuffleAndDisturb(noise, new NumPyRandom(seed)).Binary<T>();
    }

    /// <summary>Spiral arms, one for each class.</summary>
    /// <remarks>The points of Stanford's CS231n notes: r from 0 to 1, t from 4k to 4(k + 1) plus noise, (r sin t, r cos t).</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">m, at least one for each class; the first classes get one more where it does not divide.</param>
    /// <param name="classes">The number of arms, at least 2.</param>
    /// <param name="noise">The standard deviation of what is added to the angle, in radians; at least 0.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>X, 2 × m, and Y, classes × m, one-hot, class after class.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Spirals<T>(int samples = 300, int classes = 3, double noise = 0.2, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNegative(noise, nameof(noise));
        NumPyRandom random = new(seed);
        Points points = new(samples);
        foreach ((int label, int count) in PerClass(samples, classes))
        {
            double[] radii = Spaced(0, 1, count);
            double[] angles = Spaced(label * 4, (label + 1) * 4, count);
            Disturb(angles, noise, random);
            for (int i = 0; i < count; i++)
            {
                points.Add(radii[i] * ScalarFunctions.Sin(angles[i]), radii[i] * ScalarFunctions.Cos(angles[i]), label);
            }
        }

        return points.OneHot<T>(classes);
    }

    /// <summary>Round clouds around random centres, one for each class.</summary>
    /// <remarks>
    /// The points of scikit-learn's <c>make_blobs(samples, centers=classes, cluster_std=standardDeviation, random_state=seed)</c>.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="samples">m, at least one for each class; the first classes get one more where it does not divide.</param>
    /// <param name="classes">The number of clouds, at least 2.</param>
    /// <param name="standardDeviation">How wide they are; at least 0. The centres lie within ±10.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <returns>X, 2 × m, and Y, classes × m, one-hot, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Blobs<T>(int samples = 300, int classes = 3, double standardDeviation = 1, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNegative(standardDeviation, nameof(standardDeviation));
        (int Label, int Count)[] sizes = PerClass(samples, classes);
        NumPyRandom random = new(seed);
        Points points = new(samples);
        (double X, double Y)[] centres = Array.ConvertAll(sizes, _ => (random.Uniform(-10, 10), random.Uniform(-10, 10)));
        foreach ((int label, int count) in sizes)
        {
            for (int i = 0; i < count; i++)
            {
                double x = centres[label].X + standardDeviation * random.Randn();
                points.Add(x, centres[label].Y + standardDeviation * random.Randn(), label);
            }
        }

        return points.ShuffleAndDisturb(0, random).OneHot<T>(classes);
    }

    private static (int First, int Second) Halves(int samples)
    {
        int first = Require.AtLeast(2, samples, nameof(samples)) / 2;
        return (first, samples - first);
    }

    private static (int Label, int Count)[] PerClass(int samples, int classes)
    {
        Require.AtLeast(2, classes, nameof(classes));
        Require.AtLeast(classes, samples, nameof(samples));
        return [.. Enumerable.Range(0, classes).Select(label => (label, samples / classes + (label < samples % classes ? 1 : 0)))];
    }

    /// <summary>NumPy's <c>linspace(start, stop, count)</c>.</summary>
    private static double[] Spaced(double start, double stop, int count)
    {
        double[] values = new double[count];
        double step = (stop - start) / (count - 1);
        for (int i = 0; i < count; i++)
        {
            values[i] = count == 1 ? start : i == count - 1 ? stop : i * step + start;
        }

        return values;
    }

    private static void Disturb(double[] values, double standardDeviation, NumPyRandom random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += random.Randn() * standardDeviation;
        }
    }

    /// <summary>Labelled points on their way to matrices.</summary>
    private sealed class Points(int capacity)
    {
        private readonly List<(double X, double Y, int Label)> points = new(capacity);

        public void Add(double x, double y, int label) => points.Add((x, y, label));

        /// <summary>scikit-learn's order of things: shuffle, then noise.</summary>
        public Points ShuffleAndDisturb(double noise, NumPyRandom random)
        {
            Require.NotNegative(noise, nameof(noise));
            Points result = new(points.Count);
            foreach (int i in random.Permutation(points.Count))
            {
                (double x, double y, int label) = points[i];
                result.Add(x, y, label);
            }

            for (int i = 0; noise > 0 && i < points.Count; i++)
            {
                (double x, double y, int label) = result.points[i];
                x += noise * random.Randn();
                result.points[i] = (x, y + noise * random.Randn(), label);
            }

            return result;
        }

        public (Matrix<T> X, Matrix<T> Y) Binary<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Matrix<T> X = Coordinates<T>();
            return (X, ColumnMajor.Create(1, points.Count, points.ConvertAll(p => T.CreateTruncating(p.Label)).ToArray()));
        }

        public (Matrix<T> X, Matrix<T> Y) OneHot<T>(int classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            (Coordinates<T>(), ShallowNet.OneHot.Encode<T>(points.ConvertAll(p => p.Label), classes));

        private Matrix<T> Coordinates<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Require.Precision<T>();
            return ColumnMajor.Create(
                2, points.Count, points.SelectMany(p => new[] { T.CreateTruncating(p.X), T.CreateTruncating(p.Y) }).ToArray());
        }
    }
}
