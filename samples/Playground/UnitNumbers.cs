using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground;

/// <summary>What one unit computes of one sample, forward and backward, in the article's symbols.</summary>
internal static class UnitNumbers
{
    /// <summary>The numbers of a unit.</summary>
    /// <param name="lab">The training.</param>
    /// <param name="l">The layer, from 1 to L.</param>
    /// <param name="i">The unit, counted from 1.</param>
    /// <param name="j">The training sample, counted from 1.</param>
    /// <exception cref="Refusal">There is no such layer, unit or sample.</exception>
    public static object Of(Lab lab, int l, int i, int j)
    {
        Network<double> network = lab.Network;
        Require("layer", l, network.L);
        Require("unit", i, network.Layers[l].Units);
        Require("sample", j, lab.X.ColumnCount);
        Matrix<double> y = lab.Train.Y.SubMatrix(0, lab.Train.Y.RowCount, j - 1, 1);
        ForwardPass<double> pass = network.Forward(lab.X.SubMatrix(0, lab.X.RowCount, j - 1, 1));
        // Of a single sample, db is dZ, and so dA of the layer before is W transposed times it.
        Gradients<double> one = network.Backward(pass, y);
        Gradients<double> mean = network.Backward(network.Forward(lab.X), lab.Train.Y);
        int unit = i - 1;
        return new
        {
            layer = l,
            unit = i,
            sample = j,
            layers = network.L,
            activation = network.Layers[l].Activation.ToString(),
            loss = network.Loss.ToString(),
            y = y.ToColumnMajorArray(),
            cost = network.Cost(pass, y),
            w = network.W[l].Row(unit).ToArray(),
            b = network.b[l][unit, 0],
            inputs = pass.A[l - 1].ToColumnMajorArray(),
            z = pass.Z[l][unit, 0],
            a = pass.A[l][unit, 0],
            next = l == network.L ? null : new { w = network.W[l + 1].Column(unit).ToArray(), dz = one.db[l + 1].ToColumnMajorArray() },
            da = l == network.L ? (double?)null : network.W[l + 1].Column(unit).DotProduct(one.db[l + 1].Column(0)),
            dz = one.db[l][unit, 0],
            dw = one.dW[l].Row(unit).ToArray(),
            meanDw = mean.dW[l].Row(unit).ToArray(),
            meanDb = mean.db[l][unit, 0],
            m = lab.X.ColumnCount,
        };
    }

    private static void Require(string name, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"{name} must be from 1 to {most}, but is {value}."));
        }
    }
}
