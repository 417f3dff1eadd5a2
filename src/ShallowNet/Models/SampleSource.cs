using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples of which parts are used to fit models, and others to judge them: the columns of a matrix, or the rows of a table.</summary>
internal abstract class SampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Refuses options of a model that do not go with the samples.</summary>
    public abstract void CheckOptions(MlpModel<T> unfitted);

    /// <summary>Fits a model to some of the samples, by one thread.</summary>
    public abstract void Fit(MlpModel<T> unfitted, IReadOnlyList<int> samples, Matrix<T> Y, double[]? weights, CancellationToken cancellationToken);

    /// <summary>Some of the samples as a model that has been fitted takes them.</summary>
    public abstract Matrix<T> InputsOf(MlpModel<T> fitted, IReadOnlyList<int> samples);
}

/// <summary>The columns of a matrix.</summary>
internal sealed class MatrixSamples<T>(Matrix<T> X) : SampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Count => X.ColumnCount;

    public override void CheckOptions(MlpModel<T> unfitted) => unfitted.CheckOptions(X.RowCount);

    public override void Fit(MlpModel<T> unfitted, IReadOnlyList<int> samples, Matrix<T> Y, double[]? weights, CancellationToken cancellationToken) =>
        unfitted.FitAll(Split.Columns(X, samples), Y, weights, maxThreads: 1, null, cancellationToken);

    public override Matrix<T> InputsOf(MlpModel<T> fitted, IReadOnlyList<int> samples) => Split.Columns(X, samples);
}

/// <summary>The rows of a table, which every model encodes as the rows it is fitted to say.</summary>
/// <param name="features">The table without the targets.</param>
/// <param name="targets">The names of the targets.</param>
internal sealed class TableSamples<T>(Table features, params IReadOnlyList<string> targets) : SampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Count => features.RowCount;

    public override void CheckOptions(MlpModel<T> unfitted) => unfitted.CheckOptionsForTables();

    public override void Fit(MlpModel<T> unfitted, IReadOnlyList<int> samples, Matrix<T> Y, double[]? weights, CancellationToken cancellationToken)
    {
        unfitted.LearnEncoder(features.Take(samples), targets, weights);
        unfitted.FitAll(unfitted.Encoder!.Transform<T>(features.Take(samples)), Y, weights, maxThreads: 1, null, cancellationToken);
    }

    public override Matrix<T> InputsOf(MlpModel<T> fitted, IReadOnlyList<int> samples) => fitted.Encoder!.Transform<T>(features.Take(samples));
}
