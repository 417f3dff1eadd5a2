using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>Reads the features of the row that a cursor is on.</summary>
internal sealed class FeatureReader
{
    private readonly ValueGetter<VBuffer<float>> getter;
    private readonly float[] dense;
    private VBuffer<float> buffer;

    /// <summary>Begins to read from a row or a cursor.</summary>
    /// <param name="row">The row, in which the column is active.</param>
    /// <param name="column">A vector of known size.</param>
    public FeatureReader(DataViewRow row, DataViewSchema.Column column)
    {
        getter = row.GetGetter<VBuffer<float>>(column);
        dense = new float[((VectorDataViewType)column.Type).Size];
    }

    /// <summary>Reads a row.</summary>
    /// <param name="x">The features, until the next row is read.</param>
    /// <returns>Whether all of them are finite.</returns>
    public bool TryRead(out ReadOnlySpan<float> x)
    {
        getter(ref buffer);
        if (buffer.IsDense)
        {
            x = buffer.GetValues();
        }
        else
        {
            buffer.CopyTo(dense);
            x = dense;
        }

        foreach (float element in x)
        {
            if (!float.IsFinite(element))
            {
                return false;
            }
        }

        return true;
    }
}
