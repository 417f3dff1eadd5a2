using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What a model knows of the data it was fitted to: its columns, and its answers to them.</summary>
/// <param name="Columns">The columns that have features, in the order of the encoder; or the features of a matrix.</param>
/// <param name="Outputs">What the model answered.</param>
internal sealed record TrainingProfile(IReadOnlyList<ColumnProfile> Columns, IReadOnlyList<ColumnProfile> Outputs)
{
    /// <summary>The encoders of the columns that are known.</summary>
    public static IEnumerable<ColumnEncoder> EncodersOf(TableEncoder encoder) => encoder.Encoders.Where(column => column.Width > 0);

    /// <summary>The profiles of a table's columns.</summary>
    public static IReadOnlyList<ColumnProfile> ColumnsOf(TableEncoder encoder, Table table) => [.. EncodersOf(encoder).Select(column => ColumnProfile.Of(column, table[column.Name]))];

    /// <summary>The profiles of the features of samples.</summary>
    public static IReadOnlyList<ColumnProfile> FeaturesOf<T>(IEnumerable<string> names, Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. names.Select((name, i) => NumberProfile.Of(name, NumbersOf(X, i), X.ColumnCount, isDate: false))];

    /// <summary>How far the features of samples have moved.</summary>
    public IEnumerable<ColumnDrift> Compare<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Columns.Select((profile, i) => ((NumberProfile)profile).Compare(NumbersOf(X, i), X.ColumnCount, isOutput: false));

    /// <summary>How far the columns of a table have moved.</summary>
    public IEnumerable<ColumnDrift> Compare(TableEncoder encoder, Table table) => EncodersOf(encoder).Zip(Columns, (column, profile) => profile.Compare(column, table[column.Name]));

    private static double[] NumbersOf<T>(Matrix<T> X, int feature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] numbers = new double[X.ColumnCount];
        for (int j = 0; j < numbers.Length; j++)
        {
            numbers[j] = double.CreateTruncating(X[feature, j]);
        }

        return numbers;
    }
}
