using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public class TruthTableTests
{
    private static readonly Matrix<double> Bits = FirstTryData.Bits(3);

    private static readonly Matrix<double> Y = Matrix<double>.Build.Dense(1, 8, [0, 1, 1, 0, 1, 0, 0, 1]);

    [Fact]
    public void IsComplete_EveryCombinationWithOneAnswer_IsSo()
    {
        TruthTable.IsComplete(Bits, Y).Should().BeTrue();
        TruthTable.IsComplete(2 * Bits - 1, Y).Should().BeTrue("the two values may be any");
        TruthTable.IsComplete(Bits.Append(Bits), Y.Append(Y)).Should().BeTrue("samples may be there twice");
        TruthTable.IsComplete(Bits.Stack(Matrix<double>.Build.Dense(1, 8, 5)), Y).Should().BeTrue("an input of one value tells nothing");
    }

    [Fact]
    public void IsComplete_AnythingElse_IsNot()
    {
        TruthTable.IsComplete(Bits.RemoveColumn(3), Y.RemoveColumn(3)).Should().BeFalse("one combination is not there");
        TruthTable.IsComplete(Bits.RemoveColumn(3).Append(Bits.SubMatrix(0, 3, 0, 1)), Y.RemoveColumn(3).Append(Y.SubMatrix(0, 1, 0, 1))).Should().BeFalse("one stands for another");
        TruthTable.IsComplete(Bits.Append(Bits), Y.Append(1 - Y)).Should().BeFalse("the same inputs have two answers");
        TruthTable.IsComplete(Matrix<double>.Build.Dense(1, 2, [0, 1]), Matrix<double>.Build.Dense(1, 2, [0, 1])).Should().BeFalse("any two samples of one input would be a table");
        TruthTable.IsComplete(Matrix<double>.Build.Dense(3, 8), Y).Should().BeFalse("no input has two values");
        Matrix<double> three = Bits.Clone();
        three[1, 5] = 0.5;
        TruthTable.IsComplete(three, Y).Should().BeFalse("an input has three values");
        TruthTable.IsComplete(FirstTryData.Bits(9), Matrix<double>.Build.Dense(1, 512, (_, j) => j % 2)).Should().BeFalse("nine inputs are too many");
        Matrix<double> many = Matrix<double>.Build.Dense(2, 1028, (i, j) => (j >> i) & 1);
        TruthTable.IsComplete(many, many.SubMatrix(0, 1, 0, 1028)).Should().BeFalse("of 1,028 samples, some can be spared");
        TruthTable.IsComplete(Matrix<double>.Build.Dense(40, 8, (i, j) => j >> (i % 3) & 1), Y).Should().BeFalse("forty inputs have more combinations than there are samples");
    }

    [Fact]
    public void Fit_ACompleteTable_SaysSo()
    {
        Matrix<double> X = FirstTryData.Bits(6);
        int[] labels = [.. Enumerable.Range(0, 64).Select(j => j * 37 / 5 % 2)];
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, labels, new MlpOptions { Seed = 1 });
        model.Score(X, labels).Should().Be(1);
        model.Selection!.ToString().Should().StartWith("Chosen by its answers to the samples, which are all combinations of the inputs:");
    }

    [Fact]
    public void Fit_ATableThatContradictsItself_IsJudgedByOtherSamples()
    {
        Matrix<double> X = FirstTryData.Bits(2);
        Matrix<double> many = X;
        for (int i = 0; i < 14; i++)
        {
            many = many.Append(X);
        }

        int[] ones = [3, 12, 4, 13];
        int[] labels = [.. Enumerable.Range(0, many.ColumnCount).Select(j => j / 4 < ones[j % 4] ? 1 : 0)];
        MlpClassifier<double, int> model = MlpClassifier.Fit(many, labels, new MlpOptions { Seed = 1 });
        model.Selection!.ToString().Should().Contain("cross-validation");
        model.Predict(X).Should().Equal(0, 1, 0, 1);
    }

    [Fact]
    public void Fit_WithTooFewUnitsForTheTable_GivesWhatTheyReach()
    {
        Matrix<double> X = FirstTryData.Bits(4);
        int[] labels = [.. X.ColumnSums().Select(sum => (int)sum % 2)];
        MlpOptions one = new() { Seed = 1, HiddenLayers = [new Dense(1, Activation.Tanh)] };
        MlpClassifier.Fit(X, labels, one).Score(X, labels).Should().BeInRange(0.5, 0.95);
    }
}
