using System.Numerics;

namespace ShallowNet;

/// <summary>What a model knows of how sure it is, as a tensor, and back.</summary>
internal static class CalibrationFile
{
    /// <summary>The tensor with a row for each thing that was measured, and a column for each sample; the names of all others begin so.</summary>
    public const string TensorName = "model.calibration";

    private const string Scales = TensorName + ".scales", Sizes = TensorName + ".sizes.", SizesOfTraining = TensorName + ".fromTraining", Groups = TensorName + ".groups";
    private const string Folds = TensorName + ".folds", Units = TensorName + ".units", Biases = TensorName + ".biases";

    /// <summary>Whether a tensor is of a calibration.</summary>
    public static bool Has(string tensor) => tensor.StartsWith(TensorName, StringComparison.Ordinal);

    /// <summary>The tensors of a calibration; none where there is none.</summary>
    public static IEnumerable<TensorToWrite> Tensors(Calibration? calibration)
    {
        if (calibration is null)
        {
            yield break;
        }

        yield return TensorToWrite.Of<double>(TensorName, [calibration.Rows.Count, calibration.Samples], [.. calibration.Rows.SelectMany(row => row)]);
        foreach ((int output, ErrorSize? size) in calibration.Sizes.Index())
        {
            if (size is not null)
            {
                yield return TensorToWrite.Of<double>(Invariant($"{Sizes}{output}"), [size.Numbers.Length], size.Numbers);
            }
        }

        if (calibration.Sizes.Any(size => size is not null))
        {
            yield return TensorToWrite.Of<double>(Scales, [calibration.Rows.Count, calibration.Samples], [.. calibration.Scales.SelectMany(row => row)]);
        }

        if (calibration.HasSizesOfTraining)
        {
            yield return TensorToWrite.Of(SizesOfTraining, [1]);
        }

        if (calibration.Groups.Length > 0)
        {
            yield return TensorToWrite.Of(Groups, [.. calibration.Groups.SelectMany(groups => groups)]);
        }

        if (calibration.Members is { } members)
        {
            yield return TensorToWrite.Of(Folds, members.FoldOfSample);
            yield return TensorToWrite.Of(Units, members.FoldOfUnit);
            yield return TensorToWrite.Of<double>(Biases, [members.Folds, members.Biases.Length / members.Folds], members.Biases);
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

        double[][] measured = [.. NumbersOf(file, entry).Chunk(entry.Shape[1])];
        if (model.ClassesOfOutputs is { } classes)
        {
            Check(measured[Calibration.ClassRow], Invariant($"a class, a whole number from 0 to {classes.Count - 1}"), number => double.IsInteger(number) && number >= 0 && number < classes.Count);
            Check(measured[Calibration.ProbabilityRow], "a probability", number => number is >= 0 and <= 1);
            Check(measured[Calibration.CumulatedRow], "a sum of probabilities", number => number is >= 0 and < 1.01);
        }

        return model.ClassesOfOutputs is null ? Complete(file, model, measured, entry.Shape[1]) : new Calibration(measured);
    }

    /// <summary>The calibration of a regressor with what else the file has of it.</summary>
    private static Calibration Complete<T>(TensorFile file, MlpModel<T> model, double[][] measured, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ErrorSize?[] sizes = [.. Enumerable.Range(0, measured.Length).Select(output => file.Find(Invariant($"{Sizes}{output}")) is { } numbers ? SizeOf(file, numbers, model.Network.Inputs + 1) : null)];
        double[][] scales = [];
        if (sizes.Any(size => size is not null))
        {
            TensorEntry entry = ModelFile.Required(file.Find(Scales), $"a tensor {FileText.Quoted(Scales)}");
            scales = [.. NumbersOf(file, entry).Chunk(samples)];
            Check(entry.Elements == measured.Length * samples && scales.All(row => Array.TrueForAll(row, scale => double.IsFinite(scale) && scale > 0)), Scales, "a scale above 0 for each output and sample");
        }

        byte[] groups = file.Find(Groups) is { Type: TensorType.U8 } ofGroups ? file.BytesOf(ofGroups) : [];
        int columns = model.Encoder is { } encoder ? SampleGroups.ColumnsOf(encoder).Length : 0;
        Check(groups.Length == 0 || groups.Length == columns * samples, Groups, "the group of each sample by each column of texts and flags");
        return new Calibration(measured)
        {
            Sizes = sizes, Scales = scales, HasSizesOfTraining = file.Find(SizesOfTraining) is not null, Groups = [.. groups.Chunk(samples)], Members = MembersOf(file, model, samples),
        };
    }

    private static ErrorSize SizeOf(TensorFile file, TensorEntry entry, int inputs)
    {
        double[] numbers = NumbersOf(file, entry);
        Check(ErrorSize.CanBe(numbers, inputs), entry.Name, "three numbers, and three for each input on which errors depend");
        return new ErrorSize(numbers);
    }

    private static FoldMembers? MembersOf<T>(TensorFile file, MlpModel<T> model, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (file.Find(Biases) is not { Shape: [int folds, int outputs] } entry || file.Find(Folds) is not { Type: TensorType.U8 } ofSamples || file.Find(Units) is not { Type: TensorType.U8 } ofUnits)
        {
            return null;
        }

        FoldMembers members = new(file.BytesOf(ofUnits), NumbersOf(file, entry), file.BytesOf(ofSamples)) { Folds = folds };
        bool fits = folds is > 0 and <= FoldMembers.MostFolds && outputs == model.Network.Outputs && model.Network.L == 2 && members.FoldOfUnit.Length == model.Network.Layers[1].Units && members.FoldOfSample.Length == samples
            && Array.TrueForAll(members.FoldOfUnit, fold => fold < folds) && Array.TrueForAll(members.FoldOfSample, fold => fold < folds) && Array.TrueForAll(members.Biases, double.IsFinite);
        Check(fits, Biases, "the finite biases of each fold, of units and samples that are of one of them");
        return members;
    }

    private static double[] NumbersOf(TensorFile file, TensorEntry entry)
    {
        double[] numbers = new double[entry.Elements];
        file.CopyTo<double>(entry, numbers);
        return numbers;
    }

    private static void Check(bool isSo, string tensor, string what)
    {
        if (!isSo)
        {
            throw new ModelFileException($"Tensor {FileText.Quoted(tensor)} must have {what}, but has something else.");
        }
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
