namespace ShallowNet;

/// <summary>A matrix of a MATLAB file: what it is called there, its size, and its elements, column after column.</summary>
internal sealed class MatlabNumbers(string name, int rows, int columns, double[] elements)
{
    public string Name => name;

    public int Rows => rows;

    public int Columns => columns;

    public double[] Elements => elements;

    public bool IsEmpty => elements.Length == 0;

    /// <summary>The elements, which must be finite.</summary>
    public double[] Finite()
    {
        int index = Array.FindIndex(elements, element => !double.IsFinite(element));
        return index < 0
            ? elements
            : throw new ModelFileException($"The {name} must be finite, but {Require.Place(index, rows)} is {Require.Text(elements[index])}.");
    }

    /// <summary>The elements, which must be finite and as many as given.</summary>
    public double[] Finite(int count) => elements.Length == count
        ? Finite()
        : throw new ModelFileException(Invariant($"The {name} must have {Require.Count(count, "element")}, but has {elements.Length}."));

    /// <summary>The only element, which must be finite.</summary>
    public double Number() => Finite(1)[0];

    /// <summary>The elements as indices from 0 on, which MATLAB counts from 1: different, rising, and at most as large as given.</summary>
    public int[] Indices(int count)
    {
        int before = 0;
        return Array.ConvertAll(elements, element =>
        {
            if (!(element > before && element <= count && element == Math.Floor(element)))
            {
                throw new ModelFileException(Invariant($"The {name} must be whole numbers from 1 to {count} that rise, but have {Require.Text(element)}."));
            }

            before = (int)element;
            return before - 1;
        });
    }
}
