using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using ShallowNet;

namespace Cluster;

/// <summary>Silos, and clients of them, on this machine.</summary>
internal static class Hosts
{
    /// <summary>How far the ports for clients are from those of silos.</summary>
    private const int ToGateway = 100;

    /// <summary>Runs a silo until the process is told to end, or the one that it follows has ended.</summary>
    public static async Task RunSilo(Arguments arguments)
    {
        using IHost host = NewSilo(arguments);
        await host.StartAsync();
        Console.WriteLine($"Silo {arguments.Number} is ready.");
        if (arguments.Leader is { } leader)
        {
            using Process process = Process.GetProcessById(leader);
            await Task.WhenAny(process.WaitForExitAsync(), host.WaitForShutdownAsync());
            return;
        }

        await host.WaitForShutdownAsync();
    }

    /// <summary>A client of the cluster, connected.</summary>
    public static async Task<IHost> Connect(Arguments arguments)
    {
        HostApplicationBuilder builder = Quiet();
        builder.UseOrleansClient(client =>
        {
            Identify(options => client.Services.Configure(options));
            client.UseStaticClustering([.. Enumerable.Range(0, arguments.Silos).Select(i => new IPEndPoint(IPAddress.Loopback, arguments.Port + ToGateway + i))]);
            client.UseConnectionRetryFilter(async (_, token) =>
            {
                await Task.Delay(500, token);
                return true;
            });
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static IHost NewSilo(Arguments arguments)
    {
        HostApplicationBuilder builder = Quiet();
        builder.UseOrleans(silo =>
        {
            Identify(options => silo.Services.Configure(options));
            (int port, int gateway) = (arguments.Port + arguments.Number, arguments.Port + ToGateway + arguments.Number);
            silo.UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, arguments.Port), serviceId: "shallownet", clusterId: "shallownet");
            silo.Configure<SiloOptions>(options => options.SiloName = $"silo{arguments.Number}");

            // A silo that is lost is missed after some seconds.
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1.5);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(3);
            });
            silo.AddShallowNet().AddFileCheckpoints(arguments.Folder);
            Workload.AddAll(silo);
        });
        return builder.Build();
    }

    private static HostApplicationBuilder Quiet()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }

    private static void Identify(Action<Action<ClusterOptions>> configure) =>
        configure(options => (options.ClusterId, options.ServiceId) = ("shallownet", "shallownet"));
}
