using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using ShallowNet;
using StackExchange.Redis;

namespace Cluster;

/// <summary>How silos and clients find each other, and where the checkpoints of trainings are.</summary>
internal abstract class Membership(Arguments arguments, Surroundings around)
{
    /// <summary>How far the ports for clients are from those of silos.</summary>
    private const int ToGateway = 100;

    /// <summary>The port of this silo.</summary>
    protected int Port => arguments.Port + arguments.Number;

    /// <summary>The connection string.</summary>
    protected string Connection => around.Connection
        ?? throw new ArgumentException($"With --membership {arguments.Membership}, the variable SHALLOWNET_CONNECTION must have the connection string, but there is none.");

    /// <summary>The one that the arguments name.</summary>
    public static Membership Of(Arguments arguments, Surroundings around) => arguments.Membership switch
    {
        "localhost" => new OnOneMachine(arguments, around),
        "postgres" => new InPostgres(arguments, around),
        "redis" => new InRedis(arguments, around),
        string other => throw new ArgumentException($"The membership must be localhost, postgres or redis, but is {other}."),
    };

    /// <summary>Lets a silo take part.</summary>
    public abstract void Join(ISiloBuilder silo);

    /// <summary>Lets a client find the silos.</summary>
    public abstract void Join(IClientBuilder client);

    /// <summary>Where a silo listens: to this machine alone, or, where it has an address for others, to all.</summary>
    protected void Listen(ISiloBuilder silo) =>
        silo.ConfigureEndpoints(around.Address ?? IPAddress.Loopback, Port, Port + ToGateway, listenOnAnyHostAddress: around.Address is not null);

    /// <summary>The first silo keeps the list, and must not be lost.</summary>
    private sealed class OnOneMachine(Arguments arguments, Surroundings around) : Membership(arguments, around)
    {
        private readonly Arguments arguments = arguments;

        public override void Join(ISiloBuilder silo) => silo
            .UseLocalhostClustering(Port, Port + ToGateway, new IPEndPoint(IPAddress.Loopback, arguments.Port))
            .AddFileCheckpoints(arguments.Folder);

        public override void Join(IClientBuilder client) => client.UseStaticClustering(
            [.. Enumerable.Range(0, arguments.Silos).Select(i => new IPEndPoint(IPAddress.Loopback, arguments.Port + ToGateway + i))]);
    }

    /// <summary>PostgreSQL keeps list and checkpoints, in the tables of postgres.sql.</summary>
    private sealed class InPostgres(Arguments arguments, Surroundings around) : Membership(arguments, around)
    {
        private const string Provider = "Npgsql";

        public override void Join(ISiloBuilder silo)
        {
            string connection = Connection;
            Listen(silo);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Provider, connection));
            silo.AddAdoNetGrainStorage(SiloExtensions.StorageName, (OptionsBuilder<AdoNetGrainStorageOptions> storage) => storage.Configure<Serializer>((options, serializer) =>
            {
                (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = (Provider, connection, true);
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        }

        public override void Join(IClientBuilder client)
        {
            string connection = Connection;
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Provider, connection));
        }
    }

    /// <summary>Redis keeps list and checkpoints.</summary>
    private sealed class InRedis(Arguments arguments, Surroundings around) : Membership(arguments, around)
    {
        public override void Join(ISiloBuilder silo)
        {
            ConfigurationOptions connection = ConfigurationOptions.Parse(Connection);
            Listen(silo);
            silo.UseRedisClustering(options => options.ConfigurationOptions = connection);
            silo.AddRedisGrainStorage(SiloExtensions.StorageName, (OptionsBuilder<RedisStorageOptions> storage) => storage.Configure<Serializer>((options, serializer) =>
            {
                (options.ConfigurationOptions, options.DeleteStateOnClear) = (connection, true);
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        }

        public override void Join(IClientBuilder client)
        {
            ConfigurationOptions connection = ConfigurationOptions.Parse(Connection);
            client.UseRedisClustering(options => options.ConfigurationOptions = connection);
        }
    }
}
