using System.Numerics;

namespace ShallowNet.Tests;

/// <summary>An objective whose derivatives are given; every second parameter, from the first on, is penalized.</summary>
internal sealed class GivenGradients<T>(T[][] parameters, int threads) : Objective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override T[][] Parameters => parameters;

    public override T[][] Gradients { get; } = Array.ConvertAll(parameters, parameter => new T[parameter.Length]);

    public override int Threads => threads;

    public override bool HasAverages => false;

    public override bool IsPenalized(int parameter) => parameter % 2 == 0;

    public override double Evaluate() => 0;

    public override void Differentiate()
    {
    }

    public override double GradientNorm() => 0;

    public override void UpdateAverages()
    {
    }
}
