using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground.Tests;

/// <summary>A training, and what a page is told of it.</summary>
public sealed class LabTests
{
    public static TheoryData<string> Kinds => [.. DataKind.All.Where(kind => kind.Make is not null).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Lab_EveryDataSet_LearnsIt(string data)
    {
        Lab lab = Trained($"data={data}&samples=300&noise=0&layers=10,8&optimizer=lm&share=0.2", 80);
        Frame.Score(lab, lab.Network.Forward(lab.X), lab.Train.Y).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Lab_ShareForValidation_IsSetAside()
    {
        Lab lab = new(SetupReader.Read("samples=200&share=0.25"));
        (lab.Train.Points.ColumnCount, lab.Validation!.Value.Points.ColumnCount).Should().Be((150, 50));
        lab.TrainEpoch().Should().BeTrue();
        lab.Curve[0].ValidationCost.Should().Be(lab.Network.Cost(lab.Network.Forward(lab.Xv!), lab.Validation.Value.Y));
    }

    [Fact]
    public void Inputs_StandardizedFeatures_HaveMeanZeroAndDeviationOne()
    {
        Lab lab = new(SetupReader.Read("data=flower&samples=100&features=x1,x2sq,sin2&scale=1"));
        foreach (Vector<double> row in lab.X.EnumerateRows())
        {
            row.Average().Should().BeApproximately(0, 1e-12);
            row.Average(x => x * x).Should().BeApproximately(1, 1e-12);
        }
    }

    [Theory, InlineData("x1x2", 6), InlineData("x1sq", 4), InlineData("x2sq", 9), InlineData("sin1", 0), InlineData("x2", 3)]
    public void Inputs_OfAPoint_AreTheFeature(string feature, double expected) =>
        new Lab(SetupReader.Read($"features={feature}")).Inputs(Matrix<double>.Build.Dense(2, 1, [2, 3]))[0, 0].Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Train_Converged_Ends()
    {
        Lab lab = Trained("data=plane&noise=0.2&optimizer=lm&layers=2&samples=100", 2000);
        lab.End.Should().Be(RunningPlayground.Invariant($"Converged after {lab.Epochs} epochs."));
        lab.TrainEpoch().Should().BeFalse();
    }

    [Fact]
    public void Train_Diverged_EndsWithTheReasonAndFiniteParameters()
    {
        Lab lab = Trained("data=saddle&optimizer=gd&rate=100&activation=identity&share=0", 500);
        lab.End.Should().StartWith("Training diverged in epoch");
        double.IsFinite(lab.Cost).Should().BeTrue();
        JsonSerializer.Serialize(Frame.Of(lab, isRunning: false)).Should().NotContain("NaN");
    }

    [Fact]
    public void Lab_EveryLossOptimizerAndPenalty_TrainsOrSaysWhyNot()
    {
        int trained = 0;
        foreach (string data in (string[])["moons", "spirals3", "hill"])
        {
            foreach (Choice<Loss?> loss in Choices.Losses)
            {
                foreach (OptimizerChoice optimizer in Choices.Optimizers)
                {
                    string setup = $"data={data}&samples=40&layers=3&loss={loss.Name}&optimizer={optimizer.Name}&l1=0.1&l2=0.1";
                    try
                    {
                        Lab lab = Trained(setup, 2);
                        lab.End.Should().BeNull(setup);
                        trained++;
                    }
                    catch (Refusal refusal)
                    {
                        refusal.Message.Should().Contain(optimizer.Title, setup);
                    }
                }
            }
        }

        trained.Should().BeGreaterThan(45);
    }

    [Fact]
    public void Numbers_OfEveryUnit_AreThoseOfForwardAndBackward()
    {
        Lab lab = Trained("data=spirals3&samples=60&layers=5,4&activation=tanh&share=0.2", 3);
        const int sample = 7;
        Matrix<double> y = lab.Train.Y.SubMatrix(0, 3, sample - 1, 1);
        ForwardPass<double> pass = lab.Network.Forward(lab.X.SubMatrix(0, 2, sample - 1, 1));
        Gradients<double> one = lab.Network.Backward(pass, y), mean = lab.Network.Backward(lab.Network.Forward(lab.X), lab.Train.Y);
        for (int l = 1; l <= 3; l++)
        {
            for (int i = 0; i < lab.Network.Layers[l].Units; i++)
            {
                JsonElement numbers = JsonSerializer.SerializeToElement(UnitNumbers.Of(lab, l, i + 1, sample));
                double[] w = Array(numbers, "w"), inputs = Array(numbers, "inputs"), dw = Array(numbers, "dw");
                double z = Number(numbers, "z"), a = Number(numbers, "a"), dz = Number(numbers, "dz");
                (w.Zip(inputs, (p, q) => p * q).Sum() + Number(numbers, "b")).Should().BeApproximately(z, 1e-12);
                a.Should().Be(pass.A[l][i, 0]);
                dw.Should().Equal(one.dW[l].Row(i));
                dw.Zip(inputs).Should().OnlyContain(pair => Math.Abs(pair.First - dz * pair.Second) < 1e-12);
                Array(numbers, "meanDw").Should().Equal(mean.dW[l].Row(i));
                Number(numbers, "meanDb").Should().Be(mean.db[l][i, 0]);
                if (l < 3)
                {
                    // dz = da g′(z), and g′ of tanh is 1 − a².
                    (Number(numbers, "da") * (1 - a * a)).Should().BeApproximately(dz, 1e-12);
                    JsonElement next = numbers.GetProperty("next");
                    Array(next, "w").Zip(Array(next, "dz"), (p, q) => p * q).Sum().Should().BeApproximately(Number(numbers, "da"), 1e-12);
                }
                else
                {
                    // Softmax with cross-entropy: dz = ŷ − y.
                    dz.Should().BeApproximately(a - y[i, 0], 1e-12);
                }
            }
        }
    }

    [Theory, InlineData(0, 1, 1, "layer must be from 1 to 2, but is 0."), InlineData(3, 1, 1, "layer must be from 1 to 2, but is 3."),
        InlineData(1, 5, 1, "unit must be from 1 to 4, but is 5."), InlineData(2, 1, 241, "sample must be from 1 to 240, but is 241.")]
    public void Numbers_OfNoSuchUnit_SaysWhatMustBe(int layer, int unit, int sample, string message) =>
        FluentActions.Invoking(() => UnitNumbers.Of(new Lab(SetupReader.Read("")), layer, unit, sample)).Should().Throw<Refusal>().WithMessage(message);

    [Fact]
    public void Picture_OfNumbers_HasThemToAByte()
    {
        Picture picture = Picture.Of(Matrix<double>.Build.DenseOfRowArrays([9, 9, 9], [-4, 0, 2]), 1);
        picture.Scale.Should().Be(4);
        Convert.FromBase64String(picture.Data).Should().Equal(1, 128, 192);
        Convert.FromBase64String(Picture.Of(Matrix<double>.Build.Dense(1, 2), 0).Data).Should().Equal(128, 128);
    }

    [Fact]
    public void Grid_OfAView_GoesFromTheTopLeftToTheBottomRight()
    {
        Matrix<double> grid = new View(1, 2, 4).Grid(2);
        grid.ToColumnMajorArray().Should().Equal(-1, 4, 3, 4, -1, 0, 3, 0);
    }

    [Fact]
    public void Curve_OfManyEpochs_IsThinnedAndHasTheLast()
    {
        Lab lab = Trained("samples=20&layers=1&batch=0", 1001);
        JsonElement epochs = JsonSerializer.SerializeToElement(Frame.CurveOf(lab)).GetProperty("epochs");
        epochs.GetArrayLength().Should().BeInRange(150, 242);
        (epochs[0].GetInt32(), epochs[epochs.GetArrayLength() - 1].GetInt32()).Should().Be((1, 1001));
    }

    internal static Lab Trained(string setup, int epochs)
    {
        Lab lab = new(SetupReader.Read(setup));
        while (lab.Epochs < epochs && lab.TrainEpoch())
        {
        }

        return lab;
    }

    private static double Number(JsonElement numbers, string name) => numbers.GetProperty(name).GetDouble();

    private static double[] Array(JsonElement numbers, string name) => [.. numbers.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
