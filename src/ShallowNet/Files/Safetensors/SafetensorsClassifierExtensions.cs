using System.Numerics;

namespace ShallowNet;

/// <summary>Loads classifiers from files of the safetensors format: <c>MlpClassifier.Load&lt;T, TLabel&gt;(path)</c>.</summary>
public static class SafetensorsClassifierExtensions
{
    extension(MlpClassifier)
    {
        /// <summary>Loads a classifier that was saved.</summary>
        /// <typeparam name="T">float or double.</typeparam>
        /// <typeparam name="TLabel">What the classes are called.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path or the options are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpClassifier<T, TLabel> Load<T, TLabel>(string path, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => ModelFile.Read(path, options, stream => MlpClassifier.Load<T, TLabel>(stream, options));

        /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)"/>
        public static MlpClassifier<T, TLabel> Load<T, TLabel>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpClassifier.Load<T, TLabel>(path, new LoadOptions());

        /// <inheritdoc cref="Load{T, TLabel}(Stream, LoadOptions)"/>
        public static MlpClassifier<T, TLabel> Load<T, TLabel>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpClassifier.Load<T, TLabel>(stream, new LoadOptions());

        /// <summary>Loads a classifier from a stream.</summary>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)" path="/exception"/>
        public static MlpClassifier<T, TLabel> Load<T, TLabel>(Stream stream, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpModelFile.Read<T, MlpClassifier<T, TLabel>>(
                stream, options, MlpModelFile.Classifier, (made, classes) => new MlpClassifier<T, TLabel>(MlpModelFile.ClassesOf<TLabel>(classes), made));
    }
}
