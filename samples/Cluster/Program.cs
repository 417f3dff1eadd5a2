// Trains on a cluster of silos, and shows that the parameters have the bits of one process.
//
//   dotnet run --project samples/Cluster -- --silos 3 [--workload digits|images|cells|ensemble] [--port 11111]
//       starts silos on this machine, trains on them, and trains in one process beside it
//   … silo NUMBER [--port 11111] [--folder checkpoints]
//       one silo; number 0 keeps the list of members
//   … train NAME [--workload digits|images|cells|ensemble] [--port 11111] [--silos 3]
//       the coordinator: trains, or goes on where another one has been lost
//   … alone [--workload digits|images|cells|ensemble]
//       one process
//   … measure [--silos 2] [--workload images]
//       how long a step of the training takes on two silos, beyond what they compute
//   … write SAMPLES --cells FILE
//       a file of so many samples, for --workload cells --cells FILE
//
// Silos and coordinators of more than one machine find each other by a database, and trust each other by certificates:
//   --membership postgres|redis    the connection string is the variable SHALLOWNET_CONNECTION of the environment; checkpoints are kept there, too
//   --certificates FOLDER          ca.crt, tls.crt and tls.key: of the authority that signs for all, and of this process
using Cluster;

Arguments arguments = Arguments.Parse(args);
Workload workload = Workload.Find(arguments.Workload);
switch (arguments.Verb)
{
    case "silo":
        await Hosts.RunSilo(arguments);
        break;
    case "train":
        Console.WriteLine(await workload.TrainOnCluster(arguments));
        break;
    case "alone":
        Console.WriteLine(workload.TrainAlone(arguments));
        break;
    case "write":
        Cells.Write(arguments.Cells ?? throw new ArgumentException("--cells must name the file to write, but is missing."), arguments.Number);
        break;
    case "measure" when arguments.Membership != "localhost":
        Console.WriteLine(await workload.Measure(arguments));
        break;
    case "measure":
        Console.WriteLine(await Launcher.WithSilos(arguments, () => workload.Measure(arguments)));
        break;
    default:
        return await Launcher.Run(arguments, workload);
}

return 0;
