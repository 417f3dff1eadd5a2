using System.Numerics;

namespace ShallowNet.Benchmarks;

/// <summary>What the kernels are given.</summary>
internal static class Elements
{
    public static T[] Normal<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new NumPyRandom(seed).Randn<T>(count, 1).ToColumnMajorArray();

    /// <summary>Numbers in (0, 1).</summary>
    public static T[] Probabilities<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NumPyRandom random = new(seed);
        T[] elements = new T[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = T.CreateTruncating(random.Uniform(0.01, 0.99));
        }

        return elements;
    }
}
