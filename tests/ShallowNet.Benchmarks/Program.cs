using BenchmarkDotNet.Running;
using ShallowNet.Benchmarks;

// peers [WORKLOAD ...] [--rounds N] [--threads one|all] [--json FILE]: the workloads beside the peers.
// scaling: cost over samples, units and epochs.
// Anything else is BenchmarkDotNet's.
switch (args.FirstOrDefault())
{
    case "peers":
        return Peers.Run(args[1..]);
    case "scaling":
        return Scaling.Run();
    case "worker":
        return Worker.Serve(args[1], int.Parse(args[2], null));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Peers).Assembly).Run(args);
        return 0;
}
