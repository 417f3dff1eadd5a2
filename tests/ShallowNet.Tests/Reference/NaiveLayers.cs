namespace ShallowNet.Tests;

/// <summary>Batch normalization and dropout masks as they are written, one element after another.</summary>
internal static class NaiveLayers
{
    public sealed record Normalized(double[] Mean, double[] Variance, double[] Inverse, double[] N, double[] C);

    /// <summary>The paper's algorithm 1, weighted; equal weights where all are 0.</summary>
    public static Normalized Normalize(double[] Z, double[] weights, double[] γ, double[] β, double ε)
    {
        int rows = γ.Length, m = Z.Length / rows;
        double[] w = Effective(weights, m), mean = new double[rows], variance = new double[rows];
        for (int j = 0; j < m; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                mean[i] += w[j] * Z[i + j * rows] / w.Sum();
            }
        }

        for (int j = 0; j < m; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                variance[i] += w[j] * (Z[i + j * rows] - mean[i]) * (Z[i + j * rows] - mean[i]) / w.Sum();
            }
        }

        double[] inverse = Array.ConvertAll(variance, v => 1 / Math.Sqrt(v + ε));
        double[] N = [.. Z.Select((z, k) => (z - mean[k % rows]) * inverse[k % rows])];
        return new Normalized(mean, variance, inverse, N, [.. N.Select((n, k) => γ[k % rows] * n + β[k % rows])]);
    }

    /// <summary>The paper's chain rule through N, σ² and μ, one after the other; dγ and dβ are means over the samples.</summary>
    public static (double[] dZ, double[] dγ, double[] dβ) NormalizeBack(double[] dC, double[] Z, double[] weights, double[] γ, double ε)
    {
        int rows = γ.Length, m = Z.Length / rows;
        Normalized forward = Normalize(Z, weights, γ, new double[rows], ε);
        double[] w = Effective(weights, m), dγ = new double[rows], dβ = new double[rows], dMean = new double[rows], dVariance = new double[rows];
        double[] dN = [.. dC.Select((d, k) => d * γ[k % rows])], dZ = new double[dC.Length];
        for (int k = 0; k < dC.Length; k++)
        {
            int i = k % rows;
            dγ[i] += dC[k] * forward.N[k] / m;
            dβ[i] += dC[k] / m;
            dVariance[i] -= 0.5 * dN[k] * (Z[k] - forward.Mean[i]) * Math.Pow(forward.Variance[i] + ε, -1.5);
            dMean[i] -= dN[k] * forward.Inverse[i];
        }

        for (int k = 0; k < dC.Length; k++)
        {
            int i = k % rows;
            double share = w[k / rows] / w.Sum();
            dZ[k] = dN[k] * forward.Inverse[i] + dVariance[i] * 2 * share * (Z[k] - forward.Mean[i]) + dMean[i] * share;
        }

        return (dZ, dγ, dβ);
    }

    /// <summary>The random bits of one element of a dropout mask.</summary>
    public static uint MaskBits(int index, ulong key, int layer)
    {
        unchecked
        {
            ulong k = key + (ulong)layer * 0x9E3779B97F4A7C15;
            k = (k ^ (k >> 30)) * 0xBF58476D1CE4E5B9;
            k = (k ^ (k >> 27)) * 0x94D049BB133111EB;
            k ^= k >> 31;
            uint x = ((uint)index + (uint)k) * 0x9E3779B1;
            x = (x ^ (x >> 16)) * 0x85EBCA6B;
            x = ((x ^ (x >> 13)) + (uint)(k >> 32)) * 0xC2B2AE35;
            x = (x ^ (x >> 16)) * 0x27D4EB2F;
            return x ^ (x >> 15);
        }
    }

    private static double[] Effective(double[] weights, int m) => weights.Any(w => w > 0) ? weights : [.. Enumerable.Repeat(1.0, m)];
}
