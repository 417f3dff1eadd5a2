using System.Buffers.Binary;
using System.Numerics;

namespace ShallowNet;

/// <summary>
/// A file of where a training stands: the network's tensors, and beside them those that are needed only to go on, whose names begin with
/// <c>training.</c>.
/// </summary>
internal static class TrainerFile
{
    public const string Kind = "checkpoint";
    private const string History = "training.history";
    private const string HistoryKinds = "training.history.kinds";

    /// <summary>The penalties of every epoch, where there are such; checkpoints of 0.1 have none.</summary>
    private const string Penalties = "training.history.penalties";

    /// <summary>What stands before the names that a minimizer has for what it remembers.</summary>
    private const string Training = "training.";
    private const string Best = "training.best.";

    /// <summary>The columns of the history before the metrics: costs, validation costs, rates, norms, ticks, and the costs that schedules watch.</summary>
    private const int Columns = 6;

    /// <summary>More steps than any training takes, and few enough to go on counting.</summary>
    private const long MostSteps = 1L << 53;

    public static void Write<T>(Stream stream, Trainer<T> trainer, PendingRun<T>? pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = trainer.Network;
        (MersenneTwister words, double? gaussian) = trainer.Random.State;
        (string Name, double[] Elements)[] changes = [.. trainer.Minimizer.DoubleMemory];
        List<TensorToWrite> tensors = [.. NetworkFile.Tensors(network, network.State)];
        if (trainer.Epochs.Count > 0)
        {
            int columns = Columns + trainer.Options.Metrics.Count;
            double[] rows = Rows(trainer, columns);
            tensors.Add(TensorToWrite.Of(History, [trainer.Epochs.Count, columns], Array.ConvertAll(rows, x => double.IsFinite(x) ? x : 0)));
            tensors.Add(TensorToWrite.Of(HistoryKinds, [trainer.Epochs.Count, columns], Array.ConvertAll(rows, KindOf)));
            if (trainer.Epochs.Exists(epoch => epoch.Penalty != 0))
            {
                tensors.Add(TensorToWrite.Of(Penalties, [trainer.Epochs.Count, 1], [.. trainer.Epochs.Select(epoch => epoch.Penalty)]));
            }
        }

        tensors.AddRange(trainer.Minimizer.Memory.Select(memory => TensorToWrite.Of(Training + memory.Name, [memory.Elements.Length], memory.Elements)));
        tensors.AddRange(changes.Select(change => TensorToWrite.Of(Training + change.Name, [change.Elements.Length], change.Elements)));
        if (pending is { BestState.Length: > 0 })
        {
            tensors.AddRange(NetworkFile.Tensors(network, pending.BestState, Best));
        }

        ModelFile.Write(stream, new ModelDocument
        {
            Format = ModelDocument.TextFormat,
            Library = ModelFile.LibraryVersion,
            Kind = Kind,
            Network = NetworkFile.Describe(network),
            Trainer = new TrainerDocument
            {
                Optimizer = trainer.Options.Optimizer.FileName,
                Steps = trainer.Minimizer.Steps,
                RandomWords = Text(words.State),
                RandomIndex = words.Index,
                RandomGaussian = gaussian,
                Epochs = trainer.Epochs.Count,
                Metrics = trainer.Options.Metrics.Count,
                Memory = changes.Length / 2,
                Run = pending is null ? null : new RunDocument
                {
                    LastEpoch = pending.LastEpoch, BestEpoch = pending.BestEpoch, Best = pending.Best, HasBestState = pending.BestState.Length > 0,
                },
            },
        }, tensors);
    }

    public static Trainer<T> Read<T>(Stream stream, TrainingOptions options, LoadOptions loadOptions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(stream, [Kind], (file, document) =>
        {
            TrainerDocument state = ModelFile.Required(document.Trainer, "a part about the training");
            Check(state, options);
            Reading<T> reading = new(file, state);
            Network<T> network = NetworkFile.Read<T>(file, document.Network, loadOptions, reading.TryRead);
            return reading.Restore(new Trainer<T>(network, options, RandomOf(state)));
        });

    private static void Check(TrainerDocument state, TrainingOptions options)
    {
        if (state.Optimizer != options.Optimizer.FileName)
        {
            throw new ModelFileException($"The training was written with the optimizer {FileText.Quoted(state.Optimizer)}, but the options have {options.Optimizer.FileName}.");
        }

        if (state.Metrics != options.Metrics.Count)
        {
            throw new ModelFileException(Invariant($"The training was written with {Require.Count(state.Metrics, "metric")}, but the options have {options.Metrics.Count}."));
        }

        if (state.Steps < 0 || state.Epochs < 0 || state.Memory < 0
            || state.Steps > MostSteps || (options.Optimizer.NeedsAllSamples ? state.Steps != 0 && state.Steps < state.Epochs : state.Steps < state.Epochs)
            || (state.Run is { } run && (run.BestEpoch < 0 || run.BestEpoch > state.Epochs || run.LastEpoch <= state.Epochs
                || run.HasBestState != run.BestEpoch > 0 || (run.HasBestState && double.IsNaN(run.Best)))))
        {
            throw DoNotFit();
        }
    }

    private static ModelFileException DoNotFit() => new("The file's numbers of steps, epochs and changes must fit together and the options, but do not.");

    private static double[] Rows<T>(Trainer<T> trainer, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] rows = new double[trainer.Epochs.Count * columns];
        for (int i = 0; i < trainer.Epochs.Count; i++)
        {
            TrainingEpoch epoch = trainer.Epochs[i];
            double[] row = [epoch.Cost, epoch.ValidationCost, epoch.LearningRate, epoch.GradientNorm, epoch.Elapsed.Ticks, trainer.WatchedCosts[i], .. epoch.Metrics];
            row.CopyTo(rows, i * columns);
        }

        return rows;
    }

    /// <summary>The kind of a number, which a file has beside it, because its numbers must be finite: 0 for finite, ±1 for an infinity, 2 for NaN.</summary>
    private static float KindOf(double x) => double.IsFinite(x) ? 0 : double.IsNaN(x) ? 2 : Math.Sign(x);

    private static double OfKind(double x, float kind) => kind switch
    {
        0 => x,
        2 => double.NaN,
        1 => double.PositiveInfinity,
        -1 => double.NegativeInfinity,
        _ => throw new ModelFileException(Invariant($"The tensor {HistoryKinds} must hold −1, 0, 1 and 2, but has {kind}.")),
    };

    private static string Text(ReadOnlySpan<uint> words)
    {
        byte[] bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return Convert.ToBase64String(bytes);
    }

    private static NumPyRandom RandomOf(TrainerDocument state)
    {
        byte[] bytes = new byte[MersenneTwister.Length * 4];
        if (!Convert.TryFromBase64String(state.RandomWords, bytes, out int written) || written != bytes.Length
            || state.RandomIndex is < 0 or > MersenneTwister.Length || state.RandomGaussian is { } gaussian && !double.IsFinite(gaussian))
        {
            throw new ModelFileException("The file's random state must be 624 words, an index from 0 to 624 and a finite number or none, but is not.");
        }

        uint[] words = new uint[MersenneTwister.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
        }

        return new NumPyRandom(new MersenneTwister(words, state.RandomIndex), state.RandomGaussian);
    }

    /// <summary>Reads the tensors that are not the network's in the order in which the file has them, and then makes of them where the training stood.</summary>
    private sealed class Reading<T>(TensorFile file, TrainerDocument state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Dictionary<string, double[]> memory = [];
        private readonly HashSet<string> best = [];
        private double[] history = [];
        private float[] historyKinds = [];
        private double[] penalties = [];
        private T[][] bestState = [];

        private int HistoryColumns => Columns + state.Metrics;

        /// <summary>Reads a tensor; false where a checkpoint has none of that name.</summary>
        public bool TryRead(Network<T> network, TensorEntry entry)
        {
            if (entry.Name == History)
            {
                NetworkTensor.Check(entry, entry.Name, state.Epochs, HistoryColumns);
                history = ReadAll<double>(entry);
            }
            else if (entry.Name == HistoryKinds)
            {
                NetworkTensor.Check(entry, entry.Name, state.Epochs, HistoryColumns);
                historyKinds = ReadAll<float>(entry);
            }
            else if (entry.Name == Penalties)
            {
                NetworkTensor.Check(entry, entry.Name, state.Epochs, 1);
                penalties = ReadAll<double>(entry);
            }
            else if (state.Run is { HasBestState: true } && entry.Name.StartsWith(Best, StringComparison.Ordinal))
            {
                bestState = bestState.Length == 0 ? Array.ConvertAll(network.State, array => new T[array.Length]) : bestState;
                best.Add(entry.Name);
                NetworkTensor? tensor = NetworkTensor.Of(network.Layout).FirstOrDefault(candidate => Best + candidate.Name == entry.Name);
                tensor?.Read(file, entry, network.Layout, bestState);
                return tensor is not null;
            }
            else if (entry.Name.StartsWith(Training, StringComparison.Ordinal))
            {
                memory.Add(entry.Name[Training.Length..], ReadAll<double>(entry));
            }
            else
            {
                return false;
            }

            return true;
        }

        /// <summary>Gives a new trainer all that was read; refuses a file that has not all of it.</summary>
        public Trainer<T> Restore(Trainer<T> trainer)
        {
            RestoreMinimizer(trainer);
            if (history.Length != (long)state.Epochs * HistoryColumns || historyKinds.Length != history.Length)
            {
                throw new ModelFileException($"The file must have the tensors {History} and {HistoryKinds}, but has not both.");
            }

            for (int i = 0; i < state.Epochs; i++)
            {
                double[] row = [.. Enumerable.Range(i * HistoryColumns, HistoryColumns).Select(k => OfKind(history[k], historyKinds[k]))];
                trainer.Epochs.Add(new TrainingEpoch
                {
                    Epoch = i + 1,
                    Cost = row[0],
                    Penalty = penalties.Length > 0 ? penalties[i] : 0,
                    ValidationCost = row[1],
                    LearningRate = row[2],
                    GradientNorm = row[3],
                    Elapsed = HistoryFile.Elapsed(row[4]),
                    Metrics = row[Columns..],
                });
                trainer.WatchedCosts.Add(row[5]);
            }

            if (state.Run is { } run)
            {
                if (run.HasBestState && best.Count != NetworkTensor.Of(trainer.Network.Layout).Count())
                {
                    throw new ModelFileException("The file must have all tensors of the best epoch, but has not.");
                }

                trainer.Pending = new PendingRun<T>(run.LastEpoch, run.BestEpoch, run.Best, bestState);
            }

            return trainer;
        }

        private void RestoreMinimizer(Trainer<T> trainer)
        {
            // Version 0.1 wrote no steps for L-BFGS, of which every epoch is one.
            long steps = trainer.Options.Optimizer.NeedsAllSamples ? Math.Max(state.Steps, state.Epochs) : state.Steps;
            if (!trainer.Minimizer.TryRestore(steps, memory))
            {
                throw new ModelFileException($"The file must have {trainer.Minimizer.MemoryInWords}, but has not.");
            }

            if (trainer.Minimizer.DoubleMemory.Count() / 2 != state.Memory)
            {
                throw DoNotFit();
            }
        }

        private TItem[] ReadAll<TItem>(TensorEntry entry)
            where TItem : unmanaged, IBinaryFloatingPointIeee754<TItem>
        {
            // The size is that of data which the file really has.
            TItem[] elements = new TItem[entry.Elements];
            file.CopyTo<TItem>(entry, elements);
            return elements;
        }
    }
}
