using System.Numerics;

namespace ShallowNet;

/// <summary>Saves networks, trainings and models to files of the safetensors format, and loads them.</summary>
/// <remarks>
/// The members are used as if they stood on the types themselves: <c>network.Save(path)</c>, <c>Network.Load&lt;double&gt;(path)</c>.
/// </remarks>
public static partial class SafetensorsExtensions
{
    /// <param name="network">The network to save.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Saves the network to a safetensors file, which <c>Network.Load</c> reads again, bit for bit.</summary>
        /// <remarks>
        /// Tensors are named and laid out as in the state dict of PyTorch's <c>nn.Sequential</c> of Linear, BatchNorm1d (where there is
        /// batch normalization), the activation, and Dropout (where there is dropout): <c>0.weight</c> is W[1], out × in, row by row. The
        /// rest is JSON in the header's <c>__metadata__</c>. The file is written beside its place and then takes it at once: whenever the
        /// process ends, the old file is there or the new one.
        /// </remarks>
        /// <param name="path">The file, which is replaced if it exists.</param>
        /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
        /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
        /// <exception cref="ArgumentNullException">The network or the path is null.</exception>
        public void Save(string path)
        {
            Require.NotNull(network);
            AtomicFile.Write(Require.NotNull(path), network.Save);
        }

        /// <summary>Saves the network to a stream, in the format of the file.</summary>
        /// <param name="stream">Receives the bytes; it stays open.</param>
        /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
        /// <exception cref="IOException">The stream cannot be written.</exception>
        /// <exception cref="ArgumentNullException">The network or the stream is null.</exception>
        public void Save(Stream stream) => NetworkFile.Write(Require.NotNull(stream), Require.NotNull(network));
    }

    extension(Network)
    {
        /// <summary>Loads a network that <c>network.Save</c> saved.</summary>
        /// <remarks>
        /// In the precision of the file it predicts bit for bit what was saved; in the other, its parameters are rounded, or widened. A file
        /// is data: it brings no code, no type is looked up by its name, and nothing is made in a size that the file does not really have.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path or the options are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> Load<T>(string path, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(path, options, stream => Load<T>(stream, options));

        /// <inheritdoc cref="Load{T}(string, LoadOptions)"/>
        public static Network<T> Load<T>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(path, new LoadOptions());

        /// <inheritdoc cref="Load{T}(Stream, LoadOptions)"/>
        public static Network<T> Load<T>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(stream, new LoadOptions());

        /// <summary>Loads a network from a stream.</summary>
        /// <inheritdoc cref="Load{T}(string, LoadOptions)" path="/remarks"/>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="options">Activations and losses of your own that the network has.</param>
        /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
        /// <exception cref="IOException">The stream cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The stream or the options are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> Load<T>(Stream stream, LoadOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Require.Precision<T>();
            Require.NotNull(options);
            return ModelFile.Read(stream, [NetworkFile.Kind], (file, document) => NetworkFile.Read<T>(file, document.Network, options));
        }

        /// <summary>
        /// Makes a network of the given layers with the parameters of a safetensors file that another library wrote: a PyTorch state dict,
        /// or scikit-learn's <c>coefs_</c> and <c>intercepts_</c> (the README has the lines of Python that write them).
        /// </summary>
        /// <remarks>
        /// Every layer takes the <c>weight</c> (out × in) and the <c>bias</c> of a module, and a layer with batch normalization those of the
        /// next module too, with its <c>running_mean</c> and <c>running_var</c>. Modules are taken in the order of their names, the numbers
        /// in them by their value: <c>0, 2, 4</c>, or <c>fc1, fc2, fc10</c>. The loss follows from the last activation.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <exception cref="ModelFileException">The file is damaged, or has other tensors than the layers need; the message says which.</exception>
        /// <exception cref="ArgumentException">The layers do not make a network, as in <see cref="Network.Create{T}(int, int, IReadOnlyList{Dense})"/>.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> LoadStateDict<T>(string path, int inputs, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Network.Check<T>(inputs, layers);
            return ModelFile.Read(path, stream => LoadStateDict<T>(stream, inputs, layers));
        }

        /// <summary>Makes a network of the given layers with the parameters of another library, from a stream.</summary>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{Dense})" path="/remarks"/>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{Dense})" path="/exception"/>
        public static Network<T> LoadStateDict<T>(Stream stream, int inputs, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Require.NotNull(stream);
            Network.Check<T>(inputs, layers);
            Network<T> network = new([.. layers], Loss.For(layers[^1].Activation), 0, new ParameterLayout(inputs, [.. layers]));
            StateDict.Read(stream, network);
            return network;
        }
    }
}
