using System.Numerics;

namespace ShallowNet;

/// <summary>Saves networks, trainings and models to files of the safetensors format, and loads them.</summary>
/// <remarks>
/// The members are used as if they stood on the types themselves: <c>network.Save(path)</c>, <c>Network.Load&lt;double&gt;(path)</c>. Loading
/// of each kind of model has a class of its own, because the methods behind it have the same names and parameters as those here.
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
        /// batch normalization), the activation, and Dropout (where there is dropout): <c>0.weight</c> is W[1], out × in, row by row. The α of a
        /// learned mix is that of its activation, as <c>1.alpha</c>. The rest is JSON in the header's <c>__metadata__</c>. The file is written beside its place and then takes it at once: whenever the
        /// process ends, the old file is there or the new one.
        /// </remarks>
        /// <param name="path">The file, which is replaced if it exists.</param>
        /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
        /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
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
        /// Every layer gets the <c>weight</c> (out × in) and the <c>bias</c> of a module, and a layer with batch normalization those of
        /// another module too, with its <c>running_mean</c> and <c>running_var</c>. A missing bias is 0, a missing <c>weight</c> of a batch
        /// normalization 1. Numbers of 16 bits (F16, BF16) and of 32 are converted exactly, those of 64 rounded to a float. The loss follows
        /// from the last activation.
        /// <para>
        /// A state dict does not say in which order a sample passes through its modules. Where their names differ in numbers alone (<c>0, 2,
        /// 4</c>, or <c>fc1, fc2, fc10</c>), the numbers give the order; otherwise the shapes must, and where more than one order fits, the
        /// file is refused: use the overload that takes the names in order.
        /// </para>
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <exception cref="ModelFileException">
        /// The file is damaged, or has other tensors than the layers need, or its modules fit in more than one order; the message says which.
        /// </exception>
        /// <exception cref="ArgumentException">The layers do not make a network, as in <see cref="Network.Create{T}(int, int, IReadOnlyList{Dense})"/>.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> LoadStateDict<T>(string path, int inputs, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Network.Check<T>(inputs, layers);
            return InputFile.Read(path, stream => ReadStateDict<T>(stream, inputs, null, layers));
        }

        /// <summary>Makes a network of the given layers with the parameters of another library, from a stream.</summary>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{Dense})" path="/remarks"/>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{Dense})" path="/exception"/>
        public static Network<T> LoadStateDict<T>(Stream stream, int inputs, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ReadStateDict<T>(stream, inputs, null, layers);

        /// <summary>Makes a network of the given layers with the parameters of a state dict, whose modules are named in order.</summary>
        /// <remarks>
        /// For <c>self.input_layer</c>, <c>self.hidden</c> and <c>self.output</c>:
        /// <c>Network.LoadStateDict&lt;double&gt;(path, 2, ["input_layer", "hidden", "output"], new Dense(3, Activation.Tanh), …)</c>. What
        /// is read of each module is said at the overload without names.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="modules">
        /// The names of all modules that have parameters, in the order in which a sample passes through them: for every layer its linear
        /// module, and then that of its batch normalization, if it has one.
        /// </param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <exception cref="ModelFileException">The file is damaged, or has other modules or tensors than these; the message says which.</exception>
        /// <exception cref="ArgumentException">
        /// The layers do not make a network, as in <see cref="Network.Create{T}(int, int, IReadOnlyList{Dense})"/>, or there are more or fewer
        /// names than the layers need, or one twice.
        /// </exception>
        /// <exception cref="ArgumentNullException">The path, the names or one of them, or the layers are null.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> LoadStateDict<T>(string path, int inputs, IReadOnlyList<string> modules, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Network.Check<T>(inputs, layers);
            StateDict.CheckNames(Require.NotNull(modules), new ParameterLayout(inputs, layers));
            return InputFile.Read(path, stream => ReadStateDict<T>(stream, inputs, modules, layers));
        }

        /// <summary>Makes a network of the given layers with the parameters of a state dict, whose modules are named in order, from a stream.</summary>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{string}, IReadOnlyList{Dense})" path="/remarks"/>
        /// <param name="stream">The bytes, to the end; it stays open.</param>
        /// <param name="inputs">n_x, the rows of X; at least 1.</param>
        /// <param name="modules">The names of all modules that have parameters, in the order in which a sample passes through them.</param>
        /// <param name="layers">The layers 1 to L.</param>
        /// <inheritdoc cref="LoadStateDict{T}(string, int, IReadOnlyList{string}, IReadOnlyList{Dense})" path="/exception"/>
        public static Network<T> LoadStateDict<T>(Stream stream, int inputs, IReadOnlyList<string> modules, params IReadOnlyList<Dense> layers)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ReadStateDict<T>(stream, inputs, Require.NotNull(modules), layers);
    }

    private static Network<T> ReadStateDict<T>(Stream stream, int inputs, IReadOnlyList<string>? modules, IReadOnlyList<Dense> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(stream);
        Network.Check<T>(inputs, layers);
        ParameterLayout layout = new(inputs, layers);
        if (modules is not null)
        {
            StateDict.CheckNames(modules, layout);
        }

        Network<T> network = new(layers, Loss.For(layers[^1].Activation), 0, layout);
        StateDict.Read(stream, network, modules);
        return network;
    }
}
