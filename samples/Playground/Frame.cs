using System.Security.Cryptography;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace Playground;

/// <summary>What a page draws of a training at one moment.</summary>
internal static class Frame
{
    /// <summary>The pixels on a side of the large picture, and of the picture in each unit.</summary>
    public const int Side = 64, UnitSide = 24;

    private const int MostCurvePoints = 240;

    /// <summary>What does not change while a setup is trained.</summary>
    public static object OfSetup(Lab lab)
    {
        Matrix<double> inputs = lab.Inputs(lab.View.Grid(UnitSide));
        return new
        {
            text = lab.Setup.ToString(),
            view = new[] { lab.View.X1, lab.View.X2, lab.View.Half },
            isRegression = lab.Setup.Data.IsRegression,
            classes = lab.Setup.Data.IsRegression ? 0 : Math.Max(2, lab.Train.Y.RowCount),
            largest = LargestLabel(lab),
            inputs = lab.Setup.Features.Select((feature, i) => new { feature.Name, feature.Symbol, picture = Picture.Of(inputs, i) }),
            layers = lab.Network.Layers.Select(layer => layer.Units),
            activations = lab.Network.Layers.Select(layer => layer.Activation.ToString()),
            loss = lab.Network.Loss.ToString(),
            parameters = lab.Network.ParameterCount,
            training = PointsOf(lab.Train),
            validation = lab.Validation is { } validation ? PointsOf(validation) : [],
        };
    }

    /// <summary>What changes with every epoch.</summary>
    public static object Of(Lab lab, bool isRunning)
    {
        Network<double> network = lab.Network;
        ForwardPass<double> train = network.Forward(lab.X), units = network.Forward(lab.Inputs(lab.View.Grid(UnitSide)));
        ForwardPass<double>? validation = lab.Xv is null ? null : network.Forward(lab.Xv);
        return new
        {
            epoch = lab.Epochs,
            isRunning,
            end = lab.End,
            cost = network.Cost(train, lab.Train.Y),
            validationCost = validation is null ? null : Finite(network.Cost(validation, lab.Validation!.Value.Y)),
            score = Score(lab, train, lab.Train.Y),
            validationScore = validation is null ? null : Score(lab, validation, lab.Validation!.Value.Y),
            W = network.W.Select(Rows),
            b = network.b.Select(b => b.ToColumnMajorArray()),
            pictures = Enumerable.Range(1, network.L).Select(l => Picture.OfLayer(units.A[l], network.Layers[l].Activation)),
            plane = Plane(lab, Side),
            curve = CurveOf(lab),
        };
    }

    /// <summary>The outputs over the plane: a picture for each.</summary>
    public static Picture[] Plane(Lab lab, int side)
    {
        Matrix<double> A = lab.Network.Forward(lab.Inputs(lab.View.Grid(side))).A[lab.Network.L];
        double scale = lab.Setup.Data.IsRegression ? LargestLabel(lab) : 1;
        return [.. Enumerable.Range(0, A.RowCount).Select(i => Picture.Of(A, i, scale))];
    }

    /// <summary>The accuracy, or R² of numbers; null where it is not finite.</summary>
    public static double? Score(Lab lab, ForwardPass<double> pass, Matrix<double> Y)
    {
        Matrix<double> YHat = pass.A[lab.Network.L];
        if (!lab.Setup.Data.IsRegression)
        {
            return Metrics.Accuracy(YHat, Y);
        }

        return Y.Row(0).Minimum() < Y.Row(0).Maximum() ? Finite(Metrics.R2(YHat, Y)) : null;
    }

    /// <summary>The SHA-256 of all parameters, W[1], b[1], W[2], …, columns first, as little-endian doubles.</summary>
    public static string Hash(Network<double> network)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        for (int l = 1; l <= network.L; l++)
        {
            foreach (double parameter in (double[])[.. network.W[l].ToColumnMajorArray(), .. network.b[l].ToColumnMajorArray()])
            {
                System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes, parameter);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>J of the epochs, or of some of them in equal distances and the last where there are many.</summary>
    public static object CurveOf(Lab lab)
    {
        IReadOnlyList<CurvePoint> all = lab.Curve;
        int step = (all.Count + MostCurvePoints - 1) / MostCurvePoints;
        List<CurvePoint> some = [];
        for (int i = 0; i < all.Count; i += step)
        {
            some.Add(all[i]);
        }

        if (all.Count > 0 && some[^1].Epoch != all[^1].Epoch)
        {
            some.Add(all[^1]);
        }

        return new { epochs = some.Select(point => point.Epoch), costs = some.Select(point => Finite(point.Cost)), validationCosts = some.Select(point => Finite(point.ValidationCost)) };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static double LargestLabel(Lab lab) => Math.Max(lab.Train.Y.Row(0).AbsoluteMaximum(), 1e-9);

    private static double[][] Rows(Matrix<double> W) => W.ToRowArrays();

    /// <summary>x₁, x₂ and the label of each sample: its class, or its number.</summary>
    private static double[][] PointsOf(Samples samples)
    {
        int[]? classes = samples.Y.RowCount > 1 ? OneHot.Decode(samples.Y) : null;
        return [.. Enumerable.Range(0, samples.Points.ColumnCount).Select(j => new[] { samples.Points[0, j], samples.Points[1, j], classes?[j] ?? samples.Y[0, j] })];
    }
}
