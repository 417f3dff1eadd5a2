using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Intervals whose width follows the sample, and intervals by group.</content>
public sealed partial class MlpRegressor<T>
{
    /// <summary>The networks of each fold, once they were asked.</summary>
    private Tuple<FoldMembers, Network<T>[]>? ofFolds;

    /// <summary>Intervals that hold the target of each sample with a given probability, of a width of one's choice.</summary>
    /// <remarks>
    /// <para>
    /// <see cref="IntervalWidth.FollowsSample"/> divides each error by the one to be expected for such a sample (normalized conformal prediction; Papadopoulos, Vovk and Gammerman, 2011): e to a sum of bent lines of the
    /// network's inputs and its answer, learned in <c>Fit</c> from the errors of the folds, where that tells errors of samples it has not seen better than one size does. Samples given to <c>Calibrate</c>
    /// afterwards have no part in it, and the level is as sure as with one width; where the model has no such errors, they teach it, each of them that of the others, and the level is what one may expect.
    /// </para>
    /// <para>
    /// <see cref="IntervalWidth.FollowsFolds"/> is CV+: the ends are the ⌊(1 − level)(n + 1)⌋-th smallest of the differences, and the ⌈level·(n + 1)⌉-th smallest of the sums, of what the networks that were trained
    /// without a sample's fold answer, and that sample's |y − ŷ|. It needs a model that is the mean of networks, whose folds are its members, as the data chose it.
    /// </para>
    /// <para>
    /// <see cref="IntervalWidth.Bayesian"/> is for a network by Bayesian regularization (the linear model among them) that the data chose, of at most 200 parameters and without weights: ŷ ± z·√(1/β + gᵀH⁻¹g), with z of the normal
    /// distribution. It is what there is below 40 samples.
    /// </para>
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="options">The level, the ends, and what the width depends on.</param>
    /// <returns>The lower and the upper ends, outputs × m each.</returns>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled; or the groups are of no column of texts or flags with at most 32 values.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is more than the samples, or those of a group, can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99.</exception>
    /// <exception cref="InvalidOperationException">
    /// The regressor has seen no data yet, or no answers to samples that it was not trained on: call <c>Calibrate</c>; or the width is to follow the folds, and it is no mean of their networks, or to be Bayesian, and it is no such network.
    /// </exception>
    public (Matrix<T> Lower, Matrix<T> Upper) PredictInterval(Matrix<T> X, IntervalOptions options)
    {
        Interval[][] intervals = Intervals(X, options);
        return (Ends(interval => interval.Lower), Ends(interval => interval.Upper));

        Matrix<T> Ends(Func<Interval, double> end) => Matrix<T>.Build.Dense(intervals.Length, X.ColumnCount, (i, j) => T.CreateSaturating(end(intervals[i][j])));
    }

    /// <summary>An interval for each output that holds its target with a given probability, of a width of one's choice.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="options">The level, the ends, and what the width depends on.</param>
    /// <inheritdoc cref="PredictInterval(Matrix{T}, IntervalOptions)" path="/remarks|/exception"/>
    public Interval[] PredictInterval(ReadOnlySpan<T> x, IntervalOptions options)
    {
        CheckSample(x);
        return Array.ConvertAll(Intervals(ColumnMajor.Create(x.Length, 1, x.ToArray()), options), ofOutput => ofOutput[0]);
    }

    /// <summary>An interval for each row that holds its target with a given probability, of a width of one's choice, or by group.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which column groups are made.</param>
    /// <returns>As many intervals as the table has rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite; or the groups are of no column of texts or flags with at most 32 values.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is more than the samples, or those of a group, can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99.</exception>
    /// <exception cref="InvalidOperationException">
    /// The regressor was not fitted to a table, or to one with several targets, or has no answers to rows that it was not trained on: call <c>Calibrate</c>; or the width is to follow the folds, and it is no mean of
    /// their networks.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Matrix{T}, IntervalOptions)" path="/remarks"/>
    public Interval[] PredictInterval(Table table, IntervalOptions options)
    {
        Matrix<T> X = InputsOf(table);
        CheckHasOneTarget();
        return Intervals(X, options)[0];
    }

    /// <summary>Intervals of several targets for each row, by their names.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which column groups are made.</param>
    /// <returns>For each of <see cref="MlpModel{T}.Targets"/> as many intervals as the table has rows.</returns>
    /// <exception cref="InvalidOperationException">
    /// The regressor was not fitted to a table, or has no answers to rows that it was not trained on: call <c>Calibrate</c>; or the width is to follow the folds, and it is no mean of their networks.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Table, IntervalOptions)" path="/remarks|/exception[position() &lt; 3]"/>
    public IReadOnlyDictionary<string, Interval[]> PredictIntervalColumns(Table table, IntervalOptions options) =>
        Targets.Zip(Intervals(InputsOf(table), options)).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>An interval that holds the target of a row with a given probability, of a width of one's choice, or by group.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which column groups are made.</param>
    /// <exception cref="ArgumentException">
    /// A name is of no column, a value of another kind than its column, or a number is too far from those of the training; or the groups are of no column of texts or flags with at most 32 values.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Table, IntervalOptions)" path="/remarks|/exception[position() &gt; 1]"/>
    public Interval PredictInterval(IReadOnlyDictionary<string, object?> row, IntervalOptions options) => PredictInterval(RowOf(row), options);

    /// <summary>An interval that holds the target of a row with a given probability, of a width of one's choice, or by group.</summary>
    /// <param name="row">A row of the regressor's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which column groups are made.</param>
    /// <exception cref="ArgumentException">
    /// The row is one of another encoder, or has a number that is too far from those of the training; or the groups are of no column of texts or flags with at most 32 values.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Table, IntervalOptions)" path="/remarks|/exception[position() &gt; 1]"/>
    public Interval PredictInterval(InputRow row, IntervalOptions options)
    {
        CheckHasOneTarget();
        T[] features = new T[EncoderOfTables().Features];
        EncoderOfTables().Transform<T>(row, features);
        return PredictInterval(features, options)[0];
    }

    private protected override ReportedCertainty? CertaintyOn(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights)
    {
        if (Calibration is not { } known || known.Samples < ReportedCertainty.FewestSamples)
        {
            return null;
        }

        double[] reach = [.. Enumerable.Range(0, YHat.RowCount).Select(output => known.IntervalsOf(output).Distances(ReportedCertainty.LevelOfReports, IntervalEnds.Both).Above)];
        double coverage = Metrics.Coverage(Shifted(-1), Shifted(1), Y, weights);
        return new ReportedCertainty { Level = ReportedCertainty.LevelOfReports, Coverage = coverage, Width = reach.Length == 1 ? 2 * reach[0] : null };

        Matrix<T> Shifted(int direction) => Matrix<T>.Build.Dense(YHat.RowCount, YHat.ColumnCount, (i, j) => T.CreateSaturating(double.CreateTruncating(YHat[i, j]) + direction * reach[i]));
    }

    private protected override Calibration Complete(double[][] rows, Matrix<T> X, Matrix<T> YHat, FittedModel<T>? chosen)
    {
        bool hasSizes = chosen is null && Calibration is { HasSizesOfTraining: true };
        ErrorSize?[] sizes = hasSizes ? Calibration!.Sizes : new ErrorSize?[rows.Length];
        double[][] scales = new double[rows.Length][];
        for (int output = 0; output < rows.Length; output++)
        {
            (int count, double[] inputs) = InputsOfSizes(X, YHat, output);
            (sizes[output], scales[output]) = hasSizes ? (sizes[output], ScalesOf(sizes[output], inputs, count)) : ErrorSizeFit.Fit(inputs, rows[output]);
        }

        return new Calibration(rows)
        {
            Sizes = sizes, Scales = scales, Members = chosen?.Members, HasSizesOfTraining = hasSizes || chosen is not null,
            Groups = Encoder is { } encoder ? [.. SampleGroups.ColumnsOf(encoder).Select(place => SampleGroups.Of(encoder, place, X))] : [],
        };
    }

    /// <summary>What the size of errors depends on: the network's inputs and the answer after them, for each sample.</summary>
    private (int Count, double[] Inputs) InputsOfSizes(Matrix<T> X, Matrix<T> YHat, int output)
    {
        ReadOnlySpan<T> scaled = ColumnMajor.Span(NetworkInputsOf(X));
        int count = X.RowCount + 1;
        double[] inputs = new double[count * X.ColumnCount];
        for (int j = 0; j < X.ColumnCount; j++)
        {
            for (int i = 0; i < X.RowCount; i++)
            {
                inputs[j * count + i] = double.CreateTruncating(scaled[j * X.RowCount + i]);
            }

            inputs[j * count + X.RowCount] = double.CreateTruncating(YHat[output, j]);
        }

        return (count, inputs);
    }

    private static double[] ScalesOf(ErrorSize? size, double[] inputs, int count) =>
        [.. Enumerable.Range(0, inputs.Length / count).Select(j => size?.Of(inputs.AsSpan(j * count, count)) ?? 1)];

    /// <summary>The intervals of each output for each sample.</summary>
    private Interval[][] Intervals(Matrix<T> X, IntervalOptions options)
    {
        if (Require.NotNull(options).Width == IntervalWidth.Bayesian)
        {
            return ErrorBars(Inputs(X), options);
        }

        Calibration known = RequireCalibration();
        X = Inputs(X);
        IntervalWidths<T> widths = new(known, options, Encoder, X);
        if (options.Width == IntervalWidth.FollowsFolds)
        {
            Matrix<T>[] answers = Array.ConvertAll(NetworksOfFolds(known), network => Answers(network, X));
            return [.. Enumerable.Range(0, known.Rows.Count).Select(output => widths.Between(output, answers))];
        }

        Matrix<T> YHat = Answers(X);
        return [.. Enumerable.Range(0, YHat.RowCount).Select(AroundAnswers)];

        Interval[] AroundAnswers(int output)
        {
            bool isScaled = options.Width == IntervalWidth.FollowsSample && known.SizeOf(output) is not null;
            double[] yHat = [.. YHat.Row(output).Select(double.CreateTruncating)];
            (int count, double[] inputs) = isScaled ? InputsOfSizes(X, YHat, output) : (1, yHat);
            return widths.Around(output, yHat, ScalesOf(isScaled ? known.SizeOf(output) : null, inputs, count));
        }
    }

    /// <summary>Error bars of a normal distribution.</summary>
    private Interval[][] ErrorBars(Matrix<T> X, IntervalOptions options)
    {
        if (options.By is not null)
        {
            throw new ArgumentException($"By must not be given for Bayesian error bars, which are corrected by no samples, but is \"{options.By}\".", nameof(options));
        }

        Posterior known = Posterior ?? throw new InvalidOperationException(
            Invariant($"The {nameof(MlpRegressor)} must be chosen by the data as a network by Bayesian regularization of at most {Posterior.MostParameters} parameters, fitted without weights, for Bayesian error bars, but is not: let the width follow the sample."));
        double reach = Posterior.NormalQuantile(options.Ends == IntervalEnds.Both ? (1 + options.Level) / 2 : options.Level);
        Matrix<double> inputs = ColumnMajor.Convert<T, double>(NetworkInputsOf(X));
        Network<double> network = Network.Copy<double>();
        Matrix<T> YHat = Answers(X);
        return [.. Enumerable.Range(0, YHat.RowCount).Select(OfOutput)];

        Interval[] OfOutput(int output)
        {
            double unit = reach * (TargetScaler?.Line.Units[output] ?? 1);
            return [.. known.DeviationsOf(network, inputs, output).Select((deviation, j) => new Interval(
                options.Ends == IntervalEnds.Upper ? double.NegativeInfinity : double.CreateTruncating(YHat[output, j]) - unit * deviation,
                options.Ends == IntervalEnds.Lower ? double.PositiveInfinity : double.CreateTruncating(YHat[output, j]) + unit * deviation))];
        }
    }

    /// <summary>The mean of the networks that were trained without each fold.</summary>
    private Network<T>[] NetworksOfFolds(Calibration known)
    {
        if (known.Members is not { } members)
        {
            throw new InvalidOperationException(
                $"The {nameof(MlpRegressor)} must be a mean of networks, as the data chose it, for intervals that follow its folds, but is another model, or was calibrated by other samples: let the width follow the sample.");
        }

        Tuple<FoldMembers, Network<T>[]>? found = ofFolds;
        if (found is null || !ReferenceEquals(found.Item1, members))
        {
            ofFolds = found = Tuple.Create(members, Enumerable.Range(0, members.Folds).Select(fold => members.NetworkOf(Network, fold)).ToArray());
        }

        return found.Item2;
    }
}
