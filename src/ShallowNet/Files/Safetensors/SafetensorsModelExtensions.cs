using System.Numerics;

namespace ShallowNet;

/// <summary>Loads models of any kind from files of the safetensors format: <c>MlpModel.Load&lt;T&gt;(path)</c>.</summary>
public static class SafetensorsModelExtensions
{
    extension(MlpModel)
    {
        /// <summary>Loads a model that was saved, whatever its kind and its labels are.</summary>
        /// <remarks>
        /// It is an <see cref="MlpClassifier{T, TLabel}"/>, an <see cref="MlpMultiLabelClassifier{T, TLabel}"/> or an
        /// <see cref="MlpRegressor{T}"/>, with labels of string, bool, char, long (whole numbers of any type, or ulong where one is
        /// too large for long), double (others) or Guid; those of an enumeration are its members' names. As a text, it tells its kind, its classes and its network.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path or the options are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpModel<T> Load<T>(string path, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(path, options, stream => MlpModel.Load<T>(stream, options));

        /// <inheritdoc cref="Load{T}(string, LoadOptions)"/>
        public static MlpModel<T> Load<T>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MlpModel.Load<T>(path, new LoadOptions());

        /// <inheritdoc cref="Load{T}(Stream, LoadOptions)"/>
        public static MlpModel<T> Load<T>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MlpModel.Load<T>(stream, new LoadOptions());

        /// <summary>Loads a model of any kind from a stream.</summary>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <inheritdoc cref="Load{T}(string, LoadOptions)" path="/exception"/>
        public static MlpModel<T> Load<T>(Stream stream, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            MlpModelFile.ReadAny<T>(stream, options);
    }
}
