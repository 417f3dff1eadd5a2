using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What must rise or fall with inputs, but cannot, is refused in words.</summary>
public sealed class MonotoneRefusalTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 30);

    private static readonly double[] Targets = [.. Enumerable.Range(0, 30).Select(j => X[0, j])];

    private static readonly Table Customers = new(
        Column.Of("age", Targets), Column.Of("plan", [.. Enumerable.Range(0, 30).Select(j => j % 2 == 0 ? "small" : "large")]),
        Column.Of("since", [.. Enumerable.Range(0, 30).Select(j => (DateTime?)new DateTime(2020, 1, 1).AddDays(40 * j))]), Column.Of("level", [.. Enumerable.Repeat(1.0, 30)]), Column.Of("fee", Targets));

    [Fact]
    public void Matrix_WithAFeatureThatIsNotThere_IsRefused()
    {
        Refuses(new MlpOptions { Monotone = [MonotoneInput.Rising(2)] }, "Monotone must name features, rows of X from 0 to 1 or names in FeatureNames, but has one that is rising with feature 2.*");
        Refuses(new MlpOptions { Monotone = [MonotoneInput.Falling("age")] }, "Monotone must name features, rows of X from 0 to 1 or names in FeatureNames, but has one that is falling with age.*");
        Refuses(new MlpOptions { Monotone = [MonotoneInput.Falling("fee")], FeatureNames = ["age", "size"] }, "Monotone must name features, rows of X from 0 to 1 or \"age\"*\"size\", but has one that is falling with fee.*");
        Refuses(new MlpOptions { Monotone = [MonotoneInput.Falling(1), MonotoneInput.Rising("size")], FeatureNames = ["age", "size"] }, "Monotone must name an input once, but rising with size is there after another one of the same input.*");
        MlpRegressor.Fit(X, Targets, new MlpOptions { Monotone = [MonotoneInput.Falling("size")], FeatureNames = ["age", "size"], Training = new() { Epochs = 1 } }).Network.Layers[1].Monotone.Should().Equal(0, -1);
    }

    [Fact]
    public void Table_WithAColumnThatHasNoOrder_IsRefused()
    {
        RefusesTable(MonotoneInput.Rising("plan"), "Monotone must name columns of numbers or flags, but \"plan\" holds categories, which have no order: if they have one, make numbers of them.*");
        RefusesTable(MonotoneInput.Rising("since"), "Monotone must name columns of numbers or flags, but \"since\" holds dates, of which seasons are made, too: make a number of it, such as the days since a date.*");
        RefusesTable(MonotoneInput.Rising("size"), "Monotone must name columns of the table, but has one that is rising with size: they are \"age\"*\"level\".*");
        RefusesTable(MonotoneInput.Rising("fee"), "Monotone must name columns of the table, but has one that is rising with fee*");
        RefusesTable(MonotoneInput.Rising(0), "Monotone must name columns of the table, but has one that is rising with feature 0*");

        // A column of one value changes nothing, in whatever direction.
        MlpRegressor.Fit(Customers, target: "fee", new MlpOptions { Monotone = [MonotoneInput.Rising("level")], Training = new() { Epochs = 1 } }).Network.Layers[1].Monotone.Should().BeNull();

        static void RefusesTable(MonotoneInput input, string message) =>
            FluentActions.Invoking(() => MlpRegressor.Fit(Customers, target: "fee", new MlpOptions { Monotone = [input] })).Should().Throw<ArgumentException>().WithMessage(message).WithParameterName("options");
    }

    [Fact]
    public void AnswersWithoutOrder_AreRefused()
    {
        MlpOptions options = new() { Monotone = [MonotoneInput.Rising(0)] };
        int[] labels = [.. Enumerable.Range(0, 30).Select(j => j % 3)];
        FluentActions.Invoking(() => MlpClassifier.Fit(X, labels, options)).Should().Throw<ArgumentException>()
            .WithMessage("Monotone must be given for numbers, for two classes, or for classes of which a sample may have several, but there are 3 classes, of which none can become likelier unless others become less likely.*");
        Refuses(options with { OutputActivation = Activation.SiLU }, "OutputActivation must be one that never falls where answers must rise or fall with inputs (Monotone), such as the identity, but is SiLU.*");
        Refuses(options with { HiddenLayers = [new Dense(4, Activation.ReLU) { Monotone = [1, 0] }] }, "Monotone must be given in the options or for the first hidden layer, but both are.*");
        Refuses(options with { HiddenLayers = [new Dense(4, Activation.SiLU)] }, "A monotone network must have activations that never fall, such as ReLU, tanh and sigmoid, but layer 1 has SiLU.*");
        Refuses(options with { Training = new() { Optimizer = new Lbfgs() } }, "The optimizer of a monotone network must be a GradientOptimizer, such as Adam, after whose steps weights can be kept within bounds, but is L-BFGS.*");
        FluentActions.Invoking(() => new MlpOptions { Monotone = [null!] }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => MonotoneInput.Rising(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => MonotoneInput.Falling(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void PartialFit_WithWhatCannotBe_IsRefusedBeforeAnythingIsLearned()
    {
        MlpRegressor<double> model = new(new MlpOptions { Monotone = [MonotoneInput.Rising(7)] });
        FluentActions.Invoking(() => model.PartialFit(X, Targets)).Should().Throw<ArgumentException>().WithMessage("Monotone must name features*");
        model.IsFitted.Should().BeFalse();
    }

    private static void Refuses(MlpOptions options, string message) =>
        FluentActions.Invoking(() => MlpRegressor.Fit(X, Targets, options)).Should().Throw<ArgumentException>().WithMessage(message);
}
