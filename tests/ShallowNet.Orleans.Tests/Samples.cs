using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Orleans.Tests;

/// <summary>Samples of two sizes of shards and a rest, in both precisions, and networks for them.</summary>
internal static class Samples
{
    public const int Count = 1_300;

    public static readonly (Matrix<double> X, Matrix<double> Y) Doubles = Make();
    public static readonly (Matrix<float> X, Matrix<float> Y) Floats = (Doubles.X.Map(x => (float)x), Doubles.Y.Map(y => (float)y));

    public static void AddTo(ISiloBuilder silo) => silo
        .AddTrainingData("doubles", ShardSource.Of(Doubles.X, Doubles.Y)).AddTrainingData("floats", ShardSource.Of(Floats.X, Floats.Y));

    public static Network<T> NewNetwork<T>(double dropout = 0)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Network.Create<T>(
            inputs: 5, seed: 3, new Dense(9, Activation.Tanh) { Dropout = dropout }, new Dense(3, Activation.Softmax));

    /// <summary>All parameters as their bytes, so that equal means the same bits.</summary>
    public static byte[] Bits<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => [.. network.Parameters.Arrays.SelectMany(array => MemoryMarshal.AsBytes<T>(array).ToArray())];

    private static (Matrix<double> X, Matrix<double> Y) Make()
    {
        NumPyRandom random = new(4);
        Matrix<double> X = Matrix<double>.Build.Dense(5, Count, (_, _) => random.Rand());
        return (X, OneHot.Encode<double>([.. Enumerable.Range(0, Count).Select(j => X[0, j] > X[1, j] ? 0 : X[2, j] > 0.5 ? 1 : 2)], 3));
    }
}
