using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using ShallowNet;

namespace Cluster;

/// <summary>Silos, and clients of them.</summary>
internal static class Hosts
{
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

    /// <summary>A silo, to be started.</summary>
    public static IHost NewSilo(Arguments arguments)
    {
        Surroundings around = Surroundings.OfThisProcess();
        HostApplicationBuilder builder = Quiet();
        builder.UseOrleans(silo =>
        {
            Membership.Of(arguments, around).Join(silo);
            silo.Configure<ClusterOptions>(around.Identify);
            silo.Configure<SiloOptions>(options => options.SiloName = around.Name ?? $"silo{arguments.Number}");

            // A silo that is lost is missed after some seconds.
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1.5);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(3);
            });
            if (arguments.Certificates is { } folder)
            {
                silo.UseTls(new Certificates(folder).Require);
            }

            silo.AddShallowNet();
            Workload.AddAll(silo, arguments);
        });
        return builder.Build();
    }

    /// <summary>A client of the cluster, connected.</summary>
    public static async Task<IHost> Connect(Arguments arguments, CancellationToken cancellationToken = default)
    {
        Surroundings around = Surroundings.OfThisProcess();
        HostApplicationBuilder builder = Quiet();
        builder.UseOrleansClient(client =>
        {
            Membership.Of(arguments, around).Join(client);
            client.Services.Configure<ClusterOptions>(around.Identify);
            client.UseConnectionRetryFilter(async (_, token) =>
            {
                await Task.Delay(500, token);
                return true;
            });
            if (arguments.Certificates is { } folder)
            {
                client.UseTls(new Certificates(folder).Require);
            }
        });
        IHost host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static HostApplicationBuilder Quiet()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }
}
