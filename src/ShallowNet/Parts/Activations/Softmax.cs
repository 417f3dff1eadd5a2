using ShallowNet.Kernels;

namespace ShallowNet;

public abstract partial record Activation
{
    /// <summary>e^zᵢ / Σ e^zₖ in every column; the output for several classes. Its loss is categorical cross-entropy.</summary>
    public static Activation Softmax { get; } = new Softmax();
}

internal sealed record Softmax : Activation
{
    public override string Name => "softmax";

    public override bool IsOutputOnly => true;

    // The answer of one unit would always be 1.
    internal override int FewestUnits => 2;

    public override (double Lower, double Upper)? Range => (0, 1);

    internal override CatalogRow<Activation> Row => new("softmax");

    internal override CSharpFunction CSharp => new("ApplySoftmax", """
        private static void ApplySoftmax(Span<real> z)
        {
            real maximum = z[0];
            for (int i = 0; i < z.Length; i++)
            {
                maximum = z[i] > maximum ? z[i] : maximum;
            }

            real sum = 0.0d;
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = Exp(z[i] - maximum);
                sum += z[i];
            }

            real inverse = 1.0d / sum;
            for (int i = 0; i < z.Length; i++)
            {
                z[i] *= inverse;
            }
        }
        """);

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => ActivationKernels.Softmax(Z, A, rows);

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) =>
        ActivationKernels.SoftmaxBackward(A, dZ, rows);

    internal override void WriteOnnx(OnnxNodes nodes, string z, string a, int l) =>
        nodes.Node("Softmax", a, [z], OnnxAttribute.Of("axis", 1));
}
