using System.Numerics;
using System.Text.Json;

namespace ShallowNet.Tests;

/// <summary>The networks of second-order.json.</summary>
internal static class SecondOrder
{
    /// <summary>A network with the activations and parameters of a description.</summary>
    public static Network<T> Network<T>(JsonElement golden, Loss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] W = [.. golden.GetProperty("W").EnumerateArray()], b = [.. golden.GetProperty("b").EnumerateArray()];
        Dense[] layers = [.. golden.GetProperty("activations").EnumerateArray()
            .Select((activation, i) => new Dense(b[i].GetArrayLength(), TestNetworks.Activations[activation.GetString()!]))];
        Network<T> network = ShallowNet.Network.Create<T>(W[0][0].GetArrayLength(), 1, loss, layers);
        for (int l = 1; l <= layers.Length; l++)
        {
            network.Set(l, W[l - 1].Matrix(), b[l - 1].Matrix());
        }

        return network;
    }
}
