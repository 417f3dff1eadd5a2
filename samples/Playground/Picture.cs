using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground;

/// <summary>Numbers as bytes in Base64: 128 is 0, 1 is −Scale, and 255 is Scale.</summary>
/// <param name="Scale">The size that the ends of the bytes stand for.</param>
/// <param name="Data">A byte for each number.</param>
internal readonly record struct Picture(double Scale, string Data)
{
    /// <summary>The picture of a row of a matrix.</summary>
    /// <param name="values">Units × pixels.</param>
    /// <param name="row">The unit.</param>
    /// <param name="scale">What the ends stand for; null for the largest size of a number.</param>
    public static Picture Of(Matrix<double> values, int row, double? scale = null)
    {
        double[] numbers = values.Row(row).ToArray();
        double size = scale ?? numbers.Max(Math.Abs);
        byte[] bytes = new byte[numbers.Length];
        for (int j = 0; j < bytes.Length; j++)
        {
            bytes[j] = (byte)(128 + (size > 0 ? Math.Round(127 * Math.Clamp(numbers[j] / size, -1, 1)) : 0));
        }

        return new Picture(size, Convert.ToBase64String(bytes));
    }

    /// <summary>The pictures of all units of a layer; bounded activations have the scale of their range.</summary>
    public static Picture[] OfLayer(Matrix<double> A, Activation activation)
    {
        double? scale = activation.Range is { } range && double.IsFinite(range.Lower) && double.IsFinite(range.Upper) ? Math.Max(Math.Abs(range.Lower), Math.Abs(range.Upper)) : null;
        return [.. Enumerable.Range(0, A.RowCount).Select(i => Of(A, i, scale))];
    }
}
