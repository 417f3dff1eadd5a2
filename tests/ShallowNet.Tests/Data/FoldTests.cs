using System.Text.Json;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Folds and stratified splits.</summary>
public sealed class FoldTests
{
    private static readonly JsonElement Expected = Golden.Read("splits.json");
    private static readonly Gen<int[]> Classes = Gen.Int[1, 6].SelectMany(classes => Gen.Int[-1, classes - 2].Array[2, 60]);

    public static TheoryData<int> Stratified => [.. Enumerable.Range(0, Expected.GetProperty("stratified").GetArrayLength())];

    [Fact]
    public void KFold_AnySeed_IsScikitLearns()
    {
        foreach (JsonElement expected in Expected.GetProperty("kFold").EnumerateArray())
        {
            int samples = expected.GetProperty("samples").GetInt32();
            Check(Split.KFold(samples, Folds(expected), Seed(expected)), samples, expected);
        }
    }

    [Fact]
    public void StratifiedKFold_AnySeed_IsScikitLearns()
    {
        foreach (JsonElement expected in Expected.GetProperty("stratifiedKFold").EnumerateArray())
        {
            int[] classes = expected.GetProperty("classes").Integers();
            Check(Split.StratifiedKFold(classes, Folds(expected), Seed(expected)), classes.Length, expected);
        }
    }

    [Theory, MemberData(nameof(Stratified))]
    public void StratifiedIndices_EveryClassOnBothSides_AreScikitLearns(int index)
    {
        JsonElement expected = Expected.GetProperty("stratified")[index];
        (int[] train, int[] test) = Split.StratifiedIndices(
            expected.GetProperty("classes").Integers(), expected.GetProperty("share").GetDouble(), Seed(expected));
        train.Should().Equal(expected.GetProperty("train").Integers());
        test.Should().Equal(expected.GetProperty("test").Integers());
    }

    [Fact]
    public void StratifiedTrainTest_Labels_TakesColumnsOfXAndY()
    {
        JsonElement expected = Expected.GetProperty("stratified")[1];
        int[] classes = expected.GetProperty("classes").Integers();
        Matrix<double> Y = OneHot.Encode<double>(classes, classes.Max() + 1), X = Matrix<double>.Build.Dense(1, Y.ColumnCount, (_, j) => j);
        var (train, test) = Split.StratifiedTrainTest(X, Y, expected.GetProperty("share").GetDouble(), Seed(expected));
        train.X.Row(0).Should().Equal(expected.GetProperty("train").Numbers());
        test.X.Row(0).Should().Equal(expected.GetProperty("test").Numbers());
        train.Y.Should().Be(Split.Columns(Y, expected.GetProperty("train").Integers()));
        test.Y.Should().Be(Split.Columns(Y, expected.GetProperty("test").Integers()));
    }

    [Fact]
    public void StratifiedTrainTest_OneRowOfSparseLabels_HasBothClassesInBothParts()
    {
        Matrix<double> Y = Matrix<double>.Build.Sparse(1, 40, (_, j) => j < 4 ? 1 : 0);
        var (train, test) = Split.StratifiedTrainTest(Y, Y, testShare: 0.25, seed: 3);
        (train.Y.RowSums()[0], test.Y.RowSums()[0], test.Y.ColumnCount).Should().Be((3.0, 1.0, 10));
    }

    [Fact]
    public void StratifiedIndices_AnyClasses_KeepsEachOnBothSidesWherePossible() => Gen.Select(Classes, Gen.Double[0.01, 0.99], Gen.Int[0, 1000]).Check(
        sample =>
        {
            (int[] classes, double share, int seed) = sample;
            int testCount = (int)Math.Ceiling(share * classes.Length);
            IGrouping<int, int>[] groups = [.. Enumerable.Range(0, classes.Length).GroupBy(j => classes[j])];
            if (testCount > classes.Length - groups.Length)
            {
                Refused(() => Split.StratifiedIndices(classes, share, seed), "A testShare of * must leave a sample of every class to train on, *");
                return false;
            }

            (int[] train, int[] test) = Split.StratifiedIndices(classes, share, seed);
            train.Concat(test).Order().Should().Equal(Enumerable.Range(0, classes.Length));
            test.Should().HaveCount(testCount);
            bool room = testCount >= groups.Count(group => group.Count() > 1);
            foreach (IGrouping<int, int> group in groups)
            {
                group.Should().Contain(j => train.Contains(j));
                (room && group.Count() > 1 && !group.Any(j => test.Contains(j))).Should().BeFalse();
                (group.Count() == 1 && test.Contains(group.First())).Should().BeFalse();
            }

            return true;
        },
        least: 0.6);

    [Fact]
    public void StratifiedIndices_OfOneSeed_AreAlwaysTheSame() => Classes.Check(
        classes =>
        {
            if (classes.Distinct().Count() == classes.Length)
            {
                return false;
            }

            (int[] train, int[] test) = Split.StratifiedIndices(classes, 0.01, 7);
            (int[] Train, int[] Test) again = Split.StratifiedIndices(classes, 0.01, 7);
            again.Train.Should().Equal(train);
            again.Test.Should().Equal(test);
            return true;
        },
        least: 0.9);

    [Fact]
    public void KFold_AnyCounts_PartitionsTheSamples() => Gen.Select(Gen.Int[2, 12], Gen.Int[0, 60], Gen.Int[0, 1000]).Sample((folds, more, seed) =>
        CheckPartition(Split.KFold(folds + more, folds, seed), folds + more));

    [Fact]
    public void StratifiedKFold_AnyClasses_PartitionsTheSamplesAndTheClasses() => Gen.Select(Classes, Gen.Int[2, 6], Gen.Int[0, 1000]).Check(
        sample =>
        {
            (int[] classes, int folds, int seed) = sample;
            if (classes.CountBy(k => k).Max(pair => pair.Value) < folds)
            {
                Refused(() => Split.StratifiedKFold(classes, folds, seed), "*folds*");
                return false;
            }

            IReadOnlyList<Fold> all = Split.StratifiedKFold(classes, folds, seed);
            CheckPartition(all, classes.Length);
            foreach (int k in classes.Distinct())
            {
                int[] counts = [.. all.Select(fold => fold.Test.Count(j => classes[j] == k))];
                (counts.Max() - counts.Min()).Should().BeLessThanOrEqualTo(1);
            }

            return true;
        },
        least: 0.6);

    [Fact]
    public void Folds_BadInput_IsRefused()
    {
        Refused(() => Split.KFold(10, 1), "folds must be at least 2, but is 1.*");
        Refused(() => Split.KFold(4, 5), "folds must be at most the number of samples, 4, but is 5.*");
        Refused(() => Split.KFold(10, 5, -1), "seed must be at least 0, but is -1.*");
        Refused(() => Split.StratifiedKFold([0, 1, 0], 1), "folds must be at least 2, but is 1.*");
        Refused(() => Split.StratifiedKFold([0, 1, 0], 4), "folds must be at most the number of samples, 3, but is 4.*");
        Refused(() => Split.StratifiedKFold([0, 1, 0, 1, 2], 3), "At least one class must have 3 samples (the folds), but the largest of classes has 2.*");
        Refused(() => Split.StratifiedKFold([0, 0], 2, -1), "seed must be at least 0, but is -1.*");
        Refused(() => Split.StratifiedKFold(null!, 2), "classes must not be null.*");
    }

    [Fact]
    public void StratifiedTrainTest_BadInput_IsRefused()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 4, (i, j) => i + j), Y = Matrix<double>.Build.DenseOfRows([[0.0, 1, 0, 1]]);
        Refused(() => Split.StratifiedTrainTest(null!, Y), "X must not be null.*");
        Refused(() => Split.StratifiedTrainTest(X, null!), "Y must not be null.*");
        Refused(() => Split.StratifiedTrainTest(X, Y.SubMatrix(0, 1, 0, 3)), "Y must have 4 columns (one for each sample, a column of X), but is 1 × 3.*");
        Refused(() => Split.StratifiedTrainTest(X, Y * 3), "Y must hold 0 and 1 in its one row, or be one-hot (OneHot.Encode), but Y[0, 1] is 3.*");
        Refused(() => Split.StratifiedTrainTest(X, Y * double.NaN), "Y must be finite, but Y[0, 0] is NaN.*");
        Refused(() => Split.StratifiedTrainTest(X, Y, 0), "testShare must be greater than 0 and less than 1, but is 0.*");
        Refused(() => Split.StratifiedTrainTest(X, Y, 1), "testShare must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Split.StratifiedTrainTest(X, Y, seed: -1), "seed must be at least 0, but is -1.*");
        Refused(
            () => Split.StratifiedTrainTest(X, Y, 0.7),
            "A testShare of 0.7 must leave a sample of every class to train on, but there are only 4 samples of 2 classes.*");
        FluentActions.Invoking(() => Split.StratifiedTrainTest<Half>(null!, null!)).Should().Throw<NotSupportedException>();
    }

    private static int Folds(JsonElement expected) => expected.GetProperty("folds").GetInt32();

    private static int Seed(JsonElement expected) => expected.GetProperty("seed").GetInt32();

    private static void Check(IReadOnlyList<Fold> folds, int samples, JsonElement expected)
    {
        JsonElement tests = expected.GetProperty("tests");
        folds.Should().HaveCount(tests.GetArrayLength());
        for (int i = 0; i < folds.Count; i++)
        {
            folds[i].Test.Should().Equal(tests[i].Integers());
            folds[i].Train.Should().Equal(Enumerable.Range(0, samples).Except(tests[i].Integers()));
        }
    }

    private static void CheckPartition(IReadOnlyList<Fold> folds, int samples)
    {
        folds.SelectMany(fold => fold.Test).Order().Should().Equal(Enumerable.Range(0, samples));
        foreach (Fold fold in folds)
        {
            fold.Train.Should().BeInAscendingOrder();
            fold.Train.Concat(fold.Test).Order().Should().Equal(Enumerable.Range(0, samples));
        }

        (folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count)).Should().BeLessThanOrEqualTo(1);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void StratifiedKFold_OfNames_IsThatOfTheirNumbers()
    {
        int[] classes = [2, 0, 1, 1, 0, 2, 2, 0, 1, 0];
        Split.StratifiedKFold(classes.Select(k => "zab"[k]), 3, seed: 4).Should().Equal(Split.StratifiedKFold(classes, 3, seed: 4));
        FluentActions.Invoking(() => Split.StratifiedKFold((string[])["a", null!], 2)).Should().Throw<ArgumentException>()
            .WithMessage("classes must have no null, but classes[1] is null.*");
    }
}
