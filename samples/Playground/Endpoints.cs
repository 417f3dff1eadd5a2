using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using ShallowNet;

namespace Playground;

/// <summary>What the page asks for.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/choices", () => Results.Json(AllChoices()));
        app.MapPost("/csv", async (HttpRequest request) => Results.Json(OwnCsv.Read(await TextAsync(request))));
        app.MapPost("/sessions", async (HttpRequest request, SessionStore store) => Results.Json(
            new { id = store.Add(new Lab(SetupReader.Read(await TextAsync(request)))).Id }, statusCode: StatusCodes.Status201Created));
        RouteGroupBuilder one = app.MapGroup("/sessions/{id}");
        one.MapGet("/frames", (string id, HttpContext context, SessionStore store) =>
        {
            Session session = store.Find(id);
            IDisposable watch = session.EnterWatch();
            // A page that goes at once watches no more either.
            context.Response.RegisterForDispose(watch);
            return TypedResults.ServerSentEvents(session.FramesAsync(watch, context.RequestAborted));
        });
        one.MapPost("/setup", async (string id, HttpRequest request, SessionStore store) =>
        {
            store.Find(id).Replace(new Lab(SetupReader.Read(await TextAsync(request))));
            return Results.NoContent();
        });
        one.MapPost("/run", (string id, string? epochs, SessionStore store) => Done(() => store.Find(id).Run(Whole("epochs", epochs, Limits.MostEpochs))));
        one.MapPost("/pause", (string id, SessionStore store) => Done(() => store.Find(id).Pause()));
        one.MapPost("/step", (string id, SessionStore store) => Done(() => store.Find(id).Step()));
        one.MapPost("/restart", (string id, SessionStore store) => Done(() => store.Find(id).Restart()));
        one.MapPost("/end", (string id, SessionStore store) => Done(() => store.End(id)));
        one.MapGet("/unit", (string id, string? layer, string? unit, string? sample, SessionStore store) => Results.Json(store.Find(id).Ask(
            lab => UnitNumbers.Of(lab, Whole("layer", layer, int.MaxValue), Whole("unit", unit, int.MaxValue), Whole("sample", sample, int.MaxValue)))));
        one.MapGet("/check", (string id, SessionStore store) => Results.Json(store.Find(id).Ask(Check)));
        one.MapGet("/program", (string id, string? reference, SessionStore store) => Results.Json(store.Find(id).Ask(lab => Program(lab, reference))));
        one.MapGet("/race", (string id, string? epochs, HttpContext context, SessionStore store) =>
            Contest(context, store.Find(id), (setup, most) => Playground.Contest.OfOptimizersAsync(setup, most, context.RequestAborted), epochs));
        one.MapGet("/seeds", (string id, string? epochs, HttpContext context, SessionStore store) =>
            Contest(context, store.Find(id), (setup, most) => Playground.Contest.OfSeedsAsync(setup, most, context.RequestAborted), epochs));
    }

    private static object AllChoices() => new
    {
        data = DataKind.All.Select(kind => new { kind.Name, kind.Title, kind.IsRegression, isOwn = kind.Make is null, points = Thumbnail(kind) }),
        features = Feature.All.Select(feature => new { feature.Name, feature.Symbol }),
        activations = Choices.Activations.Select(choice => new { choice.Name, choice.Title }),
        losses = Choices.Losses.Select(choice => new { choice.Name, choice.Title }),
        initializers = Choices.Initializers.Select(choice => new { choice.Name, choice.Title }),
        optimizers = Choices.Optimizers.Select(choice => new { choice.Name, choice.Title, choice.Rate }),
        mostLayers = SetupReader.MostLayers,
        mostUnits = SetupReader.MostUnits,
        mostClasses = SetupReader.MostClasses,
        mostSamples = SetupReader.MostSamples,
    };

    /// <summary>Some points of a data set, for a small picture, in a square from −1 to 1.</summary>
    private static double[][] Thumbnail(DataKind kind)
    {
        if (kind.Make is null)
        {
            return [];
        }

        Lab lab = new(SetupReader.Read($"data={kind.Name}&samples=120&noise=0.05&share=0"));
        int[]? classes = lab.Train.Y.RowCount > 1 ? OneHot.Decode(lab.Train.Y) : null;
        return
        [
            .. Enumerable.Range(0, lab.Train.Points.ColumnCount).Select(j => new[]
            {
                Math.Round((lab.Train.Points[0, j] - lab.View.X1) / lab.View.Half, 3),
                Math.Round((lab.Train.Points[1, j] - lab.View.X2) / lab.View.Half, 3),
                classes?[j] ?? Math.Round(lab.Train.Y[0, j], 3),
            }),
        ];
    }

    private static object Check(Lab lab)
    {
        GradientCheckReport report = GradientCheck.Run(lab.Network, lab.X, lab.Train.Y, options: Lab.Options(lab.Setup, epochs: 1));
        return new { report.Parameters, report.WorstError, report.WorstParameter, report.Analytic, report.Numeric, report.Difference, epoch = lab.Epochs };
    }

    private static object Program(Lab lab, string? reference) => new
    {
        text = ProgramText.Of(lab, reference switch
        {
            null or "package" => false,
            "project" => true,
            _ => throw Refusal.Wrong("reference must be package or project."),
        }),
        cost = FormattableString.Invariant($"{lab.Cost:R}"),
        hash = Frame.Hash(lab.Network),
        epoch = lab.Epochs,
    };

    private static ServerSentEventsResult<object> Contest(HttpContext context, Session session, Func<Setup, int, IAsyncEnumerable<object>> run, string? epochs)
    {
        int most = Whole("epochs", epochs, Limits.MostEpochs);
        Setup setup = session.Ask(lab => lab.Setup);
        IDisposable contest = session.EnterContest();
        context.Response.RegisterForDispose(contest);
        return TypedResults.ServerSentEvents(ReportsAsync(context.RequestServices.GetRequiredService<SessionStore>().Contests, contest, run(setup, most)));
    }

    /// <summary>The reports of a contest, which waits until few others run; the last is "done".</summary>
    private static async IAsyncEnumerable<SseItem<object>> ReportsAsync(
        SemaphoreSlim contests, IDisposable contest, IAsyncEnumerable<object> reports, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using IDisposable taking = contest;
        await contests.WaitAsync(cancellationToken);
        try
        {
            await foreach (object report in reports.WithCancellation(cancellationToken))
            {
                yield return new SseItem<object>(report, "report");
            }

            yield return new SseItem<object>(new { }, "done");
        }
        finally
        {
            contests.Release();
        }
    }

    private static IResult Done(Action action)
    {
        action();
        return Results.NoContent();
    }

    private static int Whole(string name, string? given, int most) => int.TryParse(given, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
        ? number
        : throw Refusal.Wrong(FormattableString.Invariant($"{name} must be a whole number from 1 to {most}, but is {(given is null ? "not given" : $"\"{(given.Length <= 40 ? given : given[..40])}\"")}."));

    private static async Task<string> TextAsync(HttpRequest request)
    {
        using StreamReader reader = new(request.Body, new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: false);
        try
        {
            // Spreadsheets write a mark in front of CSV files.
            return (await reader.ReadToEndAsync(request.HttpContext.RequestAborted)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Refusal.Wrong("The body must be a text in UTF-8, but is not.");
        }
    }
}
