using System.Numerics;

namespace ShallowNet;

/// <summary>Loads trainings that were interrupted.</summary>
public static class Trainer
{
    /// <summary>Loads where a training stood: from <see cref="Trainer{T}.Save(string)"/>, or from a checkpoint that it wrote on its way.</summary>
    /// <remarks>
    /// <see cref="Trainer{T}.Train"/>, with the samples of the interrupted training, then does the epochs that were left, and ends with
    /// the same bits as if nothing had happened. The options must be those of the interrupted training: a file holds numbers, not
    /// schedules and metrics of your own.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How the interrupted training was trained.</param>
    /// <param name="loadOptions">Activations and losses of your own that the network has.</param>
    /// <exception cref="ModelFileException">
    /// The file is damaged, or not what this version reads, or was written by another optimizer than the options'; the message says where.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Trainer<T> Load<T>(string path, TrainingOptions options, LoadOptions loadOptions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(path, stream => Load<T>(stream, options, loadOptions));

    /// <inheritdoc cref="Load{T}(string, TrainingOptions, LoadOptions)"/>
    public static Trainer<T> Load<T>(string path, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(path, options, new LoadOptions());

    /// <inheritdoc cref="Load{T}(Stream, TrainingOptions, LoadOptions)"/>
    public static Trainer<T> Load<T>(Stream stream, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(stream, options, new LoadOptions());

    /// <summary>Loads where a training stood from a stream.</summary>
    /// <inheritdoc cref="Load{T}(string, TrainingOptions, LoadOptions)" path="/remarks"/>
    /// <param name="stream">The bytes, to the end; it stays open.</param>
    /// <param name="options">How the interrupted training was trained.</param>
    /// <param name="loadOptions">Activations and losses of your own that the network has.</param>
    /// <inheritdoc cref="Load{T}(string, TrainingOptions, LoadOptions)" path="/exception"/>
    public static Trainer<T> Load<T>(Stream stream, TrainingOptions options, LoadOptions loadOptions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return TrainerFile.Read<T>(stream, Require.NotNull(options), Require.NotNull(loadOptions));
    }
}
