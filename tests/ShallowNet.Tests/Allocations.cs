namespace ShallowNet.Tests;

/// <summary>Counts what warm code allocates.</summary>
internal static class Allocations
{
    private const int Calls = 50;

    /// <summary>The bytes that this thread allocates in 50 calls, after 50 others.</summary>
    public static long Measure(Action action)
    {
        for (int i = 0; i < Calls; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
