using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <content>What a fitted model says, and what that does not depend on.</content>
public abstract partial class EstimatorChecks<T>
{
    private static void Predictions_AreFinite(Case the)
    {
        Matrix<T> values = the.Model.Values(the.X);
        (values.RowCount, values.ColumnCount).Should().Be((the.Model.ValuesPerSample, 40));
        FinitePredictions(the.Model, the.X);
        the.Model.Answers(the.X).Should().HaveCount(40);
        (the.Model.Model.IsFitted, the.Model.Model.Features).Should().Be((true, 3));
    }

    private static void Probabilities_OfClasses_SumToOne(Case the)
    {
        Matrix<T> probabilities = the.Model.Values(the.X);
        probabilities.Enumerate().All(p => p >= T.Zero && p <= T.One).Should().BeTrue();
        foreach (T[] column in probabilities.ToColumnArrays())
        {
            column.Sum(double.CreateChecked).Should().BeApproximately(1, typeof(T) == typeof(float) ? 1e-6 : 1e-15);
        }
    }

    private static void Answers_FollowFromValues(Case the) =>
        the.Model.Answers(the.X).Should().Equal(the.Model.Values(the.X).EnumerateColumns().Select(column => the.Model.ExpectedAnswer(column.ToArray())));

    private static void Samples_DoNotDependOnOthers(Case the)
    {
        Matrix<T> values = the.Model.Values(the.X);
        string[] answers = the.Model.Answers(the.X);
        int[] order = new NumPyRandom(3).Permutation(40);
        Same(the.Model.Values(Split.Columns(the.X, order)), Split.Columns(values, order));
        Same(the.Model.Values(Split.Columns(the.X, order[..7])), Split.Columns(values, order[..7]));
        T[] alone = new T[the.Model.ValuesPerSample];
        for (int j = 0; j < 40; j++)
        {
            T[] x = the.X.Column(j).ToArray();
            the.Model.Values(x, alone);
            Same(alone, values.Column(j).ToArray());
            Same(the.Model.Values(Split.Columns(the.X, [j])), Split.Columns(values, [j]));
            the.Model.Answer(x).Should().Be(answers[j]);
        }
    }

    private static void Score_IsTheMetric(Case the)
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(j => (double)(j % 3))];
        the.Model.Score(the.X, the.Y).Should().BeApproximately(the.Model.ExpectedScore(the.X, the.Y), 1e-14);
        the.Model.Score(the.X, the.Y, weights).Should().BeApproximately(the.Model.ExpectedScore(the.X, the.Y, weights), 1e-14);
    }

    private static void Predictions_OnManyThreads_AreTheSame(Case the)
    {
        ModelUnderTest<T> model = the.Model;
        Matrix<T> expected = model.Values(the.X);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            Same(model.Values(the.X), expected);
            T[] alone = new T[model.ValuesPerSample];
            for (int j = 0; j < 40; j++)
            {
                model.Values(the.X.Column(j).ToArray(), alone);
                Same(alone, expected.Column(j).ToArray());
            }
        });
    }

    private static void Text_TellsWhatItIs(Case the) =>
        the.Model.Model.ToString().Should().Match($"*{the.Name.Split(' ', '-')[^1]}*: {the.Model.Model.Network.Summary}");
}
