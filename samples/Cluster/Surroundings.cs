using System.Net;
using Orleans.Configuration;

namespace Cluster;

/// <summary>What the environment tells the process, by the variables that Orleans has for Kubernetes; on one machine it tells nothing.</summary>
internal sealed record Surroundings
{
    /// <summary>The address by which others reach the process (POD_IP); null on one machine.</summary>
    public IPAddress? Address { get; private init; }

    /// <summary>What the process is called (POD_NAME); null where it is not said.</summary>
    public string? Name { get; private init; }

    /// <summary>How the database that keeps the list of silos is reached (SHALLOWNET_CONNECTION). A secret, and therefore no argument, which all users of a machine can read.</summary>
    public string? Connection { get; private init; }

    /// <summary>Which silos belong together (ORLEANS_CLUSTER_ID).</summary>
    public string Cluster { get; private init; } = "shallownet";

    /// <summary>Whose checkpoints they keep (ORLEANS_SERVICE_ID).</summary>
    public string Service { get; private init; } = "shallownet";

    /// <summary>Reads the variables of this process.</summary>
    public static Surroundings OfThisProcess() => Of(Environment.GetEnvironmentVariable);

    /// <summary>Reads variables.</summary>
    public static Surroundings Of(Func<string, string?> variable)
    {
        string? address = variable("POD_IP");
        Surroundings result = new()
        {
            Address = address is null ? null : IPAddress.TryParse(address, out IPAddress? parsed) ? parsed
                : throw new ArgumentException($"The variable POD_IP must be an address, but is {address}."),
            Name = variable("POD_NAME"),
            Connection = variable("SHALLOWNET_CONNECTION"),
        };
        return result with { Cluster = variable("ORLEANS_CLUSTER_ID") ?? result.Cluster, Service = variable("ORLEANS_SERVICE_ID") ?? result.Service };
    }

    /// <summary>Says to which cluster a silo or client belongs.</summary>
    public void Identify(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (Cluster, Service);

    /// <summary>The members but the connection string.</summary>
    public override string ToString() => $"{Name} at {Address} in {Cluster} of {Service}";
}
