using System.Runtime.InteropServices;
using ShallowNet;

namespace Cluster;

/// <summary>A file of samples that is as large as one likes: 100 random inputs each, and whether the sum of the first ten is large.</summary>
internal static class Cells
{
    public const int Inputs = 100;
    private const int AtOnce = 10_000;

    /// <summary>Writes a file, some samples at a time.</summary>
    public static void Write(string path, int samples)
    {
        NumPyRandom random = new(1);
        using FileStream file = File.Create(path);
        for (int done = 0; done < samples; done += AtOnce)
        {
            float[] rows = new float[Math.Min(AtOnce, samples - done) * (Inputs + 1)];
            for (int i = 0; i < rows.Length; i++)
            {
                bool isLabel = i % (Inputs + 1) == Inputs;
                rows[i] = !isLabel ? (float)random.Rand() : rows.AsSpan(i - Inputs, 10).ToArray().Sum() > 5 ? 1 : 0;
            }

            file.Write(MemoryMarshal.AsBytes(rows.AsSpan()));
        }
    }

    /// <summary>Opens a file.</summary>
    public static SampleFile<float> Open(string path) => new(path, Inputs, outputs: 1);
}
