using System.Numerics;

namespace ShallowNet;

/// <summary>Reads networks that MATLAB trained: <c>Network.FromMatlab&lt;double&gt;(path)</c>.</summary>
public static class MatlabExtensions
{
    extension(Network)
    {
        /// <summary>
        /// Reads a network of MATLAB's Deep Learning Toolbox (fitnet, patternnet, feedforwardnet and all others whose layers follow one another) from the
        /// file that the script in the repository's <c>docs/from-matlab.md</c> writes.
        /// </summary>
        /// <remarks>
        /// It answers as <c>net(x)</c> does, up to rounding: what MATLAB does to inputs and outputs (mapminmax, mapstd, processpca, removeconstantrows,
        /// removerows) is written into W[1] and b[1], and into W[L] and b[L]; a row that MATLAB removes has weights of 0. The activations are tansig, logsig,
        /// purelin, poslin and softmax. The loss follows from the last activation.
        /// <para>
        /// Inputs far from 0 relative to their range lose digits when a network in float scales them by its weights:
        /// <c>MlpRegressor.FromMatlab</c> scales them before.
        /// </para>
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <exception cref="ModelFileException">
        /// The file is damaged, of another kind or format, or has a network that cannot be read: one whose layers do not follow one another, such as a
        /// cascadeforwardnet, one with delays, with another transfer, weight or net input function, with gaps that fixunknowns fills, or with scaled
        /// outputs behind another activation than the identity. The message says which.
        /// </exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path is null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> FromMatlab<T>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => InputFile.Read(path, Network.FromMatlab<T>);

        /// <summary>Reads a network of MATLAB from a stream.</summary>
        /// <inheritdoc cref="FromMatlab{T}(string)" path="/remarks"/>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="stream">The text that the script writes, in UTF-8; it stays open.</param>
        /// <exception cref="ModelFileException">As for a file.</exception>
        /// <exception cref="IOException">The stream cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The stream is null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static Network<T> FromMatlab<T>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatlabModel.Read<T, Network<T>>(stream, model => model.ToNetwork<T>());
    }
}
