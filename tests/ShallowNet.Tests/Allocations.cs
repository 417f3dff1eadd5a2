namespace ShallowNet.Tests;

/// <summary>Counts what warm code allocates.</summary>
internal static class Allocations
{
    private const int Calls = 50;
    private const int Rounds = 3;

    /// <summary>The bytes that this thread allocates in 50 calls, after 50 others: the fewest of up to three rounds.</summary>
    /// <remarks>
    /// What warm code allocates, it allocates in every round. Once in very many measurements, though, some kilobytes have been counted that no code of the library was found
    /// to allocate, on a machine that ran many tests at once and counted lines.
    /// </remarks>
    public static long Measure(Action action)
    {
        Repeat(action);
        long fewest = long.MaxValue;
        for (int round = 0; round < Rounds && fewest != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(action);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }

    private static void Repeat(Action action)
    {
        for (int i = 0; i < Calls; i++)
        {
            action();
        }
    }
}
