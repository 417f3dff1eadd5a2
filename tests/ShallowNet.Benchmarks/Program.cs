using BenchmarkDotNet.Running;
using ShallowNet.Benchmarks;

// peers [WORKLOAD ...] [--rounds N] [--threads one|all] [--json FILE]: the workloads beside the peers.
// accuracy: models with default options on real data, beside scikit-learn's.
// scaling: cost over samples, units and epochs.
// memory: what training W4 takes beside its data.
// files: saving and loading 100 MB beside a plain copy.
// article: the article's program once, for the time of a whole process.
// Anything else is BenchmarkDotNet's.
switch (args.FirstOrDefault())
{
    case "peers":
        return Peers.Run(args[1..]);
    case "accuracy":
        return Accuracy.Run();
    case "scaling":
        return Scaling.Run();
    case "memory":
        return Memory.Run();
    case "files":
        return Files.Run();
    case "article":
        new Workloads(threads: 1).Prepare("W1")();
        return 0;
    case "worker":
        return Worker.Serve(args[1], int.Parse(args[2], null));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Peers).Assembly).Run(args);
        return 0;
}
