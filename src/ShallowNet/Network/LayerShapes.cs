namespace ShallowNet;

/// <summary>n[0], n[1], …, n[L], and what each layer keeps beside W, b, Z and A.</summary>
internal sealed class LayerShapes
{
    private readonly bool[] normalized;
    private readonly bool[] dropped;
    private readonly bool[] residual;

    public LayerShapes(int inputs, IReadOnlyList<Dense> layers)
    {
        n = [inputs, .. layers.Select(layer => layer.Units)];
        normalized = [false, .. layers.Select(layer => layer.BatchNormalization is not null)];
        dropped = [false, .. layers.Select(layer => layer.Dropout > 0)];
        residual = [false, .. layers.Select(layer => layer.Residual)];
        AnyNormalized = normalized.Contains(true);
        AnyDropped = dropped.Contains(true);
        AnyResidual = residual.Contains(true);
        IsPlain = !AnyNormalized && !AnyDropped && !AnyResidual;
    }

    /// <summary>The units of the layers 0 to L.</summary>
    public int[] n { get; }

    public int L => n.Length - 1;

    /// <summary>Whether some layer normalizes its batch, and so needs all of it at once.</summary>
    public bool AnyNormalized { get; }

    public bool AnyDropped { get; }

    public bool AnyResidual { get; }

    /// <summary>Whether every layer is nothing but A = g(W A + b).</summary>
    public bool IsPlain { get; }

    public bool IsNormalized(int l) => normalized[l];

    public bool IsDropped(int l) => dropped[l];

    public bool IsResidual(int l) => residual[l];

    public bool Equal(LayerShapes other) =>
        ReferenceEquals(this, other) || (n.AsSpan().SequenceEqual(other.n) && normalized.AsSpan().SequenceEqual(other.normalized)
            && dropped.AsSpan().SequenceEqual(other.dropped) && residual.AsSpan().SequenceEqual(other.residual));

    /// <summary>One item for each of the layers 1 to L, null where there is none.</summary>
    public TItem?[] ForLayers<TItem>(Func<int, bool> has, Func<int, TItem> make)
        where TItem : class => [.. Enumerable.Range(1, L).Select(l => has(l) ? make(l) : null)];

    public override string ToString() => string.Join('-', n);
}
