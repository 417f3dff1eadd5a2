using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The mean of networks that the data choose has the same bits on every machine and with any instructions: the first 16 digits of the SHA-256 of its parameters.</summary>
public sealed class ModelFingerprintTests
{
    [Fact]
    public void Fit_WhereTheDataChoose_HasTheSameBits()
    {
        NumPyRandom random = new(1);
        Matrix<double> X = random.Rand<double>(3, 150), noise = random.Rand<double>(1, 150);
        int[] classes = [.. Enumerable.Range(0, 150).Select(j => ((int)(6 * X[0, j]) % 2 == 0) != noise[0, j] < 0.1 ? 1 : 0)];
        MlpClassifier<double, int> model = MlpClassifier.Fit(X, classes);
        model.Selection!.Chosen.Description.Should().StartWith("mean of").And.Contain("in 16 pieces");
        byte[] bytes = [.. model.Network.State.SelectMany(numbers => MemoryMarshal.AsBytes<double>(numbers).ToArray())];
        Sha256.Of(bytes, digits: 16).Should().Be("7abfc8c67b5e8386");
    }
}
