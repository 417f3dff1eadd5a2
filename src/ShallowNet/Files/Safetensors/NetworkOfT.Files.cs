namespace ShallowNet;

/// <content>Saving.</content>
public sealed partial class Network<T>
{
    /// <summary>Saves the network to a safetensors file, which <see cref="Network.Load{T}(string, LoadOptions)"/> reads again, bit for bit.</summary>
    /// <remarks>
    /// Tensors are named and laid out as in the state dict of PyTorch's <c>nn.Sequential</c> of Linear, BatchNorm1d (where there is batch
    /// normalization), the activation, and Dropout (where there is dropout): <c>0.weight</c> is W[1], out × in, row by row. The rest is
    /// JSON in the header's <c>__metadata__</c>. The file is written beside its place and then takes it at once: whenever the process
    /// ends, the old file is there or the new one.
    /// </remarks>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public void Save(string path) => AtomicFile.Write(Require.NotNull(path), Save);

    /// <summary>Saves the network to a stream, in the format of <see cref="Save(string)"/>.</summary>
    /// <param name="stream">Receives the bytes; it stays open.</param>
    /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public void Save(Stream stream) => ModelFile.Write(
        Require.NotNull(stream),
        new ModelDocument
        {
            Format = ModelDocument.NewestFormat, Library = ModelFile.LibraryVersion, Kind = "network", Network = NetworkFile.Describe(this),
        },
        [.. NetworkFile.Tensors(this, State)]);
}
