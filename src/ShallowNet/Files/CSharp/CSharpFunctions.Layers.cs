namespace ShallowNet;

/// <content>The functions of layers and scalers.</content>
internal static partial class CSharpFunctions
{
    private static Dictionary<string, string> LayerFunctions() => new()
    {
        ["Affine"] = """
            // z = W·x + b: chains of fused multiply-adds from b on. W is stored column by column.
            private static void Affine(ReadOnlySpan<real> W, ReadOnlySpan<real> b, ReadOnlySpan<real> x, Span<real> z)
            {
                b.CopyTo(z);
                for (int k = 0; k < x.Length; k++)
                {
                    ReadOnlySpan<real> column = W.Slice(k * z.Length, z.Length);
                    real xk = x[k];
                    for (int i = 0; i < column.Length; i++)
                    {
                        z[i] = MathR.FusedMultiplyAdd(column[i], xk, z[i]);
                    }
                }
            }
            """,
        ["AffineInLanes"] = """
            // z = W·x + b for few units of many inputs: input k belongs to lane k mod ⟦8|16⟧; the lanes are added in halves.
            private static void AffineInLanes(ReadOnlySpan<real> W, ReadOnlySpan<real> b, ReadOnlySpan<real> x, Span<real> z)
            {
                Span<real> lanes = stackalloc real[⟦8|16⟧];
                for (int i = 0; i < z.Length; i++)
                {
                    lanes.Clear();
                    for (int k = 0; k < x.Length; k++)
                    {
                        ref real lane = ref lanes[k % lanes.Length];
                        lane = MathR.FusedMultiplyAdd(W[i + k * z.Length], x[k], lane);
                    }

                    // Zeros fill up the last inputs; they make 0 of -0.
                    for (int k = x.Length; k % lanes.Length != 0; k++)
                    {
                        lanes[k % lanes.Length] += 0.0d;
                    }

                    for (int half = lanes.Length / 2; half > 0; half /= 2)
                    {
                        for (int p = 0; p < half; p++)
                        {
                            lanes[p] += lanes[p + half];
                        }
                    }

                    z[i] = lanes[0] + b[i];
                }
            }
            """,
        ["Normalize"] = """
            // Batch normalization: z := gamma·(z - mean)·inverse + beta.
            private static void Normalize(
                Span<real> z, ReadOnlySpan<real> mean, ReadOnlySpan<real> inverse, ReadOnlySpan<real> gamma, ReadOnlySpan<real> beta)
            {
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = MathR.FusedMultiplyAdd((z[i] - mean[i]) * inverse[i], gamma[i], beta[i]);
                }
            }
            """,
        ["AddTo"] = """
            // A residual connection: a := previous + a.
            private static void AddTo(Span<real> a, ReadOnlySpan<real> previous)
            {
                for (int i = 0; i < a.Length; i++)
                {
                    a[i] = previous[i] + a[i];
                }
            }
            """,
        ["Scale"] = """
            // y = (x - offset)/unit·width + lower, in double.
            private static void Scale(
                ReadOnlySpan<real> x, ReadOnlySpan<double> offsets, ReadOnlySpan<double> units, double width, double lower, Span<real> y)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = (real)((x[i] - offsets[i]) / units[i] * width + lower);
                }
            }
            """,
        ["Unscale"] = """
            // y := (y - lower)/width·unit + offset, in double.
            private static void Unscale(Span<real> y, ReadOnlySpan<double> offsets, ReadOnlySpan<double> units, double width, double lower)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] = (real)((y[i] - lower) / width * units[i] + offsets[i]);
                }
            }
            """,
    };
}
