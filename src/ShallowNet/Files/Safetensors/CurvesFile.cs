using System.Numerics;

namespace ShallowNet;

/// <summary>The curves of a classifier's probabilities as a tensor, and back.</summary>
internal static class CurvesFile
{
    /// <summary>The tensor with a row of an output, a score and a probability for each point of a curve; or of an output, a slope and an offset for each sigmoid, after a row of −1.</summary>
    public const string TensorName = "model.probabilities";

    private const int OfRow = 3;

    /// <summary>The tensor of curves; none where there are none.</summary>
    public static IEnumerable<TensorToWrite> Tensors(ProbabilityCurves? curves)
    {
        if (curves is null)
        {
            yield break;
        }

        double[] numbers = curves.Curves[0].IsSmooth
            ? [-1, -1, -1, .. curves.Curves.SelectMany((curve, output) => new[] { output, curve.Slope, curve.Offset })]
            : [.. curves.Curves.SelectMany((curve, output) => curve.Points.SelectMany(point => new[] { output, point.Score, point.Value }))];
        yield return TensorToWrite.Of<double>(TensorName, [numbers.Length / OfRow, OfRow], numbers);
    }

    /// <summary>The curves of a file; null where it has none.</summary>
    /// <exception cref="ModelFileException">They are none of such a model.</exception>
    public static ProbabilityCurves? Read<T>(TensorFile file, MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (file.Find(TensorName) is not { } entry)
        {
            return null;
        }

        double[] numbers = new double[entry.Elements];
        file.CopyTo<double>(entry, numbers);
        double[][] rows = [.. numbers.Chunk(OfRow)];
        bool areSmooth = numbers.Length > 0 && numbers[0] == -1, fit = model.ClassesOfOutputs is not null && model.HasOneClassPerSample && numbers.Length % OfRow == 0 && Array.TrueForAll(numbers, double.IsFinite);
        ProbabilityCalibration?[] curves = [.. Enumerable.Range(0, fit ? model.Network.Outputs : 0).Select(output => CurveOf([.. rows.Skip(areSmooth ? 1 : 0).Where(row => row[0] == output)], areSmooth))];
        return fit && rows.Skip(areSmooth ? 1 : 0).All(row => row[0] >= 0 && row[0] < curves.Length) && Array.TrueForAll(curves, curve => curve is not null) ? new ProbabilityCurves(curves!)
            : throw new ModelFileException($"Tensor {FileText.Quoted(TensorName)} must have a rising curve of probabilities for each output of a classifier, but has something else.");
    }

    private static ProbabilityCalibration? CurveOf(double[][] rows, bool isSmooth)
    {
        if (isSmooth)
        {
            return rows.Length == 1 ? new ProbabilityCalibration([], [], rows[0][1], rows[0][2]) : null;
        }

        double[] scores = [.. rows.Select(row => row[1])], values = [.. rows.Select(row => row[2])];
        bool rises = Enumerable.Range(1, Math.Max(rows.Length - 1, 0)).All(i => scores[i] > scores[i - 1] && values[i] >= values[i - 1]);
        return rows.Length > 0 && rises && values[0] >= 0 && values[^1] <= 1 ? new ProbabilityCalibration(scores, values, 0, 0) : null;
    }
}
