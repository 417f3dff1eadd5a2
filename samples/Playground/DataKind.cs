using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground;

/// <summary>Points of the plane, 2 × m, and their labels, n_y × m.</summary>
internal readonly record struct Samples(Matrix<double> Points, Matrix<double> Y);

/// <summary>A data set: how its points are made, here and in the C# that the page shows.</summary>
/// <param name="Name">Its name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="IsRegression">Whether its labels are numbers, and not classes.</param>
/// <param name="CSharp">The statements that make <c>points</c> and <c>Y</c>; {m}, {noise} and {seed} stand for numbers.</param>
/// <param name="Make">The same, to be run here; null for points that are given.</param>
internal sealed record DataKind(string Name, string Title, bool IsRegression, string CSharp, Func<Setup, Samples>? Make)
{
    private const string Square = "NumPyRandom random = new({seed});\nMatrix<double> points = 2 * random.Rand<double>(2, {m}) - 1;\n";

    private const string Disturbed = "points += {noise} * random.Randn<double>(2, {m});\n";

    /// <summary>Every data set, in the order of the page.</summary>
    public static readonly IReadOnlyList<DataKind> All =
    [
        new("flower", "Flower", false, "var (points, Y) = Datasets.Flower<double>(samples: {m}, seed: {seed});\npoints += {noise} * new NumPyRandom({seed}).Randn<double>(2, {m});\n", MakeFlower),
        Of("moons", "Moons", "Moons<double>(samples: {m}, noise: {noise}, seed: {seed})", setup => Datasets.Moons<double>(setup.Samples, setup.Noise, setup.DataSeed)),
        Of("circles", "Circles", "Circles<double>(samples: {m}, noise: {noise}, seed: {seed})", setup => Datasets.Circles<double>(setup.Samples, setup.Noise, seed: setup.DataSeed)),
        Of("spirals", "Two spirals", "Spirals<double>(samples: {m}, classes: 2, noise: {noise}, seed: {seed})", setup => Datasets.Spirals<double>(setup.Samples, 2, setup.Noise, setup.DataSeed)),
        Of("spirals3", "Three spirals", "Spirals<double>(samples: {m}, classes: 3, noise: {noise}, seed: {seed})", setup => Datasets.Spirals<double>(setup.Samples, 3, setup.Noise, setup.DataSeed)),
        new("xor", "XOR", false, Square + Labels("x1 * x2 < 0 ? 1 : 0") + Disturbed, MakeXor),
        Surface("plane", "Plane", "(x1 + x2) / 2", (x1, x2) => (x1 + x2) / 2),
        Surface("saddle", "Saddle", "2 * x1 * x2", (x1, x2) => 2 * x1 * x2),
        Surface("hill", "Hill", "Math.Round(2 * Math.Exp(-4 * (x1 * x1 + x2 * x2)) - 1, 12)", (x1, x2) => Math.Round(2 * Math.Exp(-4 * (x1 * x1 + x2 * x2)) - 1, 12)),
        Surface("waves", "Waves", "Math.Round(Math.Sin(Math.PI * x1) * Math.Cos(Math.PI * x2), 12)", (x1, x2) => Math.Round(Math.Sin(Math.PI * x1) * Math.Cos(Math.PI * x2), 12)),
        new("own", "Own points", false, "", null),
        new("ownnumbers", "Own numbers", true, "", null),
    ];

    private static DataKind Of(string name, string title, string call, Func<Setup, (Matrix<double> X, Matrix<double> Y)> make) =>
        new(name, title, false, $"var (points, Y) = Datasets.{call};\n", setup =>
        {
            var (X, Y) = make(setup);
            return new Samples(X, Y);
        });

    private static DataKind Surface(string name, string title, string formula, Func<double, double, double> height) =>
        new(name, title, true, Square + Labels(formula) + "Y += {noise} * random.Randn<double>(1, {m});\n", setup =>
        {
            NumPyRandom random = new(setup.DataSeed);
            Matrix<double> points = 2 * random.Rand<double>(2, setup.Samples) - 1;
            Matrix<double> Y = Matrix<double>.Build.Dense(1, setup.Samples, (_, j) => height(points[0, j], points[1, j]));
            return new Samples(points, Y + setup.Noise * random.Randn<double>(1, setup.Samples));
        });

    private static string Labels(string formula) =>
        $"Matrix<double> Y = Matrix<double>.Build.Dense(1, {{m}}, (_, j) => Label(points[0, j], points[1, j]));\nstatic double Label(double x1, double x2) => {formula};\n";

    private static Samples MakeFlower(Setup setup)
    {
        var (points, Y) = Datasets.Flower<double>(setup.Samples, setup.DataSeed);
        return new Samples(points + setup.Noise * new NumPyRandom(setup.DataSeed).Randn<double>(2, setup.Samples), Y);
    }

    private static Samples MakeXor(Setup setup)
    {
        NumPyRandom random = new(setup.DataSeed);
        Matrix<double> points = 2 * random.Rand<double>(2, setup.Samples) - 1;
        Matrix<double> Y = Matrix<double>.Build.Dense(1, setup.Samples, (_, j) => points[0, j] * points[1, j] < 0 ? 1 : 0);
        return new Samples(points + setup.Noise * random.Randn<double>(2, setup.Samples), Y);
    }
}
