using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>PyTorch's activations and losses: outputs, costs and gradients from the same parameters.</summary>
public sealed class FunctionParityTests
{
    private static readonly JsonElement Functions = Golden.Read("functions.json");
    private static readonly JsonElement Parity = Functions.GetProperty("parity");

    public static TheoryData<string, string, string, int> Cases
    {
        get
        {
            TheoryData<string, string, string, int> data = [];
            foreach (JsonElement c in Parity.GetProperty("cases").EnumerateArray())
            {
                data.Add(c.GetProperty("hidden").GetString()!, c.GetProperty("output").GetString()!, c.GetProperty("loss").GetString()!, data.Count);
            }

            return data;
        }
    }

    public static TheoryData<string> Elements => ["elu", "gelu", "geluTanh", "silu", "selu", "mish", "softplus", "exponential"];

    [Theory, MemberData(nameof(Cases))]
    public void Network_EveryActivationAndLoss_AgreesWithAutograd(string hidden, string output, string loss, int index)
    {
        JsonElement expected = Parity.GetProperty("cases")[index];
        Network<double> network = Network.Create<double>(
            3, 0, TestNetworks.Losses[loss], new Dense(5, TestNetworks.Activations[hidden]), new Dense(3, TestNetworks.Activations[output]));
        for (int l = 1; l <= 2; l++)
        {
            JsonElement parameters = Parity.GetProperty("parameters")[l - 1];
            network.Set(l, parameters[0].Matrix(), parameters[1].Matrix());
        }

        Matrix<double> Y = Parity.GetProperty(loss switch { "crossEntropy" or "categorical" => "classes", "poisson" => "counts", _ => "values" }).Matrix();
        ForwardPass<double> pass = network.Forward(Parity.GetProperty("X").Matrix());
        Golden.ErrorOf(pass.A[2], expected.GetProperty("A").Matrix()).Should().BeLessThan(1e-12);
        Golden.ErrorOf(network.Cost(pass, Y), expected.GetProperty("cost").GetDouble()).Should().BeLessThan(1e-12);
        Gradients<double> gradients = network.Backward(pass, Y);
        for (int l = 1; l <= 2; l++)
        {
            JsonElement golden = expected.GetProperty("gradients")[l - 1];
            Golden.ErrorOf([gradients.dW[l], gradients.db[l]], [golden[0].Matrix(), golden[1].Matrix()]).Should().BeLessThan(1e-12);
        }
    }

    [Theory, MemberData(nameof(Elements))]
    public void Activation_OnAGrid_AgreesWithPyTorch(string name)
    {
        JsonElement elements = Functions.GetProperty("elements");
        double[] z = elements.GetProperty("z").Numbers(), a = new double[z.Length], slope = new double[z.Length];
        Activation activation = TestNetworks.Activations[name];
        activation.Forward<double>(z, a, z.Length);
        slope.AsSpan().Fill(1);
        activation.Backward<double>(z, a, slope, z.Length);
        double[] value = elements.GetProperty(name)[0].Numbers(), derivative = elements.GetProperty(name)[1].Numbers();
        for (int i = 0; i < z.Length; i++)
        {
            // PyTorch's own formulas lose small results to a 1 that they are added to.
            a[i].Should().BeApproximately(value[i], 4e-15 * Math.Max(1, Math.Abs(value[i])), $"z is {z[i]}");
            slope[i].Should().BeApproximately(derivative[i], 4e-15 * Math.Max(1, Math.Abs(derivative[i])), $"z is {z[i]}");
        }
    }

    [Fact]
    public void Orthogonal_SameGaussians_IsPyTorchsOrthogonal()
    {
        foreach (JsonElement expected in Functions.GetProperty("orthogonal").EnumerateArray())
        {
            Matrix<double> Q = expected.Matrix();
            Golden.ErrorOf(Initializer.Orthogonal().Create(Q.RowCount, Q.ColumnCount, new NumPyRandom(6)), Q).Should().BeLessThan(1e-13);
        }
    }
}
