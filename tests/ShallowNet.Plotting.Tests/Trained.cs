using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;
using ScottPlot.Plottables;
using ShallowNet.Tests;

namespace ShallowNet.Plotting.Tests;

/// <summary>Small networks and what the tests read from figures.</summary>
internal static class Trained
{
    public static Network<double> Flower { get; } = Network.Create<double>(
        inputs: 2, seed: 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));

    public static (Matrix<double> X, Matrix<double> Y) Samples { get; } = Datasets.Flower<double>(samples: 40, seed: 1);

    public static TrainingHistory History(double validationShare = 0.25, int epochs = 6, Metric[]? metrics = null) =>
        Network.Create<double>(inputs: 2, seed: 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid)).Train(
            Samples.X, Samples.Y, new TrainingOptions
            {
                Epochs = epochs, Metrics = metrics ?? [Metric.Accuracy], ValidationShare = validationShare,
                EarlyStopping = validationShare > 0 ? new EarlyStopping(patience: 5) : null,
            });

    /// <summary>A history without epochs, which no training gives.</summary>
    public static TrainingHistory NoHistory() => (TrainingHistory)Activator.CreateInstance(
        typeof(TrainingHistory), BindingFlags.Instance | BindingFlags.NonPublic, null,
        [Array.Empty<TrainingEpoch>(), Array.Empty<string>(), default(StopReason), null], null)!;

    public static string Heading(this Figure figure) => figure.Axes.Title.Label.Text;

    public static string[] Legend(this Figure figure) => [.. figure.Legend.GetItems().Select(item => item.LabelText)];

    public static Coordinates[] Points(this Figure figure, string name) =>
        [.. figure.GetPlottables<Scatter>().Single(series => series.LegendText == name).Data.GetScatterPoints()];

    public static string[] Texts(this Figure figure) => [.. figure.GetPlottables<Text>().Select(text => text.LabelText)];

    /// <summary>The width and height that a PNG file says.</summary>
    public static (int Width, int Height) Size(byte[] png)
    {
        png.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[137, 80, 78, 71, 13, 10, 26, 10]).Should().BeTrue();
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    /// <summary>That a figure is drawn as PNG and SVG.</summary>
    public static void IsDrawn(Figure figure)
    {
        Size(figure.ToPng()).Should().Be((figure.Width, figure.Height));
        using SkiaSharp.SKBitmap picture = SkiaSharp.SKBitmap.Decode(figure.ToPng());
        picture.Pixels.Count(pixel => pixel != SkiaSharp.SKColors.White).Should().BeGreaterThan(2000);
        XDocument.Parse(figure.ToSvg()).Root!.Name.LocalName.Should().Be("svg");
    }

    /// <summary>That a figure is the same in every culture, but for the numbers of clips and images, which go on from figure to figure.</summary>
    public static void IsTheSameInAStrangeCulture(Func<Figure> make)
    {
        StrangeCulture.In(Drawn).Should().Be(Drawn());

        string Drawn() => Regex.Replace(make().ToSvg(), "(cl|img)_[0-9a-f]+", "$1");
    }
}
