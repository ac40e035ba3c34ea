using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;

namespace ContactsPS.Sandbox.Api;

/// <summary>Finds who answers a request, and turns what goes wrong into an answer.</summary>
internal sealed class ContactsApi(SandboxAccount account, SandboxOptions options, Credentials credentials)
{
    public const string Root = "/v2.1";

    private readonly Route[] routes =
    [
        .. new ContactRoutes(account, options).All,
        .. new SubscriptionRoutes(account, options).All,
        .. new ContactGroupRoutes(account, options).All,
        .. new FieldRoutes(account).All,
        .. new SegmentRoutes(account, options).All,
        .. new GroupRoutes(account, options).All,
    ];

    public HttpResponse Answer(HttpRequest request, RequestBody body)
    {
        var path = Segments(request.Path);
        var here = routes.Where(route => route.Matches(path)).ToLookup(static route => route.Literals);
        if (here.Count == 0)
        {
            return HttpResponse.Html(404, "404 Not Found");
        }

        if (credentials.Refuse(request) is { } refusal)
        {
            return Envelope.Refused(401, refusal);
        }

        var found = here[here.Max(static routes => routes.Key)].ToArray();
        var method = request.IsHead ? "GET" : request.Method;
        var match = Array.Find(found, route => string.Equals(route.Method, method, StringComparison.Ordinal));
        return match is null
            ? Envelope.Refused(405, Refusals.MethodNotAllowed(request.Method)).With("Allow", string.Join(", ", found.Select(static route => route.Method)))
            : Answer(match, new ApiCall(match.Argument(path), new QueryString(request.Query), body));
    }

#pragma warning disable CA1031 // Whatever goes wrong in here is an answer of this server, as it would be of a real one.
    private static HttpResponse Answer(Route route, ApiCall call)
    {
        try
        {
            return route.Answer(call);
        }
        catch (RefusedException refused)
        {
            return Envelope.Refused(refused.Status, refused.Refusal);
        }
        catch (Exception)
        {
            return Envelope.Refused(500, Refusals.InternalError());
        }
    }
#pragma warning restore CA1031

    /// <summary>What follows the root, unescaped; nothing that a route could match when the path is outside it.</summary>
    private static string[] Segments(string path) =>
        path.StartsWith(Root + "/", StringComparison.Ordinal)
            ? [.. path.Substring(Root.Length + 1).Split('/').Select(Uri.UnescapeDataString)]
            : [];
}
