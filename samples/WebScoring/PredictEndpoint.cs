using System.Diagnostics;

namespace WebScoring;

/// <summary><c>POST /predict</c>: the answer, or a refusal as problem details.</summary>
internal sealed class PredictEndpoint(Scorer scorer, ScoringMetrics metrics)
{
    public async Task AnswerAsync(HttpContext context)
    {
        metrics.Started();
        long start = Stopwatch.GetTimestamp();
        string outcome = ScoringMetrics.Failed;
        int samples = 0;
        try
        {
            CheckContentType(context.Request);
            context.Response.ContentType = "application/json";
            samples = await scorer.AnswerAsync(context.Request.BodyReader, context.Response.BodyWriter, context.RequestAborted);
            outcome = ScoringMetrics.Answered;
        }
        catch (BadHttpRequestException refusal) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The scorer's own, and the server's: a body that is too large or too slow. Its own 400 means a body that is cut off.
            outcome = refusal is InputException || refusal.StatusCode != StatusCodes.Status400BadRequest ? ScoringMetrics.Refused : ScoringMetrics.Aborted;
            await Results.Problem(refusal.Message, statusCode: refusal.StatusCode).ExecuteAsync(context);
        }
        catch (Exception exception) when (exception is IOException || context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be answered.
            outcome = ScoringMetrics.Aborted;
        }
        finally
        {
            metrics.Ended(outcome, samples, Stopwatch.GetElapsedTime(start));
        }
    }

    private static void CheckContentType(HttpRequest request)
    {
        // The usual one is known without being taken apart.
        if (request.ContentType != "application/json" && !request.HasJsonContentType())
        {
            throw new BadHttpRequestException(
                $"Content-Type must be application/json, but is {(string.IsNullOrEmpty(request.ContentType) ? "missing" : request.ContentType)}.", StatusCodes.Status415UnsupportedMediaType);
        }
    }
}
