using System.Text;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Networks as the script of docs/from-matlab.md writes them, with what MATLAB's formulas answer (make_golden_matlab.py).</summary>
internal static class MatlabFiles
{
    private static readonly JsonElement Cases = Golden.Read("matlab.json");

    public static string[] Names { get; } = [.. Cases.EnumerateObject().Select(property => property.Name)];

    public static string Text(string name) => Cases.GetProperty(name).GetProperty("file").GetString()!;

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Matrix<double> X(string name) => Cases.GetProperty(name).GetProperty("X").Matrix();

    public static Matrix<double> Answers(string name) => Cases.GetProperty(name).GetProperty("answers").Matrix();

    /// <summary>The largest error of an output relative to its largest answer: the outputs have different units.</summary>
    public static double ErrorOf(Matrix<double> actual, string name) => Answers(name).EnumerateRows().Zip(actual.EnumerateRows())
        .Max(rows => Golden.ErrorOf(rows.Second.ToRowMatrix(), rows.First.ToRowMatrix()));
}
