using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>Reads the labels of the rows that are kept.</summary>
internal abstract class LabelReader
{
    /// <summary>Begins to read from a cursor.</summary>
    public abstract void Bind(DataViewRow row);

    /// <summary>Reads the label of the row that the cursor is on.</summary>
    /// <returns>Whether it has one.</returns>
    public abstract bool Read();

    /// <summary>Keeps the label that was read last.</summary>
    public abstract void Keep();
}

/// <summary>Reads one label of each row.</summary>
internal abstract class LabelReader<TLabel> : LabelReader
{
    private readonly List<TLabel> values = [];

    /// <summary>The labels that were kept.</summary>
    public IReadOnlyList<TLabel> Values => values;

    private protected TLabel? Current { get; set; }

    public override void Keep() => values.Add(Current!);
}

/// <summary>Labels that are true or false.</summary>
internal sealed class FlagLabels(DataViewSchema.Column column) : LabelReader<bool>
{
    private ValueGetter<bool>? getter;

    public override void Bind(DataViewRow row) => getter = row.GetGetter<bool>(column);

    public override bool Read()
    {
        bool flag = false;
        getter!(ref flag);
        Current = flag;
        return true;
    }
}

/// <summary>Labels that are values of a key, from 1 on; 0 is a missing one.</summary>
internal sealed class KeyLabels<TLabel>(DataViewSchema.Column column, Func<uint, TLabel> labelOf) : LabelReader<TLabel>
{
    private ValueGetter<uint>? getter;

    public override void Bind(DataViewRow row) => getter = row.GetGetter<uint>(column);

    public override bool Read()
    {
        uint number = 0;
        getter!(ref number);
        if (number == 0)
        {
            return false;
        }

        Current = labelOf(number);
        return true;
    }
}

/// <summary>Labels that are numbers, one for each row or several.</summary>
internal sealed class NumberLabels(DataViewSchema.Column column) : LabelReader
{
    private readonly List<float> values = [];
    private readonly float[] current = new float[column.Type is VectorDataViewType vector ? vector.Size : 1];
    private ValueGetter<float>? scalar;
    private ValueGetter<VBuffer<float>>? vector;
    private VBuffer<float> buffer;

    /// <summary>Whether the label is a vector.</summary>
    public bool IsVector => column.Type is VectorDataViewType;

    /// <summary>How many numbers each row has.</summary>
    public int Outputs => current.Length;

    /// <summary>The numbers of the rows that were kept, one row after the other.</summary>
    public float[] ToArray() => [.. values];

    public override void Bind(DataViewRow row)
    {
        if (IsVector)
        {
            vector = row.GetGetter<VBuffer<float>>(column);
        }
        else
        {
            scalar = row.GetGetter<float>(column);
        }
    }

    public override bool Read()
    {
        if (IsVector)
        {
            vector!(ref buffer);
            buffer.CopyTo(current);
        }
        else
        {
            scalar!(ref current[0]);
        }

        return Array.TrueForAll(current, float.IsFinite);
    }

    public override void Keep() => values.AddRange(current);
}
