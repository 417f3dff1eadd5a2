using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>See <see cref="Embedding.Pass"/>.</summary>
internal sealed record PassEmbedding : InputEmbedding
{
    /// <summary>The embedding in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("EmbedAsItIs", """
        private static void EmbedAsItIs(ReadOnlySpan<real> x, Span<real> y) => x.CopyTo(y);
        """);

    public override int Size => 1;

    public override string Text => "pass";

    public override BoundEmbedding<T> Bind<T>() => new Bound<T>();

    public override string WriteOnnx<T>(OnnxNodes nodes, string input, string name, ReadOnlySpan<T> parameters, int count) => input;

    public override void WriteCSharp<T>(CSharpBody body, string name, string parameters, string x, string y) => body.Call(CSharp, x, y);

    private sealed class Bound<T> : BoundEmbedding<T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public override void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run)
        {
            for (int s = 0; s < A.Length / run.Inputs; s++)
            {
                A.Slice(run.Place(0, s), run.Count).CopyTo(E[run.RowPlace(0, s)..]);
            }
        }

        public override void BackToInput(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run)
        {
            for (int s = 0; s < A.Length / run.Inputs; s++)
            {
                dE.Slice(run.RowPlace(0, s), run.Count).CopyTo(dA[run.Place(0, s)..]);
            }
        }
    }
}
