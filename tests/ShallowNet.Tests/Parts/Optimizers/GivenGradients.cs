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

    public override IReadOnlyList<Parameter> Descriptions { get; } =
        [.. parameters.Select((parameter, i) => new Parameter(i / 2 + 1, i % 2 == 0 ? ParameterRole.Weights : ParameterRole.Biases, parameter.Length, 1))];

    public override int SampleCount => 1;

    public override int Outputs => 1;

    public override bool HasNoise => true;

    public override double Evaluate() => 0;

    public override void Differentiate()
    {
    }

    public override void DifferentiateTwice(double[] H)
    {
    }

    public override double GradientNorm() => 0;

    public override void UpdateAverages()
    {
    }
}
