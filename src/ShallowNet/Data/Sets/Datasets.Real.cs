using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Real data.</content>
public static partial class Datasets
{
    /// <summary>Breast cancer: 30 measurements of cell nuclei of 569 patients, and in the column <c>diagnosis</c> whether it is malignant or benign.</summary>
    /// <remarks>
    /// Wolberg, Mangasarian, Street and Street (1995), Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, doi:10.24432/C5DW2B, under CC BY 4.0. The
    /// features have scikit-learn's names.
    /// </remarks>
    public static Table BreastCancer()
    {
        string[] measured = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension"];
        EmbeddedSet set = EmbeddedSet.Read("breast-cancer");
        return set.ToTable(
            [.. measured.Select(name => $"mean {name}"), .. measured.Select(name => $"{name} error"), .. measured.Select(name => $"worst {name}")],
            set.ClassesAs("diagnosis", "malignant", "benign"));
    }

    /// <summary>Breast cancer as matrices.</summary>
    /// <remarks>The data of <see cref="BreastCancer()"/>, whose source and licence stand there.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>X, 30 × 569, and Y, 1 × 569: 0 for malignant, 1 for benign.</returns>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) BreastCancer<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EmbeddedSet.Read("breast-cancer").Samples<T>();

    /// <summary>Fisher's iris: lengths and widths of the sepals and petals of 150 flowers in centimetres, and in the column <c>species</c> setosa, versicolor or virginica.</summary>
    /// <remarks>
    /// Fisher (1936), The use of multiple measurements in taxonomic problems; UCI Machine Learning Repository, doi:10.24432/C56C76, under CC BY 4.0. The features have
    /// scikit-learn's names.
    /// </remarks>
    public static Table Iris()
    {
        EmbeddedSet set = EmbeddedSet.Read("iris");
        return set.ToTable(
            ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"], set.ClassesAs("species", "setosa", "versicolor", "virginica"));
    }

    /// <summary>Fisher's iris as matrices.</summary>
    /// <remarks>The data of <see cref="Iris()"/>, whose source and licence stand there.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>X, 4 × 150, and Y, 3 × 150, one-hot in the order setosa, versicolor, virginica.</returns>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Iris<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EmbeddedSet.Read("iris").Samples<T>(classes: 3);

    /// <summary>Wine: a chemical analysis in 13 numbers of 178 Italian wines, and in the column <c>cultivar</c> class_0, class_1 or class_2.</summary>
    /// <remarks>
    /// Aeberhard and Forina (1992), Wine, UCI Machine Learning Repository, doi:10.24432/C5PC7J, under CC BY 4.0. Features and classes have scikit-learn's names.
    /// </remarks>
    public static Table Wine()
    {
        EmbeddedSet set = EmbeddedSet.Read("wine");
        return set.ToTable(
            [
                "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids", "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue",
                "od280/od315_of_diluted_wines", "proline",
            ],
            set.ClassesAs("cultivar", "class_0", "class_1", "class_2"));
    }

    /// <summary>Wine as matrices.</summary>
    /// <remarks>The data of <see cref="Wine()"/>, whose source and licence stand there.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>X, 13 × 178, and Y, 3 × 178, one-hot in the order class_0, class_1, class_2.</returns>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Wine<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EmbeddedSet.Read("wine").Samples<T>(classes: 3);

    /// <summary>
    /// Diabetes: age, sex, body mass index, blood pressure and six blood serum measurements of 442 patients, and in the column <c>progression</c> a measure from 25
    /// to 346 of the disease's progression a year later.
    /// </summary>
    /// <remarks>
    /// Efron, Hastie, Johnstone and Tibshirani (2004), Least Angle Regression, Annals of Statistics 32, 407–499; public. The features are not scaled, and have
    /// scikit-learn's names.
    /// </remarks>
    public static Table Diabetes()
    {
        EmbeddedSet set = EmbeddedSet.Read("diabetes");
        return set.ToTable(["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"], Column.Of("progression", set.Targets));
    }

    /// <summary>Diabetes as matrices.</summary>
    /// <remarks>The data of <see cref="Diabetes()"/>, whose source and licence stand there.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>X, 10 × 442, and Y, 1 × 442, the progression.</returns>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Diabetes<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EmbeddedSet.Read("diabetes").Samples<T>();

    /// <summary>
    /// Handwritten digits: 1797 pictures of 8 × 8 pixels from 0 to 16, row after row from <c>pixel_0_0</c> to <c>pixel_7_7</c>, and in the column <c>digit</c> the
    /// number that each shows.
    /// </summary>
    /// <remarks>
    /// Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, doi:10.24432/C50P49, under CC BY 4.0: its part to test on, as
    /// scikit-learn has it.
    /// </remarks>
    public static Table Digits()
    {
        EmbeddedSet set = EmbeddedSet.Read("digits");
        return set.ToTable(Enumerable.Range(0, 64).Select(pixel => Invariant($"pixel_{pixel / 8}_{pixel % 8}")), Column.Of("digit", set.Targets));
    }

    /// <summary>Handwritten digits as matrices.</summary>
    /// <remarks>The data of <see cref="Digits()"/>, whose source and licence stand there.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>X, 64 × 1797, and Y, 10 × 1797, one-hot.</returns>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static (Matrix<T> X, Matrix<T> Y) Digits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EmbeddedSet.Read("digits").Samples<T>(classes: 10);
}
