namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>z itself; the output for regression. Its loss is the squared error.</summary>
    public static Activation Identity { get; } = new Identity();
}

internal sealed record Identity : Activation
{
    public override string Name => "identity";

    public override (double Lower, double Upper)? Range => (double.NegativeInfinity, double.PositiveInfinity);

    public override bool IsMonotone => true;

    internal override CatalogRow<Activation> Row => new("identity");

    internal override CSharpFunction CSharp => CSharpFunction.None;

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => Z.CopyTo(A[..Z.Length]);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
    {
        // g′ = 1: dZ is dA.
    }

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) => nodes.Node("Identity", a, z);
}
