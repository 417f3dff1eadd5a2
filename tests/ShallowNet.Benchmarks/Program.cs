using BenchmarkDotNet.Running;
using ShallowNet.Benchmarks;

// peers [WORKLOAD ...] [--rounds N] [--threads one|all] [--json FILE]: the workloads beside the peers.
// accuracy [NAME ...] [OPTION ...]: models with default options on five small data sets, beside scikit-learn's on the same folds.
// tables FOLDER [NAME ...] [OPTION ...]: the same on the tables of a folder, beside what its scores.json says of others. Options of both:
//     --most-rows N, to leave out larger sets; --repeats R; --precision float|double; --at-once N, to run so many fits at the same time;
//     --json FILE, to write each score when it is there, and to go on from there the next time; --again, to do anew what is done;
//     --beside FILE, to compare with an earlier run's, as often as wanted. Of tables: --numbers SCALING, --rare-below N; --others FILE, such as
//     Rscript nnet.R FOLDER FILE writes; --fast-tree, to judge ML.NET's FastTree in the place of the models.
// ablation FOLDER [ROWS [DRAWS [NAME ...]]]: what each means brings on the tables of a folder.
// coverage FOLDER [NAME ...] [--most-rows N] [--repeats FITS]: how often intervals and sets hold the truth on the tables of a folder, over 200 divisions.
// certainty: what intervals that follow the sample, and calibrated probabilities, add to a fit.
// table-speed: tables as numbers, a row as an answer, similar cases, CSV files. table-speed pieces MEGABYTES: training on a CSV file in pieces, and its memory.
// scaling: cost over samples, units and epochs.
// second-order: Levenberg–Marquardt beside SciPy's and beside L-BFGS.
// fits: what a whole fit takes, with all that it tries, of 200, 1,000 and 5,000 samples.
// explanations: derivatives by inputs beside predictions, and Shapley values.
// kernels [--csv FILE]: the share of the core's peak of products by shape and of second-order matrices, and what an element takes in every other kernel, beside
//     the same kernel by hand for AVX2. The file receives nanoseconds, by an element, and of products by a call.
// memory: what training W4 takes beside its data.
// files: saving and loading 100 MB beside a plain copy.
// article: the article's program once, for the time of a whole process.
// Anything else is BenchmarkDotNet's.
switch (args.FirstOrDefault())
{
    case "peers":
        return Peers.Run(args[1..]);
    case "accuracy":
        return Accuracy.Run(args[1..]);
    case "tables":
        return TableFolder.Run(args[1..]);
    case "ablation":
        return Ablation.Run(args[1..]);
    case "coverage":
        return Coverage.Run(args[1..]);
    case "certainty":
        return CertaintyCost.Run();
    case "table-speed":
        return TableSpeed.Run(args[1..]);
    case "scaling":
        return Scaling.Run();
    case "second-order":
        return SecondOrder.Run();
    case "fits":
        return FitSpeed.Run();
    case "explanations":
        return Explanations.Run();
    case "kernels":
        return KernelTable.Run(args[1..]);
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
