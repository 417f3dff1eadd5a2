using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <content>Unusual data, and what fitting does not depend on.</content>
public abstract partial class EstimatorChecks<T>
{
    private static void FinitePredictions(ModelUnderTest<T> model, Matrix<T> X) => model.Values(X).Enumerate().All(T.IsFinite).Should().BeTrue();

    /// <summary>Either fits, and then predicts finite numbers, or says what must be otherwise.</summary>
    private static void WorksOrIsRefused(Case the, Matrix<T> X, Matrix<T> Y)
    {
        ModelUnderTest<T> model;
        try
        {
            model = the.Fit(X, Y);
        }
        catch (ArgumentException refused)
        {
            refused.Message.Should().Match("* must have at least *, but ha*");
            return;
        }

        FinitePredictions(model, the.X);
    }

    private static void OneSample_WorksOrIsRefused(Case the) => WorksOrIsRefused(the, First(the.X, 1), First(the.Y, 1));

    private static void OneTarget_WorksOrIsRefused(Case the) => WorksOrIsRefused(the, the.X, Matrix<T>.Build.Dense(the.Y.RowCount, 40, (i, j) => the.Y[i, 0]));

    private static void OneFeature_Works(Case the)
    {
        Matrix<T> X = the.X.SubMatrix(0, 1, 0, 40);
        FinitePredictions(the.Fit(X, the.Y), X);
    }

    private static void MoreFeaturesThanSamples_Work(Case the)
    {
        Matrix<T> X = new NumPyRandom(5).Randn<T>(60, 40);
        FinitePredictions(the.Fit(X, the.Y), X);
    }

    private static void ConstantFeatures_Work(Case the)
    {
        Matrix<T> one = Matrix<T>.Build.Dense(3, 40, (i, j) => i == 1 ? T.CreateChecked(0.1) : the.X[i, j]), all = Matrix<T>.Build.Dense(3, 40, T.One);
        FinitePredictions(the.Fit(one, the.Y), the.X);
        FinitePredictions(the.Fit(all, the.Y), the.X);
    }

    private static void SameSeed_GivesTheSameBits(Case the)
    {
        // Whatever was fitted between.
        the.Fit(the.X.SubMatrix(0, 2, 0, 30), First(the.Y, 30));
        ModelUnderTest<T> again = the.Fit(the.X, the.Y);
        Same(again.State, the.Model.State);
        Same(again.Values(the.X), the.Model.Values(the.X));
        again.Model.History.Costs.Should().Equal(the.Model.Model.History.Costs);
    }

    private static void AnotherSeed_GivesOthers(Case the)
    {
        ModelUnderTest<T> other = the.Estimator.Fit(the.X, the.Y, the.Options with { Seed = 1000 });
        if (other.Model.Selection is { Linear: { } linear, Chosen: { } chosen } && chosen.Description == linear.Description)
        {
            // The minimum of a linear model is the same from every start.
            return;
        }

        other.State.Should().NotEqual(the.Model.State);
    }

    private static void Options_AreUnchanged(Case the)
    {
        MlpOptions before = the.Options with { };
        ModelUnderTest<T> model = the.Fit(the.X, the.Y);
        model.PartialFit(the.X, the.Y);
        the.Options.Should().Be(before);
        model.Model.Options.Should().BeSameAs(the.Options);
    }

    private static void Inputs_AreUnchanged(Case the)
    {
        Matrix<T> X = the.X.Clone(), Y = the.Y.Clone();
        double[] weights = [.. Enumerable.Range(0, 40).Select(j => j % 4 + 0.5)], given = [.. weights];
        T[] x = X.Column(0).ToArray();
        ModelUnderTest<T> model = the.Fit(X, Y, given);
        model.PartialFit(X, Y, given);
        model.Values(X);
        model.Answers(X);
        model.Values(x, new T[model.ValuesPerSample]);
        model.Score(X, Y, given);
        Same(X, the.X);
        Same(Y, the.Y);
        Same(x, the.X.Column(0).ToArray());
        given.Should().Equal(weights);
    }

    private static void AnyStorage_GivesTheSameBits(Case the)
    {
        Matrix<T> sparse = Matrix<T>.Build.SparseOfMatrix(the.X), sparseY = Matrix<T>.Build.SparseOfMatrix(the.Y), transposed = the.X.Transpose().Transpose();
        Matrix<T> part = the.X.Append(the.X).SubMatrix(0, 3, 40, 40);
        foreach (Matrix<T> X in (Matrix<T>[])[sparse, transposed, part])
        {
            ModelUnderTest<T> model = the.Fit(X, sparseY);
            Same(model.State, the.Model.State);
            Same(model.Values(X), the.Model.Values(the.X));
            model.Answers(X).Should().Equal(the.Model.Answers(the.X));
            model.Score(X, sparseY).Should().Be(the.Model.Score(the.X, the.Y));
        }

        Matrix<T> diagonal = Matrix<T>.Build.Diagonal(12, 12, i => T.CreateChecked(i + 1)), dense = Matrix<T>.Build.DenseOfMatrix(diagonal), Y = First(the.Y, 12);
        Same(the.Fit(diagonal, Y).State, the.Fit(dense, Y).State);
    }

    private static void ZeroWeights_AreAbsentSamples(Case the)
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(j => (j % 5) / 2.0)];
        int[] kept = [.. Enumerable.Range(0, 40).Where(j => weights[j] > 0)];

        // Nor may they decide the scaling.
        Matrix<T> X = Matrix<T>.Build.Dense(3, 40, (i, j) => weights[j] > 0 ? the.X[i, j] : T.CreateChecked(1000));
        Same(
            the.Fit(X, the.Y, weights).State,
            the.Fit(Split.Columns(the.X, kept), Split.Columns(the.Y, kept), [.. kept.Select(j => weights[j])]).State);
    }

    private static void WeightsOfOne_AreNone(Case the)
    {
        Same(the.Fit(the.X, the.Y, [.. Enumerable.Repeat(1.0, 40)]).State, the.Model.State);
        the.Model.Score(the.X, the.Y, [.. Enumerable.Repeat(0.5, 40)]).Should().BeApproximately(the.Model.Score(the.X, the.Y), 1e-12);
    }

    private static void Float_IsNearDouble(Case the)
    {
        EstimatorUnderTest<float> inFloat = EstimatorUnderTest<float>.All[the.Name];
        EstimatorUnderTest<double> inDouble = EstimatorUnderTest<double>.All[the.Name];
        Matrix<float> actual = inFloat.Fit(inFloat.X, inFloat.Y, the.Options).Values(inFloat.X);
        Matrix<double> expected = inDouble.Fit(inDouble.X, inDouble.Y, the.Options).Values(inDouble.X);
        Golden.ErrorOf(actual.Map(value => (double)value), expected).Should().BeLessThan(1e-3);
    }

    private static void Progress_IsToldOfEveryEpoch(Case the)
    {
        Counter counter = new();
        ModelUnderTest<T> model = the.Estimator.Fit(the.X, the.Y, the.Options, progress: counter);
        if (model.Model.Selection is null)
        {
            counter.Epochs.Should().Equal(Enumerable.Range(1, model.Model.History.Epochs.Count));
        }
        else
        {
            // Of several trainings, one after the other.
            counter.Trainings.Should().Contain(model.Model.History.Epochs.Count);
        }

        Same(model.State, the.Model.State);
    }

    private sealed class Counter : IProgress<TrainingProgress>
    {
        public List<int> Epochs { get; } = [];

        /// <summary>The epochs of each training.</summary>
        public IEnumerable<int> Trainings => Epochs.Zip(Epochs.Skip(1).Append(1)).Where(pair => pair.Second <= pair.First).Select(pair => pair.First);

        public void Report(TrainingProgress value) => Epochs.Add(value.Epoch);
    }
}
