using System.Collections.Concurrent;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class EstimatorChecksInDouble : EstimatorChecks<double>;

public sealed class EstimatorChecksInFloat : EstimatorChecks<float>;

/// <summary>
/// What every estimator must do with every configuration, as scikit-learn's <c>check_estimator</c> asks of its own. Those that do not
/// apply stand in <see cref="EstimatorConfigurations.Exceptions"/>.
/// </summary>
public abstract partial class EstimatorChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly IReadOnlyDictionary<string, Action<Case>> Checks = ((Action<Case>[])
        [
            NotFiniteInput_IsRefused, NoSamples_AreRefused, WrongSizes_AreRefused, NullArguments_AreRefused, WrongWeights_AreRefused,
            UnknownTargets_AreRefused, Unfitted_IsRefused, CancelledFit_Throws,
            OneSample_WorksOrIsRefused, OneFeature_Works, MoreFeaturesThanSamples_Work, ConstantFeatures_Work, OneTarget_WorksOrIsRefused,
            SameSeed_GivesTheSameBits, AnotherSeed_GivesOthers, Options_AreUnchanged, Inputs_AreUnchanged, AnyStorage_GivesTheSameBits,
            ZeroWeights_AreAbsentSamples, WeightsOfOne_AreNone, Float_IsNearDouble, Progress_IsToldOfEveryEpoch,
            Predictions_AreFinite, Probabilities_OfClasses_SumToOne, Answers_FollowFromValues, Samples_DoNotDependOnOthers, Score_IsTheMetric,
            Predictions_OnManyThreads_AreTheSame, SpansOfWrongLength_AreRefused, Text_TellsWhatItIs,
            Pieces_LowerTheCost, Pieces_KeepTheFirstScaling, Pieces_GoOnAfterFit, Pieces_Repeated_GiveTheSameBits, RefusedPiece_ChangesNothing,
            PieceOfZeroWeights_IsAbsent, PieceOfWeightsOfOne_HasNone, PieceOfOneTarget_Works,
        ]).ToDictionary(check => check.Method.Name);

    private static readonly ConcurrentDictionary<(string, string), ModelUnderTest<T>> Models = [];

    private const string Defaults = "defaults";

    public static TheoryData<string, string, string> Cases => CasesOf((_, _, configuration) => configuration != Defaults);

    /// <summary>
    /// All of them in double but for what is refused, which is refused before anything is chosen: there one estimator stands for the others. So do
    /// two in float, in which the choice is the same.
    /// </summary>
    public static TheoryData<string, string, string> DefaultCases => CasesOf((check, estimator, configuration) => configuration == Defaults
        && (estimator is "binary classifier" || (estimator is "single-output regressor" || typeof(T) == typeof(double)) && !check.EndsWith("Refused", StringComparison.Ordinal)));

    public static TheoryData<int> Exceptions => [.. Enumerable.Range(0, EstimatorConfigurations.Exceptions.Count)];

    private static TheoryData<string, string, string> CasesOf(Func<string, string, string, bool> isWanted)
    {
        TheoryData<string, string, string> data = [];
        foreach ((string check, string estimator, string configuration) in Combinations.Where(each => isWanted(each.Check, each.Estimator, each.Configuration)))
        {
            if (!EstimatorConfigurations.Exceptions.Any(exception => exception.Covers(check, estimator, configuration)))
            {
                data.Add(check, estimator, configuration);
            }
        }

        return data;
    }

    private static IEnumerable<(string Check, string Estimator, string Configuration)> Combinations =>
        from check in Checks.Keys
        from estimator in EstimatorUnderTest<T>.All.Keys
        from configuration in EstimatorConfigurations.All.Keys
        select (check, estimator, configuration);

    [Theory, MemberData(nameof(Cases))]
    public void Estimator_Checked_Passes(string check, string estimator, string configuration) => Checks[check](new Case(estimator, configuration));

    /// <summary>A fit by default is many trainings, of which the data choose one.</summary>
    [Theory, MemberData(nameof(DefaultCases)), Trait("Cost", "Expensive")]
    public void Estimator_CheckedWithDefaults_Passes(string check, string estimator, string configuration) => Checks[check](new Case(estimator, configuration));

    /// <summary>Each estimator and configuration of an exception fails a check, and every failure is the one that the exception names.</summary>
    [Theory, MemberData(nameof(Exceptions))]
    public void Exception_Checked_StillFails(int number)
    {
        NotApplicable exception = EstimatorConfigurations.Exceptions[number];
        var covered = Combinations.Where(each => exception.Covers(each.Check, each.Estimator, each.Configuration)
            && !EstimatorConfigurations.Exceptions.Take(number).Any(earlier => earlier.Covers(each.Check, each.Estimator, each.Configuration)));
        covered.Should().NotBeEmpty();
        foreach (var checks in covered.GroupBy(each => (each.Estimator, each.Configuration)))
        {
            string[] failures = [.. checks.Select(each => Failure(each.Check, each.Estimator, each.Configuration)).OfType<string>()];
            failures.Should().NotBeEmpty($"{checks.Key} would not be an exception: {exception.Reason}");
            failures.Should().OnlyContain(failure => failure.Contains(exception.Failure), $"{checks.Key} is an exception: {exception.Reason}");
        }
    }

    /// <summary>What a check says of an estimator that fails it; null for one that passes.</summary>
    private static string? Failure(string check, string estimator, string configuration)
    {
        try
        {
            Checks[check](new Case(estimator, configuration));
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }

    private static void Same(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected) => actual.SequenceEqual(expected).Should().BeTrue();

    private static void Same(Matrix<T> actual, Matrix<T> expected) => Same(ColumnMajor.Span(actual), ColumnMajor.Span(expected));

    private static Matrix<T> With(Matrix<T> matrix, int row, int column, T value)
    {
        Matrix<T> copy = matrix.Clone();
        copy[row, column] = value;
        return copy;
    }

    private static Matrix<T> First(Matrix<T> matrix, int samples) => matrix.SubMatrix(0, matrix.RowCount, 0, samples);

    private static void Refused(Action action, string message = "*must*") => action.Should().Throw<ArgumentException>().WithMessage(message);

    /// <summary>An estimator with a configuration, and its samples.</summary>
    private sealed class Case(string estimator, string configuration)
    {
        public string Name => estimator;

        public string Configuration => configuration;

        public EstimatorUnderTest<T> Estimator { get; } = EstimatorUnderTest<T>.All[estimator];

        public MlpOptions Options { get; } = EstimatorConfigurations.All[configuration];

        public Matrix<T> X => Estimator.X;

        public Matrix<T> Y => Estimator.Y;

        /// <summary>A model fitted to the samples, which is not to be changed.</summary>
        public ModelUnderTest<T> Model => Models.GetOrAdd((estimator, configuration), _ => Fit(X, Y));

        public ModelUnderTest<T> Fit(Matrix<T> samples, Matrix<T> targets, IReadOnlyList<double>? weights = null) =>
            Estimator.Fit(samples, targets, Options, weights);

        /// <summary>A model to be fed in pieces, for which options of a training on all samples would be refused.</summary>
        public ModelUnderTest<T> New(int seed = 0) => Estimator.New(Options with { Training = Options.TrainingForPieces() with { Seed = seed }, Refit = null, Seed = seed });
    }
}
