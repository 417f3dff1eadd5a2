using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Known cases, such as the samples of a training, and how similar others are to them in the eyes of a model: which known cases an answer rests on, and whether it
/// rests on any.
/// </summary>
/// <remarks>
/// Cases are compared by the activations of the last hidden layer, each unit divided by its standard deviation over the known cases, and by the Euclidean
/// distance: samples of which the network makes the same are near, however different they look. It has its own copy of the network, which does not learn on with
/// the model. Any number of threads may ask it at a time.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SimilarCases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of more cases, the distances of so many at equal distances from one another tell how far cases are from their nearest.</summary>
    private const int MostCompared = 2000;

    private readonly Network<T> network;
    private readonly MlpModel<T>? model;
    private readonly double[] units;
    private readonly CaseDistances distances;

    /// <summary>How far known cases are from their nearest other one, in order.</summary>
    private readonly double[] ownDistances;

    internal SimilarCases(Network<T> network, MlpModel<T>? model, Matrix<T> X)
    {
        if (X.ColumnCount < 2)
        {
            throw new ArgumentException(Invariant($"There must be at least 2 known cases, but there is {X.ColumnCount}."), nameof(X));
        }

        (this.network, this.model) = (network, model);
        double[] A = HiddenOf(X);
        units = UnitsOf(A, A.Length / X.ColumnCount);
        Scale(A);
        distances = new CaseDistances(A, units.Length);
        int[] compared = Compared(X.ColumnCount);
        double[] some = [.. compared.SelectMany(j => A.AsSpan(j * units.Length, units.Length).ToArray())];
        ownDistances = [.. distances.Nearest(some, 1, compared).Select(nearest => nearest[0].Distance).Order()];
    }

    /// <summary>How far known cases are from their nearest other one, in order.</summary>
    internal IReadOnlyList<double> OwnDistances => ownDistances;

    /// <summary>The number of known cases.</summary>
    public int Count => distances.Count;

    /// <summary>The most similar cases to one sample.</summary>
    /// <param name="x">The sample, an element for each feature.</param>
    /// <param name="count">How many, from 1 to all known cases.</param>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public NearestCases Nearest(ReadOnlySpan<T> x, int count = 5)
    {
        int expected = network.Inputs;
        return x.Length == expected ? Nearest(ColumnMajor.Create(expected, 1, x.ToArray()), count)[0]
            : throw new ArgumentException(Invariant($"x must have {Require.Count(expected, "element")} (the features of the known cases), but has {x.Length}."), nameof(x));
    }

    /// <summary>The most similar cases to each of many samples.</summary>
    /// <param name="X">The samples, features × m, as the known cases were given.</param>
    /// <param name="count">How many, from 1 to all known cases.</param>
    /// <returns>m lists of cases.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public IReadOnlyList<NearestCases> Nearest(Matrix<T> X, int count = 5) =>
        NearestTo(model is null ? Require.Samples(X, network.Inputs, null, nameof(X), "the network's inputs") : model.NetworkInputsOf(X), count);

    /// <summary>The most similar cases to each row of a table.</summary>
    /// <param name="table">A table of the columns of the training; targets, where it has them, are not looked at.</param>
    /// <param name="count">How many, from 1 to all known cases.</param>
    /// <returns>A list of cases for each row.</returns>
    /// <exception cref="ArgumentException">The table has no row, or a column is missing or superfluous or holds something else than in training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="InvalidOperationException">The cases are not those of a model of tables.</exception>
    public IReadOnlyList<NearestCases> Nearest(Table table, int count = 5) => NearestTo(ModelOfTables().InputsOf(table), count);

    /// <summary>The most similar cases to one row, whose values are given by the names of the columns.</summary>
    /// <param name="row">Numbers, texts, flags and dates; null, or no entry, for a gap.</param>
    /// <param name="count">How many, from 1 to all known cases.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="InvalidOperationException">The cases are not those of a model of tables.</exception>
    public NearestCases Nearest(IReadOnlyDictionary<string, object?> row, int count = 5)
    {
        TableEncoder encoder = ModelOfTables().EncoderOfTables();
        Matrix<T> x = ColumnMajor.Create<T>(encoder.Features, 1);
        encoder.Transform(encoder.CreateRow().SetAll(Require.NotNull(row)), ColumnMajor.Span(x));
        return NearestTo(x, count)[0];
    }

    /// <summary>How many known cases there are, and how far they are from each other.</summary>
    public override string ToString() => Invariant(
        $"{Require.Count(Count, "known case")} of {Require.Count(units.Length, "hidden unit")}; from a case to its nearest {ownDistances[ownDistances.Length / 2]:0.###}, the median, to {ownDistances[^1]:0.###}");

    private NearestCases[] NearestTo(Matrix<T> X, int count)
    {
        Require.Within(1, Count, count, nameof(count));
        double[] A = HiddenOf(X);
        Scale(A);
        return Array.ConvertAll(distances.Nearest(A, count), nearest => new NearestCases(nearest, RemotenessOf(nearest[0].Distance)));
    }

    private MlpModel<T> ModelOfTables() => model ?? throw new InvalidOperationException("The known cases must be those of a model to be asked about tables, but are those of a network.");

    /// <summary>The activations of the last hidden layer, one sample after another.</summary>
    private double[] HiddenOf(Matrix<T> X)
    {
        Matrix<T> A = network.PredictLastHidden(X);
        Require.Finite(A, "The activations of the last hidden layer");
        return Array.ConvertAll(ColumnMajor.Array(A), double.CreateTruncating);
    }

    /// <summary>The standard deviation of each unit; 1 for one that does not differ.</summary>
    private static double[] UnitsOf(double[] A, int size)
    {
        double[] deviations = new double[size];
        for (int i = 0; i < size; i++)
        {
            double[] ofUnit = [.. Enumerable.Range(0, A.Length / size).Select(j => A[j * size + i])];
            double first = ofUnit[0], mean = ofUnit.Average(a => a - first), square = ofUnit.Average(a => (a - first - mean) * (a - first - mean));
            deviations[i] = square > 0 ? Math.Sqrt(square) : 1;
        }

        return deviations;
    }

    private void Scale(double[] A)
    {
        for (int i = 0; i < A.Length; i++)
        {
            A[i] /= units[i % units.Length];
        }
    }

    private static int[] Compared(int count) => count <= MostCompared
        ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, MostCompared).Select(i => (int)((long)i * count / MostCompared))];

    private double RemotenessOf(double distance) => (double)ownDistances.Count(own => own < distance) / ownDistances.Length;
}
