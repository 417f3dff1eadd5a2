using System.Numerics;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class CSharpExportAllocationInDouble : CSharpExportAllocationTests<double>;

[Collection(typeof(Alone))]
public sealed class CSharpExportAllocationInFloat : CSharpExportAllocationTests<float>;

/// <summary>Exported source allocates nothing, however wide its layers are.</summary>
public abstract class CSharpExportAllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(7)]
    [InlineData(1100)]
    public void Predict_Repeated_AllocatesNothing(int units)
    {
        Network<T> network = Network.Create<T>(9, seed: 1, new Dense(units, Activation.GELU), new Dense(3, Activation.Softmax));
        ExportedClass<T> exported = new(network.ExportCSharp("Exported"));
        PredictFunction<T> predict = exported.Predict;
        Func<bool> selfTest = exported.Function<Func<bool>>("SelfTest");
        T[] x = new T[network.Inputs], yHat = new T[network.Outputs];
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            // The least of several times: what the array pool gives back to the garbage collector now and then, it allocates anew.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int j = 0; j < 10; j++)
            {
                predict(x, yHat);
            }

            selfTest();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().Be(0);
    }
}
