using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>The names of the elements of a vector.</summary>
internal static class SlotNames
{
    /// <summary>The names; null where the column has none, or one that no file can hold. An element without a name has that of the column and its place.</summary>
    public static string[]? Of(DataViewSchema.Column column)
    {
        int size = ((VectorDataViewType)column.Type).Size;
        if (!column.HasSlotNames(size))
        {
            return null;
        }

        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref slots);
        string[] names = [.. slots.DenseValues().Select((name, i) => name.IsEmpty ? Invariant($"{column.Name}[{i}]") : name.ToString())];
        return Array.Exists(names, name => Require.HasHalfAPair(name)) ? null : names;
    }
}
