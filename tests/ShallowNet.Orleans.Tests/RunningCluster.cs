using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace ShallowNet.Orleans.Tests;

/// <summary>Silos in this process, with data, and checkpoints in a folder of their own.</summary>
public sealed class RunningCluster : IAsyncDisposable
{
    private readonly List<IHost> silos = [];
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet").FullName;

    private RunningCluster()
    {
    }

    public IGrainFactory Grains => silos[0].Services.GetRequiredService<IGrainFactory>();

    public int CheckpointFiles => Directory.GetFiles(folder).Length;

    public static async Task<RunningCluster> Start(int count, Action<ISiloBuilder> addData, SiloLimits? limits = null)
    {
        RunningCluster cluster = new();
        int primary = FreePort();
        for (int i = 0; i < count; i++)
        {
            HostApplicationBuilder builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(i == 0 ? primary : FreePort(), FreePort(), new IPEndPoint(IPAddress.Loopback, primary));
                silo.Configure<SiloOptions>(options => options.SiloName = Invariant(i));
                silo.AddShallowNet(limits).AddFileCheckpoints(cluster.folder);
                addData(silo);
            });
            IHost host = builder.Build();
            cluster.silos.Add(host);
            await host.StartAsync(TestContext.Current.CancellationToken);
        }

        return cluster;

        static string Invariant(int i) => FormattableString.Invariant($"silo{i}");
    }

    /// <summary>The grains of the library that are still active after up to ten seconds.</summary>
    public async Task<int> LastingGrains()
    {
        int left = await ActiveGrains();
        for (int i = 0; i < 100 && left > 0; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            left = await ActiveGrains();
        }

        return left;
    }

    /// <summary>How many grains of a kind are active on the last silo.</summary>
    public async Task<int> GrainsOfLast(string kind)
    {
        SiloAddress last = silos[^1].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        DetailedGrainStatistic[] all = await Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return all.Count(grain => grain.SiloAddress.Equals(last) && grain.GrainType.Contains(kind, StringComparison.Ordinal));
    }

    private async Task<int> ActiveGrains()
    {
        DetailedGrainStatistic[] all = await Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return all.Count(grain => grain.GrainType.Contains("ShallowNet.Shard", StringComparison.Ordinal) || grain.GrainType.Contains("ShallowNet.Training", StringComparison.Ordinal)
            || grain.GrainType.Contains("ShallowNet.Score", StringComparison.Ordinal) || grain.GrainType.Contains("ShallowNet.Member", StringComparison.Ordinal));
    }

    /// <summary>Ends the last silo.</summary>
    public async Task StopLast()
    {
        IHost last = silos[^1];
        silos.RemoveAt(silos.Count - 1);
        await last.StopAsync();
        last.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        while (silos.Count > 0)
        {
            await StopLast();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Two silos for all tests that need no others.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    public RunningCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.Grains;

    public async ValueTask InitializeAsync() => Cluster = await RunningCluster.Start(2, Samples.AddTo);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

[CollectionDefinition(nameof(TwoSilos))]
public sealed class TwoSilosForAll : ICollectionFixture<TwoSilos>;
