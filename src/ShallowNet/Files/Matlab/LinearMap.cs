namespace ShallowNet;

/// <summary>
/// What a layer computes before its activation, z = W a + b, in double: what MATLAB does to inputs before the first layer, and to the answers of the last, is
/// written into its numbers.
/// </summary>
/// <param name="weights">W, rows × columns, column after column.</param>
/// <param name="biases">b, a number for each row.</param>
internal sealed class LinearMap(double[] weights, double[] biases)
{
    /// <summary>W, column after column.</summary>
    public double[] Weights { get; private set; } = weights;

    /// <summary>b.</summary>
    public double[] Biases { get; private set; } = biases;

    public int Rows => Biases.Length;

    public int Columns => Weights.Length / Rows;

    /// <summary>Takes x instead of a, where a = gain·x + shift, element by element.</summary>
    public void ScaleInputs(double[] gains, double[] shifts)
    {
        double[] scaled = new double[Weights.Length], moved = [.. Biases];
        for (int i = 0; i < Weights.Length; i++)
        {
            moved[i % Rows] += Weights[i] * shifts[i / Rows];
            scaled[i] = Weights[i] * gains[i / Rows];
        }

        (Weights, Biases) = (scaled, moved);
    }

    /// <summary>Takes all of x instead of a, which is the elements of x that are kept: the weights of the others are 0.</summary>
    public void SpreadInputs(int[] kept, int count)
    {
        double[] spread = new double[Require.Elements(Rows, count, "The first layer's weights")];
        for (int j = 0; j < kept.Length; j++)
        {
            Weights.AsSpan(j * Rows, Rows).CopyTo(spread.AsSpan(kept[j] * Rows));
        }

        Weights = spread;
    }

    /// <summary>Takes x instead of a, where a = M x.</summary>
    public void MultiplyInputs(double[] M, int columns)
    {
        double[] product = new double[Require.Elements(Rows, columns, "The first layer's weights")];
        int inner = Columns;
        for (int j = 0; j < columns; j++)
        {
            for (int k = 0; k < inner; k++)
            {
                for (int i = 0; i < Rows; i++)
                {
                    product[i + j * Rows] += Weights[i + k * Rows] * M[k + j * inner];
                }
            }
        }

        Weights = product;
    }

    /// <summary>Gives (z − lower)/gain + offset instead of z, element by element.</summary>
    public void UnscaleOutputs(double[] gains, double[] offsets, double lower)
    {
        Weights = [.. Weights.Select((weight, i) => weight / gains[i % Rows])];
        Biases = [.. Biases.Select((bias, i) => (bias - lower) / gains[i] + offsets[i])];
    }

    /// <summary>Gives the elements of z in their places among others, which are constants.</summary>
    public void SpreadOutputs(int[] kept, int[] removed, double[] constants)
    {
        int count = kept.Length + removed.Length, columns = Columns;
        double[] weights = new double[Require.Elements(count, columns, "The last layer's weights")], biases = new double[count];
        for (int i = 0; i < kept.Length; i++)
        {
            biases[kept[i]] = Biases[i];
            for (int j = 0; j < columns; j++)
            {
                weights[kept[i] + j * count] = Weights[i + j * Rows];
            }
        }

        for (int i = 0; i < removed.Length; i++)
        {
            biases[removed[i]] = constants[i];
        }

        (Weights, Biases) = (weights, biases);
    }

    /// <summary>Gives the difference of two rows instead of them: the second less the first.</summary>
    public void SubtractFirstRow()
    {
        Weights = [.. Enumerable.Range(0, Columns).Select(j => Weights[2 * j + 1] - Weights[2 * j])];
        Biases = [Biases[1] - Biases[0]];
    }
}
