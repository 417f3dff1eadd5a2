namespace ShallowNet.Benchmarks;

/// <summary>What the kernels take in several programs, which take turns: the clock of a machine, and what else it does, is not the same for long.</summary>
internal static class Comparison
{
    /// <summary>The most that a kernel may take, in times of what it takes in the first program.</summary>
    private const double Limit = 1.3;

    public static int Run(int rounds, Served[] programs)
    {
        List<string> beyond = [];
        Console.WriteLine($"{"ns",-20}{string.Concat(((string[])[TimedKernels.Single, TimedKernels.Double]).Select(precision =>
            $"{$"{precision}: {programs[0].Name}",14}{string.Concat(programs[1..].Select(program => $"{program.Name,10}"))}"))}");
        for (int kernel = 0; kernel < TimedKernels.Names.Count; kernel++)
        {
            Console.Write($"{TimedKernels.Names[kernel],-20}");
            foreach (string precision in (string[])[TimedKernels.Single, TimedKernels.Double])
            {
                double[] best = Best(programs, $"{kernel} {precision}", rounds), ratios = [.. best.Select(time => time / best[0])];
                Console.Write($"{best[0],14:0.00}{string.Concat(ratios[1..].Select(ratio => $"{ratio,10:0.00}"))}");
                beyond.AddRange(programs.Zip(ratios).Where(pair => pair.Second > Limit).Select(pair => $"{TimedKernels.Names[kernel]} in {precision}, {pair.First.Name} ({pair.Second:0.00})"));
            }

            Console.WriteLine();
        }

        Console.WriteLine($"Beyond {Limit} times the time of {programs[0].Name}: {(beyond.Count == 0 ? "none" : string.Join("; ", beyond))}.");
        foreach (Served program in programs)
        {
            program.Dispose();
        }

        return 0;
    }

    /// <summary>The best time of each program. One that seems to be beyond the limit is timed again: what else the machine does can last as long as some rounds.</summary>
    private static double[] Best(Served[] programs, string kernel, int rounds)
    {
        double[] best = [.. programs.Select(_ => double.PositiveInfinity)];
        for (int time = 0; time < 3 && (time == 0 || best.Max() > Limit * best[0]); time++)
        {
            for (int round = 0; round < rounds; round++)
            {
                best = [.. programs.Zip(best, (program, least) => Math.Min(least, program.Nanoseconds(kernel)))];
            }
        }

        return best;
    }
}
