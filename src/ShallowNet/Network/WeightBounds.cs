using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// Where the weights of a monotone network may be: at least 0, at most 0, or anywhere. All that is computed of them are sums of products in one order, in which every
/// rounding keeps the order of what it rounds, so that signs alone make the network monotone to the last bit.
/// </summary>
internal sealed class WeightBounds<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(T[] Weights, T[] Lower, T[] Upper)> bounded = [];

    private WeightBounds(Network<T> network)
    {
        Dense[] layers = [.. network.Layers];
        for (int l = 1; l <= network.L; l++)
        {
            int[] columns = Monotony.SignsOfColumns(layers, network.Inputs, l);
            int units = layers[l - 1].Units;
            T[] weights = network.Parameters.Arrays[network.Layout.PlaceOf(l, ParameterRole.Weights)], lower = new T[weights.Length], upper = new T[weights.Length];
            for (int i = 0; i < weights.Length; i++)
            {
                int sign = columns[i / units] * (l == network.L ? 1 : Monotony.SignOfUnit(i % units));
                lower[i] = sign > 0 ? T.Zero : T.NegativeInfinity;
                upper[i] = sign < 0 ? T.Zero : T.PositiveInfinity;
            }

            bounded.Add((weights, lower, upper));
        }
    }

    /// <summary>Those of a network; null where it need not be monotone.</summary>
    public static WeightBounds<T>? Of(Network<T> network) => Monotony.IsAsked([.. network.Layers]) ? new(network) : null;

    /// <summary>Whether all weights are within them.</summary>
    public bool AreKept => bounded.TrueForAll(array => !array.Weights.Where((w, i) => w < array.Lower[i] || w > array.Upper[i]).Any());

    /// <summary>Gives weights that have been drawn the other sign where they are beyond 0.</summary>
    public void Mirror()
    {
        foreach ((T[] weights, T[] lower, T[] upper) in bounded)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = weights[i] < lower[i] || weights[i] > upper[i] ? -weights[i] : weights[i];
            }
        }
    }

    /// <summary>Brings weights that a step has taken beyond 0 to 0, the nearest place.</summary>
    public void Keep()
    {
        foreach ((T[] weights, T[] lower, T[] upper) in bounded)
        {
            UpdateKernels.Limit<T>(weights, lower, upper);
        }
    }
}
