using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>The sizes of one layer and one batch.</summary>
public readonly record struct LayerShape(int Units, int Inputs, int Samples)
{
    internal LayerSize Size => new(Units, Inputs, Samples);

    public override string ToString() => $"{Units}x{Inputs}x{Samples}";
}
