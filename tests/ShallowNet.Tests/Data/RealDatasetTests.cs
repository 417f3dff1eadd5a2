using System.Globalization;
using System.IO.Compression;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The data sets that are part of the library, beside the files of samples/data.</summary>
public sealed class RealDatasetTests
{
    [Fact]
    public void BreastCancer_OfTheLibrary_IsThatOfTheFile()
    {
        Table table = Datasets.BreastCancer();
        double[][] rows = Rows("breast_cancer.csv");
        Check(table, rows, "diagnosis");
        ((TextColumn)table["diagnosis"]).Values.Should().Equal(rows.Select(row => row[^1] == 0 ? "malignant" : "benign"));
        TableTests.NamesOf(table).Should().Equal([.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer_features.txt")), "diagnosis"]);
        Check(Datasets.BreastCancer<double>(), Datasets.BreastCancer<float>(), rows, classes: 2);
    }

    [Fact]
    public void IrisAndWine_OfTheLibrary_AreThoseOfTheFiles()
    {
        foreach ((string file, Table table, string target, (Matrix<double>, Matrix<double>) inDouble, (Matrix<float>, Matrix<float>) inFloat) in
            ((string, Table, string, (Matrix<double>, Matrix<double>), (Matrix<float>, Matrix<float>))[])
            [
                ("iris.csv", Datasets.Iris(), "species", Datasets.Iris<double>(), Datasets.Iris<float>()),
                ("wine_data.csv", Datasets.Wine(), "cultivar", Datasets.Wine<double>(), Datasets.Wine<float>()),
            ])
        {
            double[][] rows = Rows(file);
            Check(table, rows, target);
            string[] classes = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", file)).First().Split(',')[2..];
            ((TextColumn)table[target]).Values.Should().Equal(rows.Select(row => classes[(int)row[^1]]));
            Check(inDouble, inFloat, rows, classes: 3);
        }

        Datasets.Wine().Columns[11].Name.Should().Be("od280/od315_of_diluted_wines");
        Datasets.Iris().Row(0).ToString().Should().Be("sepal length (cm) = 5.1, sepal width (cm) = 3.5, petal length (cm) = 1.4, petal width (cm) = 0.2, species = setosa");
    }

    [Fact]
    public void DiabetesAndDigits_OfTheLibrary_AreThoseOfTheFiles()
    {
        double[][] diabetes = [.. Rows("diabetes_data_raw.csv.gz").Zip(Rows("diabetes_target.csv.gz"), (x, y) => (double[])[.. x, .. y])], digits = Rows("digits.csv.gz");
        Check(Datasets.Diabetes(), diabetes, "progression");
        Datasets.Diabetes().Columns[^1].Should().BeOfType<NumberColumn>().Which.Values.Should().Equal(diabetes.Select(row => row[^1]));
        Check(Datasets.Diabetes<double>(), Datasets.Diabetes<float>(), diabetes, classes: 1);
        Check(Datasets.Digits(), digits, "digit");
        ((NumberColumn)Datasets.Digits()["digit"]).Values.Should().Equal(digits.Select(row => row[^1]));
        Check(Datasets.Digits<double>(), Datasets.Digits<float>(), digits, classes: 10);
        (Datasets.Digits().Columns[0].Name, Datasets.Digits().Columns[63].Name).Should().Be(("pixel_0_0", "pixel_7_7"));
    }

    [Fact]
    public void Sets_InAnotherPrecision_AreRefused() => FluentActions.Invoking(() => Datasets.Iris<Half>()).Should().Throw<NotSupportedException>();

    private static void Check(Table table, double[][] rows, string target)
    {
        table.Columns[^1].Name.Should().Be(target);
        (table.RowCount, table.Columns.Count).Should().Be((rows.Length, rows[0].Length));
        for (int i = 0; i < rows[0].Length - 1; i++)
        {
            ((NumberColumn)table.Columns[i]).Values.Should().Equal(rows.Select(row => row[i]));
        }
    }

    private static void Check((Matrix<double> X, Matrix<double> Y) inDouble, (Matrix<float> X, Matrix<float> Y) inFloat, double[][] rows, int classes)
    {
        double[] targets = Array.ConvertAll(rows, row => row[^1]);
        inDouble.X.Should().Be(Matrix<double>.Build.DenseOfColumnArrays(rows.Select(row => row[..^1])));
        inDouble.Y.Should().Be(classes < 3 ? Matrix<double>.Build.DenseOfRowArrays(targets) : OneHot.Encode<double>(Array.ConvertAll(targets, target => (int)target), classes));
        (inFloat.X, inFloat.Y).Should().Be((inDouble.X.As<float>(), inDouble.Y.As<float>()));
    }

    private static double[][] Rows(string file)
    {
        using Stream stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", file));
        using StreamReader reader = new(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("_0") && !line.Contains("setosa") && !line.Contains("malignant"))
            .Select(line => Array.ConvertAll(line.Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
    }
}
