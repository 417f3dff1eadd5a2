using System.Numerics;

namespace ShallowNet;

/// <summary>Reads regressors that MATLAB trained: <c>MlpRegressor.FromMatlab&lt;double&gt;(path)</c>.</summary>
public static class MatlabRegressorExtensions
{
    extension(MlpRegressor)
    {
        /// <summary>
        /// Reads a network of MATLAB's Deep Learning Toolbox (fitnet, feedforwardnet and all others whose layers follow one another) as a regressor, from
        /// the file that the script in the repository's <c>docs/from-matlab.md</c> writes.
        /// </summary>
        /// <remarks>
        /// It predicts what <c>net(x)</c> answers, up to rounding. The first mapminmax or mapstd of the inputs becomes <see cref="MlpModel{T}.InputScaler"/>, that of
        /// the outputs <see cref="MlpRegressor{T}.TargetScaler"/>; what else MATLAB does to inputs and outputs is written into the weights next to them. Its
        /// history has no epochs, since the file does not tell how it was trained; <see cref="MlpModel{T, TTargets}.PartialFit"/> goes on with it.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="path">The file.</param>
        /// <exception cref="ModelFileException">
        /// The file is damaged, of another kind or format, or has a network that cannot be read, as in <c>Network.FromMatlab</c>; but scaled outputs behind any
        /// activation can. The message says which.
        /// </exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The path is null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpRegressor<T> FromMatlab<T>(string path)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => InputFile.Read(path, MlpRegressor.FromMatlab<T>);

        /// <summary>Reads a network of MATLAB as a regressor from a stream.</summary>
        /// <inheritdoc cref="FromMatlab{T}(string)" path="/remarks"/>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="stream">The text that the script writes, in UTF-8; it stays open.</param>
        /// <exception cref="ModelFileException">As for a file.</exception>
        /// <exception cref="IOException">The stream cannot be read.</exception>
        /// <exception cref="ArgumentNullException">The stream is null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpRegressor<T> FromMatlab<T>(Stream stream)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatlabModel.Read<T, MlpRegressor<T>>(stream, model => model.ToRegressor<T>());
    }
}
