using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes known cases that samples are compared with.</summary>
public static class SimilarCases
{
    /// <summary>The columns of a matrix as known cases of a model.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A model that was fitted, such as one to these cases.</param>
    /// <param name="X">The cases, features × m, at least two.</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, fewer than two columns, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public static SimilarCases<T> Of<T>(MlpModel<T> model, Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Require.NotNull(model).Network.Copy<T>();
        return new SimilarCases<T>(network, model, model.NetworkInputsOf(X));
    }

    /// <summary>The rows of a table as known cases of a model.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A model that was fitted to a table.</param>
    /// <param name="table">The cases, at least two rows of the columns of the training; targets, where it has them, are not looked at.</param>
    /// <exception cref="ArgumentException">The table has fewer than two rows, or a column is missing or superfluous or holds something else than in training.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public static SimilarCases<T> Of<T>(MlpModel<T> model, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = Require.NotNull(model).InputsOf(table);
        return new SimilarCases<T>(model.Network.Copy<T>(), model, X);
    }

    /// <summary>The columns of a matrix as known cases of a network.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">A network that was trained.</param>
    /// <param name="X">The cases as the network has its inputs, n_x × m, at least two.</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, fewer than two columns, or an element that is not finite.</exception>
    public static SimilarCases<T> Of<T>(Network<T> network, Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(network);
        return new SimilarCases<T>(network.Copy<T>(), null, Require.Samples(X, network.Inputs, null, nameof(X), "the network's inputs"));
    }
}
