using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What the library has of each kind stands in the kind's list, and files can tell them apart.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Members_OfEveryKind_AreAllThatTheLibraryHas()
    {
        Check(ActivationCatalog.Members);
        Check(LossCatalog.Members);
        Check(InitializerCatalog.Members);
        Check(OptimizerCatalog.Members);
        Check(ScalerCatalog.Rows);
    }

    /// <summary>A name that changed could not be read from older files.</summary>
    [Fact]
    public void FileNames_OfEveryKind_AreThoseOfOlderFiles()
    {
        ActivationCatalog.Members.Select(member => member.Row!.FileName).Should().Equal(
            "sigmoid", "tanh", "relu", "leakyRelu", "elu", "gelu", "geluTanh", "silu", "selu", "mish", "softplus", "exponential", "identity", "softmax");
        LossCatalog.Members.Select(member => member.Row!.FileName).Should().Equal(
            "crossEntropy", "categoricalCrossEntropy", "squaredError", "absoluteError", "huber", "quantile", "poisson");
        InitializerCatalog.Members.Select(member => member.Row!.FileName).Should().Equal(
            "zeros", "normal", "xavier", "he", "leCun", "orthogonal", "nguyenWidrow");
        OptimizerCatalog.Members.Select(member => member.FileName).Should().Equal(
            "GradientDescent", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam", "AdaMax", "AdamW", "NAdam", "Rprop", "LBFGS", "ScaledConjugateGradient", "LevenbergMarquardt", "BayesianRegularization");
        ScalerCatalog.Rows.Select(row => row.FileName).Should().Equal("standardizer", "minMax", "robust");
    }

    [Fact]
    public void ScalerRows_ForEveryScaling_FitAScalerThatTheirNumbersMakeAgain()
    {
        Matrix<double> X = Matrix<double>.Build.DenseOfRows([[1, 2, 6], [-1, 0, 0.5]]);
        ScalerCatalog.Rows.Select(row => row.Scaling).Should().Equal(Enum.GetValues<Scaling>().Where(scaling => scaling != Scaling.None));
        foreach (ScalerRow row in ScalerCatalog.Rows)
        {
            Scaler scaler = row.Scaling.Fit(X, null)!;
            scaler.Row.Should().BeSameAs(row);
            row.Make(scaler.Numbers).Transform(X).Should().Be(scaler.Transform(X));
            Scaler ofInputs = row.Scaling.FitInputs(X, null)!;
            (row.Make(ofInputs.Numbers).Transform(100 * X), row.Make(ofInputs.Numbers).Limit).Should().Be((ofInputs.Transform(100 * X), ofInputs.Limit));
        }

        Scaling.None.Fit(X, null).Should().BeNull();
    }

    [Fact]
    public void Rows_OfMembersWithANumber_MakeTheLike()
    {
        Check(ActivationCatalog.Members, member => member.Row);
        Check(LossCatalog.Members, member => member.Row);
        Check(InitializerCatalog.Members, member => member.Row);
    }

    private static void Check<TPart>(IEnumerable<TPart> members)
        where TPart : class => members.Select(member => member.GetType()).Should().BeEquivalentTo(
            typeof(TPart).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(TPart)) && !type.IsAbstract));

    private static void Check<TPart>(IEnumerable<TPart> members, Func<TPart, CatalogRow<TPart>?> rowOf)
        where TPart : class
    {
        foreach (TPart member in members)
        {
            CatalogRow<TPart> row = rowOf(member)!;
            (row.Number is null).Should().Be(row.Make is null);
            if (row is { Number: { } number, Make: { } make })
            {
                make(number).Should().Be(member);
                rowOf(make(0.75))!.Number.Should().Be(0.75);
            }
        }
    }
}
