namespace ShallowNet;

/// <summary>The tensors between which a stage of a layer stands in an ONNX graph.</summary>
/// <param name="Input">What the stage before it gave.</param>
/// <param name="LayerInput">A[l-1].</param>
/// <param name="Output">The name that the stage's output must have, where it is that of the layer; null for any.</param>
internal readonly record struct OnnxNames(string Input, string LayerInput, string? Output);
