using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Http;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Api;

/// <summary>Finds the route of a request, and turns failures into responses.</summary>
internal sealed class ContactsApi(SandboxAccount account, SandboxOptions options)
{
    public const string Root = "/v2.1";

    private readonly Route[] routes =
    [
        .. new ContactRoutes(account, options).All,
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
            // Outside the API, as F7 of docs/service.md assumes.
            return HttpResponse.Html(404, "404 Not Found");
        }

        if (Authenticate(request) is { } error)
        {
            return Envelope.Refused(401, error);
        }

        var found = here[here.Max(static routes => routes.Key)].ToArray();
        var method = request.IsHead ? "GET" : request.Method;
        var match = Array.Find(found, route => string.Equals(route.Method, method, StringComparison.Ordinal));
        return match is null
            ? Envelope.Refused(405, ApiErrors.MethodNotAllowed(request.Method)).With("Allow", string.Join(", ", found.Select(static route => route.Method)))
            : Answer(match, new ApiCall(match.Argument(path), new QueryString(request.Query, options.MaximumPageSize), body, options));
    }

    /// <returns>Null if the request has both secrets.</returns>
    private ApiError? Authenticate(HttpRequest request)
    {
        var (key, token) = (request.Header("Application-Key"), request.Header("Authorization"));
        if (key.Length == 0 || token.Length == 0)
        {
            return ApiErrors.EmptyToken();
        }

        return key == options.ApplicationKey && token == options.AuthorizationToken ? null : ApiErrors.InvalidToken();
    }

#pragma warning disable CA1031 // Whatever goes wrong in here is an answer of this server, as it would be of a real one.
    private static HttpResponse Answer(Route route, ApiCall call)
    {
        try
        {
            return route.Answer(call);
        }
        catch (ApiException refused)
        {
            return Envelope.Refused(refused.Status, refused.Error);
        }
        catch (Exception)
        {
            return Envelope.Refused(500, ApiErrors.InternalError());
        }
    }
#pragma warning restore CA1031

    /// <summary>The path below the root, unescaped; a path that no route matches if it is outside the root.</summary>
    private static string[] Segments(string path) =>
        path.StartsWith(Root + "/", StringComparison.Ordinal)
            ? [.. path.Substring(Root.Length + 1).Split('/').Select(Uri.UnescapeDataString)]
            : [];
}
