using System.Numerics;

namespace ShallowNet;

/// <summary>Reads classifiers that MATLAB trained: <c>MlpClassifier.FromMatlab&lt;double, string&gt;(path, classes)</c>.</summary>
public static class MatlabClassifierExtensions
{
    extension(MlpClassifier)
    {
        /// <summary>
        /// Reads a network of MATLAB's Deep Learning Toolbox that ends in softmax (patternnet), or in one unit of logsig, as a classifier, from the file that
        /// the script in the repository's <c>docs/from-matlab.md</c> writes.
        /// </summary>
        /// <remarks>
        /// Its probabilities are those of <c>net(x)</c>, up to rounding. The first mapminmax or mapstd of the inputs becomes
        /// <see cref="MlpModel{T}.InputScaler"/>; what else MATLAB does to inputs is written into W[1] and b[1]. Of two classes with softmax, one sigmoid output is
        /// made, with the difference of the two rows of weights. The history has no epochs, since the file does not tell how the network was trained.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <typeparam name="TLabel">What the classes are called.</typeparam>
        /// <param name="path">The file.</param>
        /// <param name="classes">
        /// The classes in the order of the rows of MATLAB's targets, which has no names for them; of one unit of logsig, first the class of 0 and then that of 1.
        /// </param>
        /// <exception cref="ModelFileException">
        /// The file is damaged, of another kind or format, or has a network that cannot be read, as in <c>Network.FromMatlab</c>; or it ends otherwise, has another
        /// number of classes, or does something to its outputs. The message says which.
        /// </exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="ArgumentException">There are fewer than two classes, two are the same, or one is null or NaN.</exception>
        /// <exception cref="ArgumentNullException">The path or the classes are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpClassifier<T, TLabel> FromMatlab<T, TLabel>(string path, IReadOnlyList<TLabel> classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull
        {
            ClassLabels<TLabel>.Given(classes, nameof(classes));
            return InputFile.Read(path, stream => MlpClassifier.FromMatlab<T, TLabel>(stream, classes));
        }

        /// <summary>Reads a network of MATLAB as a classifier from a stream.</summary>
        /// <inheritdoc cref="FromMatlab{T, TLabel}(string, IReadOnlyList{TLabel})" path="/remarks"/>
        /// <typeparam name="T">float or double.</typeparam>
        /// <typeparam name="TLabel">What the classes are called.</typeparam>
        /// <param name="stream">The text that the script writes, in UTF-8; it stays open.</param>
        /// <param name="classes">The classes, as for a file.</param>
        /// <exception cref="ModelFileException">As for a file.</exception>
        /// <exception cref="IOException">The stream cannot be read.</exception>
        /// <exception cref="ArgumentException">There are fewer than two classes, two are the same, or one is null or NaN.</exception>
        /// <exception cref="ArgumentNullException">The stream or the classes are null.</exception>
        /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
        public static MlpClassifier<T, TLabel> FromMatlab<T, TLabel>(Stream stream, IReadOnlyList<TLabel> classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TLabel : notnull
        {
            ClassLabels<TLabel>.Given(classes, nameof(classes));
            return MatlabModel.Read<T, MlpClassifier<T, TLabel>>(stream, model => model.ToClassifier<T, TLabel>(classes));
        }
    }
}
