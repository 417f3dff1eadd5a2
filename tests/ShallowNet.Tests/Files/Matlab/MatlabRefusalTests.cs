using System.Text;

namespace ShallowNet.Tests;

/// <summary>What is refused of a file from MATLAB, in words.</summary>
public sealed class MatlabRefusalTests
{
    /// <summary>A small file, to be changed.</summary>
    private const string Small = """
        ShallowNet.Matlab 1 structure 1 3 1 1 0
        layer tansig netsum 2 1 0.5 -0.5
        weights dotprod 2 1 1 2
        weights none 0 0
        weights none 0 0
        layer purelin netsum 1 1 0.25
        weights none 0 0
        weights dotprod 1 2 3 4
        weights none 0 0
        input removeconstantrows
        set keep 1 1 1
        set remove 1 1 2
        set value 1 1 5
        set no_change 1 1 0
        input mapminmax
        set xmin 1 1 0
        set xmax 1 1 4
        set ymin 1 1 -1
        set ymax 1 1 1
        set gain 1 1 0.5
        set xoffset 1 1 0
        output mapstd
        set xmean 1 1 3
        set xstd 1 1 2
        set ymean 1 1 0
        set ystd 1 1 1
        set gain 1 1 0.5
        set xoffset 1 1 3
        end
        """;

    [Fact]
    public void FromMatlab_OfTheSmallFile_AnswersWhatIsWorkedByHand()
    {
        // x = 2 becomes 0, so that z[1] = (0.5, −0.5), and z[2] = −tanh 0.5 + 0.25, which is divided by 0.5, and 3 is added.
        double expected = (-Math.Tanh(0.5) + 0.25) / 0.5 + 3;
        double[] answer = new double[1];
        Network.FromMatlab<double>(MatlabFiles.Stream(Small)).Predict([2.0, 17], answer);
        answer[0].Should().BeApproximately(expected, 1e-15);
        MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(Small)).Predict([2.0, 17])[0].Should().BeApproximately(expected, 1e-15);
    }

    [Theory]
    [InlineData("ShallowNet.Matlab 1", "MATLAB 5.0 MAT-file, Platform: GLNXA64", "The file must begin with \"ShallowNet.Matlab\", as the script of docs/from-matlab.md writes it, but begins with \"MATLAB 5.0 MAT-fil\".")]
    [InlineData("ShallowNet.Matlab 1", "\0\u0001", "The file must begin with \"ShallowNet.Matlab\", *")]
    [InlineData("Matlab 1", "Matlab 2", "The file's format must be 1, which this version reads, but is \"2\".")]
    [InlineData("Matlab 1 structure", "Matlab 1 layer", "Line 1 must have the network's structure, but has none.")]
    [InlineData("layer tansig", "layers tansig", "Line 2 must begin with layer, weights, input, output, set or end, but begins with \"layers\".")]
    [InlineData("layer tansig", "\nlayer tansig", "Line 2 must begin with layer, weights, input, output, set or end, but begins with \"\".")]
    [InlineData("layer tansig netsum 2 1 0.5 -0.5\n", "", "Line 2 must follow a layer, but no layer is before it.")]
    [InlineData("layer tansig netsum 2 1 0.5 -0.5\n", "set keep 1 1 1\n", "Line 2 must follow the function whose setting it is, but no function is before it.")]
    [InlineData("layer tansig netsum 2 1 0.5 -0.5", "layer", "Line 2 must have another name, but has none.")]
    [InlineData("layer tansig netsum 2 1 0.5 -0.5", "layer tansig netsum 2", "Line 2 must have the rows and columns of a matrix, but has \"\".")]
    [InlineData("netsum 2 1 0.5", "netsum 2 -1 0.5", "Line 2 must have the rows and columns of a matrix, but has \"-1\".")]
    [InlineData("netsum 2 1 0.5", "netsum 2 9999999999 0.5", "Line 2 must have the rows and columns of a matrix, but has \"9999999999\".")]
    [InlineData("netsum 2 1 0.5", "netsum 2147483647 2147483647 0.5", "Line 2 must have 4611686014132420609 numbers (2147483647 × 2147483647), but has 2.")]
    [InlineData("netsum 2 1 0.5", "netsum 3 1 0.5", "Line 2 must have 3 numbers (3 × 1), but has 2.")]
    [InlineData("netsum 2 1 0.5", "netsum 2 1 1,5", "Line 2 must have numbers, but has \"1,5\".")]
    [InlineData("netsum 2 1 0.5", "netsum 2 1 NaN", "The bias of layer 1 must be finite, but [0, 0] is NaN.")]
    [InlineData("weights dotprod 2 1 1 2", "weights dotprod 2 1 1 -Inf", "The weights of layer 1 must be finite, but [1, 0] is -Infinity.")]
    [InlineData("weights dotprod 2 1 1 2", "weights dotprod 2 1 1 1e999", "The weights of layer 1 must be finite, but [1, 0] is Infinity.")]
    [InlineData("set value 1 1 5", "set keep 1 1 1", "Line 13 must have another setting than those before it, but has \"keep\" again.")]
    [InlineData("\nend", "", "The file must end with the line \"end\", but ends after line 28: it is not complete.")]
    [InlineData("\nend", "\nend\nend", "Line 29 must be the last one, but another follows.")]
    public void FromMatlab_OfADamagedText_IsRefused(string part, string by, string message) => Refused(part, by, message);

    [Theory]
    [InlineData("structure 1 3 1 1 0", "structure 1 3 2 1 0", "The network must have one input, one output and no delays, but has 2, 1 and 0.")]
    [InlineData("structure 1 3 1 1 0", "structure 1 3 1 2 0", "The network must have one input, one output and no delays, but has 1, 2 and 0.")]
    [InlineData("structure 1 3 1 1 0", "structure 1 3 1 1 2", "The network must have one input, one output and no delays, but has 1, 1 and 2.")]
    [InlineData("structure 1 3 1 1 0", "structure 1 2 1 1", "The structure must have 3 elements, but has 2.")]
    [InlineData("layer tansig", "layer radbas", "The transfer function of layer 1 must be one of tansig, logsig, purelin, poslin, softmax, but is \"radbas\".")]
    [InlineData("layer purelin", "layer elliotsig", "The transfer function of layer 2 must be one of tansig, logsig, purelin, poslin, softmax, but is \"elliotsig\".")]
    [InlineData("layer tansig", "layer softmax", "The file describes what cannot be: The softmax activation must be in the last layer (2), but is in layer 1.*")]
    [InlineData("tansig netsum", "tansig netprod", "The net input function of layer 1 must be netsum, but is \"netprod\".")]
    [InlineData("weights dotprod 2 1", "weights negdist 2 1", "The weight function of layer 1 must be dotprod, but is \"negdist\".")]
    [InlineData("weights dotprod 2 1 1 2", "weights dotprod 2 0", "The weights of layer 1 must have at least one element, but are 2 × 0: configure or train the network first.")]
    [InlineData("weights dotprod 2 1 1 2\n", "", "Layer 1 must have 3 lines of weights (for the input and for each layer), but has 2.")]
    [InlineData("weights dotprod 1 2 3 4", "weights dotprod 1 3 3 4 5", "The weights of layer 2 must have 2 columns (the units before it), but have 3.")]
    [InlineData("purelin netsum 1 1 0.25", "purelin netsum 2 1 0.25 1", "The bias of layer 2 must have 1 element, but has 2.")]
    public void FromMatlab_OfANetworkThatIsNotHere_IsRefused(string part, string by, string message) => Refused(part, by, message);

    [Theory]
    [InlineData("purelin netsum 1 1 0.25\nweights none 0 0", "purelin netsum 1 1 0.25\nweights dotprod 1 1 7", "Layer 2 must take layer 1 alone, but takes the input, too: only networks whose layers follow one another can be read.")]
    [InlineData("weights dotprod 1 2 3 4\nweights none 0 0", "weights dotprod 1 2 3 4\nweights dotprod 1 1 7", "Layer 2 must take layer 1 alone, but takes layer 2, too: *")]
    [InlineData("weights dotprod 2 1 1 2\nweights none 0 0\nweights none 0 0", "weights dotprod 2 1 1 2\nweights none 0 0\nweights dotprod 2 1 1 1", "Layer 1 must take the input alone, but takes layer 2, too: *")]
    [InlineData("weights dotprod 1 2 3 4", "weights none 0 0", "Layer 2 must take layer 1 alone, but takes nothing: *")]
    public void FromMatlab_OfLayersThatDoNotFollowOneAnother_IsRefused(string part, string by, string message) => Refused(part, by, message);

    [Fact]
    public void FromMatlab_WithoutLayers_IsRefused() =>
        Refusal("ShallowNet.Matlab 1 structure 1 3 1 1 0\nend").Should().Be("The network must have at least one layer, but has none.");

    [Fact]
    public void FromMatlab_OfASoftmaxOfOneUnit_IsRefused() => Refusal("ShallowNet.Matlab 1 structure 1 3 1 1 0\nlayer softmax netsum 1 1 0\nweights dotprod 1 1 1\nweights none 0 0\nend")
        .Should().StartWith("The file describes what cannot be: A layer with the softmax activation must have at least 2 units, but layer 1 has 1.");

    [Theory]
    [InlineData("input mapminmax", "input mapspecial", "The functions of inputs and outputs must be of mapminmax, mapstd, processpca, removeconstantrows, removerows, fixunknowns and lvqoutputs, but one is \"mapspecial\".")]
    [InlineData("input mapminmax", "input fixunknowns", "The network must have been trained on data without gaps, but its fixunknowns fills some: *")]
    [InlineData("input mapminmax", "input mapstd", "The settings of mapstd must have ymean, but have none.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set xoffset 1 1 0", "The settings of mapminmax must have gain, but have none.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 1 1 0.5", "The settings of mapminmax must have xoffset, but have none.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 2 1 0.5 1\nset xoffset 1 1 0", "The setting xoffset of mapminmax must have 2 elements, but has 1.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 2 1 0.5 1\nset xoffset 2 1 0 0", "The inputs must have 2 rows after removeconstantrows, but have 1.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 1 1 0\nset xoffset 1 1 0", "The setting gain of mapminmax must be greater than 0, but is 0 in row 1.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 1 1 NaN\nset xoffset 1 1 0", "The setting gain of mapminmax must be finite, but [0, 0] is NaN.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 0", "set gain 0 1\nset xoffset 0 1", "The setting gain of mapminmax must have at least one element, but is empty.")]
    [InlineData("set gain 1 1 0.5\nset xoffset 1 1 3", "set gain 2 1 0.5 1\nset xoffset 2 1 3 0", "The outputs must have 1 row after mapstd, but have 2.")]
    [InlineData("set keep 1 1 1", "set keep 1 1 2", "The settings keep and remove of removeconstantrows must share all rows between them, and keep one at least, but do not.")]
    [InlineData("set keep 1 1 1\nset remove 1 1 2", "set keep 1 0\nset remove 1 1 1", "The settings keep and remove of removeconstantrows must share all rows between them, and keep one at least, but do not.")]
    [InlineData("set keep 1 1 1", "set keep 1 1 3", "The setting keep of removeconstantrows must be whole numbers from 1 to 2 that rise, but have 3.")]
    [InlineData("set keep 1 1 1", "set keep 1 1 1.5", "The setting keep of removeconstantrows must be whole numbers from 1 to 2 that rise, but have 1.5.")]
    [InlineData("set keep 1 1 1", "set keep 1 1 NaN", "The setting keep of removeconstantrows must be whole numbers from 1 to 2 that rise, but have NaN.")]
    [InlineData("set keep 1 1 1", "set keep 1 2 1 1", "The setting keep of removeconstantrows must be whole numbers from 1 to 3 that rise, but have 1.")]
    [InlineData("set value 1 1 5", "set value 2 1 5 6", "The setting value of removeconstantrows must have 1 element, but has 2.")]
    [InlineData("set value 1 1 5\n", "", "The settings of removeconstantrows must have value, but have none.")]
    [InlineData("set no_change 1 1 0", "set no_change 1 2 0 0", "The setting no_change of removeconstantrows must have 1 element, but has 2.")]
    [InlineData("output mapstd", "output processpca\nset transform 1 1 1\noutput mapstd", "The outputs must not be principal components, but processpca was applied to the targets.")]
    [InlineData("output mapstd", "output removerows\nset keep_ind 1 1 1\nset remove_ind 1 1 2\noutput mapstd", "The outputs must have all their rows, but removerows has removed some, which MATLAB answers by NaN.")]
    public void FromMatlab_OfSettingsThatDoNotFit_IsRefused(string part, string by, string message) => Refused(part, by, message);

    [Fact]
    public void FromMatlab_OfScaledOutputsBehindAnotherActivation_IsReadByTheRegressorAlone()
    {
        string file = Small.Replace("layer purelin", "layer logsig", StringComparison.Ordinal);
        Refusal(file).Should().Be("The outputs of a network that ends in sigmoid must be as they are, but mapstd changes them: MlpRegressor.FromMatlab reads it.");
        MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(file)).Predict([2.0, 17])[0].Should().BeApproximately(1 / (1 + Math.Exp(Math.Tanh(0.5) - 0.25)) / 0.5 + 3, 1e-14);
        string spread = file.Replace("output mapstd", "output removeconstantrows\nset keep 1 1 1\nset remove 1 1 2\nset value 1 1 5\noutput mapstd", StringComparison.Ordinal);
        FluentActions.Invoking(() => MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(spread))).Should().Throw<ModelFileException>()
            .WithMessage("The outputs of a network that ends in sigmoid must be as they are, or scaled, but removeconstantrows changes them.");
    }

    [Fact]
    public void FromMatlab_OfNumbersThatAreTooLargeForFloat_IsRefused()
    {
        string file = Small.Replace("weights dotprod 2 1 1 2", "weights dotprod 2 1 1 1e300", StringComparison.Ordinal);
        FluentActions.Invoking(() => MlpRegressor.FromMatlab<float>(MatlabFiles.Stream(file))).Should().Throw<ModelFileException>()
            .WithMessage("W[1] must be finite with the scaling in it, but has 1E+300, which is too large for Single.");
        MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(file)).Features.Should().Be(2);
        string infinite = Small.Replace("set gain 1 1 0.5\nset xoffset 1 1 3", "set gain 1 1 1e-300\nset xoffset 1 1 3", StringComparison.Ordinal).Replace("1 2 3 4", "1 2 1e300 4", StringComparison.Ordinal);
        Refusal(infinite).Should().Be("W[2] must be finite with the scaling in it, but has Infinity, which is too large for Double.");
    }

    [Theory]
    [InlineData("three classes", 2, "The network must be one of 2 classes, as were given, but is one of 3.")]
    [InlineData("logistic", 3, "The network must be one of 3 classes, as were given, but is one of 2.")]
    [InlineData("fitnet", 2, "A classifier must end in softmax, or in one unit of logsig, but this network ends in 2 units of identity: MlpRegressor.FromMatlab reads it.")]
    public void Classifier_OfAnotherNetwork_IsRefused(string name, int classes, string message) =>
        FluentActions.Invoking(() => MlpClassifier.FromMatlab<double, int>(MatlabFiles.Stream(MatlabFiles.Text(name)), [.. Enumerable.Range(0, classes)]))
            .Should().Throw<ModelFileException>().WithMessage(message);

    [Fact]
    public void Classifier_OfOutputsThatAreChanged_IsRefused() =>
        FluentActions.Invoking(() => MlpClassifier.FromMatlab<double, int>(MatlabFiles.Stream(Small.Replace("layer purelin", "layer logsig", StringComparison.Ordinal)), [0, 1]))
            .Should().Throw<ModelFileException>().WithMessage("The outputs of a classifier must be probabilities as they are, but mapstd changes them: MlpRegressor.FromMatlab reads it.");

    [Fact]
    public void Classifier_OfClassesThatAreNone_IsRefusedBeforeTheFileIsRead()
    {
        foreach (Action<IReadOnlyList<string>> read in new Action<IReadOnlyList<string>>[]
        {
            classes => MlpClassifier.FromMatlab<double, string>("missing", classes), classes => MlpClassifier.FromMatlab<double, string>((Stream)null!, classes),
        })
        {
            read.Invoking(r => r(null!)).Should().Throw<ArgumentNullException>().WithParameterName("classes");
            read.Invoking(r => r(["a"])).Should().Throw<ArgumentException>().WithMessage("classes must have at least two elements, but has 1.*");
            read.Invoking(r => r(["a", "a"])).Should().Throw<ArgumentException>().WithMessage("classes must be different, but classes[1] is \"a\" again.*");
        }
    }

    [Fact]
    public void FromMatlab_OfNullAndOtherPrecisions_IsRefused()
    {
        FluentActions.Invoking(() => Network.FromMatlab<double>((string)null!)).Should().Throw<ArgumentNullException>().WithParameterName("path");
        FluentActions.Invoking(() => Network.FromMatlab<double>((Stream)null!)).Should().Throw<ArgumentNullException>().WithParameterName("stream");
        FluentActions.Invoking(() => MlpRegressor.FromMatlab<double>((Stream)null!)).Should().Throw<ArgumentNullException>().WithParameterName("stream");
        FluentActions.Invoking(() => Network.FromMatlab<Half>(Stream.Null)).Should().Throw<NotSupportedException>();
        FluentActions.Invoking(() => Network.FromMatlab<double>("no such file")).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void FromMatlab_OfAFileThatWasCut_IsRefusedWhereverThatWas()
    {
        string file = MatlabFiles.Text("constant rows").TrimEnd();
        for (int length = 0; length < file.Length; length++)
        {
            Refusal(file[..length]).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void FromMatlab_OfAnyDamage_IsRefusedOrRead()
    {
        NumPyRandom random = new(1);
        byte[] file = Encoding.UTF8.GetBytes(MatlabFiles.Text("constant rows"));
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. file];
            for (int changes = 0; changes <= i % 3; changes++)
            {
                damaged[(int)(random.Rand() * file.Length)] = i % 2 == 0 ? (byte)(random.Rand() * 256) : (byte)"0123456789 -.e\n"[(int)(random.Rand() * 15)];
            }

            try
            {
                MlpRegressor.FromMatlab<double>(new MemoryStream(damaged));
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }

        refused.Should().BeInRange(1000, 2999);
    }

    private static void Refused(string part, string by, string message)
    {
        Small.Should().Contain(part);
        string file = Small.Replace(part, by, StringComparison.Ordinal);
        FluentActions.Invoking(() => Network.FromMatlab<double>(MatlabFiles.Stream(file))).Should().Throw<ModelFileException>().WithMessage(message);
        FluentActions.Invoking(() => MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(file))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    private static string Refusal(string file) =>
        FluentActions.Invoking(() => Network.FromMatlab<double>(MatlabFiles.Stream(file))).Should().Throw<ModelFileException>().Which.Message;
}
