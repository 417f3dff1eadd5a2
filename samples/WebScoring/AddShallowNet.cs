using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebScoring;

/// <summary>
/// A saved model as a part of an application: <c>builder.Services.AddShallowNet("model.safetensors")</c>. To be copied together with
/// <c>LoadedModel.cs</c>; it needs nothing else of this service.
/// </summary>
internal static class ShallowNetServices
{
    /// <summary>
    /// Loads a model, and registers a <see cref="ModelHolder"/> that has it, what loads it again whenever its file changes, and a health check called
    /// "model".
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="path">The file.</param>
    /// <param name="checkEvery">How often to look whether the file has changed; a second unless given, never if zero.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or no classifier in float whose classes are texts.</exception>
    public static IServiceCollection AddShallowNet(this IServiceCollection services, string path, TimeSpan? checkEvery = null)
    {
        // Loaded at once: without a model, an application does not start.
        services.AddSingleton(new ModelHolder(path));
        services.AddHealthChecks().AddCheck<ModelHealthCheck>("model");
        TimeSpan every = checkEvery ?? TimeSpan.FromSeconds(1);
        return every == TimeSpan.Zero ? services : services.AddHostedService(
            provider => new ModelWatcher(provider.GetRequiredService<ModelHolder>(), every, provider.GetRequiredService<ILogger<ModelWatcher>>()));
    }
}

/// <summary>The model that is in service. Who asks it several things takes <see cref="Current"/> once, and goes on with that.</summary>
internal sealed class ModelHolder
{
    private readonly string path;
    private volatile LoadedModel current;
    private volatile ReloadError? lastError;
    private FileState? inService;
    private FileState? lastSeen;
    private FileState? refused;

    public ModelHolder(string path)
    {
        this.path = path;
        inService = lastSeen = FileState.Of(path);
        current = LoadedModel.Load(path);
    }

    public LoadedModel Current => current;

    /// <summary>Why the file as it is now is not in service; null when it is.</summary>
    public ReloadError? LastError => lastError;

    /// <summary>
    /// Loads the file if it has changed since, but not since the last call: one that is being written is left alone. Whatever is wrong with it, the model
    /// before stays in service. For one thread at a time.
    /// </summary>
    /// <returns>Whether another model is in service now.</returns>
    public bool Reload()
    {
        FileState? now = FileState.Of(path), before = lastSeen;
        lastSeen = now;
        if (now == inService)
        {
            lastError = null;
            return false;
        }

        if (now != before || (now is not null && now == refused))
        {
            return false;
        }

        try
        {
            current = LoadedModel.Load(path);
            (inService, refused, lastError) = (now, null, null);
            return true;
        }
        catch (Exception exception)
        {
            // What cannot be read now may be readable the next time; what is damaged stays so until the file changes.
            refused = exception is IOException or UnauthorizedAccessException ? null : now;
            if (lastError?.Message != exception.Message)
            {
                lastError = new ReloadError(exception.Message, DateTime.UtcNow);
            }

            return false;
        }
    }

    /// <summary>By what a file is known to have changed: also when a link leads to another one, or another one has got its name.</summary>
    private sealed record FileState(string Path, DateTime Written, long Length)
    {
        /// <summary>The state of a file; null where there is none.</summary>
        public static FileState? Of(string path)
        {
            try
            {
                FileInfo file = (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
                return file.Exists ? new FileState(file.FullName, file.LastWriteTimeUtc, file.Length) : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

/// <summary>What was wrong with the file when it was to be loaded again, and since when.</summary>
internal sealed record ReloadError(string Message, DateTime Since);

/// <summary>Looks again and again whether the file has changed: that works with every file system, and also when a file gets another's name.</summary>
internal sealed partial class ModelWatcher(ModelHolder models, TimeSpan every, ILogger<ModelWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(every < OneMillisecond ? OneMillisecond : every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // An application that could not start ends without a word about this.
        }
    }

    private void Look()
    {
        ReloadError? before = models.LastError;
        if (models.Reload())
        {
            LogReloaded(models.Current.Facts.File, models.Current.Facts.Sha256);
        }
        else if (models.LastError is { } error && error != before)
        {
            LogKept(models.Current.Facts.Sha256, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{File} has changed: the model with the hash {Sha256} is in service now.")]
    private partial void LogReloaded(string file, string sha256);

    [LoggerMessage(LogLevel.Error, "The model with the hash {Sha256} stays in service, because its file has changed and cannot be loaded: {Error}")]
    private partial void LogKept(string sha256, string error);
}

/// <summary>
/// Which model is in service, and which values it was asked about that were not there in training; degraded where the file has changed and cannot be loaded.
/// </summary>
internal sealed class ModelHealthCheck(ModelHolder models) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        LoadedModel loaded = models.Current;
        Dictionary<string, object> data = new() { ["model"] = loaded.Facts, ["unknown"] = loaded.Model.Encoder?.UnknownCounts ?? new Dictionary<string, long>() };
        if (models.LastError is not { } error)
        {
            return Task.FromResult(HealthCheckResult.Healthy(data: data));
        }

        data["reloadError"] = error;
        return Task.FromResult(HealthCheckResult.Degraded(error.Message, data: data));
    }
}
