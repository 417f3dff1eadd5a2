namespace ShallowNet.Kernels;

/// <summary>The sizes that the products of a layer have: n[l] units, n[l-1] inputs, m samples.</summary>
internal readonly record struct LayerSize(int Units, int Inputs, int Samples);
