using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <content>Bad input is refused, and changes nothing.</content>
public abstract partial class EstimatorChecks<T>
{
    /// <summary>Samples or targets that no model may take, or weights.</summary>
    private static void RefusedByAll(Case the, Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights, string message)
    {
        ModelUnderTest<T> fitted = the.Fit(the.X, the.Y), inPieces = the.New();
        inPieces.PartialFit(the.X, the.Y);
        T[] before = fitted.State, beforeInPieces = inPieces.State;
        Refused(() => the.Fit(X, Y, weights), message);
        Refused(() => fitted.PartialFit(X, Y, weights), message);
        Refused(() => inPieces.PartialFit(X, Y, weights), message);
        Refused(() => fitted.Score(X, Y, weights), message);
        ModelUnderTest<T> unfitted = the.New();
        Refused(() => unfitted.PartialFit(X, Y, weights), message);
        unfitted.Model.IsFitted.Should().BeFalse();
        Same(fitted.State, before);
        Same(inPieces.State, beforeInPieces);
    }

    private static void NotFiniteInput_IsRefused(Case the)
    {
        Refused(() => the.Model.Values(With(the.X, 1, 3, T.NaN)), "X must be finite, but X[1, 3] is NaN.*");
        Refused(() => the.Model.Answers(With(the.X, 2, 0, T.NegativeInfinity)), "X must be finite, but X[2, 0] is -Infinity.*");
        Refused(() => the.Model.Values([T.One, T.NaN, T.One], new T[the.Model.ValuesPerSample]), "x must be finite, but x[1] is NaN.*");
        Refused(() => the.Model.Answer([T.One, T.One, T.PositiveInfinity]), "x must be finite, but x[2] is Infinity.*");
        RefusedByAll(the, With(the.X, 1, 3, T.NaN), the.Y, null, "X must be finite, but X[1, 3] is NaN.*");
        RefusedByAll(the, With(the.X, 0, 2, T.PositiveInfinity), the.Y, null, "X must be finite, but X[0, 2] is Infinity.*");
        RefusedByAll(the, the.X, With(the.Y, 0, 5, T.NaN), null, "* must be *, but *5]*");
        RefusedByAll(the, the.X, the.Y, [double.NaN, .. Enumerable.Repeat(1.0, 39)], "weights must be finite and at least 0, but weights[0] is NaN.*");
        RefusedByAll(the, the.X, the.Y, [1, double.PositiveInfinity, .. Enumerable.Repeat(1.0, 38)], "weights must be finite and at least 0, but weights[1] is Infinity.*");
    }

    private static void NoSamples_AreRefused(Case the)
    {
        Matrix<T> X = Matrix<T>.Build.Dense(3, 0), Y = Matrix<T>.Build.Dense(the.Y.RowCount, 0);
        RefusedByAll(the, X, Y, null, "X must have at least one row, and one column (a sample), but is 3 × 0.*");
        Refused(() => the.Model.Values(X), "X must have at least one row, and one column (a sample), but is 3 × 0.*");
        Refused(() => the.Fit(Matrix<T>.Build.Dense(0, 40), the.Y), "X must have at least one row, and one column (a sample), but is 0 × 40.*");
    }

    private static void WrongSizes_AreRefused(Case the)
    {
        Matrix<T> X = the.X.SubMatrix(0, 2, 0, 40);
        const string Message = "X must have 3 rows (the features the model was fitted to), but is 2 × 40.*";
        ModelUnderTest<T> model = the.Fit(the.X, the.Y);
        Refused(() => model.Values(X), Message);
        Refused(() => model.Answers(X), Message);
        Refused(() => model.Score(X, the.Y), Message);
        Refused(() => model.PartialFit(X, the.Y), Message);
        RefusedByAll(the, the.X, First(the.Y, 39), null, "* must have 40 * (one for each sample*), but *39.*");
        Same(model.State, the.Model.State);
    }

    private static void NullArguments_AreRefused(Case the)
    {
        RefusedByAll(the, null!, the.Y, null, "X must not be null.*");
        RefusedByAll(the, the.X, null!, null, "* must not be null.*");
        Refused(() => the.Model.Values(null!), "X must not be null.*");
        Refused(() => the.Model.Answers(null!), "X must not be null.*");
        the.Estimator.New(null!).Model.Options.Should().Be(new MlpOptions());
    }

    private static void WrongWeights_AreRefused(Case the)
    {
        RefusedByAll(the, the.X, the.Y, new double[39], "weights must have 40 elements (one for each sample), but has 39.*");
        RefusedByAll(the, the.X, the.Y, [1, -1, .. new double[38]], "weights must be finite and at least 0, but weights[1] is -1.*");
        RefusedByAll(the, the.X, the.Y, new double[40], "weights must have a sum that is finite and greater than 0, but it is 0.*");
    }

    private static void UnknownTargets_AreRefused(Case the)
    {
        ModelUnderTest<T> model = the.Fit(the.X, the.Y);
        T[] before = model.State;
        Refused(() => model.PartialFit(the.X, the.Estimator.WrongY));
        Refused(() => model.Score(the.X, the.Estimator.WrongY));
        Same(model.State, before);
    }

    private static void Unfitted_IsRefused(Case the)
    {
        ModelUnderTest<T> model = the.New();
        model.Model.IsFitted.Should().BeFalse();
        model.Model.InputScaler.Should().BeNull();
        model.Model.ToString().Should().EndWith(": not fitted yet");
        Action[] uses =
        [
            () => model.Values(the.X), () => model.Values(new T[3], new T[model.ValuesPerSample]), () => model.Answers(the.X), () => model.Answer(new T[3]),
            () => model.Score(the.X, the.Y), () => _ = model.Model.Network, () => _ = model.Model.History, () => _ = model.Model.Features,
        ];
        foreach (Action use in uses)
        {
            use.Should().Throw<InvalidOperationException>().WithMessage("The Mlp* must be fitted before it is used: call PartialFit.");
        }
    }

    private static void CancelledFit_Throws(Case the)
    {
        Action fit = () => the.Estimator.Fit(the.X, the.Y, the.Options, cancellationToken: new CancellationToken(canceled: true));
        fit.Should().Throw<OperationCanceledException>();
    }

    private static void SpansOfWrongLength_AreRefused(Case the)
    {
        int values = the.Model.ValuesPerSample;
        Refused(() => the.Model.Values(new T[2], new T[values]), "x must have 3 elements (the features the model was fitted to), but has 2.*");
        Refused(() => the.Model.Answer(new T[4]), "x must have 3 elements (the features the model was fitted to), but has 4.*");
        Refused(() => the.Model.Values(new T[3], new T[values + 1]), $"* must have {Require.Count(values, "element")} (one for each *), but has {values + 1}.*");
    }
}
