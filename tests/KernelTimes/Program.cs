using System.Globalization;
using ShallowNet.Benchmarks;

// serve: times a kernel for each line that comes in, its number and the precision, and answers with the nanoseconds.
// compare ROUNDS NAME COMMAND [NAME COMMAND ...]: the kernels in programs that serve, each timed so many times, in turn; the first is the one with which the others are compared.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve"]:
        return TimedKernels.Serve();
    case ["compare", string rounds, .. string[] programs] when programs.Length is > 0 && programs.Length % 2 == 0:
        return Comparison.Run(int.Parse(rounds, null), [.. programs.Chunk(2).Select(pair => new Served(pair[0], pair[1]))]);
    default:
        Console.Error.WriteLine("serve, or compare ROUNDS NAME COMMAND [NAME COMMAND ...]");
        return 1;
}
