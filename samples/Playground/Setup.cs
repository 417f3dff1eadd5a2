using System.Globalization;
using System.Text;

namespace Playground;

/// <summary>A point that was given, with its class or number.</summary>
internal readonly record struct OwnPoint(double X1, double X2, double Label);

/// <summary>Everything that a training depends on: the data, the network, and how it is trained. A link is its text.</summary>
internal sealed record Setup
{
    public required DataKind Data { get; init; }

    /// <summary>The given points; none for a data set that is made.</summary>
    public required IReadOnlyList<OwnPoint> Points { get; init; }

    /// <summary>m, before some are set aside.</summary>
    public required int Samples { get; init; }

    public required double Noise { get; init; }

    /// <summary>The seed of the points that are made, and of which samples are set aside.</summary>
    public required int DataSeed { get; init; }

    /// <summary>The share of the samples that are set aside for validation; 0 for none.</summary>
    public required double Share { get; init; }

    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>Whether the features are standardized.</summary>
    public required bool IsScaled { get; init; }

    /// <summary>The units of each hidden layer.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    public required Choice<ShallowNet.Activation> Activation { get; init; }

    public required Choice<ShallowNet.Initializer?> Initializer { get; init; }

    public required Choice<ShallowNet.Loss?> Loss { get; init; }

    public required OptimizerChoice Optimizer { get; init; }

    /// <summary>α.</summary>
    public required double Rate { get; init; }

    /// <summary>The samples of a batch; 0 for all at once.</summary>
    public required int Batch { get; init; }

    public required double L2 { get; init; }

    public required double L1 { get; init; }

    /// <summary>The seed of the network's first weights, and of the order of the samples.</summary>
    public required int Seed { get; init; }

    /// <summary>The text that a link carries, and that <see cref="SetupReader"/> reads.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Add("data", Data.Name);
        if (Data.Make is null)
        {
            Add("points", string.Join(';', Points.Select(point => FormattableString.Invariant($"{point.X1},{point.X2},{point.Label}"))));
        }
        else
        {
            Add("samples", Samples);
            Add("noise", Noise);
        }

        Add("dataSeed", DataSeed);
        Add("share", Share);
        Add("features", string.Join(',', Features.Select(feature => feature.Name)));
        Add("scale", IsScaled ? 1 : 0);
        Add("layers", string.Join(',', Layers));
        Add("activation", Activation.Name);
        Add("init", Initializer.Name);
        Add("loss", Loss.Name);
        Add("optimizer", Optimizer.Name);
        Add("rate", Rate);
        Add("batch", Batch);
        Add("l2", L2);
        Add("l1", L1);
        Add("seed", Seed);
        return text.ToString();

        void Add(string name, IConvertible value) =>
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
