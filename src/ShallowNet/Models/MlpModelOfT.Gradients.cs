using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Expected gradients.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>
    /// What each column adds to the model's answer for each row, beside what the model answers on average for the rows of a background, by derivatives on the way from these to the row: expected gradients (Erion, Janizek,
    /// Sturmfels, Lundberg and Lee, 2021). For tables of very many columns, whose Shapley values would take too long.
    /// </summary>
    /// <remarks>
    /// φ_i = E[(x_i − x′_i) ∂f/∂x_i(x′ + a(x − x′))], with rows x′ of the background and a between 0 and 1: integrated gradients (Sundararajan, Taly and Yan, 2017), averaged over where they begin. What a whole column has
    /// is the sum over its features. The mean is over <see cref="ExpectedGradientsOptions.Draws"/> draws, however many columns there are, and has <see cref="ShapleyValues.StandardErrors"/>, as if draws had nothing to do with one another;
    /// they are spread evenly, and mostly nearer to the truth. The values of a row and the average sum to its answer up to <see cref="ShapleyValues.Residuals"/>. Of a linear model, values are exact, and the Shapley values.
    /// </remarks>
    /// <param name="table">The rows to explain: a table of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="background">Rows to compare with, such as those of the training.</param>
    /// <param name="options">Which answer, and how; null for the defaults.</param>
    /// <param name="progress">Told the share of the rows that are done.</param>
    /// <param name="cancellationToken">Asked before every row.</param>
    /// <exception cref="ArgumentException">
    /// A table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table, or to one with a category of which it has learned numbers, in which there are no small steps.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ShapleyValues ExpectedGradients(
        Table table, Table background, ExpectedGradientsOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new GradientsRun<T>(ToExplain(), ColumnPlayers(), options).Of(InputsOf(table), InputsOf(background), progress, cancellationToken);

    /// <summary>What each feature adds to the model's answer for each sample, beside what the model answers on average for the samples of a background, by expected gradients.</summary>
    /// <remarks>See <see cref="ExpectedGradients(Table, Table, ExpectedGradientsOptions?, IProgress{double}?, CancellationToken)"/>, of which this is the same by features.</remarks>
    /// <param name="X">The samples to explain, features × m.</param>
    /// <param name="background">Samples to compare with, such as those of the training.</param>
    /// <param name="options">Which answer, and how; null for the defaults.</param>
    /// <param name="progress">Told the share of the samples that are done.</param>
    /// <param name="cancellationToken">Asked before every sample.</param>
    /// <exception cref="ArgumentException">X or the background has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ShapleyValues ExpectedGradients(
        Matrix<T> X, Matrix<T> background, ExpectedGradientsOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        X = Inputs(X);
        Matrix<T> others = Require.Samples(background, Features, null, nameof(background), "the features the model was fitted to");
        return new GradientsRun<T>(ToExplain(), FeaturePlayers(), options).Of(X, others, progress, cancellationToken);
    }
}
