using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The list of the library's scalers: a new one is a line here, a name in <see cref="Scaling"/> and a file of its own.</summary>
internal static class ScalerCatalog
{
    /// <summary>The rows of all scalers.</summary>
    public static IReadOnlyList<ScalerRow> Rows { get; } =
    [
        Standardizer.CatalogRow,
        MinMaxScaler.CatalogRow,
        RobustScaler.CatalogRow,
    ];

    /// <summary>A scaler of the given kind, fitted to samples; null for none.</summary>
    public static Scaler? Fit<T>(this Scaling scaling, Matrix<T> X, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => scaling.Row()?.Fit(X, weights);

    /// <summary>The same for inputs, of which a robust scaler brings those far away within a limit.</summary>
    public static Scaler? FitInputs<T>(this Scaling scaling, Matrix<T> X, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => scaling.Row()?.FitInputs(X, weights);

    /// <summary>The row of a scaling; null for none.</summary>
    public static ScalerRow? Row(this Scaling scaling) => Rows.FirstOrDefault(row => row.Scaling == scaling);
}
