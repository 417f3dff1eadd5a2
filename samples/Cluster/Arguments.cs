using System.Globalization;

namespace Cluster;

/// <summary>What the program was told to do.</summary>
internal sealed record Arguments
{
    /// <summary>silo, train, alone, measure, write, or nothing for silos, train and alone.</summary>
    public string Verb { get; private init; } = "";

    /// <summary>The number of a silo, from 0; or of samples to write.</summary>
    public int Number { get; private init; }

    /// <summary>The name of a training.</summary>
    public string Name { get; private init; } = "sample";

    /// <summary>What is trained.</summary>
    public string Workload { get; private init; } = "digits";

    /// <summary>How many silos there are.</summary>
    public int Silos { get; private init; } = 3;

    /// <summary>The port of the first silo; the others follow, and so do those for clients, a hundred later.</summary>
    public int Port { get; private init; } = 11111;

    /// <summary>Where checkpoints are kept.</summary>
    public string Folder { get; private init; } = Path.Combine(Path.GetTempPath(), "shallownet-cluster");

    /// <summary>The process with which a silo ends; null for none.</summary>
    public int? Leader { get; private init; }

    /// <summary>Who keeps the list of silos: the first of them ("localhost"), or a database, "postgres" or "redis".</summary>
    public string Membership { get; private init; } = "localhost";

    /// <summary>Where the certificates for connections are; null for connections in the clear.</summary>
    public string? Certificates { get; private init; }

    /// <summary>A file of the workload that is called cells; null for none.</summary>
    public string? Cells { get; private init; }

    /// <summary>Reads the command line; what is not understood ends the program with an error.</summary>
    public static Arguments Parse(string[] args)
    {
        Arguments result = new();
        int next = 0;
        if (args.Length > 0 && !args[0].StartsWith('-'))
        {
            result = result with { Verb = args[0] };
            next = args[0] is "alone" or "measure" ? 1 : 2;
            result = args[0] switch
            {
                "silo" when args.Length > 1 => result with { Number = Integer(args[1]) },
                "train" when args.Length > 1 => result with { Name = args[1] },
                "alone" => result,
                "write" when args.Length > 1 => result with { Number = Integer(args[1]) },
                "measure" => result with { Silos = 2, Workload = "images", Name = "measure" },
                _ => throw new ArgumentException("The first argument must be silo NUMBER, train NAME, alone, measure, write SAMPLES, or an option."),
            };
        }

        for (; next < args.Length; next += 2)
        {
            string value = next + 1 < args.Length ? args[next + 1] : throw new ArgumentException($"{args[next]} must have a value.");
            result = args[next] switch
            {
                "--silos" => result with { Silos = Integer(value) },
                "--workload" => result with { Workload = value },
                "--port" => result with { Port = Integer(value) },
                "--folder" => result with { Folder = value },
                "--membership" => result with { Membership = value },
                "--certificates" => result with { Certificates = value },
                "--cells" => result with { Cells = value },
                "--leader" => result with { Leader = Integer(value) },
                _ => throw new ArgumentException($"There is no option {args[next]}."),
            };
        }

        return result;
    }

    private static int Integer(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
