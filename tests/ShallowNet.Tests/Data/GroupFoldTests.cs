using System.Text.Json;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Folds of groups, and of samples in the order of time.</summary>
public sealed class GroupFoldTests
{
    private static readonly JsonElement Expected = Golden.Read("splits.json");

    [Fact]
    public void GroupKFold_AnyGroups_IsScikitLearns()
    {
        foreach (JsonElement expected in Expected.GetProperty("groupKFold").EnumerateArray())
        {
            int[] groups = expected.GetProperty("groups").Integers();
            Check(Split.GroupKFold(groups, Number(expected, "folds")), groups.Length, expected);
        }
    }

    [Fact]
    public void StratifiedGroupKFold_AnyGroups_IsScikitLearns()
    {
        foreach (JsonElement expected in Expected.GetProperty("stratifiedGroupKFold").EnumerateArray())
        {
            int[] groups = expected.GetProperty("groups").Integers(), classes = expected.GetProperty("classes").Integers();
            Check(Split.StratifiedGroupKFold(classes, groups, Number(expected, "folds")), groups.Length, expected);
        }
    }

    [Fact]
    public void TimeSeries_AnyOptions_IsScikitLearns()
    {
        foreach (JsonElement expected in Expected.GetProperty("timeSeries").EnumerateArray())
        {
            IReadOnlyList<Fold> folds = Split.TimeSeries(
                Number(expected, "samples"), Number(expected, "folds"), Number(expected, "gap"), NumberOrNull("testSamples"), NumberOrNull("mostTrainSamples"));
            folds.Should().HaveCount(Number(expected, "folds"));
            for (int i = 0; i < folds.Count; i++)
            {
                folds[i].Train.Should().Equal(expected.GetProperty("trains")[i].Integers());
                folds[i].Test.Should().Equal(expected.GetProperty("tests")[i].Integers());
            }

            int? NumberOrNull(string name) => expected.GetProperty(name).ValueKind == JsonValueKind.Null ? null : Number(expected, name);
        }
    }

    [Fact]
    public void GroupKFold_AnyGroups_KeepsThemTogetherAndTheFoldsBalanced() => Gen.Select(Gen.Int[0, 15].Array[2, 80], Gen.Int[2, 5]).Check(
        sample =>
        {
            (int[] groups, int folds) = sample;
            if (groups.Distinct().Count() < folds)
            {
                Refused(() => Split.GroupKFold(groups, folds), "folds must be at most the number of groups, *");
                return false;
            }

            IReadOnlyList<Fold> all = Split.GroupKFold(groups, folds);
            Partitions(all, groups);
            int[] sizes = [.. all.Select(fold => fold.Test.Count)];
            (sizes.Max() - sizes.Min()).Should().BeLessThanOrEqualTo(groups.CountBy(group => group).Max(pair => pair.Value));
            return true;
        },
        least: 0.6);

    [Fact]
    public void StratifiedGroupKFold_AnyGroups_KeepsThemTogether() => Gen.Select(Gen.Int[0, 15].Array[20, 80], Gen.Int[2, 5], Gen.Int[1, 4]).Check(
        sample =>
        {
            (int[] groups, int folds, int count) = sample;
            int[] classes = [.. groups.Select((group, j) => (group + j) % count)];
            if (groups.Distinct().Count() < folds || classes.CountBy(k => k).Max(pair => pair.Value) < folds)
            {
                return false;
            }

            Partitions(Split.StratifiedGroupKFold(classes, groups, folds), groups);
            return true;
        },
        least: 0.6);

    [Fact]
    public void Groups_OfNames_AreThoseOfTheirNumbers()
    {
        int[] groups = [2, 0, 1, 1, 0, 2, 2, 0, 1, 0, 3, 3], classes = [0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0];
        IReadOnlyList<Fold> expected = Split.GroupKFold(groups, 3), stratified = Split.StratifiedGroupKFold(classes, groups, 3);
        Split.GroupKFold(groups.Select(k => "zabc"[k..(k + 1)].Replace('z', 'A')), 3).Should().Equal(expected);
        Split.GroupKFold(groups.Select(k => (object)k), 3).Should().Equal(expected);
        Split.GroupKFold(groups.Select(k => (object)"Aabc"[k..(k + 1)]), 3).Should().Equal(expected);
        Split.StratifiedGroupKFold(classes.Select(k => k == 1), groups.Select(k => (object)k), 3).Should().Equal(stratified);
        Split.StratifiedTrainTest(Matrix<double>.Build.Dense(1, 12, (_, j) => j), classes.Select(k => (object)(1 - 2 * k)), 0.5, seed: 1).Train.X
            .Should().Be(Split.StratifiedTrainTest(Matrix<double>.Build.Dense(1, 12, (_, j) => j), classes.Select(k => 1 - 2 * k), 0.5, seed: 1).Train.X, "the order is that of the numbers");
    }

    [Fact]
    public void TrainTestInOrder_Samples_AreTheFirstAndTheLast()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 7, (i, j) => 10 * i + j), Y = X.SubMatrix(0, 1, 0, 7);
        var (train, test) = Split.TrainTestInOrder(X, Y, 0.4);
        (train.X, train.Y).Should().Be((X.SubMatrix(0, 2, 0, 4), Y.SubMatrix(0, 1, 0, 4)));
        (test.X, test.Y).Should().Be((X.SubMatrix(0, 2, 4, 3), Y.SubMatrix(0, 1, 4, 3)));
        var (first, last) = Split.TrainTestInOrder(X, "abcdefg");
        (first.X, last.X).Should().Be((X.SubMatrix(0, 2, 0, 5), X.SubMatrix(0, 2, 5, 2)));
        (new string(first.y), new string(last.y)).Should().Be(("abcde", "fg"));
    }

    [Fact]
    public void Folds_OfBadInput_AreRefused()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 3);
        Refused(() => Split.GroupKFold<int>(null!), "groups must not be null.*");
        Refused(() => Split.GroupKFold(["a", null!], 2), "groups must have no null, but groups[1] is null.*");
        Refused(() => Split.GroupKFold([1, 2], 1), "folds must be at least 2, but is 1.*");
        Refused(() => Split.GroupKFold([1, 2, 1], 3), "folds must be at most the number of groups, 2, but is 3.*");
        Refused(() => Split.GroupKFold<int>([], 2), "folds must be at most the number of groups, 0, but is 2.*");
        Refused(() => Split.StratifiedGroupKFold<int, int>(null!, [1]), "classes must not be null.*");
        Refused(() => Split.StratifiedGroupKFold<int, int>([1], null!), "groups must not be null.*");
        Refused(() => Split.StratifiedGroupKFold(["a", null!], [1, 2], 2), "classes must have no null, but classes[1] is null.*");
        Refused(() => Split.StratifiedGroupKFold([1, 1, 1], [1, 2], 2), "groups must have 3 elements (one for each element of classes), but has 2.*");
        Refused(() => Split.StratifiedGroupKFold([1, 2], [1, 2], 2), "At least one class must have 2 samples (the folds), but the largest of classes has 1.*");
        Refused(() => Split.StratifiedGroupKFold([1, 1, 1], [1, 2, 1], 3), "folds must be at most the number of groups, 2, but is 3.*");
        Refused(() => Split.TimeSeries(10, 0), "folds must be at least 1, but is 0.*");
        Refused(() => Split.TimeSeries(10, 2, -1), "gap must be at least 0, but is -1.*");
        Refused(() => Split.TimeSeries(10, 2, testSamples: 0), "testSamples must be at least 1, but is 0.*");
        Refused(() => Split.TimeSeries(10, 2, mostTrainSamples: 0), "mostTrainSamples must be at least 1, but is 0.*");
        Refused(() => Split.TimeSeries(10, 2, 3, 4), "samples must be at least 12 (2 folds of 4 to test on, a gap of 3 and 1 to train on), but is 10.*");
        Refused(() => Split.TimeSeries(5), "samples must be at least 6 (5 folds of 1 to test on, a gap of 0 and 1 to train on), but is 5.*");
        Refused(() => Split.TimeSeries(-5), "samples must be at least 6 (*), but is -5.*");
        Refused(() => Split.TimeSeries(5, int.MaxValue, int.MaxValue, int.MaxValue), "samples must be at least 4611686016279904257 (*), but is 5.*");
        Refused(() => Split.TrainTestInOrder(X, X, 0.9), "A testShare of 0.9 must leave a sample to train on, but X has only 3 columns.*");
        Refused(() => Split.TrainTestInOrder(X, X, 1), "testShare must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Split.TrainTestInOrder(X, X.SubMatrix(0, 2, 0, 2)), "Y must have 3 columns (one for each sample, a column of X), but is 2 × 2.*");
        Refused(() => Split.TrainTestInOrder(X, (int[])[1]), "y must have 3 elements (one for each sample, a column of X), but has 1.*");
        Refused(() => Split.TrainTestInOrder(X, (int[])[1, 2, 3], 0.9), "A testShare of 0.9 must leave a sample to train on, but X has only 3 columns.*");
    }

    private static int Number(JsonElement expected, string name) => expected.GetProperty(name).GetInt32();

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

    /// <summary>Every sample is tested once, and no group is on both sides.</summary>
    private static void Partitions(IReadOnlyList<Fold> folds, int[] groups)
    {
        folds.SelectMany(fold => fold.Test).Order().Should().Equal(Enumerable.Range(0, groups.Length));
        foreach (Fold fold in folds)
        {
            fold.Train.Concat(fold.Test).Order().Should().Equal(Enumerable.Range(0, groups.Length));
            fold.Train.Select(j => groups[j]).Intersect(fold.Test.Select(j => groups[j])).Should().BeEmpty();
        }
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
