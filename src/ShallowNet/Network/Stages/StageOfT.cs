using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>A stage of a network: its equations, forward and backward, on a range of the samples.</summary>
/// <remarks>It belongs to a network and holds nothing of a pass, so that several threads can use it at a time.</remarks>
internal abstract class Stage<T>(Stage description)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int index = description.Place.Index;
    private readonly int inputs = description.Place.Inputs;
    private readonly bool startsLayer = description.Place.StartsLayer;

    /// <summary>The stage without numbers.</summary>
    public Stage Description { get; } = description;

    /// <summary>l, the layer.</summary>
    protected int l { get; } = description.Place.Layer;

    /// <summary>n[l], the units.</summary>
    protected int Units { get; } = description.Place.Units;

    /// <summary>Draws what its parameters are at first, other than by the layer's initializer.</summary>
    public virtual void Draw(NumPyRandom random)
    {
    }

    /// <summary>From the stage's input to its output, of samples first to first + m of a pass.</summary>
    public abstract void Forward(ForwardPass<T> pass, int first, int m);

    /// <summary>The same as prediction does it, on columns that nothing is kept of.</summary>
    public abstract void Predict(in LayerColumns<T> columns);

    /// <summary>
    /// Makes of the derivatives with respect to the stage's output those with respect to its input, in place; and takes dγ and dβ, where
    /// there are gradients to receive them. The affine stage, and those before it, leave dZ[l] as it is.
    /// </summary>
    public virtual void Backward(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients)
    {
    }

    /// <summary>
    /// Adds the stage's part to dA[l-1], which stands in the room of dZ[l-1]; where stages stand before it that prepare its input, gives the derivatives
    /// by the output of the last of these.
    /// </summary>
    public virtual void BackToInput(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ)
    {
    }

    /// <summary>Adds the samples' part to the derivatives of the stage's parameters, from dZ[l].</summary>
    public virtual void AddParameterGradients(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
    }

    /// <summary>Writes the derivatives of the stage's parameters for each sample by itself, from dZ[l].</summary>
    /// <param name="pass">The pass that went forward.</param>
    /// <param name="range">The samples.</param>
    /// <param name="dZ">Their derivatives by Z[l].</param>
    /// <param name="derivatives">Receives a column for each sample, of which this stage writes the rows of its parameters.</param>
    public virtual void WriteSampleDerivatives(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
    }

    /// <summary>Lets the stage's averages take up the batch that gradients are of.</summary>
    public virtual void UpdateAverages(Gradients<T> gradients)
    {
    }

    /// <summary>Adds the stage as it predicts to an ONNX graph.</summary>
    /// <param name="nodes">Receives nodes and constants.</param>
    /// <param name="names">Where it stands.</param>
    /// <returns>The name of its output.</returns>
    public abstract string WriteOnnx(OnnxNodes nodes, OnnxNames names);

    /// <summary>Adds the stage as it predicts one sample to exported C# source.</summary>
    /// <param name="body">Receives statements, functions and constants.</param>
    /// <param name="a">The span that the layer's stages change, one after another, from Z[l] to A[l]; that of its output for a stage that prepares the input.</param>
    /// <param name="input">The span of A[l-1]; for stages up to Z[l], of what the stage before gave.</param>
    public abstract void WriteCSharp(CSharpBody body, string a, string input);

    /// <summary>What the stage receives, n[l] × m; for all but the first stage of a layer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> Input(ForwardPass<T> pass, int first, int m) => pass.Outputs[index - 1].AsSpan(first * Units, m * Units);

    /// <summary>What the stage gives, n[l] × m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> Output(ForwardPass<T> pass, int first, int m) => pass.Outputs[index].AsSpan(first * Units, m * Units);

    /// <summary>What the stages up to Z[l] receive: A[l-1], or the output of the stage before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> LayerInput(ForwardPass<T> pass, int first, int m) =>
        startsLayer ? pass.Activations(l - 1, first, m) : pass.Outputs[index - 1].AsSpan(first * inputs, m * inputs);

    /// <summary>What a stage gives that prepares the layer's input.</summary>
    protected Span<T> PreparedInput(ForwardPass<T> pass, int first, int m) => pass.Outputs[index].AsSpan(first * Description.OutputRows, m * Description.OutputRows);

    /// <summary>Room for the derivatives by <see cref="LayerInput"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> InputGradient(LinearGradients<T> dZ, SampleRange range) => startsLayer ? dZ.Columns(l - 1, range) : dZ.Prepared(index - 1, range);

    /// <summary>The second matrix that a pass keeps for the stage, n[l] × m.</summary>
    protected Span<T> KeptMatrix(ForwardPass<T> pass, int first, int m) => pass.KeptMatrices[index].AsSpan(first * Units, m * Units);

    /// <summary>The derivatives that backward propagation keeps for the stage, n[l] × m.</summary>
    protected Span<T> KeptGradient(LinearGradients<T> dZ, SampleRange range) => dZ.Kept(index, range);

    /// <summary>The numbers that a pass keeps for the stage, one for each unit.</summary>
    protected Span<T> KeptVector(ForwardPass<T> pass) => pass.KeptVectors[index];
}

/// <summary>Derivatives by all parameters, a column for each sample and output.</summary>
/// <param name="elements">Its columns, one after the other.</param>
/// <param name="columnLength">P, the number of parameters.</param>
/// <param name="places">Where the elements of each parameter of the layout begin in a column.</param>
internal readonly ref struct SampleDerivatives(Span<double> elements, int columnLength, ReadOnlySpan<int> places)
{
    private readonly Span<double> elements = elements;
    private readonly ReadOnlySpan<int> places = places;

    /// <summary>From the first element of a parameter on, in one column.</summary>
    /// <param name="column">Which column.</param>
    /// <param name="parameter">The parameter's place in the layout.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<double> Of(int column, int parameter) => elements[(column * columnLength + places[parameter])..];
}

/// <summary>Some columns on their way through a layer in prediction.</summary>
internal readonly ref struct LayerColumns<T>(ReadOnlySpan<T> input, Span<T> z, Span<T> a, int samples)
{
    /// <summary>A[l-1], n[l-1] × m.</summary>
    public ReadOnlySpan<T> Input { get; } = input;

    /// <summary>Room for Z[l], n[l] × m; at the end what g[l] was applied to.</summary>
    public Span<T> Z { get; } = z;

    /// <summary>Receives A[l], n[l] × m.</summary>
    public Span<T> A { get; } = a;

    /// <summary>m.</summary>
    public int Samples { get; } = samples;

    /// <summary>Room for what stages before Z[l] make of A[l-1], of at least as many rows as it has.</summary>
    public Span<T> Prepared { get; init; }
}
