using System.Numerics;

namespace ShallowNet;

/// <content>Models.</content>
public static partial class SafetensorsExtensions
{
    /// <param name="model">The model to save.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Whether the model can be saved, once it has seen data: false only for a classifier whose labels are of a type that a file cannot hold.</summary>
        /// <remarks>
        /// A file holds labels of string, char, bool, Guid, any enumeration, the whole numbers from sbyte to ulong, float, double and decimal.
        /// A classifier with labels of other types, such as tuples or records of your own, predicts and can be exported, but not saved.
        /// </remarks>
        /// <exception cref="ArgumentNullException">The model is null.</exception>
        public bool CanBeSaved => Require.NotNull(model).ClassesOfOutputs is not { } classes || Labels.CanHold(classes.LabelType);

        /// <summary>Saves the model to a safetensors file: its network, scalers or the encoder of a table, classes, feature names and history.</summary>
        /// <remarks>
        /// What is loaded again predicts bit for bit what was saved. Of <see cref="MlpModel{T}.Options"/> a file keeps what the network and
        /// the scalers show, not how it was trained. Of a history of more than 2,000 epochs it keeps every k-th. Any number of features and
        /// classes can be saved. See <c>network.Save</c> for the format.
        /// </remarks>
        /// <param name="path">The file, which is replaced if it exists.</param>
        /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
        /// <exception cref="NotSupportedException">The labels are of a type that a file cannot hold, as <c>CanBeSaved</c> tells.</exception>
        /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
        /// <exception cref="ArgumentNullException">The model or the path is null.</exception>
        public void Save(string path)
        {
            (ModelDocument document, IReadOnlyList<TensorToWrite> tensors) = MlpModelFile.Describe(Require.NotNull(model));
            AtomicFile.Write(Require.NotNull(path), stream => ModelFile.Write(stream, document, tensors));
        }

        /// <summary>Saves the model to a stream, in the format of the file.</summary>
        /// <param name="stream">Receives the bytes; it stays open.</param>
        /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
        /// <exception cref="NotSupportedException">The labels are of a type that a file cannot hold, as <c>CanBeSaved</c> tells.</exception>
        /// <exception cref="IOException">The stream cannot be written.</exception>
        /// <exception cref="ArgumentNullException">The model or the stream is null.</exception>
        public void Save(Stream stream)
        {
            Require.NotNull(stream);
            (ModelDocument document, IReadOnlyList<TensorToWrite> tensors) = MlpModelFile.Describe(Require.NotNull(model));
            ModelFile.Write(stream, document, tensors);
        }
    }
}
