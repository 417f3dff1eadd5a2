using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>
/// How fast tables become numbers, on one thread: cells a second of 100,000 rows of 50 mixed columns, the time of one row of 20 columns from its values to its
/// class, rows a second of a CSV file; and, where a size is given, the memory that the training on such a file takes, which is read in pieces.
/// </summary>
internal static class TableSpeed
{
    private const int Repeats = 9;

    private static readonly string[] Towns = [.. Enumerable.Range(0, 12).Select(i => $"town {i}")];

    public static int Run(string[] args)
    {
        if (args is ["pieces", var megabytes])
        {
            return TrainOnPieces(int.Parse(megabytes, CultureInfo.InvariantCulture));
        }

        Table table = Mixed(rows: 100_000, columns: 50);
        foreach (NumberScaling scaling in Enum.GetValues<NumberScaling>())
        {
            TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { Numbers = scaling });
            double seconds = Best(() => encoder.Transform<float>(table));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"100,000 × 50 mixed columns to {encoder.Features} features, {scaling}: {table.RowCount * table.Columns.Count / seconds / 1e6:0} million cells a second"));
        }

        PredictRow();
        FindSimilar();
        ReadCsv(table);
        return 0;
    }

    /// <summary>The five nearest of 10,000 known cases to each of 1,000 samples, and what it takes to prepare the cases.</summary>
    private static void FindSimilar()
    {
        NumPyRandom random = new(1);
        Network<float> network = Network.Create<float>(inputs: 30, seed: 1, new Dense(64, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        Matrix<float> known = Matrix<float>.Build.Dense(30, 10_000, (_, _) => (float)random.Randn()), asked = Matrix<float>.Build.Dense(30, 1000, (_, _) => (float)random.Randn());
        SimilarCases<float> cases = SimilarCases.Of(network, known);
        double prepared = Best(() => SimilarCases.Of(network, known)), seconds = Best(() => cases.Nearest(asked, 5));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1,000 samples to the nearest of 10,000 known cases, 64 hidden units: {1000 * seconds:0} ms; {1000 * prepared:0} ms to prepare the cases"));
    }

    /// <summary>Numbers, a third of them with gaps; categories, flags and dates.</summary>
    private static Table Mixed(int rows, int columns, int seed = 1)
    {
        NumPyRandom random = new(seed);
        return new Table(Enumerable.Range(0, columns).Select(ColumnAt));

        Column ColumnAt(int i) => (i % 10) switch
        {
            < 5 => Column.Of($"number {i}", Draw(() => 1000 * random.Randn())),
            5 => Column.Of($"gaps {i}", Draw(() => random.Rand() < 0.1 ? double.NaN : random.Randn())),
            < 8 => Column.Of($"text {i}", Draw(() => random.Rand() < 0.05 ? null : Towns[(int)(Towns.Length * random.Rand())])),
            8 => Column.Of($"flag {i}", Draw(() => random.Rand() < 0.5)),
            _ => Column.Of($"date {i}", Draw(() => new DateTime(2000, 1, 1).AddHours((int)(200_000 * random.Rand())))),
        };

        TItem[] Draw<TItem>(Func<TItem> draw)
        {
            TItem[] items = new TItem[rows];
            for (int j = 0; j < rows; j++)
            {
                items[j] = draw();
            }

            return items;
        }
    }

    private static Table WithTarget(Table table) => table.With(Column.Of("answer", table.Rows.Select(row => row.Number("number 0") + 300 * (row.Text("text 6") is { } town ? town.Length : 0) > 2000)));

    private static void PredictRow()
    {
        const int Calls = 100_000;
        Table table = WithTarget(Mixed(rows: 2000, columns: 20));
        MlpClassifier<float, string> model = MlpClassifier.Fit(table, "answer", new MlpOptions { HiddenLayers = [new Dense(32, Activation.Tanh)] });
        InputRow row = model.Encoder!.CreateRow();
        float[] probabilities = new float[2];
        Action[] sets = [.. model.Encoder.Columns.Select((column, i) => (Action)(table[column.Name].ValueAt(7) switch
        {
            double number => () => row.Set(i, number),
            string text => () => row.Set(i, text),
            bool flag => () => row.Set(i, flag),
            DateTime date => () => row.Set(i, date),
            _ => () => row.Set(i, (double?)null),
        }))];
        Predict();
        long before = GC.GetAllocatedBytesForCurrentThread();
        double seconds = Best(Predict);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"a row of {sets.Length} columns, {model.Network.Summary}: {seconds / Calls * 1e6:0.00} µs, {(GC.GetAllocatedBytesForCurrentThread() - before) / (Repeats * (long)Calls)} bytes a call"));

        void Predict()
        {
            for (int i = 0; i < Calls; i++)
            {
                foreach (Action set in sets)
                {
                    set();
                }

                model.PredictProbability(row, probabilities);
            }
        }
    }

    private static void ReadCsv(Table table)
    {
        string path = Path.GetTempFileName();
        try
        {
            Csv.Write(table.Select(table.Columns.Take(10).Select(column => column.Name)), path);
            double seconds = Best(() => Csv.Read(path));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"CSV, 10 columns, {new FileInfo(path).Length / 1e6:0} MB: {table.RowCount / seconds / 1e6:0.00} million rows a second"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int TrainOnPieces(int megabytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            string text = Written();
            using (StreamWriter file = new(path))
            {
                file.Write(text);
                string rows = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
                while (file.BaseStream.Length < megabytes * 1_000_000L)
                {
                    file.Write(rows);
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1e6:0} MB written"));
            long start = Stopwatch.GetTimestamp();
            MlpClassifier<float, string> model = MlpClassifier.Fit(Csv.ReadPieces(path), "answer", new MlpOptions { Training = new() { Epochs = 1 } }, new ConsoleProgress());
            Console.WriteLine(model.History);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"trained in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, largest working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }

        static string Written()
        {
            using StringWriter writer = new();
            Csv.Write(WithTarget(Mixed(rows: 20_000, columns: 20)), writer);
            return writer.ToString();
        }
    }

    private static double Best(Action action)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
