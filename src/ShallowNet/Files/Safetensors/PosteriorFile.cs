using System.Numerics;

namespace ShallowNet;

/// <summary>What the data left open of a network's parameters as a tensor, and back.</summary>
internal static class PosteriorFile
{
    /// <summary>The tensor with the variance of the noise, and the columns of a lower triangle.</summary>
    public const string TensorName = "model.posterior";

    /// <summary>The tensor of a posterior; none where there is none.</summary>
    public static IEnumerable<TensorToWrite> Tensors(Posterior? posterior)
    {
        if (posterior?.Numbers is { } numbers)
        {
            yield return TensorToWrite.Of<double>(TensorName, [numbers.Length], numbers);
        }
    }

    /// <summary>The posterior of a file; null where it has none.</summary>
    /// <exception cref="ModelFileException">It is none of such a model.</exception>
    public static Posterior? Read<T>(TensorFile file, MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (file.Find(TensorName) is not { } entry)
        {
            return null;
        }

        double[] numbers = new double[entry.Elements];
        file.CopyTo<double>(entry, numbers);
        Posterior? posterior = model.ClassesOfOutputs is null && model.Network.Loss.MeasuresNoise ? Posterior.Of(numbers, model.Network.Layout.TrainedLength) : null;
        return posterior ?? throw new ModelFileException($"Tensor {FileText.Quoted(TensorName)} must have a variance and the triangle of a matrix of the network's parameters, but has something else.");
    }
}
