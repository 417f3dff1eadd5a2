using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What cannot be exported to ONNX, or not to where it was asked for.</summary>
public sealed class OnnxRefusalTests : IDisposable
{
    private readonly Network<double> network = Network.Create<double>(2, 1, new Dense(3, Activation.Tanh), new Dense(1, Activation.Sigmoid));
    private readonly string folder = Directory.CreateTempSubdirectory("ShallowNet").FullName;

    private string File => Path.Combine(folder, "model.onnx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ExportOnnx_Path_HoldsTheModelAndNothingStandsBesideIt()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));
        network.ExportOnnx(File);
        System.IO.File.ReadAllBytes(File).Should().Equal(OnnxSession.Export(network.ExportOnnx));
        MlpRegressor<double> model = MlpRegressor.Fit(Matrix<double>.Build.Random(2, 10, 1), Matrix<double>.Build.Random(1, 10, 2));
        model.ExportOnnx(File);
        System.IO.File.ReadAllBytes(File).Should().Equal(OnnxSession.Export(model.ExportOnnx));
        Directory.GetFileSystemEntries(folder).Should().Equal(File);
    }

    [Fact]
    public void ExportOnnx_UnfittedModels_AreRefused()
    {
        FluentActions.Invoking(() => new MlpClassifier<float, int>([0, 1]).ExportOnnx(File)).Should().Throw<InvalidOperationException>()
            .WithMessage("The MlpClassifier must be fitted before it is used: call PartialFit.");
        FluentActions.Invoking(() => new MlpMultiLabelClassifier<float, int>([0, 1]).ExportOnnx(Stream.Null)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new MlpRegressor<float>().ExportOnnx(File)).Should().Throw<InvalidOperationException>();
        Directory.GetFileSystemEntries(folder).Should().BeEmpty();
    }

    [Fact]
    public void ExportOnnx_OwnActivation_IsRefusedByName()
    {
        Network<double> own = Network.Create<double>(2, 1, new Dense(3, Activation.Tanh), new Dense(3, new Cube()), new Dense(1, Activation.Sigmoid));
        System.IO.File.WriteAllText(File, "old");
        FluentActions.Invoking(() => own.ExportOnnx(File)).Should().Throw<NotSupportedException>()
            .WithMessage("The activations must be the library's own to be exported to ONNX, but that of layer 2 is cube.");
        System.IO.File.ReadAllText(File).Should().Be("old");
    }

    [Fact]
    public void ExportOnnx_EveryActivationOfTheLibrary_IsKnown()
    {
        Type[] types = [.. typeof(Activation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Activation)))];
        TestNetworks.Activations.Values.Select(activation => activation.GetType()).Should().BeEquivalentTo(types);
        foreach (Activation activation in TestNetworks.Activations.Values)
        {
            Network<float> two = Network.Create<float>(1, 1, new Dense(2, activation));
            FluentActions.Invoking(() => two.ExportOnnx(Stream.Null)).Should().NotThrow();
        }
    }

    [Fact]
    public void ExportOnnx_OfNothing_IsRefused()
    {
        FluentActions.Invoking(() => ((Network<double>)null!).ExportOnnx(Stream.Null)).Should().Throw<ArgumentNullException>().WithMessage("network must not be null.*");
        FluentActions.Invoking(() => ((MlpModel<double>)null!).ExportOnnx(File)).Should().Throw<ArgumentNullException>().WithMessage("model must not be null.*");
        FluentActions.Invoking(() => ((Network<double>)null!).ExportCSharp("Exported")).Should().Throw<ArgumentNullException>().WithMessage("network must not be null.*");
        FluentActions.Invoking(() => ((MlpModel<double>)null!).ExportCSharp("Exported")).Should().Throw<ArgumentNullException>().WithMessage("model must not be null.*");
    }

    [Fact]
    public void ExportOnnx_NumbersThatFloatHasNot_AreRefused()
    {
        network.W[1][2, 1] = 1e39;
        FluentActions.Invoking(() => network.ExportOnnx(File)).Should().Throw<InvalidOperationException>()
            .WithMessage("W[1] must be finite as float to be exported to ONNX, but W[1][2, 1] is 1E+39.");
        network.W[1][2, 1] = 0;
        network.b[2][0, 0] = double.NaN;
        FluentActions.Invoking(() => network.ExportOnnx(Stream.Null)).Should().Throw<InvalidOperationException>().WithMessage("b[2] *b[2][0, 0] is NaN.");
        Network<double> steep = Network.Create<double>(2, 1, new Dense(1, Activation.LeakyReLU(1e40)));
        FluentActions.Invoking(() => steep.ExportOnnx(File)).Should().Throw<InvalidOperationException>()
            .WithMessage("alpha must be finite as float to be exported to ONNX, but is 1E+40.");
        Directory.GetFileSystemEntries(folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData(1e300, 1, "InputScaler's centres must be finite as float to be exported to ONNX, but InputScaler's centres[1, 0] is 1E+300.")]
    [InlineData(0, 1e200, "InputScaler's units must be finite as float to be exported to ONNX, but InputScaler's units[1, 0] is 1E+200.")]
    [InlineData(0, 1e-200, "InputScaler's units must be greater than 0 as float to be exported to ONNX, but InputScaler's units[1, 0] is 1E-200.")]
    public void ExportOnnx_ScalersThatFloatHasNot_AreRefused(double centre, double unit, string message)
    {
        Matrix<double> X = Matrix<double>.Build.Dense(2, 10, (i, j) => i == 0 ? j : j % 2 == 0 ? centre - unit : centre + unit);
        MlpRegressor<double> model = MlpRegressor.Fit(X, X.SubMatrix(0, 1, 0, 10), new MlpOptions { HiddenLayers = [], InputScaling = Scaling.MinMax });
        FluentActions.Invoking(() => model.ExportOnnx(Stream.Null)).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [Fact]
    public void ExportOnnx_NoPathOrStream_IsRefused()
    {
        MlpRegressor<double> model = MlpRegressor.Fit(Matrix<double>.Build.Random(2, 10, 1), Matrix<double>.Build.Random(1, 10, 2));
        foreach ((Action<string> path, Action<Stream> stream) in ((Action<string>, Action<Stream>)[])[(network.ExportOnnx, network.ExportOnnx), (model.ExportOnnx, model.ExportOnnx)])
        {
            FluentActions.Invoking(() => path(null!)).Should().Throw<ArgumentNullException>().WithMessage("path must not be null.*");
            FluentActions.Invoking(() => path("")).Should().Throw<ArgumentException>();
            FluentActions.Invoking(() => stream(null!)).Should().Throw<ArgumentNullException>().WithMessage("stream must not be null.*");
            FluentActions.Invoking(() => stream(new MemoryStream([], writable: false))).Should().Throw<ArgumentException>().WithMessage("stream must be writable, but is not.*");
        }
    }

    [Fact]
    public void ExportOnnx_Stream_StaysOpenAndGoesOnWhereItWas()
    {
        using MemoryStream stream = new();
        stream.WriteByte(7);
        network.ExportOnnx(stream);
        stream.CanWrite.Should().BeTrue();
        stream.ToArray()[1..].Should().Equal(OnnxSession.Export(network.ExportOnnx));
    }

    [Fact]
    public void ExportOnnx_UnwritablePath_LeavesWhatIsThere()
    {
        FluentActions.Invoking(() => network.ExportOnnx(Path.Combine(folder, "none", "model.onnx"))).Should().Throw<DirectoryNotFoundException>();
        Directory.CreateDirectory(File);
        System.IO.File.WriteAllText(Path.Combine(File, "old"), "old");
        Exception thrown = FluentActions.Invoking(() => network.ExportOnnx(File)).Should().Throw<Exception>().Which;
        thrown.Should().Match(exception => exception is IOException || exception is UnauthorizedAccessException);
        System.IO.File.ReadAllText(Path.Combine(File, "old")).Should().Be("old");
        Directory.GetFileSystemEntries(folder).Should().Equal(File);
    }

    [Fact]
    public void ExportOnnx_FailingStream_ThrowsItsException() => FluentActions.Invoking(() => network.ExportOnnx(new FullStream()))
        .Should().Throw<IOException>().WithMessage("full");

    [Fact]
    public void Checked_MoreThanTwoGigabytes_AreRefusedBeforeAnyIsWritten()
    {
        static ProtobufMessage Of(long length) => new ProtobufMessage().Data(1, length, _ => throw new InvalidOperationException("written"));
        Of(int.MaxValue - 6L).Length.Should().Be(int.MaxValue);
        OnnxGraph.Checked(Of(int.MaxValue - 6L)).Length.Should().Be(int.MaxValue);
        FluentActions.Invoking(() => OnnxGraph.Checked(Of(int.MaxValue - 5L))).Should().Throw<NotSupportedException>()
            .WithMessage("An ONNX file must have at most 2147483647 bytes (2 GB), but this one would have 2147483648.");
    }

    private sealed record Cube : Activation
    {
        public override string Name => "cube";

        public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                A[i] = Z[i] * Z[i] * Z[i];
            }
        }

        public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows) => throw new NotSupportedException();
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("full");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
