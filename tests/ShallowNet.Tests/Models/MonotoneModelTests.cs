using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MonotoneModelsInDouble : MonotoneModelTests<double>
{
    /// <summary>The smooth scaling of numbers ends in a square root and a division, each rounded: two numbers near its limit of 8 may change places by one step of such numbers.</summary>
    private protected override double RoundingOfTables => 1e-13;
}

public sealed class MonotoneModelsInFloat : MonotoneModelTests<float>
{
    /// <summary>It is computed in double, whose step is none of float but where the number lies between two of these.</summary>
    private protected override double RoundingOfTables => 1e-5;
}

/// <summary>Models in one call whose answers must rise or fall with some inputs do so everywhere, whatever the samples said.</summary>
public abstract class MonotoneModelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MonotoneInput[] Inputs = [MonotoneInput.Rising(0), MonotoneInput.Falling(2)];

    private static readonly int[] Directions = [1, 0, -1];

    private protected abstract double RoundingOfTables { get; }

    /// <summary>Options of each way to fit: what the data choose with any scaling and effort, what is given, with few samples and many.</summary>
    public static TheoryData<string, int> Ways
    {
        get
        {
            TheoryData<string, int> ways = [];
            foreach (string way in (string[])["data", "quick", "given", "robust", "min-max", "layers", "dropout"])
            {
                ways.Add(way, 90);
            }

            ways.Add("data", 12);
            ways.Add("data", 5);
            ways.Add("given", 3);
            return ways;
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public void Regressor_OfNoise_NeverGoesTheWrongWay(string way, int samples)
    {
        (Matrix<T> X, Matrix<T> Y) = Noise(samples, outputs: 2);
        MlpRegressor<T> model = MlpRegressor.Fit(X, Y, OptionsOf(way));
        CheckOrder(model.Predict, exactly: true);
        model.Network.Layers[1].Monotone.Should().Equal(Directions);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("given")]
    public void Classifier_OfTwoClasses_HasProbabilitiesOfTheSecondInOrder(string way)
    {
        (Matrix<T> X, Matrix<T> Y) = Noise(90, outputs: 1);
        string[] labels = [.. Y.Enumerate().Select(y => y > T.Zero ? "yes" : "no")];
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, labels, OptionsOf(way));
        model.Classes.Should().Equal("no", "yes");

        // The log-odds to the bit; the probabilities up to what the sigmoid rounds.
        CheckOrder(samples => ArgumentsOf(model.Network, model.NetworkInputsOf(samples)), exactly: true);
        CheckOrder(samples => Matrix<T>.Build.DenseOfRows([model.PredictProbability(samples).Row(1)]), exactly: false);
    }

    [Fact]
    public void MultiLabelClassifier_HasAllProbabilitiesInOrder()
    {
        (Matrix<T> X, Matrix<T> Y) = Noise(60, outputs: 2);
        string[][] labels = [.. Enumerable.Range(0, 60).Select(j => (string[])[.. new[] { "a", "b" }.Where((_, k) => Y[k, j] > T.Zero)])];
        MlpMultiLabelClassifier<T, string> model = MlpMultiLabelClassifier.Fit<T, string>(X, labels, OptionsOf("given"));
        CheckOrder(samples => ArgumentsOf(model.Network, model.NetworkInputsOf(samples)), exactly: true);
    }

    [Theory]
    [InlineData(NumberScaling.Smooth)]
    [InlineData(NumberScaling.Standardize)]
    [InlineData(NumberScaling.Quantiles)]
    public void Regressor_OfATable_IsMonotoneInNumbersAndFlags(NumberScaling scaling)
    {
        (Table table, Func<double, double, bool, int, Table> row) = TableOf(150);
        MlpOptions options = new() { Monotone = [MonotoneInput.Rising("area"), MonotoneInput.Falling("new")], Encoding = new EncoderOptions { Numbers = scaling } };
        MlpRegressor<T> model = MlpRegressor.Fit<T>(table, target: "price", options);
        double most = 0;
        for (int i = 0; i < 300; i++)
        {
            NumPyRandom random = new(i);
            double area = 100 * (random.Rand() - 0.2) * ScalarFunctions.Exp(6 * (i % 3)), more = area + random.Rand() * ScalarFunctions.Exp(i % 30 - 20), age = random.Rand() * 50;
            double[] answers = [.. new[] { row(area, age, true, i), row(more, age, true, i), row(more, age, false, i) }.Select(each => model.Predict(each)[0])];
            most = Math.Max(most, Math.Max(answers[0] - answers[1], answers[1] - answers[2]));
        }

        double range = model.Predict(table).Max() - model.Predict(table).Min();
        most.Should().BeLessThanOrEqualTo(scaling == NumberScaling.Standardize ? 0 : RoundingOfTables * Math.Max(range, 1));
    }

    [Fact]
    public void PartialFit_KeepsTheOrder_AlsoOfALoadedModel()
    {
        (Matrix<T> X, Matrix<T> Y) = Noise(60, outputs: 1);
        MlpRegressor<T> model = new(OptionsOf("data"));
        model.PartialFit(X, Y);
        model.PartialFit(X, -Y);
        CheckOrder(model.Predict, exactly: true);
        using MemoryStream stream = new();
        model.Save(stream);
        stream.Position = 0;
        MlpRegressor<T> loaded = MlpRegressor.Load<T>(stream);
        loaded.Predict(X).Should().Be(model.Predict(X));
        loaded.PartialFit(X, Y);
        CheckOrder(loaded.Predict, exactly: true);
    }

    [Fact]
    public void Fit_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        (Matrix<T> X, Matrix<T> Y) = Noise(90, outputs: 1);
        MlpRegressor<T> one = MlpRegressor.Fit(X, Y, OptionsOf("data").WithTraining(training => training with { MaxThreads = 1 })), three = MlpRegressor.Fit(X, Y, OptionsOf("data").WithTraining(training => training with { MaxThreads = 3 }));
        three.Predict(X).Should().Be(one.Predict(X));
    }

    [Fact]
    public void Fit_ToWhatRisesAndBends_IsLearned()
    {
        // max(x₀, x₁), which is no sum of functions of single inputs, and the steps of a third one.
        Matrix<T> X = new NumPyRandom(1).Randn<T>(3, 400);
        T[] y = [.. Enumerable.Range(0, 400).Select(j => T.Max(X[0, j], X[1, j]) - T.Floor(X[2, j]))];
        MlpOptions options = new() { Monotone = [MonotoneInput.Rising(0), MonotoneInput.Rising(1), MonotoneInput.Falling(2)] };
        MlpRegressor.Fit(X, y, options).Score(X, y).Should().BeGreaterThan(0.93);
    }

    [Fact]
    public void Fit_ToNoisySamples_IsNearerToWhatIsMonotoneThanTheSameNetworkLeftFree()
    {
        double free = 0, monotone = 0;
        for (int seed = 0; seed < 6; seed++)
        {
            NumPyRandom random = new(seed);
            Matrix<T> X = random.Randn<T>(3, 120), noise = random.Randn<T>(1, 120), unseen = random.Randn<T>(3, 2000);
            MlpOptions options = new() { HiddenLayers = [new Dense(16, Activation.ReLU), new Dense(16, Activation.ReLU)], Training = new() { Optimizer = new Adam(0.01), Epochs = 200, BatchSize = 32, EarlyStopping = null, ValidationShare = 0, L2 = 0, Seed = seed } };
            MlpOptions inOrder = options with { Monotone = [MonotoneInput.Rising(0), MonotoneInput.Rising(1), MonotoneInput.Falling(2)] };
            free += MlpRegressor.Fit(X, Truth(X) + noise, options).Score(unseen, Truth(unseen)) / 6;
            monotone += MlpRegressor.Fit(X, Truth(X) + noise, inOrder).Score(unseen, Truth(unseen)) / 6;
        }

        monotone.Should().BeGreaterThan(free + 0.1);
        monotone.Should().BeGreaterThan(0.8);

        static Matrix<T> Truth(Matrix<T> X) => Matrix<T>.Build.Dense(1, X.ColumnCount, (_, j) =>
            T.CreateTruncating(Math.Tanh(2 * double.CreateTruncating(X[0, j])) - Math.Exp(0.5 * double.CreateTruncating(X[2, j]))) + T.Max(X[0, j], X[1, j]));
    }

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_ToDiabetes_CostsLittleAndRisesWithBodyMass()
    {
        double free = 0, monotone = 0;
        for (int seed = 0; seed < 3; seed++)
        {
            (Table train, Table test) = Datasets.Diabetes().Split(target: "progression", testShare: 0.25, seed: seed);
            free += MlpRegressor.Fit<T>(train, target: "progression").Score(test) / 3;
            MlpRegressor<T> model = MlpRegressor.Fit<T>(train, target: "progression", new MlpOptions { Monotone = [MonotoneInput.Rising("bmi"), MonotoneInput.Rising("bp")] });
            monotone += model.Score(test) / 3;
            PartialDependence byMass = model.PartialDependence(test, "bmi");
            for (int i = 1; i < byMass.Axes[0].Values.Count; i++)
            {
                (byMass.Mean[i, 0] - byMass.Mean[i - 1, 0]).Should().BeGreaterThanOrEqualTo(-1e-4);
            }
        }

        monotone.Should().BeGreaterThan(free - 0.02);
    }

    private static MlpOptions OptionsOf(string way) => way switch
    {
        "quick" => new MlpOptions { Monotone = Inputs, Effort = Effort.Quick },
        "given" => new MlpOptions { Monotone = Inputs, Training = new() { Epochs = 5 } },
        "robust" => new MlpOptions { Monotone = Inputs, InputScaling = Scaling.Robust, Training = new() { Epochs = 5 } },
        "min-max" => new MlpOptions { Monotone = Inputs, InputScaling = Scaling.MinMax, Training = new() { Epochs = 5 } },
        "layers" => new MlpOptions { HiddenLayers = [new Dense(9, Activation.ReLU) { Monotone = Directions }], Training = new() { Epochs = 5 } },
        "dropout" => new MlpOptions { Monotone = Inputs, HiddenLayers = [new Dense(9, Activation.ReLU) { Dropout = 0.2 }], Training = new() { Epochs = 5 } },
        _ => new MlpOptions { Monotone = Inputs },
    };

    /// <summary>Targets that fall with what must rise, and noise.</summary>
    private static (Matrix<T> X, Matrix<T> Y) Noise(int samples, int outputs)
    {
        NumPyRandom random = new(2);
        Matrix<T> X = random.Randn<T>(3, samples) * T.CreateTruncating(30), noise = random.Randn<T>(outputs, samples);
        return (X, Matrix<T>.Build.Dense(outputs, samples, (k, j) => noise[k, j] + T.CreateTruncating(0.05) * (X[1, j] - X[0, j]) + (k == 0 ? T.CreateTruncating(0.1) * T.Abs(X[2, j]) : T.Zero)));
    }

    /// <summary>Rows of which some have gaps, and rows to ask about.</summary>
    private static (Table Table, Func<double, double, bool, int, Table> Row) TableOf(int rows)
    {
        NumPyRandom random = new(5);
        double[] area = [.. Enumerable.Range(0, rows).Select(i => i % 11 == 0 ? double.NaN : 20 + 130 * random.Rand())], age = [.. Enumerable.Range(0, rows).Select(_ => 40 * random.Rand())];
        string[] places = [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? "town" : "village")];
        bool?[] isNew = [.. Enumerable.Range(0, rows).Select(i => (bool?)(i % 4 == 0))];
        double[] price = [.. Enumerable.Range(0, rows).Select(i => Math.Sin(double.IsNaN(area[i]) ? 0 : area[i] / 10) - 0.02 * age[i] + (isNew[i] == true ? 2 : 0) + random.Rand())];
        Table table = new(Column.Of("area", area), Column.Of("age", age), Column.Of("place", places), Column.Of("new", isNew), Column.Of("price", price));
        return (table, (area, age, isNew, i) => new Table(Column.Of("area", [area]), Column.Of("age", [age]), Column.Of("place", [places[i % rows]]), Column.Of("new", [(bool?)isNew])));
    }

    private static Matrix<T> ArgumentsOf(Network<T> network, Matrix<T> X) => network.Forward(X).Z[network.L];

    /// <summary>Pairs of samples, near and far from those of the training, of which the second one is where no answer may be lower.</summary>
    private static void CheckOrder(Func<Matrix<T>, Matrix<T>> predict, bool exactly)
    {
        const int Pairs = 400;
        NumPyRandom random = new(9);
        Matrix<double> below = random.Randn<double>(3, Pairs), steps = random.Rand<double>(3, Pairs), above = below.Clone();
        for (int j = 0; j < Pairs; j++)
        {
            double place = ScalarFunctions.Exp(j % 16 - 3), size = ScalarFunctions.Exp(j % 29 - 20);
            for (int i = 0; i < 3; i++)
            {
                below[i, j] *= place;
                above[i, j] = below[i, j] + Directions[i] * size * steps[i, j];
            }
        }

        Matrix<T> low = predict(below.As<T>()), high = predict(above.As<T>());
        double rounding = exactly ? 0 : typeof(T) == typeof(double) ? 2.3e-16 : 1.2e-7;
        for (int j = 0; j < Pairs; j++)
        {
            for (int k = 0; k < low.RowCount; k++)
            {
                double excess = double.CreateTruncating(low[k, j]) - double.CreateTruncating(high[k, j]);
                excess.Should().BeLessThanOrEqualTo(rounding, $"of output {k} of pair {j}");
            }
        }
    }
}
