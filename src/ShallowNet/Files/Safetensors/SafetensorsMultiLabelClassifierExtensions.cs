using System.Numerics;

namespace ShallowNet;

/// <summary>Loads multi-label classifiers from files of the safetensors format: <c>MlpMultiLabelClassifier.Load&lt;T, TLabel&gt;(path)</c>.</summary>
public static class SafetensorsMultiLabelClassifierExtensions
{
    extension(MlpMultiLabelClassifier)
    {
        /// <summary>Loads a classifier of several classes at a time that was saved.</summary>
        /// <inheritdoc cref="SafetensorsClassifierExtensions.Load{T, TLabel}(string, LoadOptions)" path="/typeparam|/param|/exception"/>
        public static MlpMultiLabelClassifier<T, TLabel> Load<T, TLabel>(string path, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => ModelFile.Read(path, options, stream => MlpMultiLabelClassifier.Load<T, TLabel>(stream, options));

        /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)"/>
        public static MlpMultiLabelClassifier<T, TLabel> Load<T, TLabel>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpMultiLabelClassifier.Load<T, TLabel>(path, new LoadOptions());

        /// <inheritdoc cref="Load{T, TLabel}(Stream, LoadOptions)"/>
        public static MlpMultiLabelClassifier<T, TLabel> Load<T, TLabel>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpMultiLabelClassifier.Load<T, TLabel>(stream, new LoadOptions());

        /// <summary>Loads a classifier of several classes at a time from a stream.</summary>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)" path="/exception"/>
        public static MlpMultiLabelClassifier<T, TLabel> Load<T, TLabel>(Stream stream, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull => MlpModelFile.Read<T, MlpMultiLabelClassifier<T, TLabel>>(
                stream, options, MlpModelFile.MultiLabelClassifier,
                (made, classes) => new MlpMultiLabelClassifier<T, TLabel>(MlpModelFile.ClassesOf<TLabel>(classes), made));
    }
}
