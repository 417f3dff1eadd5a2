using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Diagnosis as a member of networks.</summary>
public static class NetworkDiagnosis
{
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">The network, usually after its training.</param>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>What is wrong with the network, its training or its data, in plain words, with numbers, and what to do about it; nothing where nothing is wrong.</summary>
        /// <remarks>
        /// Dead and saturated units are those of the network as it is. What has to do with training is found by training copies of it anew on a part of the samples, with and without the remedy: what does
        /// not help on the other samples, clearly and not by chance, is no finding. That takes about as long as ten to fifteen trainings. The network does not change. What may follow from something
        /// that was found is not looked for: <see cref="Diagnosis.NotJudged"/> says so; ask again after the cure. All samples count the same.
        /// </remarks>
        /// <param name="X">The inputs that it was trained on, n_x × m.</param>
        /// <param name="Y">The labels, n_y × m.</param>
        /// <param name="options">What to look for, and in <see cref="DiagnosisOptions.Training"/> how the network was trained; null for everything, and a training by default.</param>
        /// <param name="validation">Samples that the network is judged by, of which none should be among the others; null where there are none.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked before every batch of every training.</param>
        /// <exception cref="ArgumentException">X or Y, or those of the validation, have the wrong size or an element that is not finite or not allowed, or the options of the training contradict each other.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public Diagnosis Diagnose(
            Matrix<T> X, Matrix<T> Y, DiagnosisOptions? options = null, Batch<T>? validation = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Require.NotNull(network);
            (X, Y) = Checked(network, X, Y, "");
            if (validation is not null)
            {
                (Matrix<T> itsX, Matrix<T> itsY) = Checked(network, validation.X, validation.Y, "validation.");
                validation = new Batch<T>(itsX, itsY);
            }

            TrainingOptions training = options?.Training ?? new TrainingOptions();
            _ = new Trainer<T>(network.Copy<T>(), training);
            int[]? classes = SampleWeights.ClassesOf(Y);
            string[] names = [.. Enumerable.Range(0, X.RowCount).Select(i => Invariant($"x[{i}]"))];
            NetworkPatient<T> patient = new(network, training, X, Y)
            {
                Classes = classes, ClassNames = [.. Enumerable.Range(0, Math.Max(2, Y.RowCount)).Select(k => Require.Text(k))],
                Columns = (names, [.. Enumerable.Range(0, X.RowCount).Select(i => (i, 1))]),
                Sources = PatientColumns.Of(X, names), Targets = PatientColumns.Of(Y, classes),
            };
            return HealthChecks.Diagnose(patient, validation, options, progress, cancellationToken);
        }
    }

    private static (Matrix<T> X, Matrix<T> Y) Checked<T>(Network<T> network, Matrix<T> X, Matrix<T> Y, string prefix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Require.Samples(X, network.Inputs, null, prefix + nameof(X), "the network's inputs");
        return (X, network.Loss.CheckLabels(Y, network.Outputs, X.ColumnCount, prefix + nameof(Y)));
    }
}
