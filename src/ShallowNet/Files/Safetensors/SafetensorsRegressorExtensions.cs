using System.Numerics;

namespace ShallowNet;

/// <summary>Loads regressors from files of the safetensors format: <c>MlpRegressor.Load&lt;T&gt;(path)</c>.</summary>
public static class SafetensorsRegressorExtensions
{
    extension(MlpRegressor)
    {
        /// <summary>Loads a regressor that was saved.</summary>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path or the options are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpRegressor<T> Load<T>(string path, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(path, options, stream => MlpRegressor.Load<T>(stream, options));

        /// <inheritdoc cref="Load{T}(string, LoadOptions)"/>
        public static MlpRegressor<T> Load<T>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MlpRegressor.Load<T>(path, new LoadOptions());

        /// <inheritdoc cref="Load{T}(Stream, LoadOptions)"/>
        public static MlpRegressor<T> Load<T>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MlpRegressor.Load<T>(stream, new LoadOptions());

        /// <summary>Loads a regressor from a stream.</summary>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <inheritdoc cref="Load{T}(string, LoadOptions)" path="/exception"/>
        public static MlpRegressor<T> Load<T>(Stream stream, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            MlpModelFile.Read<T, MlpRegressor<T>>(stream, options, MlpModelFile.Regressor, (made, _) => new MlpRegressor<T>(made));
    }
}
