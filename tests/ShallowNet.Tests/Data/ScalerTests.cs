using System.Numerics;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class ScalersInDouble : ScalerTests<double>;

[Collection(typeof(Alone))]
public sealed class ScalersInFloat : ScalerTests<float>;

/// <summary>What every scaler does, in both precisions.</summary>
public abstract class ScalerTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Gen<(Scaler Scaler, Matrix<T> X)> Cases =
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 30], Gen.Int[0, 100_000], Gen.Int[0, ScalerCatalog.Rows.Count], (features, m, seed, kind) =>
        {
            NumPyRandom random = new(seed);
            Matrix<T> X = (random.Randn<double>(features, m) * random.Uniform(0.1, 1000) + random.Uniform(-100, 100)).As<T>();
            return (kind < ScalerCatalog.Rows.Count ? ScalerCatalog.Rows[kind].Scaling.Fit(X, null)! : MinMaxScaler.Fit(X, random.Uniform(-3, 0), random.Uniform(0.5, 3)), X);
        });

    private static double Epsilon => typeof(T) == typeof(double) ? 1e-12 : 1e-4;

    [Fact]
    public void Inverse_Transformed_GivesTheSamplesBack() => Cases.Sample((scaler, X) =>
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(scaler.Inverse(scaler.Transform(X))), ColumnMajor.Convert<T, double>(X)).Should().BeLessThan(Epsilon));

    [Fact]
    public void Transform_OneColumn_GivesTheBitsOfMany() => Cases.Sample((scaler, X) =>
    {
        Matrix<T> all = scaler.Transform(X), back = scaler.Inverse(all);
        T[] y = new T[X.RowCount];
        for (int j = 0; j < X.ColumnCount; j++)
        {
            scaler.Transform<T>(X.Column(j).ToArray(), y);
            y.Should().Equal(all.Column(j).ToArray());
            scaler.Inverse<T>(y.ToArray(), y);
            y.Should().Equal(back.Column(j).ToArray());
        }
    });

    [Fact]
    public void Transform_IntoAMatrix_GivesTheSameAlsoInPlace() => Cases.Sample((scaler, X) =>
    {
        Matrix<T> expected = scaler.Transform(X), back = scaler.Inverse(expected), result = Matrix<T>.Build.Dense(X.RowCount, X.ColumnCount);
        scaler.Transform(Matrix<T>.Build.SparseOfMatrix(X), result);
        result.Should().Be(expected);
        Matrix<T> inPlace = X.Clone();
        scaler.Transform(inPlace, inPlace);
        inPlace.Should().Be(expected);
        scaler.Inverse(result, result);
        result.Should().Be(back);
    });

    [Fact]
    public void Transform_IntoAMatrix_AllocatesNothing()
    {
        Matrix<T> X = new NumPyRandom(1).Randn<T>(7, 33), result = Matrix<T>.Build.Dense(7, 33);
        Scaler scaler = Standardizer.Fit(X);
        Allocations.Measure(() =>
        {
            scaler.Transform(X, result);
            scaler.Inverse(result, result);
        }).Should().Be(0);
    }

    [Fact]
    public void Scaler_BadInput_IsRefused()
    {
        Matrix<T> X = new NumPyRandom(1).Randn<T>(3, 4), other = X.SubMatrix(0, 2, 0, 4), notFinite = X * T.CreateTruncating(double.NaN);
        foreach (Scaler scaler in ScalerCatalog.Rows.Select(row => row.Fit(X, null)))
        {
            foreach (Func<Matrix<T>, Matrix<T>> of in (Func<Matrix<T>, Matrix<T>>[])[scaler.Transform, scaler.Inverse])
            {
                Refused(() => of(null!), "X must not be null.*");
                Refused(() => of(other), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
                Refused(() => of(notFinite), "X must be finite, but X[0, 0] is NaN.*");
            }

            foreach (Action<Matrix<T>, Matrix<T>> of in (Action<Matrix<T>, Matrix<T>>[])[scaler.Transform, scaler.Inverse])
            {
                Refused(() => of(null!, X), "X must not be null.*");
                Refused(() => of(other, X), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
                Refused(() => of(notFinite, X), "X must be finite, but X[0, 0] is NaN.*");
                Refused(() => of(X, null!), "result must not be null.*");
                Refused(() => of(X, other), "result must have 3 rows (the features it was fitted to), but is 2 × 4.*");
                Refused(() => of(X, X.SubMatrix(0, 3, 0, 3)), "result must have 4 columns (one for each sample), but is 3 × 3.*");
                Refused(() => of(X, Matrix<T>.Build.Sparse(3, 4)), "result must be a dense matrix.*");
            }

            Refused(() => scaler.Transform<T>(new T[4], new T[4]), "The spans must have the same number of elements, whole columns of 3, but have 4 and 4.");
            Refused(() => scaler.Inverse<T>(new T[3], new T[6]), "The spans must have the same number of elements, whole columns of 3, but have 3 and 6.");
        }

        FluentActions.Invoking(() => Standardizer.Fit(X).Transform<Half>(null!)).Should().Throw<NotSupportedException>();
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
