using System.Numerics;

namespace ShallowNet;

/// <summary>
/// One parameter of a network as a tensor of a file: named, shaped and laid out as in the state dict of PyTorch's <c>nn.Sequential</c> of
/// Linear, BatchNorm1d, the activation (which has the α of a learned mix) and Dropout, for each layer those that it has. An embedding and input factors
/// count as modules before Linear, with one list of numbers each.
/// </summary>
/// <param name="Module">The place of the module in the Sequential.</param>
/// <param name="Parameter">The parameter.</param>
internal sealed record NetworkTensor(int Module, Parameter Parameter)
{
    /// <summary>The name, such as 0.weight.</summary>
    public string Name => $"{Require.Text(Module)}.{Part}";

    /// <summary>The part of the name behind the module's.</summary>
    public string Part => Parameter.Role switch
    {
        ParameterRole.Weights or ParameterRole.Gamma => "weight",
        ParameterRole.Biases or ParameterRole.Beta => "bias",
        ParameterRole.Alpha => "alpha",
        ParameterRole.InputFactors => "factors",
        ParameterRole.Embeddings => "embeddings",
        ParameterRole.RunningMean => "running_mean",
        _ => "running_var",
    };

    /// <summary>The dimensions: W is a matrix, everything else a list of numbers.</summary>
    public int[] Shape => Parameter.Role == ParameterRole.Weights ? [Parameter.Rows, Parameter.Columns] : [Parameter.Rows];

    private bool IsVariance => Parameter.Role == ParameterRole.RunningVariance;

    private string Possible => IsVariance ? "finite and at least 0" : "finite";

    /// <summary>All of a network, layer after layer.</summary>
    public static IEnumerable<NetworkTensor> Of(ParameterLayout layout)
    {
        int module = 0;
        foreach (Stage stage in layout.AllStages)
        {
            foreach (Parameter parameter in stage.Parameters)
            {
                yield return new NetworkTensor(module, parameter);
            }

            // Adding A[l-1] is no module: PyTorch's Sequential cannot do it.
            module += stage is AddInputStage ? 0 : 1;
        }
    }

    /// <summary>Refuses a tensor that is missing, has another shape, or has whole numbers or bytes.</summary>
    public static void Check(TensorEntry? entry, string name, params int[] shape)
    {
        if (entry is null)
        {
            throw new ModelFileException($"The file must have a tensor {FileText.Quoted(name)} of {FileText.Size(shape)}, but has none.");
        }

        if (entry.Type is TensorType.I64 or TensorType.U8 || !entry.Shape.SequenceEqual(shape))
        {
            throw new ModelFileException(
                $"The tensor {FileText.Quoted(name)} must hold {FileText.Size(shape)} floating-point numbers, but is {entry.Type} of {FileText.Size(entry.Shape)}.");
        }
    }

    /// <summary>The tensor with what a network's state has for it.</summary>
    /// <exception cref="InvalidOperationException">A number is one that would not be loaded again.</exception>
    public TensorToWrite ToWrite<T>(ParameterLayout layout, T[][] state, string prefix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] elements = ArrayIn(layout, state);
        int index = IndexOfImpossible<T>(elements);
        return index >= 0
            ? throw new InvalidOperationException(
                $"The network's parameters must be {Possible} to be saved, but {prefix}{Name} has {Require.Text(double.CreateTruncating(elements[index]))}.")
            : Shape is [int rows, int columns]
            ? TensorToWrite.Transposed(prefix + Name, rows, columns, elements)
            : TensorToWrite.Of(prefix + Name, Shape, elements);
    }

    /// <summary>Reads a file's tensor, whatever it is called there, into its place in a network's state.</summary>
    public void Read<T>(TensorFile file, TensorEntry entry, ParameterLayout layout, T[][] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(entry, entry.Name, Shape);
        T[] elements = ArrayIn(layout, state);
        if (Shape.Length == 2)
        {
            file.CopyTransposedTo<T>(entry, elements);
        }
        else
        {
            file.CopyTo<T>(entry, elements);
        }

        int index = IndexOfImpossible<T>(elements);
        if (index >= 0)
        {
            throw new ModelFileException(
                $"The tensor {FileText.Quoted(entry.Name)} must be {Possible}, but has {Require.Text(double.CreateTruncating(elements[index]))}.");
        }
    }

    private T[] ArrayIn<T>(ParameterLayout layout, T[][] state) =>
        state[layout.PlaceOf(Parameter.Layer, Parameter.Role) + (Parameter.IsTrained ? 0 : layout.Trained.Length)];

    /// <summary>The place of the first number that the parameter cannot have; −1 for none.</summary>
    private int IndexOfImpossible<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = Scan.IndexOfNotFinite(elements);
        for (int i = 0; index < 0 && IsVariance && i < elements.Length; i++)
        {
            index = elements[i] < T.Zero ? i : -1;
        }

        return index;
    }
}
