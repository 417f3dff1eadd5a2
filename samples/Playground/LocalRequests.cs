namespace Playground;

/// <summary>
/// Answers only what is asked for by the name of this machine, and by its own page: a name of a foreign site that leads here
/// (DNS rebinding) and requests of foreign pages are refused. Refusals become problem details.
/// </summary>
internal sealed class LocalRequests(RequestDelegate next, IReadOnlyList<string> hosts)
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    public async Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        try
        {
            Check(context.Request);
            await next(context);
        }
        catch (Exception exception) when (exception is Refusal or BadHttpRequestException && !context.Response.HasStarted)
        {
            int status = exception is Refusal refusal ? refusal.Status : ((BadHttpRequestException)exception).StatusCode;
            await Results.Problem(exception.Message, statusCode: status).ExecuteAsync(context);
        }
    }

    private void Check(HttpRequest request)
    {
        string host = request.Host.Host;
        if (!Local.Concat(hosts).Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            throw Refusal.Wrong($"The host must be one of {string.Join(", ", Local.Concat(hosts))}, but is \"{host}\". Another name of this machine is allowed by --hosts.");
        }

        string? origin = request.Headers.Origin, site = request.Headers["Sec-Fetch-Site"];
        bool isForeign = (origin is not null && origin != $"{request.Scheme}://{request.Host}") || (site is "cross-site" or "same-site");
        // A link to the page may stand anywhere.
        if (isForeign && !(HttpMethods.IsGet(request.Method) && request.Path == "/"))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, "Requests must come from the playground's own page, but this one comes from another site.");
        }
    }
}
