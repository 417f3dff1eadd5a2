namespace ShallowNet;

/// <summary>The types of a tensor's elements, by their numbers in ONNX (TensorProto.DataType).</summary>
internal enum OnnxType
{
    Float = 1,

    Int64 = 7,

    String = 8,

    Double = 11,
}
