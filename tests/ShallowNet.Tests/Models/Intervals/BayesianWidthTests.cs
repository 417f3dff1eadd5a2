using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Error bars of networks by Bayesian regularization: those by the formula, wide where samples were few, in files, and refused for other models.</summary>
public sealed class BayesianWidthTests
{
    private static readonly JsonElement Expected = Golden.Read("certainty.json").GetProperty("bayesian");
    private static readonly IntervalOptions Bars = new() { Width = IntervalWidth.Bayesian };

    [Fact]
    public void Deviations_OfALinearModel_AreThoseByTheFormula()
    {
        Matrix<double> X = Expected.GetProperty("X").Matrix(), Y = Expected.GetProperty("y").Matrix(), others = Expected.GetProperty("others").Matrix();
        Network<double> network = Network.Create<double>(inputs: X.RowCount, seed: 1, new Dense(1, Activation.Identity));
        Evidence evidence = new()
        {
            LogEvidence = 0, EffectiveParameters = 3, Parameters = 4, NoiseVariance = Expected.GetProperty("noise").GetDouble(),
            Groups = [new PriorOfParameters("W[1]", 3, Expected.GetProperty("alpha").GetDouble(), 2), new PriorOfParameters("b[1]", 1, 1e-3, 1)],
        };
        Posterior posterior = Posterior.Of(network, X, Y, evidence)!;
        posterior.DeviationsOf(network, others, 0).Should().Equal(Expected.GetProperty("deviations").Numbers(), (one, other) => Math.Abs(one - other) < 1e-12);
        foreach ((double probability, double z) in Expected.GetProperty("probabilities").Numbers().Zip(Expected.GetProperty("normal").Numbers()))
        {
            Posterior.NormalQuantile(probability).Should().BeApproximately(z, 1e-9);
        }
    }

    [Fact]
    public void PredictInterval_WhereAConstantInputHasAnotherValue_IsTheSame()
    {
        (Matrix<double> X, double[] y) = Curve(30);
        Matrix<double> withConstant = X.Stack(Matrix<double>.Build.Dense(1, 30, 100)), withAnother = X.Stack(Matrix<double>.Build.Dense(1, 30, -5));
        foreach (Scaling scaling in (Scaling[])[Scaling.None, Scaling.Standardize])
        {
            MlpRegressor<double> model = MlpRegressor.Fit(withConstant, y, new MlpOptions { InputScaling = scaling });
            model.PredictInterval(withAnother, Bars).Should().Be(model.PredictInterval(withConstant, Bars));
        }
    }

    [Fact]
    public void Deviations_OfANetwork_AreThoseOfDerivativesByDifferences()
    {
        (Matrix<double> X, double[] y) = Curve(30);
        MlpRegressor<double> model = MlpRegressor.Fit(X, y);
        model.Selection!.Chosen.Description.Should().Contain("tanh units, Bayesian");
        Network<double> network = model.Network.Copy<double>();
        Matrix<double> inputs = model.InputScaler!.Transform(X), H = Matrix<double>.Build.Dense(network.Layout.TrainedLength, network.Layout.TrainedLength);
        Vector<double>[] g = [.. Enumerable.Range(0, 30).Select(Derivatives)];
        foreach (Vector<double> derivative in g)
        {
            H += derivative.OuterProduct(derivative) / model.History.Evidence!.NoiseVariance;
        }

        int place = 0;
        foreach (PriorOfParameters prior in model.History.Evidence!.Groups.OrderBy(prior => prior.Name switch { "W[1]" => 0, "b" => 1, "W[2]" => 2, _ => 3 }))
        {
            for (int i = 0; i < prior.Count; i++, place++)
            {
                H[place, place] += prior.Alpha;
            }
        }

        double[] deviations = model.Posterior!.DeviationsOf(network, inputs, 0);
        foreach (int j in (int[])[0, 11, 29])
        {
            double expected = Math.Sqrt(model.History.Evidence.NoiseVariance + g[j] * H.Solve(g[j]));
            deviations[j].Should().BeApproximately(expected, 1e-5 * expected);
        }

        Vector<double> Derivatives(int j)
        {
            List<double> derivatives = [];
            foreach (Matrix<double> parameters in (Matrix<double>[])[network.W[1], network.b[1], network.W[2], network.b[2]])
            {
                for (int column = 0; column < parameters.ColumnCount; column++)
                {
                    for (int row = 0; row < parameters.RowCount; row++)
                    {
                        double before = parameters[row, column];
                        parameters[row, column] = before + 1e-6;
                        double above = network.Predict(inputs.SubMatrix(0, inputs.RowCount, j, 1))[0, 0];
                        parameters[row, column] = before - 1e-6;
                        derivatives.Add((above - network.Predict(inputs.SubMatrix(0, inputs.RowCount, j, 1))[0, 0]) / 2e-6);
                        parameters[row, column] = before;
                    }
                }
            }

            return Vector<double>.Build.DenseOfEnumerable(derivatives);
        }
    }

    [Fact]
    public void PredictInterval_OfFewSamples_CoversAboutAsOftenAsItSaysAndIsWideWhereThereAreNone()
    {
        double[] coverages = [.. Enumerable.Range(0, 60).Select(seed =>
        {
            (Matrix<double> X, double[] y) = NoisyLines.Samples("normal", 25, seed);
            (Matrix<double> others, double[] targets) = NoisyLines.Samples("normal", 200, seed + 10_000);
            MlpRegressor<double> model = MlpRegressor.Fit(X, y, new MlpOptions { HiddenLayers = [] });
            model.CalibrationSamples.Should().Be(0);
            (Matrix<double> lower, Matrix<double> upper) = model.PredictInterval(others, Bars);
            return Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(targets));
        })];
        coverages.Average().Should().BeInRange(0.86, 0.93);
        (Matrix<double> x, double[] curve) = Curve(30);
        MlpRegressor<double> network = MlpRegressor.Fit(x, curve);
        network.PredictInterval([6.0], Bars)[0].Width.Should().BeGreaterThan(2 * network.PredictInterval([0.5], Bars)[0].Width);
        Interval both = network.PredictInterval([0.5], Bars with { Level = 0.8 })[0];
        network.PredictInterval([0.5], Bars with { Ends = IntervalEnds.Upper })[0].Should().Match<Interval>(one => one.Lower == double.NegativeInfinity && Math.Abs(one.Upper - both.Upper) < 1e-9);
        network.PredictInterval([0.5], Bars with { Ends = IntervalEnds.Lower })[0].Should().Match<Interval>(one => one.Upper == double.PositiveInfinity && Math.Abs(one.Lower - both.Lower) < 1e-9);
        MemoryStream stream = new();
        network.Save(stream);
        stream.Position = 0;
        MlpRegressor.Load<double>(stream).PredictInterval(x, Bars).Should().Be(network.PredictInterval(x, Bars));
    }

    [Fact]
    public void PredictInterval_OfAnotherModel_IsRefused()
    {
        (Matrix<double> X, double[] y) = NoisyLines.Samples("normal", 60, 1);
        const string Message = "The MlpRegressor must be chosen by the data as a network by Bayesian regularization of at most 200 parameters, fitted without weights, for Bayesian error bars, but is not: let the width follow the sample.";
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, new MlpOptions { HiddenLayers = [] });
        Refused(MlpRegressor.Fit(X, y, new MlpOptions { Training = new() { Epochs = 5 } }));
        Refused(MlpRegressor.Fit(X, y, new MlpOptions { HiddenLayers = [] }, y.Select((_, j) => 1.0 + j % 2)));
        FluentActions.Invoking(() => model.PredictInterval(X, Bars with { By = "plan" })).Should().Throw<ArgumentException>().WithMessage("By must not be given for Bayesian error bars, which are corrected by no samples, but is \"plan\".*");
        MemoryStream stream = new();
        model.Save(stream);
        model.RestorePosterior(Posterior.Of([1, 1], 1));
        MemoryStream wrong = new();
        model.Save(wrong);
        wrong.Position = 0;
        FluentActions.Invoking(() => MlpRegressor.Load<double>(wrong)).Should().Throw<ModelFileException>()
            .WithMessage("Tensor \"model.posterior\" must have a variance and the triangle of a matrix of the network's parameters, but has something else.");
        Posterior.Of([1, -1], 1).Should().BeNull();
        model.PartialFit(X, y);
        Refused(model);

        void Refused(MlpRegressor<double> other) => FluentActions.Invoking(() => other.PredictInterval(X, Bars)).Should().Throw<InvalidOperationException>().WithMessage(Message);
    }

    private static (Matrix<double> X, double[] Y) Curve(int count)
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Randn<double>(1, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => Math.Sin(2 * X[0, j]) + 0.05 * random.Randn())]);
    }
}
