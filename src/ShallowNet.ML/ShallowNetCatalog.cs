using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>ShallowNet's models among ML.NET's trainers: <c>mlContext.BinaryClassification.Trainers.ShallowNet()</c> and its siblings.</summary>
/// <remarks>
/// Features are scaled by the model itself: no normalization is needed before it. Whatever the options leave open, the data choose, as
/// <see cref="MlpOptions"/> says.
/// </remarks>
public static class ShallowNetCatalog
{
    /// <summary>A trainer of classifiers of two classes.</summary>
    /// <remarks>
    /// The transformer adds PredictedLabel, Score (the logarithm of the odds of true) and Probability (of true). PredictedLabel is a Boolean, or a key of the
    /// same values where the label is one, and true where the probability is above a half.
    /// </remarks>
    /// <param name="catalog">The catalog of a context, <c>mlContext.BinaryClassification.Trainers</c>.</param>
    /// <param name="options">The columns, and what to do otherwise than by default.</param>
    /// <exception cref="ArgumentNullException">The catalog or the options are null.</exception>
    public static ShallowNetTrainer<MlpClassifier<float, bool>> ShallowNet(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, ShallowNetOptions options) =>
        new(EnvironmentOf(catalog), new BinaryTask(), options);

    /// <inheritdoc cref="ShallowNet(BinaryClassificationCatalog.BinaryClassificationTrainers, ShallowNetOptions)" path="/summary|/remarks"/>
    /// <param name="catalog">The catalog of a context, <c>mlContext.BinaryClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The column with the class of each row: Boolean, or a key of two values, of which the second counts as true.</param>
    /// <param name="featureColumnName">The column of the features, a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">The column of Single that says what each row counts; null when all count the same.</param>
    /// <param name="options">The network and its training, as far as the data shall not choose them.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentNullException">The catalog is null.</exception>
    public static ShallowNetTrainer<MlpClassifier<float, bool>> ShallowNet(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, MlpOptions? options = null) =>
        catalog.ShallowNet(Columns(labelColumnName, featureColumnName, exampleWeightColumnName, options));

    /// <summary>A trainer of classifiers of any number of classes.</summary>
    /// <remarks>
    /// The transformer adds PredictedLabel, a key of the values of the label, and Score, the probabilities of all of them in the order of the key; those that
    /// no row of the training had have a probability of 0.
    /// </remarks>
    /// <param name="catalog">The catalog of a context, <c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="options">The columns, and what to do otherwise than by default.</param>
    /// <exception cref="ArgumentNullException">The catalog or the options are null.</exception>
    public static ShallowNetTrainer<MlpClassifier<float, string>> ShallowNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, ShallowNetOptions options) =>
        new(EnvironmentOf(catalog), new MulticlassTask(), options);

    /// <inheritdoc cref="ShallowNet(MulticlassClassificationCatalog.MulticlassClassificationTrainers, ShallowNetOptions)" path="/summary|/remarks"/>
    /// <param name="catalog">The catalog of a context, <c>mlContext.MulticlassClassification.Trainers</c>.</param>
    /// <param name="labelColumnName">The column with the class of each row, a key; MapValueToKey makes one of texts.</param>
    /// <param name="featureColumnName">The column of the features, a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">The column of Single that says what each row counts; null when all count the same.</param>
    /// <param name="options">The network and its training, as far as the data shall not choose them.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentNullException">The catalog is null.</exception>
    public static ShallowNetTrainer<MlpClassifier<float, string>> ShallowNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, MlpOptions? options = null) =>
        catalog.ShallowNet(Columns(labelColumnName, featureColumnName, exampleWeightColumnName, options));

    /// <summary>A trainer of regressors of one number, or of several that one network learns.</summary>
    /// <remarks>The transformer adds Score: Single, or a vector of as many as the label has.</remarks>
    /// <param name="catalog">The catalog of a context, <c>mlContext.Regression.Trainers</c>.</param>
    /// <param name="options">The columns, and what to do otherwise than by default.</param>
    /// <exception cref="ArgumentNullException">The catalog or the options are null.</exception>
    public static ShallowNetTrainer<MlpRegressor<float>> ShallowNet(this RegressionCatalog.RegressionTrainers catalog, ShallowNetOptions options) =>
        new(EnvironmentOf(catalog), new RegressionTask(), options);

    /// <inheritdoc cref="ShallowNet(RegressionCatalog.RegressionTrainers, ShallowNetOptions)" path="/summary|/remarks"/>
    /// <param name="catalog">The catalog of a context, <c>mlContext.Regression.Trainers</c>.</param>
    /// <param name="labelColumnName">The column with the number to predict, Single, or a vector of them of known size.</param>
    /// <param name="featureColumnName">The column of the features, a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">The column of Single that says what each row counts; null when all count the same.</param>
    /// <param name="options">The network and its training, as far as the data shall not choose them.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentNullException">The catalog is null.</exception>
    public static ShallowNetTrainer<MlpRegressor<float>> ShallowNet(
        this RegressionCatalog.RegressionTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, MlpOptions? options = null) =>
        catalog.ShallowNet(Columns(labelColumnName, featureColumnName, exampleWeightColumnName, options));

    private static IHostEnvironment EnvironmentOf(TrainCatalogBase.CatalogInstantiatorBase catalog) => Require.NotNull(catalog).Owner.GetEnvironment();

    private static ShallowNetOptions Columns(string label, string features, string? weights, MlpOptions? options) =>
        new() { LabelColumnName = label, FeatureColumnName = features, ExampleWeightColumnName = weights, Model = options ?? new MlpOptions() };
}
