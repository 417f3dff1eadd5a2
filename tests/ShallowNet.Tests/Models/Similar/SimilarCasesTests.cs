using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class SimilarCasesInDouble() : SimilarCasesTests<double>(1e-12);

public sealed class SimilarCasesInFloat() : SimilarCasesTests<float>(1e-5);

/// <summary>The known cases that are most similar to samples, in the last hidden layer.</summary>
public abstract class SimilarCasesTests<T>(double tolerance)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly JsonElement File = Golden.Read("similar.json");

    [Fact]
    public void Nearest_OfManySamples_AreThoseOfScikitLearn()
    {
        SimilarCases<T> cases = SimilarCases.Of(GoldenNetwork(), Known);
        cases.Count.Should().Be(60);
        IReadOnlyList<NearestCases> nearest = cases.Nearest(Asked, 7);
        foreach ((int j, JsonElement indices) in File.GetProperty("indices").EnumerateArray().Index())
        {
            nearest[j].Cases.Select(found => found.Index).Should().Equal(indices.Integers());
            double[] distances = File.GetProperty("distances")[j].Numbers();
            nearest[j].Cases.Zip(distances).Should().OnlyContain(pair => Math.Abs(pair.First.Distance - pair.Second) < tolerance);
            nearest[j].Remoteness.Should().Be(File.GetProperty("remoteness")[j].GetDouble());
            nearest[j].IsFar.Should().Be(nearest[j].Remoteness >= 0.99);
        }
    }

    [Fact]
    public void Nearest_OfOneSample_IsThatOfTheMatrix()
    {
        SimilarCases<T> cases = SimilarCases.Of(GoldenNetwork(), Known);
        cases.Nearest(ColumnMajor.Span(Asked)[..3], 7).Should().Be(cases.Nearest(Asked, 7)[0]);
        cases.Nearest(ColumnMajor.Span(Asked)[..3]).Cases.Should().HaveCount(5);
    }

    [Fact]
    public void Nearest_OfAKnownCase_IsThatCase()
    {
        SimilarCases<T> cases = SimilarCases.Of(GoldenNetwork(), Known);
        foreach ((int j, NearestCases nearest) in cases.Nearest(Known, 60).Index())
        {
            nearest.Cases[0].Should().Be(new SimilarCase(j, 0));
            (nearest.Remoteness, nearest.Warning).Should().Be((0, null));
            nearest.Cases.Select(found => found.Index).Should().BeEquivalentTo(Enumerable.Range(0, 60));
            nearest.Cases.Select(found => found.Distance).Should().BeInAscendingOrder();
        }
    }

    [Fact]
    public void Nearest_OfEqualCases_HasTheFirstNumberFirst()
    {
        Matrix<T> twice = Matrix<T>.Build.DenseOfColumns([.. Known.EnumerateColumns(), .. Known.EnumerateColumns()]);
        foreach ((int j, NearestCases nearest) in SimilarCases.Of(GoldenNetwork(), twice).Nearest(Known, 3).Index())
        {
            nearest.Cases.Take(2).Should().Equal(new SimilarCase(j, 0), new SimilarCase(j + 60, 0));
        }
    }

    [Fact]
    public void Nearest_OfANetworkOfOneLayer_IsThatOfTheInputs()
    {
        Network<T> linear = Network.Create<T>(inputs: 2, seed: 1, new Dense(1, Activation.Identity));
        Matrix<T> X = Matrix<T>.Build.Dense(2, 4, (i, j) => T.CreateTruncating(i == 0 ? j : 5));
        NearestCases nearest = SimilarCases.Of(linear, X).Nearest([T.CreateTruncating(2.1), T.CreateTruncating(5)], 2);
        nearest.Cases.Select(found => found.Index).Should().Equal(2, 3);
        nearest.Cases[0].Distance.Should().BeApproximately(0.1 / Math.Sqrt(1.25), 1e-6, "the other unit does not differ");
    }

    [Fact]
    public void Nearest_OfAFarSample_WarnsOfIt()
    {
        Network<T> wide = Network.Create<T>(inputs: 2, seed: 3, new Dense(20, Activation.ReLU), new Dense(1, Activation.Identity));
        NumPyRandom random = new(4);
        Matrix<T> X = Matrix<T>.Build.Dense(2, 300, (_, _) => T.CreateTruncating(random.Randn()));
        SimilarCases<T> cases = SimilarCases.Of(wide, X);
        NearestCases far = cases.Nearest([T.CreateTruncating(40), T.CreateTruncating(-40)], 2), near = cases.Nearest([T.CreateTruncating(0.1), T.CreateTruncating(0.1)], 2);
        (far.IsFar, far.Remoteness, far.Warning).Should().Be((true, 1, "farther from all known cases than 100 % of them are from each other"));
        far.ToString().Should().EndWith("; farther from all known cases than 100 % of them are from each other");
        (near.IsFar, near.Warning).Should().Be((false, null));
        near.ToString().Should().Be($"{near.Cases[0]}, {near.Cases[1]}");
        new NearestCases([], 0.9999).Warning.Should().Be("farther from all known cases than 99.9 % of them are from each other");
        cases.ToString().Should().StartWith("300 known cases of 20 hidden units; from a case to its nearest ");
    }

    [Fact]
    public void Nearest_OfManyCases_AreThoseOfASlowSearch()
    {
        Network<T> network = Network.Create<T>(inputs: 4, seed: 5, new Dense(30, Activation.Tanh), new Dense(1, Activation.Identity));
        NumPyRandom random = new(6);
        Matrix<T> known = Matrix<T>.Build.Dense(4, 2500, (_, _) => T.CreateTruncating(random.Randn())), asked = Matrix<T>.Build.Dense(4, 70, (_, _) => T.CreateTruncating(2 * random.Randn()));
        SimilarCases<T> cases = SimilarCases.Of(network, known);
        double[][] A = Hidden(network, known), B = Hidden(network, asked);
        double[] units = [.. Enumerable.Range(0, 30).Select(i => A.Select(a => a[i]).ToArray()).Select(a => Math.Sqrt(a.Average(v => v * v) - a.Average() * a.Average()))];
        foreach ((int j, NearestCases nearest) in cases.Nearest(asked, 9).Index())
        {
            int[] expected = [.. Enumerable.Range(0, 2500).OrderBy(k => Distance(A[k], B[j])).Take(9)];
            nearest.Cases.Select(found => found.Index).Should().Equal(expected);
            nearest.Cases[0].Distance.Should().BeApproximately(Distance(A[expected[0]], B[j]), 1e-9);
            nearest.Should().Be(cases.Nearest(ColumnMajor.Span(asked).Slice(4 * j, 4), 9), "samples do not depend on each other");
        }

        double Distance(double[] a, double[] b) => Math.Sqrt(Enumerable.Range(0, 30).Sum(i => (a[i] - b[i]) / units[i] * ((a[i] - b[i]) / units[i])));

        static double[][] Hidden(Network<T> network, Matrix<T> X) => [.. network.Forward(X).A[1].EnumerateColumns().Select(column => column.Select(double.CreateTruncating).ToArray())];
    }

    [Fact]
    public void Nearest_OfAModelOfMatrices_ScalesAsTheModelDoes()
    {
        (Matrix<T> X, Matrix<T> Y) = Datasets.Moons<T>(samples: 120, noise: 0.1, seed: 1);
        int[] labels = [.. Y.Row(0).Select(y => int.CreateTruncating(y))];
        MlpClassifier<T, int> model = MlpClassifier.Fit(X, labels, Customers.Quick);
        SimilarCases<T> cases = SimilarCases.Of<T>(model, X), ofNetwork = SimilarCases.Of(model.Network, model.InputScaler!.Transform(X));
        cases.Nearest(X, 3).Should().Equal(ofNetwork.Nearest(model.InputScaler.Transform(X), 3));
    }

    [Fact]
    public void Nearest_OfAModelThatLearnsOn_StaysWhatItWas()
    {
        (Matrix<T> X, Matrix<T> Y) = Datasets.Moons<T>(samples: 120, noise: 0.1, seed: 1);
        Network<T> network = Network.Create<T>(inputs: 2, seed: 1, new Dense(6, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        SimilarCases<T> cases = SimilarCases.Of(network, X);
        IReadOnlyList<NearestCases> before = cases.Nearest(X, 4);
        network.Train(X, Y, new TrainingOptions { Epochs = 3 });
        cases.Nearest(X, 4).Should().Equal(before);
        SimilarCases.Of(network, X).Nearest(X, 4).Should().NotEqual(before);
    }

    [Fact]
    public void Nearest_OfTables_IsThatOfTheirFeatures()
    {
        Table train = Customers.Train.With("text"), test = Customers.Test.With("text");
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(train, "text", Customers.Quick);
        SimilarCases<T> cases = SimilarCases.Of<T>(model, train);
        IReadOnlyList<NearestCases> nearest = cases.Nearest(test.Without("text"), 4);
        nearest.Should().Equal(cases.Nearest(test, 4)).And.Equal(cases.Nearest(model.Encoder!.Transform<T>(test.Without("text")), 4));
        nearest[3].Should().Be(cases.Nearest(test.Without("text").Columns.ToDictionary(column => column.Name, column => column.ValueAt(3)), 4));
        string[] given = [.. ((TextColumn)train["text"]).Values!], answers = model.Predict(test);
        nearest.Select((ofRow, row) => given[ofRow.Cases[0].Index] == answers[row]).Count(same => same).Should().BeGreaterThan(70, "similar cases mostly have the class that is answered");
    }

    [Fact]
    public void Of_WhatCannotBeCompared_IsRefused()
    {
        SimilarCases<T> cases = SimilarCases.Of(GoldenNetwork(), Known);
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(Customers.Train.With("text"), "text", Customers.Quick);
        Throws<ArgumentException>(() => SimilarCases.Of(GoldenNetwork(), Known.SubMatrix(0, 3, 0, 1)), "There must be at least 2 known cases, but there is 1.*");
        Throws<ArgumentException>(() => SimilarCases.Of(GoldenNetwork(), Known.Transpose()), "X must have 3 rows (the network's inputs), but is 60 × 3.*");
        Throws<ArgumentException>(() => SimilarCases.Of<T>(model, Customers.Train.With("text").Without("age")), "The table must have the columns of the training, but lacks \"age\".*");
        Throws<ArgumentException>(() => SimilarCases.Of<T>(model, Known), "X must have * rows (the features the model was fitted to), but is 3 × 60.*");
        Throws<InvalidOperationException>(() => SimilarCases.Of<T>(new MlpRegressor<T>(), Known), "The MlpRegressor must be fitted before it is used: call PartialFit.");
        Throws<InvalidOperationException>(() => SimilarCases.Of<T>(new MlpRegressor<T>(), Customers.Train), "The MlpRegressor must be fitted to a table to be asked about one, but has seen no data yet.");
        Throws<ArgumentNullException>(() => SimilarCases.Of((Network<T>)null!, Known), "*");
        Throws<ArgumentNullException>(() => SimilarCases.Of((MlpModel<T>)null!, Known), "*");
        Throws<ArgumentNullException>(() => SimilarCases.Of((MlpModel<T>)null!, Customers.Train), "*");
        Throws<ArgumentOutOfRangeException>(() => cases.Nearest(Asked, 0), "count must be at least 1 and at most 60, but is 0.*");
        Throws<ArgumentOutOfRangeException>(() => cases.Nearest(Asked, 61), "count must be at least 1 and at most 60, but is 61.*");
        Throws<ArgumentException>(() => cases.Nearest(Asked.Transpose(), 2), "X must have 3 rows*");
        Throws<ArgumentException>(() => cases.Nearest(new T[2], 2), "x must have 3 elements (the features of the known cases), but has 2.*");
        Throws<ArgumentException>(() => cases.Nearest([T.NaN, T.One, T.One], 2), "X must be finite, but X[[]0, 0] is NaN.*");
        Throws<InvalidOperationException>(() => cases.Nearest(Customers.Train, 2), "The known cases must be those of a model to be asked about tables, but are those of a network.");
        Throws<InvalidOperationException>(() => cases.Nearest(new Dictionary<string, object?>(), 2), "The known cases must be those of a model to be asked about tables, but are those of a network.");
        Throws<ArgumentNullException>(() => SimilarCases.Of<T>(model, Customers.Train.With("text")).Nearest((IReadOnlyDictionary<string, object?>)null!, 2), "*");
        Network<T> large = Network.Create<T>(inputs: 1, seed: 1, new Dense(2, Activation.ReLU), new Dense(1, Activation.Identity));
        large.W[1].MapInplace(_ => T.CreateTruncating(1e30));
        Matrix<T> far = Matrix<T>.Build.Dense(1, 2, typeof(T) == typeof(float) ? T.CreateTruncating(1e30) : T.CreateTruncating(1e300));
        Throws<ArgumentException>(() => SimilarCases.Of(large, far), "The activations of the last hidden layer must be finite*");

        static void Throws<TException>(Action action, string message)
            where TException : Exception => action.Should().Throw<TException>().WithMessage(message.Replace("[[]", "["));
    }

    private static Matrix<T> Known => File.GetProperty("known").Matrix().As<T>();

    private static Matrix<T> Asked => File.GetProperty("asked").Matrix().As<T>();

    private static Network<T> GoldenNetwork()
    {
        Network<T> network = Network.Create<T>(inputs: 3, seed: 1, new Dense(5, Activation.Tanh), new Dense(4, Activation.Tanh), new Dense(2, Activation.Identity));
        for (int l = 1; l <= 3; l++)
        {
            network.Set(l, File.GetProperty("W")[l - 1].Matrix(), File.GetProperty("b")[l - 1].Matrix());
        }

        return network;
    }
}
