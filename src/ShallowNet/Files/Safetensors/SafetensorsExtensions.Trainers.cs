using System.Numerics;

namespace ShallowNet;

/// <content>Trainers, and the checkpoints that they write on their way.</content>
public static partial class SafetensorsExtensions
{
    /// <param name="trainer">The trainer to save.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>
        /// Saves where the training stands: the network, what the optimizer remembers, the stream of random numbers and the history.
        /// <c>Trainer.Load</c> reads it.
        /// </summary>
        /// <remarks>The file is replaced at once: whenever the process ends, the old one is there or the new one.</remarks>
        /// <param name="path">The file, which is replaced if it exists.</param>
        /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
        /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
        /// <exception cref="ArgumentNullException">The trainer or the path is null.</exception>
        public void Save(string path)
        {
            Require.NotNull(trainer);
            AtomicFile.Write(Require.NotNull(path), trainer.Save);
        }

        /// <summary>Saves where the training stands to a stream.</summary>
        /// <param name="stream">Receives the bytes; it stays open.</param>
        /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
        /// <exception cref="IOException">The stream cannot be written.</exception>
        /// <exception cref="ArgumentNullException">The trainer or the stream is null.</exception>
        public void Save(Stream stream) => TrainerFile.Write(Require.NotNull(stream), Require.NotNull(trainer), trainer.Pending);
    }

    extension(Trainer)
    {
        /// <summary>Loads where a training stood: from <c>trainer.Save</c>, or from a checkpoint that it wrote on its way.</summary>
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
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Require.NotNull(options);
            return ModelFile.Read(path, Require.NotNull(loadOptions), stream => Load<T>(stream, options, loadOptions));
        }

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

    extension(Checkpoints)
    {
        /// <summary>Writes a file after every so many epochs of the trainer.</summary>
        /// <param name="path">The file.</param>
        /// <param name="epochs">At least 1.</param>
        /// <exception cref="ArgumentNullException">The path is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">Fewer than one epoch.</exception>
        public static Checkpoints Every(string path, int epochs) =>
            new CheckpointFile(Require.NotNull(path), Require.AtLeast(1, epochs, nameof(epochs)));

        /// <summary>
        /// Writes a file after each epoch that is the best so far, by what <see cref="TrainingOptions.EarlyStopping"/> watches, otherwise by
        /// the cost on the validation samples, or on the training samples where there are none.
        /// </summary>
        /// <param name="path">The file.</param>
        /// <exception cref="ArgumentNullException">The path is null.</exception>
        public static Checkpoints OnImprovement(string path) => new CheckpointFile(Require.NotNull(path), null);
    }
}
