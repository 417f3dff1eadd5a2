using System.Numerics;

namespace ShallowNet;

/// <summary>The last state of a network that is known to give a finite cost, to go back to when a training has left the finite numbers.</summary>
internal sealed class FiniteState<T>(Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] kept = Array.ConvertAll(network.State, numbers => (T[])numbers.Clone());

    /// <summary>The epoch at whose start it was kept; 0 for before the training.</summary>
    public int Epoch { get; private set; }

    /// <summary>The step before which it was kept.</summary>
    public long Step { get; private set; }

    /// <summary>Whether all that the network has now is finite.</summary>
    public bool IsNetworkFinite => Array.TrueForAll(network.State, numbers => Scan.IndexOfNotFinite<T>(numbers) < 0);

    /// <summary>Keeps what the network has before a training.</summary>
    public void Begin()
    {
        CopyState(network.State, kept);
        (Epoch, Step) = (0, 0);
    }

    /// <summary>
    /// Keeps what the network has, which gave a finite cost just now. Only where it is finite itself: units that are dead for all samples
    /// hide others.
    /// </summary>
    public void Keep(int epoch, long step)
    {
        if (IsNetworkFinite)
        {
            CopyState(network.State, kept);
            (Epoch, Step) = (epoch, step);
        }
    }

    public void Restore() => CopyState(kept, network.State);

    public void RestoreUnlessFinite()
    {
        if (!IsNetworkFinite)
        {
            Restore();
        }
    }

    /// <summary>Copies the numbers of one state over those of another.</summary>
    public static void CopyState(T[][] from, T[][] to)
    {
        for (int p = 0; p < from.Length; p++)
        {
            from[p].CopyTo(to[p], 0);
        }
    }
}
