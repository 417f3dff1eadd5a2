using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Several networks as one.</content>
public static partial class Network
{
    /// <summary>One network that answers with the mean of several: what g[L] is applied to is the mean of theirs, Z[L] = Σ w_k Z_k[L].</summary>
    /// <remarks>
    /// The hidden units of all members stand side by side: W[1] has their rows one below the other, W[l] of further hidden layers has a block for
    /// each member and zeros beside it, and W[L] has w_k W_k[L] side by side. So the mean of shallow networks is a shallow network, which is saved,
    /// exported and used like any other. Of outputs that are numbers it gives the mean; of classes the normalized geometric mean of the
    /// probabilities (Hinton, 2002, calls it a product of experts). A category has the learned numbers of all members (<see cref="Embedding.Category"/>). Dropout is a matter of the members' training, and not kept.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="members">
    /// At least one; all with the same inputs, outputs, loss, activations and options of layers. The numbers of hidden units may differ.
    /// </param>
    /// <param name="weights">w_k, a finite number for each member; null for 1/k each.</param>
    /// <returns>A new network; the members stay as they are.</returns>
    /// <exception cref="ArgumentException">
    /// There is no member, two members do not fit together, the first layer has a residual connection, the last one batch normalization, there are input
    /// factors, periodic embeddings, or embeddings after the first layer, a category would have more numbers than an array holds, or the weights are not one finite number for each member; or monotone members have an odd number of units in a hidden layer, or negative weights.
    /// </exception>
    /// <exception cref="ArgumentNullException">The members, or one of them, are null.</exception>
    public static Network<T> Average<T>(IReadOnlyList<Network<T>> members, IReadOnlyList<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] shares = CheckMembers(members, weights);
        Network<T> first = members[0];
        Dense[] layers = [.. Enumerable.Range(1, first.L).Select(l => l == first.L ? first.Layers[l] : first.Layers[l] with { Units = members.Sum(member => member.Layers[l].Units), Dropout = 0 })];
        AveragedEmbedding? embedding = AveragedEmbedding.Of(first, members.Count);
        layers[0] = embedding is null ? layers[0] : layers[0] with { Embedding = embedding.Embedding };
        Network<T> average = new(layers, first.Loss, first.Seed, new ParameterLayout(first.Inputs, layers));
        embedding?.CopyNumbers(members, average);
        for (int l = 1; l <= average.L; l++)
        {
            int row = 0, column = 0;
            foreach ((int k, (Network<T> member, double share)) in members.Zip(shares).Index())
            {
                Matrix<T> W = l == 1 && embedding is not null ? embedding.Widened(member.W[1], k) : member.W[l];
                if (l == average.L)
                {
                    T w = T.CreateTruncating(share);
                    Add(W * w, average.W[l], column);
                    Add(member.b[l] * w, average.b[l], 0);
                }
                else
                {
                    average.W[l].SetSubMatrix(row, column, W);
                    CopyRows(member, average, l, row);
                }

                row += member.Layers[l].Units;
                column += l == 1 ? 0 : member.W[l].ColumnCount;
            }
        }

        return average;
    }

    /// <summary>Copies what a hidden layer of a member has for its units, but for their weights, to their rows.</summary>
    private static void CopyRows<T>(Network<T> member, Network<T> average, int l, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CopyRows(member.Parameters, member.Layout.Trained, average.Parameters, average.Layout.Trained, (l, row));
        CopyRows(member.Averages, member.Layout.Averages, average.Averages, average.Layout.Averages, (l, row));
    }

    private static void CopyRows<T>(ParameterSet<T> from, Parameter[] parameters, ParameterSet<T> to, Parameter[] averaged, (int Layer, int Row) place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int i, Parameter parameter) in parameters.Index().Where(each => each.Item.Layer == place.Layer && each.Item.Role is not (ParameterRole.Weights or ParameterRole.Embeddings)))
        {
            int target = Array.FindIndex(averaged, other => other.Layer == parameter.Layer && other.Role == parameter.Role);
            to.MatrixAt(target).SetSubMatrix(place.Row, 0, from.MatrixAt(i));
        }
    }

    private static void Add<T>(Matrix<T> part, Matrix<T> whole, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        whole.SetSubMatrix(0, column, whole.SubMatrix(0, part.RowCount, column, part.ColumnCount) + part);

    /// <summary>Refuses networks that cannot be one; the weights of those that can.</summary>
    internal static double[] CheckMembers<T>(IReadOnlyList<Network<T>> members, IReadOnlyList<double>? weights, string paramName = "members")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(members);
        if (members.Count == 0)
        {
            throw new ArgumentException("Members must have at least one network, but is empty.", paramName);
        }

        Network<T> first = members[0] ?? throw new ArgumentNullException(paramName, "Members[0] must not be null.");
        if (first.L > 1 && first.Layers[1].Residual)
        {
            throw new ArgumentException("Members must have no residual connection in layer 1, since all of them take the same inputs, but have one.", paramName);
        }

        if (first.Layers[first.L].BatchNormalization is not null || first.Layers[first.L].Residual)
        {
            throw new ArgumentException("Members must have a last layer of weights, biases and activation alone, but it has batch normalization or a residual connection.", paramName);
        }

        if (first.Layout.Trained.Any(parameter => parameter.Role is ParameterRole.InputFactors) || first.Layers.Skip(1).Any(layer => layer.Embedding is not null)
            || first.Layers[1].Embedding?.Each(first.Inputs).Any(kind => kind.ParameterCount > 0 && kind is not CategoryEmbedding) == true)
        {
            throw new ArgumentException("Members must have no input factors, and no embedding but one of the first layer of which nothing is learned but the numbers of categories, since they share their inputs.", paramName);
        }

        if (first.Bounds is not null && members.Any(member => member?.Layers.SkipLast(1).Any(layer => layer.Units % 2 != 0) == true))
        {
            throw new ArgumentException("Members that are monotone must have an even number of units in each hidden layer, so that units that rise and that fall take turns in the mean, too, but one has an odd number.", paramName);
        }

        for (int k = 1; k < members.Count; k++)
        {
            Network<T> member = members[k] ?? throw new ArgumentNullException(paramName, Invariant($"Members[{k}] must not be null."));
            bool fits = member.Inputs == first.Inputs && member.Outputs == first.Outputs && member.L == first.L && member.Loss == first.Loss
                && Enumerable.Range(1, first.L).All(l => Kind(first.Layers[l]) == Kind(member.Layers[l]));
            if (!fits)
            {
                throw new ArgumentException(
                    Invariant($"Members must have the same inputs, outputs, loss, activations and options of layers, but members[{k}], {member.Layout}, is of another kind than members[0], {first.Layout}."),
                    paramName);
            }
        }

        double[] shares = [.. weights ?? Enumerable.Repeat(1.0 / members.Count, members.Count)];
        if (first.Bounds is not null && Array.Exists(shares, share => share < 0))
        {
            throw new ArgumentException("Weights must be at least 0 for members that are monotone, but one is negative.", nameof(weights));
        }

        return shares.Length == members.Count && shares.All(double.IsFinite) ? shares : throw new ArgumentException(
            Invariant($"Weights must be {Require.Count(members.Count, "finite number")} (one for each member), but {(shares.Length == members.Count ? "one is not finite" : Invariant($"are {shares.Length}"))}."), nameof(weights));
    }

    /// <summary>What must be the same in all members.</summary>
    private static Dense Kind(Dense layer) => layer with { Units = 1, Initializer = Initializer.Zeros, Dropout = 0 };
}
