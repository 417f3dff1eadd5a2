namespace ShallowNet;

/// <summary>A tensor as the header of a file declares it, checked.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its dimensions, the slowest first; none for a single number. A dimension may be 0.</param>
/// <param name="Begin">Where its data begin, counted in bytes from the end of the header.</param>
/// <param name="End">Where its data end.</param>
internal sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<int> Shape, long Begin, long End)
{
    /// <summary>The product of the dimensions, which fits into an array.</summary>
    public int Elements => (int)((End - Begin) / Type.Size());
}
