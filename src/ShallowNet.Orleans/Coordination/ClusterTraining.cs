using System.Numerics;

namespace ShallowNet;

/// <summary>Trains networks on the silos of an Orleans cluster; whoever calls is the coordinator.</summary>
/// <remarks>
/// The members are used as if they stood on the cluster itself, a client's or a silo's <see cref="IGrainFactory"/>:
/// <c>await cluster.TrainAsync("digits", network, "digits-run", options)</c>.
/// </remarks>
public static class ClusterTraining
{
    /// <param name="cluster">The cluster.</param>
    extension(IGrainFactory cluster)
    {
        /// <summary>Trains a network on samples that silos hold in shards.</summary>
        /// <remarks>
        /// The network ends with the bits that <c>network.Train(X, Y, options)</c> on one machine gives it, on any number of silos and whichever of
        /// them are lost: losses are summed as those of one pass, and derivatives in chunks of 512 samples, in their order. A lost silo's shards
        /// are read again by others. After a lost coordinator, the same call goes on from the last checkpoint, on whatever machine. The shuffled
        /// order of mini-batches is that of one machine, for which silos send samples to each other; with
        /// <see cref="TrainingOptions.Shuffle"/> false, or a full batch, they do not. Methods of second order send a matrix of P × P numbers
        /// from shard to shard, one after the other: what they gain is room for the samples, not time.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="data">The name under which the silos have the samples (<see cref="SiloExtensions.AddTrainingData"/>).</param>
        /// <param name="samples">m, the number of all samples.</param>
        /// <param name="network">The network to train.</param>
        /// <param name="name">The name of the training, by which it goes on, is watched, and cancelled; one coordinator at a time.</param>
        /// <param name="how">Options, what to judge by, and who is told.</param>
        /// <param name="cancellationToken">Asked before every batch, and while the cluster computes.</param>
        /// <returns>All epochs, also those before a coordinator was lost.</returns>
        /// <exception cref="ArgumentException">
        /// The options, or the network, have what needs all samples in one place: batch normalization, a validation share, metrics without validation
        /// samples; or checkpoints, which the cluster keeps itself; or an optimizer of second order for more than 4,095 parameters. Or the weights are not one
        /// finite number of at least 0 for each sample, or all 0.
        /// </exception>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no sample.</exception>
        /// <exception cref="ClusterException">A silo refuses the training, none answers, or another coordinator has taken it over.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled, or somebody called <see cref="CancelTrainingAsync"/>, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>.</exception>
        /// <exception cref="TrainingDivergedException">The cost stopped being finite, or a parameter is not finite at the end.</exception>
        public Task<TrainingHistory> TrainAsync<T>(
            string data, int samples, Network<T> network, string name, ClusterRun<T>? how = null, CancellationToken cancellationToken = default)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Require.NotNull(cluster);
            Require.NotNull(data);
            Require.AtLeast(1, samples, nameof(samples));
            Require.NotNull(network);
            Require.NotNull(name);
            how ??= new ClusterRun<T>();
            how.Check(network);
            Coordinator<T> coordinator = new(cluster, network, how, data, name, samples);

            // A thread of its own: the training waits for the cluster at every step.
            return Task.Factory.StartNew(() => coordinator.Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        /// <summary>Searches, or cross-validates, with models that silos train: each is a grain of its own.</summary>
        /// <remarks>
        /// The result is that of <see cref="Search"/> on one machine; where it has a budget, what is done when the time is over depends on the machines. A
        /// lost silo's models are trained again by others.
        /// </remarks>
        /// <param name="name">The name under which the silos have the search (<see cref="SiloExtensions.AddSearch"/>).</param>
        /// <param name="search">The same search as the silos have.</param>
        /// <param name="progress">Told after every model.</param>
        /// <param name="options">How many models are under way at a time (<see cref="ShardOptions.RequestsAtOnce"/>), and how long to wait.</param>
        /// <param name="cancellationToken">Ends the search.</param>
        /// <exception cref="ArgumentException">A candidate has options that do not go with the samples.</exception>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ClusterException">A silo refuses a model, or none answers.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled, and the options do not have <see cref="SearchOptions.KeepWhenCancelled"/>.</exception>
        public Task<SearchResult> SearchAsync(
            string name, ClusterSearch search, IProgress<SearchProgress>? progress = null, ShardOptions? options = null, CancellationToken cancellationToken = default)
        {
            SearchCoordinator coordinator = new(Require.NotNull(cluster), Require.NotNull(name), Require.NotNull(search), options ?? new ShardOptions());
            return Task.Factory.StartNew(() => coordinator.Run(progress, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        /// <summary>Trains an ensemble whose members silos train: each is a grain of its own.</summary>
        /// <remarks>
        /// Each network has the bits that <see cref="Ensemble.Train"/> gives it on one machine, and so has their mean, on any number of silos and whichever of them are lost: a lost silo's members are
        /// trained again by others. Which members are trained when <see cref="EnsembleOptions.TimeLimit"/> is over depends on the machines.
        /// </remarks>
        /// <typeparam name="T">float or double.</typeparam>
        /// <param name="name">The name under which the silos have the ensemble (<see cref="SiloExtensions.AddEnsemble"/>).</param>
        /// <param name="ensemble">The same ensemble as the silos have; of other options, as many members or fewer, and others of when it ends.</param>
        /// <param name="progress">Told after every member, one at a time; it can end the training by <see cref="EnsembleProgress.Stop"/>.</param>
        /// <param name="options">How many members are under way at a time (<see cref="ShardOptions.RequestsAtOnce"/>), and how long to wait.</param>
        /// <param name="cancellationToken">Ends the training; <see cref="EnsembleOptions.KeepWhenCancelled"/> has the ensemble made of the members that are trained by then.</param>
        /// <returns>The mean of the members, the members, and how each was trained.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ClusterException">A silo refuses a member, the training of one diverges, or no silo answers. The other trainings are given up.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled, and the options do not have <see cref="EnsembleOptions.KeepWhenCancelled"/>, or no member was trained by then.</exception>
        /// <exception cref="TimeoutException"><see cref="EnsembleOptions.TimeLimit"/> was over before a member was trained.</exception>
        public Task<Ensemble<T>> TrainEnsembleAsync<T>(
            string name, ClusterEnsemble<T> ensemble, IProgress<EnsembleProgress>? progress = null, ShardOptions? options = null, CancellationToken cancellationToken = default)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            EnsembleCoordinator<T> coordinator = new(Require.NotNull(cluster), Require.NotNull(name), Require.NotNull(ensemble), options ?? new ShardOptions());
            return Task.Run(() => coordinator.Run(progress, cancellationToken), CancellationToken.None);
        }

        /// <summary>Asks where a training stands.</summary>
        /// <param name="name">The name of the training.</param>
        /// <returns>Where it stands; null where there is none of the name, or it is over.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public async Task<ClusterProgress?> TrainingProgressAsync(string name) =>
            await Require.NotNull(cluster).GetGrain<ITrainingGrain>(Require.NotNull(name)).Progress().ConfigureAwait(false) is { } now
                ? new ClusterProgress { Epoch = now.Epoch, Epochs = now.Epochs, Cost = now.Cost, ValidationCost = now.ValidationCost, Silos = now.Silos } : null;

        /// <summary>Asks for a training to end; its coordinator finds out within a second.</summary>
        /// <param name="name">The name of the training.</param>
        /// <returns>Whether there is a training of the name.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        public Task<bool> CancelTrainingAsync(string name) => Require.NotNull(cluster).GetGrain<ITrainingGrain>(Require.NotNull(name)).Cancel();
    }
}
