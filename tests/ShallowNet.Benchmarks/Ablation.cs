using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>
/// What each means brings: the error on samples that were not seen, with one thing changed. The yardstick is the first kind of the default models alone: five networks of
/// 64 ReLU units, one without each fifth of the samples, whose answers are averaged. Each table is drawn from several times, the same samples for all.
/// </summary>
internal static class Ablation
{
    private const int Folds = 5, MostTests = 1000;

    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args.Length == 0)
        {
            Console.Error.WriteLine("ablation FOLDER [ROWS [DRAWS [PART OF A CHANGE'S NAME ...]]]");
            return 1;
        }

        int rows = args.Length > 1 ? int.Parse(args[1], null) : 800, draws = args.Length > 2 ? int.Parse(args[2], null) : 8;
        string[] wanted = args.Length > 3 ? args[3..] : [""];
        Drawn[] all = [.. TableFolder.Tables(args[0]).SelectMany(table => Enumerable.Range(0, draws).Select(draw => Drawn.Of(table.File.Value, table.HasClasses, rows, draw)))];
        Console.WriteLine($"{all.Length / draws} tables, {rows} rows of each, {draws} draws: by how much the error becomes larger\n");
        Console.WriteLine($"{"change",-60}{"log loss",10}{"±",7}{"RMSE",10}{"±",7}{"time",8}");
        (double[] errors, double seconds) yardstick = Errors(all, new Plan());
        foreach ((string change, Plan plan) in Plan.Changes.Where(change => Array.Exists(wanted, part => change.Name.Contains(part, StringComparison.Ordinal))))
        {
            (double[] errors, double seconds) = Errors(all, plan);
            string[] cells = [.. new[] { true, false }.Select(isClass => Larger(all, isClass, errors, yardstick.errors))];
            Console.WriteLine($"{change,-60}{cells[0]}{cells[1]}{seconds / yardstick.seconds,8:0.0}");
        }

        return 0;
    }

    /// <summary>The mean of the logarithm of the errors' ratio over the tables of a kind, and its standard error by the draws.</summary>
    private static string Larger(Drawn[] all, bool hasClasses, double[] errors, double[] yardstick)
    {
        double[][] ratios = [.. all.Index().Where(drawn => drawn.Item.HasClasses == hasClasses)
            .GroupBy(drawn => drawn.Item.Draw, drawn => Math.Log(errors[drawn.Index] / yardstick[drawn.Index])).Select(draw => draw.ToArray())];
        if (ratios.Length == 0)
        {
            return $"{"",17}";
        }

        double[] means = [.. ratios.Select(draw => draw.Average())];
        double mean = means.Average(), error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / Math.Max(1, means.Length - 1) / means.Length);
        return $"{100 * mean,8:+0.0;−0.0;0.0} %{100 * error,7:0.0}";
    }

    private static (double[] Errors, double Seconds) Errors(Drawn[] all, Plan plan)
    {
        double[] errors = new double[all.Length];
        long ticks = 0;
        Parallel.For(0, all.Length, i =>
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            errors[i] = Error(all[i], plan);
            Interlocked.Add(ref ticks, System.Diagnostics.Stopwatch.GetTimestamp() - start);
        });
        return (errors, (double)ticks / System.Diagnostics.Stopwatch.Frequency);
    }

    private static double Error(Drawn drawn, Plan plan)
    {
        (Matrix<float> X, Matrix<float> test, Embedding? codes) = drawn.Inputs(plan.Numbers);
        InputPieces pieces = new(X, plan.Pieces, codes);
        Embedding? embedding = plan.Frequencies > 0 ? Drawn.Periodic(X, codes, plan.Frequencies) : pieces.Embedding;
        Dense[] hidden = [.. Enumerable.Range(0, plan.Layers).Select(l => plan.Hidden with { Embedding = l == 0 ? embedding : null, InputFactors = l == 0 && plan.HasInputFactors })];
        Dense output = new(drawn.Y.RowCount, drawn.HasClasses ? drawn.Y.RowCount > 1 ? Activation.Softmax : Activation.Sigmoid : Activation.Identity);
        Matrix<float> YHat = Matrix<float>.Build.Dense(drawn.Y.RowCount, test.ColumnCount);
        foreach ((int f, Fold fold) in drawn.Folds.Take(plan.Networks).Index())
        {
            int seed = drawn.Draw * Folds + f;
            Matrix<float> train = Split.Columns(X, fold.Train);
            Network<float> network = Network.Create<float>(inputs: X.RowCount, seed: seed, [.. hidden, output]);
            if (plan.IsStartedFromSamples)
            {
                network.InitializeFrom(train, seed);
            }

            TrainingOptions training = plan.Training with
            {
                Seed = seed,
                MaxThreads = 1,
                BatchSize = fold.Train.Count < 500 ? 32 : 64,
                LabelSmoothing = drawn.HasClasses ? plan.Training.LabelSmoothing : 0,
                EarlyStopping = plan.IsStoppedEarly ? new EarlyStopping(plan.Training.Epochs) : null,
            };
            network.Train(train, Split.Columns(drawn.Y, fold.Train), training, validation: (Split.Columns(X, fold.Test), Split.Columns(drawn.Y, fold.Test)));
            YHat += network.Predict(test) / Math.Min(plan.Networks, Folds);
        }

        return drawn.Error(YHat, plan.IsClipped);
    }

    /// <summary>Some samples of a table to train on, and others to test on.</summary>
    private sealed record Drawn(bool HasClasses, int Draw, Table Train, Table Test, Matrix<float> Y, Matrix<float> TestY, IReadOnlyList<Fold> Folds)
    {
        public static Drawn Of(TableFile file, bool hasClasses, int rows, int draw)
        {
            (Samples train, Samples test) = file.Draw(rows, MostTests, draw);
            if (!hasClasses)
            {
                double mean = train.Targets.Average(), deviation = Math.Sqrt(train.Targets.Average(y => (y - mean) * (y - mean)));
                return new Drawn(false, draw, Inputs(train), Inputs(test), Row(train), Row(test), Split.KFold(train.Targets.Length, Ablation.Folds, draw));

                Matrix<float> Row(Samples samples) => Matrix<float>.Build.Dense(1, samples.Targets.Length, [.. samples.Targets.Select(y => (float)((y - mean) / deviation))]);
            }

            string[] classes = [.. train.Labels.Concat(test.Labels).Distinct().Order(StringComparer.Ordinal)];
            int[] labels = Array.ConvertAll(train.Labels, label => Array.IndexOf(classes, label));
            return new Drawn(true, draw, Inputs(train), Inputs(test), Columns(train), Columns(test), Split.KFold(labels.Length, Ablation.Folds, draw));

            Matrix<float> Columns(Samples samples) =>
                Matrix<float>.Build.Dense(classes.Length > 2 ? classes.Length : 1, samples.Labels.Length, (k, j) => samples.Labels[j] == classes[classes.Length > 2 ? k : 1] ? 1 : 0);

            static Table Inputs(Samples samples) => samples.Table!.Without(Samples.Target);
        }

        public (Matrix<float> X, Matrix<float> Test, Embedding? Codes) Inputs(NumberScaling numbers)
        {
            TableEncoder encoder = TableEncoder.Fit(Train, new EncoderOptions { Numbers = numbers });
            return (encoder.Transform<float>(Train), encoder.Transform<float>(Test), encoder.Embedding);
        }

        /// <summary>Periodic embeddings of the inputs that have more than two values, the others as they are.</summary>
        public static Embedding Periodic(Matrix<float> X, Embedding? codes, int frequencies) => Embedding.OfEach([.. (codes ?? Embedding.Pass).Each(X.RowCount)
            .Select((kind, i) => kind is PassEmbedding && X.Row(i).Distinct().Count() > 2 ? Embedding.Periodic(frequencies: frequencies).Each(1)[0] : kind)]);

        public double Error(Matrix<float> YHat, bool isClipped)
        {
            if (!HasClasses)
            {
                (float lowest, float highest) = isClipped ? (Y.Row(0).Min(), Y.Row(0).Max()) : (float.MinValue, float.MaxValue);
                return Math.Sqrt(YHat.Row(0).Zip(TestY.Row(0), (a, b) => Math.Pow(Math.Clamp(a, lowest, highest) - b, 2)).Average());
            }

            return Enumerable.Range(0, YHat.ColumnCount).Average(j => -Math.Log(Math.Max(1e-6, YHat.RowCount > 1
                ? YHat.Column(j).DotProduct(TestY.Column(j))
                : TestY[0, j] > 0 ? YHat[0, j] : 1 - YHat[0, j])));
        }
    }

    /// <summary>How the networks are made and trained.</summary>
    private sealed record Plan
    {
        private const double Rate = 0.03;

        public NumberScaling Numbers { get; init; } = NumberScaling.Smooth;

        public Dense Hidden { get; init; } = new(64, Activation.ReLU);

        public int Layers { get; init; } = 1;

        public int Pieces { get; init; }

        public int Frequencies { get; init; }

        public bool HasInputFactors { get; init; }

        public bool IsStartedFromSamples { get; init; }

        public bool IsStoppedEarly { get; init; } = true;

        public bool IsClipped { get; init; }

        public int Networks { get; init; } = Folds;

        public TrainingOptions Training { get; init; } = new() { Epochs = 60, Optimizer = Adam() };

        public static IEnumerable<(string Name, Plan Plan)> Changes
        {
            get
            {
                Plan plain = new();
                yield return ("one network instead of the mean of five", plain with { Networks = 1 });
                yield return ("the parameters of the last epoch, not of the best", plain with { IsStoppedEarly = false });
                yield return ("numbers standardized", plain with { Numbers = NumberScaling.Standardize });
                yield return ("numbers by quartiles, smoothly clipped at 3", plain with { Numbers = NumberScaling.RobustSmooth });
                yield return ("numbers by quantiles", plain with { Numbers = NumberScaling.Quantiles });
                yield return ("a constant rate, a third of the highest", plain.With(Adam(Rate / 3)));
                yield return ("a rate that falls along a cosine, from a third", plain.With(Adam(LearningRate.Cosine(Rate / 3))));
                yield return ("a rate that falls along a cosine, from two thirds", plain.With(Adam(LearningRate.Cosine(2 * Rate / 3))));
                yield return ("rates of a third", plain.With(Adam(LearningRate.CosineLog(Rate / 3))));
                yield return ("rates of two thirds", plain.With(Adam(LearningRate.CosineLog(2 * Rate / 3))));
                yield return ("β₂ = 0.999", plain.With(Adam(beta2: 0.999)));
                yield return ("weight decay 0.1", plain.With(Adam(decay: 0.1)));
                yield return ("weight decay 1", plain.With(Adam(decay: 1)));
                yield return ("weight decay 1 that falls along a cosine", plain.With(Adam(decay: 1) with { WeightDecaySchedule = LearningRate.Cosine(1) }));
                yield return ("dropout 0.15", plain with { Hidden = plain.Hidden with { Dropout = 0.15 } });
                yield return ("dropout 0.15 that falls along a cosine", plain with
                {
                    Hidden = plain.Hidden with { Dropout = 0.15 },
                    Training = plain.Training with { DropoutSchedule = LearningRate.Cosine(0.15) },
                });
                yield return ("labels smoothed by 0.1", plain with { Training = plain.Training with { LabelSmoothing = 0.1 } });
                yield return ("SiLU", plain with { Hidden = new Dense(64, Activation.SiLU) });
                yield return ("SELU", plain with { Hidden = new Dense(64, Activation.SELU) });
                yield return ("Mish", plain with { Hidden = new Dense(64, Activation.Mish) });
                yield return ("tanh", plain with { Hidden = new Dense(64, Activation.Tanh) });
                yield return ("a learned mix with the identity", plain with { Hidden = plain.Hidden with { LearnedMix = true } });
                yield return ("learned factors of the inputs", plain with { HasInputFactors = true });
                yield return ("learned factors of the inputs, of six times the rate", (plain with { HasInputFactors = true }).With(Adam() with { RateFactors = new() { InputFactors = 6 } }));
                yield return ("inputs in 16 pieces", plain with { Pieces = 16 });
                yield return ("inputs in 16 pieces, a third of the rate", (plain with { Pieces = 16 }).With(Adam(LearningRate.CosineLog(Rate / 3))));
                yield return ("inputs in 4 pieces, half the rate", (plain with { Pieces = 4 }).With(Adam(LearningRate.CosineLog(Rate / 2))));
                yield return ("periodic embeddings", plain with { Frequencies = 16 });
                yield return ("periodic embeddings, a third of the rate", (plain with { Frequencies = 16 }).With(Adam(LearningRate.CosineLog(Rate / 3))));
                yield return ("W's rate divided by √n, for three times the rate", plain.With(Adam(LearningRate.CosineLog(3 * Rate)) with { RateFactors = new() { DivideByRootOfInputs = true, Biases = 1 / 3.0 } }));
                yield return ("a start that looks at samples", plain with { IsStartedFromSamples = true });
                yield return ("batch normalization", plain with { Hidden = plain.Hidden with { BatchNormalization = new() } });
                yield return ("32 units", plain with { Hidden = new Dense(32, Activation.ReLU) });
                yield return ("128 units", plain with { Hidden = new Dense(128, Activation.ReLU) });
                yield return ("256 units", plain with { Hidden = new Dense(256, Activation.ReLU) });
                yield return ("two hidden layers, half the rate", (plain with { Layers = 2 }).With(Adam(LearningRate.CosineLog(Rate / 2))));
                yield return ("three hidden layers, a third of the rate", (plain with { Layers = 3 }).With(Adam(LearningRate.CosineLog(Rate / 3))));
                yield return ("120 epochs", plain with { Training = plain.Training with { Epochs = 120 } });
                yield return ("answers limited to the range of the training targets", plain with { IsClipped = true });
            }
        }

        private Plan With(AdamW optimizer) => this with { Training = Training with { Optimizer = optimizer } };

        private static AdamW Adam(LearningRate? rate = null, double beta2 = 0.95, double decay = 0) => new(rate ?? LearningRate.CosineLog(Rate), beta2: beta2, weightDecay: decay);
    }
}
