using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]

namespace ShallowNet.ML.Tests;

/// <summary>Real tables as data views, and as the library itself has them.</summary>
internal static class Data
{
    /// <summary>Options by which a fit takes a tenth of a second.</summary>
    public static MlpOptions Fast { get; } = new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 20, L2 = 1 } };

    /// <summary>Breast cancer as a view with a Boolean "Label", true for benign, and "Features" with slot names.</summary>
    public static IDataView Cancer(MLContext context) => View(context, Cases());

    /// <summary>Breast cancer: the features, and whether a case is benign.</summary>
    public static (Matrix<float> X, bool[] Labels) CancerSamples()
    {
        Table cases = Cases();
        return (cases.Without("Label").ToMatrix<float>(), [.. ((FlagColumn)cases["Label"]).Values.Select(flag => flag!.Value)]);
    }

    /// <summary>Iris as a view with "Label", a key of the names of the species, and "Features".</summary>
    public static IDataView Iris(MLContext context)
    {
        IDataView view = View(context, Species().Rename("species", "Label"));
        return context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
    }

    /// <summary>Iris: the features and the species.</summary>
    public static (Matrix<float> X, string[] Labels) IrisSamples()
    {
        Table flowers = Species();
        return (flowers.Without("species").ToMatrix<float>(), [.. ((TextColumn)flowers["species"]).Values.Select(text => text!)]);
    }

    /// <summary>Diabetes as a view with a Single "Label" and "Features".</summary>
    public static IDataView Diabetes(MLContext context) => View(context, Patients());

    /// <summary>Diabetes: the features, and the disease's progression.</summary>
    public static (Matrix<float> X, float[] Y) DiabetesSamples()
    {
        Table patients = Patients();
        return (patients.Without("Label").ToMatrix<float>(), [.. ((NumberColumn)patients["Label"]).Values.Select(number => (float)number)]);
    }

    /// <summary>A view with all columns but "Label" and "Weight" as "Features".</summary>
    public static IDataView View(MLContext context, Table table)
    {
        IDataView view = table.ToDataView();
        string[] features = [.. table.Columns.Select(column => column.Name).Where(name => name is not ("Label" or "Weight"))];
        return context.Transforms.Concatenate("Features", features).Fit(view).Transform(view);
    }

    /// <summary>A column of single values.</summary>
    public static T[] Values<T>(this IDataView view, string name) => [.. view.GetColumn<T>(name)];

    /// <summary>A column of vectors, one after the other.</summary>
    public static float[] Vectors(this IDataView view, string name) => [.. view.GetColumn<float[]>(name).SelectMany(vector => vector)];

    /// <summary>The transformer as mlContext.Model.Save writes it and another context loads it.</summary>
    public static ITransformer SaveAndLoad(this ITransformer transformer, DataViewSchema schema, MLContext? context = null)
    {
        using MemoryStream file = new();
        new MLContext().Model.Save(transformer, schema, file);
        file.Position = 0;
        return (context ?? new MLContext()).Model.Load(file, out _);
    }

    private static Table Cases()
    {
        Table table = Datasets.BreastCancer();
        Column diagnosis = table.Columns[^1];
        return table.Without(diagnosis.Name).With(Column.Of("Label", Enumerable.Range(0, table.RowCount).Select(row => diagnosis.TextAt(row) == "benign")));
    }

    private static Table Species()
    {
        Table table = Datasets.Iris();
        return table.Rename(table.Columns[^1].Name, "species");
    }

    private static Table Patients()
    {
        Table table = Datasets.Diabetes();
        return table.Rename(table.Columns[^1].Name, "Label");
    }
}
