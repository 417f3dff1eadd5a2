using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <content>Models that are fed in pieces.</content>
public abstract partial class EstimatorChecks<T>
{
    private static void Feed(Case the, ModelUnderTest<T> model, int passes)
    {
        for (int i = 0; i < passes; i++)
        {
            model.PartialFit(First(the.X, 25), First(the.Y, 25));
            model.PartialFit(the.X.SubMatrix(0, 3, 25, 15), the.Y.SubMatrix(0, the.Y.RowCount, 25, 15));
        }
    }

    private static void Pieces_LowerTheCost(Case the)
    {
        ModelUnderTest<T> model = the.New();
        Feed(the, model, 100);
        IReadOnlyList<double> costs = model.Model.History.Costs;
        costs.Should().HaveCount(200);
        costs.TakeLast(10).Average().Should().BeLessThan(0.95 * costs.Take(10).Average());
    }

    private static void Pieces_KeepTheFirstScaling(Case the)
    {
        ModelUnderTest<T> model = the.New();
        model.PartialFit(First(the.X, 25), First(the.Y, 25));
        Scaler? first = model.Model.InputScaler;
        Feed(the, model, 2);
        model.Model.InputScaler.Should().BeSameAs(first);
        if (first is null)
        {
            the.Options.InputScaling.Should().Be(Scaling.None);
            return;
        }

        Scaling scaling = the.Options.InputScaling ?? (the.Options.Loss is { IsRobust: true } ? Scaling.Robust : Scaling.Standardize);
        Same(first.Transform(First(the.X, 25)), scaling.FitInputs(First(the.X, 25), null)!.Transform(First(the.X, 25)));
    }

    private static void Pieces_GoOnAfterFit(Case the)
    {
        ModelUnderTest<T> model = the.Fit(the.X, the.Y);
        Scaler? scaler = model.Model.InputScaler;
        Network<T> network = model.Model.Network;
        model.PartialFit(the.X, the.Y);
        model.Model.InputScaler.Should().BeSameAs(scaler);
        model.Model.Network.Should().BeSameAs(network);
        model.Model.History.Epochs.Should().ContainSingle();
        model.State.Should().NotEqual(the.Model.State);
        Golden.ErrorOf(model.Values(the.X).Map(double.CreateChecked), the.Model.Values(the.X).Map(double.CreateChecked)).Should().BeLessThan(0.2);
    }

    private static void Pieces_Repeated_GiveTheSameBits(Case the)
    {
        ModelUnderTest<T> model = the.New(), again = the.New();
        Feed(the, model, 2);
        Feed(the, again, 2);
        Same(again.State, model.State);
        ModelUnderTest<T> other = the.New(seed: 1);
        Feed(the, other, 2);
        other.State.Should().NotEqual(model.State);
    }

    private static void RefusedPiece_ChangesNothing(Case the)
    {
        ModelUnderTest<T> model = the.New(), undisturbed = the.New();
        Feed(the, model, 1);
        Feed(the, undisturbed, 1);
        Refused(() => model.PartialFit(the.X, the.Estimator.WrongY));
        Refused(() => model.PartialFit(With(the.X, 2, 39, T.NaN), the.Y));
        Refused(() => model.PartialFit(the.X, the.Y, new double[40]));
        Feed(the, model, 1);
        Feed(the, undisturbed, 1);
        Same(model.State, undisturbed.State);
        model.Model.History.Costs.Should().Equal(undisturbed.Model.History.Costs);
    }

    private static void PieceOfZeroWeights_IsAbsent(Case the)
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(j => (j % 5) / 2.0)];
        int[] kept = [.. Enumerable.Range(0, 40).Where(j => weights[j] > 0)];
        ModelUnderTest<T> model = the.New(), without = the.New();
        for (int i = 0; i < 2; i++)
        {
            model.PartialFit(the.X, the.Y, weights);
            without.PartialFit(Split.Columns(the.X, kept), Split.Columns(the.Y, kept), [.. kept.Select(j => weights[j])]);
        }

        Same(model.State, without.State);
    }

    private static void PieceOfWeightsOfOne_HasNone(Case the)
    {
        ModelUnderTest<T> model = the.New(), without = the.New();
        model.PartialFit(the.X, the.Y, [.. Enumerable.Repeat(1.0, 40)]);
        without.PartialFit(the.X, the.Y);
        Same(model.State, without.State);
    }

    private static void PieceOfOneTarget_Works(Case the)
    {
        ModelUnderTest<T> model = the.New();
        model.PartialFit(First(the.X, 5), Matrix<T>.Build.Dense(the.Y.RowCount, 5, (i, j) => the.Y[i, 0]));
        Feed(the, model, 1);
        FinitePredictions(model, the.X);
    }
}
