using System.Diagnostics;
using System.Globalization;

namespace ShallowNet.Tests;

/// <summary>Damages real files in every way and looks at what comes of reading them.</summary>
/// <remarks>
/// Ten million cases, with another seed:
/// <code>
/// SHALLOWNET_FUZZ_CASES=10000000 SHALLOWNET_FUZZ_SEED=2 dotnet test --project tests/ShallowNet.Tests -- --filter-class "*FuzzTests"
/// </code>
/// A case depends on the seed and its number alone, so that the one that a failure names can be run by itself.
/// </remarks>
internal static class Fuzzing
{
    /// <summary>The environment variables that override the number of cases and the seed.</summary>
    internal const string CasesFrom = "SHALLOWNET_FUZZ_CASES", SeedFrom = "SHALLOWNET_FUZZ_SEED";

    /// <summary>Runs the cases; fails on any exception but a refusal, and where a case takes too much memory.</summary>
    /// <param name="files">Real files.</param>
    /// <param name="read">Reads one, and throws <see cref="ModelFileException"/> where it refuses it.</param>
    /// <param name="cases">How many, if the environment does not say so.</param>
    /// <param name="memory">The bytes that reading a file of the given length may allocate.</param>
    /// <returns>How many files were read and how many refused.</returns>
    public static (long Read, long Refused) Run(IReadOnlyList<byte[]> files, Action<byte[]> read, long cases, Func<int, long> memory)
    {
        cases = Setting(CasesFrom) ?? cases;
        long seed = Setting(SeedFrom) ?? 1, refused = 0, start = Stopwatch.GetTimestamp();
        foreach (byte[] file in files)
        {
            // Once before allocations are counted, and as proof that the files are right.
            read(file);
        }

        for (long number = 0; number < cases; number++)
        {
            byte[] bytes = Case(files, seed, number);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (ModelFileException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Case {number} of seed {seed} ({Convert.ToBase64String(bytes)}) ended with {exception.GetType().Name}.", exception);
            }

            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken > memory(bytes.Length))
            {
                throw new InvalidOperationException($"Case {number} of seed {seed} ({bytes.Length} bytes: {Convert.ToBase64String(bytes)}) allocated {taken} bytes.");
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{cases} cases in {seconds:0.0} s ({cases / seconds:0} per second), {refused} refused"));
        return (cases - refused, refused);
    }

    /// <summary>One damaged file.</summary>
    public static byte[] Case(IReadOnlyList<byte[]> files, long seed, long number)
    {
        Dice dice = new((ulong)seed * 0x9E3779B97F4A7C15 + (ulong)number);
        byte[] bytes = [.. files[dice.Below(files.Count)]];
        for (int changes = 1 + dice.Below(3); changes > 0; changes--)
        {
            bytes = Mutations.Any(bytes, files, ref dice);
        }

        return bytes;
    }

    private static long? Setting(string name) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out long value) ? value : null;
}

/// <summary>Random numbers of one case (SplitMix64), cheap to begin.</summary>
internal struct Dice(ulong state)
{
    private ulong state = state;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 ≤ number &lt; bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);
}
