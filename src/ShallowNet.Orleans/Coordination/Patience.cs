using System.Net.Sockets;
using Orleans.Serialization;

namespace ShallowNet;

/// <summary>Repeats calls of grains until they are answered: what a lost silo leaves unanswered, another one answers.</summary>
internal sealed class Patience(ShardOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The answer of a call that may be made more than once.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException">No answer came for <see cref="ShardOptions.GiveUpAfter"/>.</exception>
    public async Task<TResult> Call<TResult>(Func<Task<TResult>> call, CancellationToken cancellationToken)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return await call().WaitAsync(options.AnswerWithin, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsLoss(exception) && !cancellationToken.IsCancellationRequested)
            {
                if (Environment.TickCount64 - start > options.GiveUpAfter.TotalMilliseconds)
                {
                    throw new ClusterException($"The cluster must answer, but has not for {options.GiveUpAfter}: {exception.Message}", exception);
                }

                ClusterMetrics.Repeats.Add(1);
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks for a model until it is done; gives it up where nobody waits for it any more.</summary>
    /// <param name="ask">Asks for it.</param>
    /// <param name="giveUp">Has it given up.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException">A silo refuses it, or none answers.</exception>
    public async Task<TReply> Ask<TReply>(Func<Task<TReply>> ask, Func<Task> giveUp, CancellationToken cancellationToken)
        where TReply : IWorkReply
    {
        try
        {
            while (true)
            {
                TReply reply = await Call(ask, cancellationToken).ConfigureAwait(false);
                if (reply.Refusal is not null)
                {
                    throw new ClusterException($"The silo {reply.Silo} refuses: {reply.Refusal}");
                }

                if (reply.IsReady)
                {
                    return reply;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the model any more; where its silo is lost, so is the model.
            giveUp().Ignore();
            throw;
        }
    }

    /// <summary>Whether an error says that no answer came, and not that the call was wrong; an error that could not be sent is of what lies under the silo.</summary>
    public static bool IsLoss(Exception exception) =>
        exception is TimeoutException or OrleansException or SocketException or IOException or ObjectDisposedException or OperationCanceledException
            or SerializerException;
}
