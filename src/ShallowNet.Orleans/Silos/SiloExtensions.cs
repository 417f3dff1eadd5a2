using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace ShallowNet;

/// <summary>What a silo needs to take part in trainings.</summary>
public static class SiloExtensions
{
    /// <summary>The name of the storage provider that keeps the checkpoints of trainings.</summary>
    public const string StorageName = "shallownet";

    /// <summary>
    /// Lets a silo take part in trainings. It also needs data (<see cref="AddTrainingData"/>) and a storage provider for checkpoints under the
    /// name <see cref="StorageName"/>: that of <see cref="AddFileCheckpoints"/>, or any of Orleans'.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="limits">What it accepts; the defaults where null.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentNullException">The silo is null.</exception>
    public static ISiloBuilder AddShallowNet(this ISiloBuilder silo, SiloLimits? limits = null)
    {
        Require.NotNull(silo).Services.AddSingleton(limits ?? new SiloLimits()).AddSingleton<SiloData>().AddSingleton<SiloSearches>().AddSingleton<SiloEnsembles>();
        return silo;
    }

    /// <summary>Gives a silo samples to train on. Every silo of the cluster must have the same under the name.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name by which trainings ask for them; one name, one source.</param>
    /// <param name="source">Where they are.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ISiloBuilder AddTrainingData<T>(this ISiloBuilder silo, string name, ShardSource<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(silo).Services.AddSingleton(new NamedData(Require.NotNull(name), Require.NotNull(source)));
        return silo;
    }

    /// <summary>Gives a silo a search whose models it may be asked to train. Every silo of the cluster must have the same under the name.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name by which the coordinator asks for it; one name, one search.</param>
    /// <param name="search">What is searched.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ISiloBuilder AddSearch(this ISiloBuilder silo, string name, ClusterSearch search)
    {
        Require.NotNull(silo).Services.AddSingleton(new NamedSearch(Require.NotNull(name), Require.NotNull(search)));
        return silo;
    }

    /// <summary>Gives a silo an ensemble whose members it may be asked to train. Every silo of the cluster must have the same under the name.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="silo">The silo.</param>
    /// <param name="name">The name by which the coordinator asks for it; one name, one ensemble.</param>
    /// <param name="ensemble">Networks, samples and options.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ISiloBuilder AddEnsemble<T>(this ISiloBuilder silo, string name, ClusterEnsemble<T> ensemble)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(silo).Services.AddSingleton(new NamedEnsemble(Require.NotNull(name), Require.NotNull(ensemble)));
        return silo;
    }

    /// <summary>Keeps checkpoints as files of a folder that all silos see: of one machine, or of a shared disk.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="folder">The folder, which is made where there is none.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ISiloBuilder AddFileCheckpoints(this ISiloBuilder silo, string folder)
    {
        Require.NotNull(folder);
        Require.NotNull(silo).Services.AddKeyedSingleton<IGrainStorage>(StorageName, (_, _) => new FileStorage(folder));
        return silo;
    }
}
