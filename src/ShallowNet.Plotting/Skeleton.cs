using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The cost of every epoch.</summary>
    public static Figure Cost(TrainingHistory history, string title = "Cost") => throw new NotImplementedException();
    /// <summary>A metric of every epoch.</summary>
    public static Figure Metric(TrainingHistory history, string name, string? title = null) => throw new NotImplementedException();
    /// <summary>Curves over 1, 2, ….</summary>
    public static Figure Curves(string title, string xLabel, string yLabel, params (string Name, IReadOnlyList<double> Y)[] curves) => throw new NotImplementedException();
    /// <summary>What a network of two inputs answers.</summary>
    public static Figure DecisionBoundary<T>(Network<T> network, Matrix<T> X, Matrix<T> Y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>What a classifier of two features answers.</summary>
    public static Figure DecisionBoundary<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, IReadOnlyList<TLabel> labels) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLabel : notnull => throw new NotImplementedException();
    /// <summary>A confusion matrix.</summary>
    public static Figure Confusion(ConfusionMatrix matrix, string title = "Confusion matrix") => throw new NotImplementedException();
    /// <summary>A ROC curve.</summary>
    public static Figure Roc<T>(Matrix<T> YHat, Matrix<T> Y, string title = "ROC curve") where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>Several ROC curves.</summary>
    public static Figure Roc<T>(string title, params (string Name, Matrix<T> YHat, Matrix<T> Y)[] curves) where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>g and g′.</summary>
    public static Figure Activation(Activation g, double from = -5, double to = 5, string? title = null) => throw new NotImplementedException();
    /// <summary>Several activations.</summary>
    public static Figure Activations(params Activation[] activations) => throw new NotImplementedException();
    /// <summary>The weights of every layer.</summary>
    public static Figure WeightHistograms<T>(Network<T> network, string title = "Weights") where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>First-layer weights as images.</summary>
    public static Figure FirstLayerWeights<T>(Network<T> network, int rows, int columns, string title = "Weights of the first layer") where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>Columns of X as pictures.</summary>
    public static Figure Images<T>(Matrix<T> X, int rows, int columns, IReadOnlyList<string>? captions = null, string title = "") where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
    /// <summary>A function of two variables.</summary>
    public static Figure Surface(Func<double, double, double> f, (double Min, double Max) x, (double Min, double Max) y, string title = "", string xLabel = "", string yLabel = "") => throw new NotImplementedException();
    /// <summary>A network's diagram.</summary>
    public static Figure Diagram<T>(Network<T> network, string? title = null) where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
}
