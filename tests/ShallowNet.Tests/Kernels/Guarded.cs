using System.Numerics;

namespace ShallowNet.Tests;

/// <summary>Memory with guard values on both sides, to catch a kernel that writes beyond its destination.</summary>
internal sealed class Guarded<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Margin = 19;
    private static readonly T Guard = T.CreateTruncating(-12345.5);
    private readonly T[] memory;
    private readonly int length;

    public Guarded(int length)
    {
        this.length = length;
        memory = new T[length + 2 * Margin];
        memory.AsSpan().Fill(Guard);
    }

    public Guarded(double[] values)
        : this(values.Length) => Array.ConvertAll(values, T.CreateTruncating).CopyTo(Span);

    public Span<T> Span => memory.AsSpan(Margin, length);

    /// <summary>The values, after a look at the guards.</summary>
    public double[] Values
    {
        get
        {
            memory.AsSpan(0, Margin).IndexOfAnyExcept(Guard).Should().Be(-1, "nothing before the destination may change");
            memory.AsSpan(Margin + length).IndexOfAnyExcept(Guard).Should().Be(-1, "nothing after the destination may change");
            return Array.ConvertAll(Span.ToArray(), double.CreateTruncating);
        }
    }
}
