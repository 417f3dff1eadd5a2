using System.Numerics;

namespace ShallowNet;

/// <summary>What a model knows of how sure it is, as a tensor, and back.</summary>
internal static class CalibrationFile
{
    /// <summary>The tensor with a row for each thing that was measured, and a column for each sample.</summary>
    public const string TensorName = "model.calibration";

    /// <summary>The tensor of a calibration; none where there is none.</summary>
    public static IEnumerable<TensorToWrite> Tensors(Calibration? calibration)
    {
        if (calibration is not null)
        {
            yield return TensorToWrite.Of<double>(TensorName, [calibration.Rows.Count, calibration.Samples], [.. calibration.Rows.SelectMany(row => row)]);
        }
    }

    /// <summary>The calibration of a file; null where it has none, as files of older versions.</summary>
    /// <exception cref="ModelFileException">It is none of such a model.</exception>
    public static Calibration? Read<T>(TensorFile file, MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (file.Find(TensorName) is not { } entry)
        {
            return null;
        }

        if (model.RowsOfCalibration(model.Network.Outputs) is not { } rows)
        {
            throw new ModelFileException($"The file has a tensor {FileText.Quoted(TensorName)}, which a model of this kind has no place for.");
        }

        if (entry.Shape.Count != 2 || entry.Shape[0] != rows || entry.Shape[1] == 0)
        {
            throw new ModelFileException($"Tensor {FileText.Quoted(TensorName)} must have {Require.Count(rows, "row")}, and at least one column, but has the shape {FileText.Shape(entry.Shape)}.");
        }

        double[] numbers = new double[entry.Elements];
        file.CopyTo<double>(entry, numbers);
        double[][] measured = [.. numbers.Chunk(entry.Shape[1])];
        if (model.ClassesOfOutputs is { } classes)
        {
            Check(measured[Calibration.ClassRow], Invariant($"a class, a whole number from 0 to {classes.Count - 1}"), number => double.IsInteger(number) && number >= 0 && number < classes.Count);
            Check(measured[Calibration.ProbabilityRow], "a probability", number => number is >= 0 and <= 1);
            Check(measured[Calibration.CumulatedRow], "a sum of probabilities", number => number is >= 0 and < 1.01);
        }

        return new Calibration(measured);
    }

    private static void Check(double[] row, string what, Func<double, bool> isAllowed)
    {
        int index = Array.FindIndex(row, number => !isAllowed(number));
        if (index >= 0)
        {
            throw new ModelFileException(Invariant($"Tensor {FileText.Quoted(TensorName)} must have {what} for each sample, but has {Require.Text(row[index])} for sample {index}."));
        }
    }
}
