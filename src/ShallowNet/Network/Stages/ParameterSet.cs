using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// A matrix for each of some parameters of a layout: the parameters themselves, or what belongs to each of them, such as its derivative.
/// </summary>
internal sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterLayout layout;
    private readonly Parameter[] parameters;
    private readonly Matrix<T>[] matrices;
    private readonly string prefix;

    /// <summary>All zeros.</summary>
    /// <param name="layout">Which network they are of.</param>
    /// <param name="parameters">The layout's trained parameters, or its averages.</param>
    /// <param name="prefix">What stands before the symbol in names: nothing, or d.</param>
    public ParameterSet(ParameterLayout layout, Parameter[] parameters, string prefix = "")
    {
        this.layout = layout;
        this.parameters = parameters;
        this.prefix = prefix;
        matrices = Array.ConvertAll(parameters, parameter => ColumnMajor.Create<T>(parameter.Rows, parameter.Columns));
        Arrays = Array.ConvertAll(matrices, ColumnMajor.Array);
    }

    /// <summary>The elements of each parameter, in the layout's order.</summary>
    public T[][] Arrays { get; }

    /// <summary>The matrix of a parameter, by its place in the layout's order.</summary>
    public Matrix<T> MatrixAt(int place) => matrices[place];

    public bool Fits(ParameterLayout other) => layout.Fits(other);

    /// <summary>The matrices of a role that every layer has.</summary>
    public PerLayer<Matrix<T>> Matrices(ParameterRole role) => new(prefix + new Parameter(0, role, 0, 0).Symbol, 1, Select(role)!);

    /// <summary>The matrices of a role; null for the layers that have none.</summary>
    public PerLayer<Matrix<T>?> MatricesOrNull(ParameterRole role) => new(prefix + new Parameter(0, role, 0, 0).Symbol, 1, Select(role));

    /// <summary>The name of one element of <see cref="Arrays"/>, such as W[1][0, 2].</summary>
    public string NameOf(int place, int index) => $"{parameters[place]}{Require.Place(index, parameters[place].Rows)}";

    private Matrix<T>?[] Select(ParameterRole role) =>
        [.. Enumerable.Range(1, layout.L).Select(l => layout.PlaceOf(l, role) is >= 0 and int place ? matrices[place] : null)];
}
