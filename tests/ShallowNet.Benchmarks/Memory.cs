using System.Diagnostics;

namespace ShallowNet.Benchmarks;

/// <summary>What training W4 takes beside its data.</summary>
internal static class Memory
{
    public static int Run()
    {
        Func<double> train = new Workloads(Environment.ProcessorCount).Prepare("W4");
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        long before = process.PeakWorkingSet64, allocated = GC.GetTotalAllocatedBytes(precise: true);
        train();
        process.Refresh();
        Console.WriteLine($"Data and program before training: {managed / 1e6:0.0} MB managed, {before / 1e6:0.0} MB in the process");
        Console.WriteLine($"Allocated by training: {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6:0.0} MB");
        Console.WriteLine($"Peak of the process: {process.PeakWorkingSet64 / 1e6:0.0} MB, {(process.PeakWorkingSet64 - before) / 1e6:0.0} MB more");
        return 0;
    }
}
