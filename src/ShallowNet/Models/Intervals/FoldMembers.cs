using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Which hidden units of a mean of networks are of those that were trained without which fold, so that these can be asked by themselves.</summary>
/// <param name="FoldOfUnit">The fold of each hidden unit.</param>
/// <param name="Biases">b[L] of the mean of each fold's networks, outputs × folds, column-major.</param>
/// <param name="FoldOfSample">The fold of each sample, which its networks were not trained on.</param>
internal sealed record FoldMembers(byte[] FoldOfUnit, double[] Biases, byte[] FoldOfSample)
{
    /// <summary>So many folds can be told apart.</summary>
    public const int MostFolds = 100;

    public required int Folds { get; init; }

    /// <summary>The members of a mean of networks, as many of each fold; null where the folds are too many.</summary>
    /// <param name="members">The networks, of the folds in turn.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="samples">The number of the samples.</param>
    public static FoldMembers? Of<T>(Network<T>[] members, IReadOnlyList<Fold> folds, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (folds.Count > MostFolds || members[0].L != 2)
        {
            return null;
        }

        int outputs = members[0].Outputs;
        double[] biases = new double[outputs * folds.Count];
        byte[] ofSample = new byte[samples];
        foreach ((int i, Network<T> member) in members.Index())
        {
            for (int k = 0; k < outputs; k++)
            {
                biases[i % folds.Count * outputs + k] += double.CreateTruncating(member.b[member.L][k, 0]) * folds.Count / members.Length;
            }
        }

        foreach ((int number, Fold fold) in folds.Index())
        {
            foreach (int j in fold.Test)
            {
                ofSample[j] = (byte)number;
            }
        }

        return new FoldMembers([.. members.SelectMany((member, i) => Enumerable.Repeat((byte)(i % folds.Count), member.Layers[1].Units))], biases, ofSample) { Folds = folds.Count };
    }

    /// <summary>The mean of the networks of a fold.</summary>
    /// <param name="mean">The mean of all.</param>
    /// <param name="fold">The fold.</param>
    public Network<T> NetworkOf<T>(Network<T> mean, int fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> own = mean.Copy<T>();
        Matrix<T> W = own.W[own.L], b = own.b[own.L];
        for (int k = 0; k < W.RowCount; k++)
        {
            b[k, 0] = T.CreateTruncating(Biases[fold * W.RowCount + k]);
            for (int unit = 0; unit < W.ColumnCount; unit++)
            {
                W[k, unit] = FoldOfUnit[unit] == fold ? W[k, unit] * T.CreateTruncating(Folds) : T.Zero;
            }
        }

        return own;
    }
}
