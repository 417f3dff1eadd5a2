using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models with the weights that make_golden_explanations.py drew, whose explanations it wrote.</summary>
internal static class GoldenModels
{
    public static readonly JsonElement Expected = Golden.Read("explanations.json");

    /// <summary>5 features × 30 samples, in their own units.</summary>
    public static Matrix<double> X => Expected.GetProperty(nameof(X)).Matrix();

    /// <summary>The samples that the Shapley values compare with.</summary>
    public static Matrix<double> Background => X.SubMatrix(0, 5, 10, 7);

    /// <summary>Those that they explain.</summary>
    public static Matrix<double> Explained => X.SubMatrix(0, 5, 0, 4);

    /// <summary>Three targets.</summary>
    public static MlpRegressor<T> Regressor<T>(MlpOptions? options = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        MlpRegressor<T> model = new(options);
        model.Restore(Create<T>(3, Activation.Identity), null!, Inputs, new Standardizer(Numbers("targetMeans"), Numbers("targetDeviations")));
        return model;
    }

    /// <summary>Two classes, of one sigmoid, or three.</summary>
    public static MlpClassifier<double, string> Classifier(int classes)
    {
        MlpClassifier<double, string> model = new([.. "abc".Take(classes).Select(letter => letter.ToString())]);
        model.Restore(classes == 2 ? Create<double>(1, Activation.Sigmoid) : Create<double>(3, Activation.Softmax), null!, Inputs, null);
        return model;
    }

    private static Standardizer Inputs => new(Numbers("means"), Numbers("deviations"));

    private static double[] Numbers(string name) => Expected.GetProperty(name).Numbers();

    private static Network<T> Create<T>(int outputs, Activation output)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(5, seed: 0, new Dense(6, Activation.Tanh), new Dense(outputs, output));
        network.Set(1, Expected.GetProperty("W1").Matrix(), Expected.GetProperty("b1").Matrix());
        network.Set(2, Expected.GetProperty("W2").Matrix().SubMatrix(0, outputs, 0, 6), Expected.GetProperty("b2").Matrix().SubMatrix(0, outputs, 0, 1));
        return network;
    }
}
