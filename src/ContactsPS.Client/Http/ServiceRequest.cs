namespace ContactsPS.Client.Http;

/// <summary>A request before it is sent, so that it can be sent again.</summary>
internal sealed class ServiceRequest(HttpMethod method, string path, string? shownPath = null, byte[]? body = null)
{
    // Without a bound, a body of "{},{},…" takes a hundred times its size.
    public const int DefaultMaximumItems = 10_000;

    public HttpMethod Method { get; } = method;

    /// <summary>Path and query below the base URI, with a leading slash.</summary>
    public string Path { get; } = path;

    /// <summary>The path as it may be shown.</summary>
    public string ShownPath { get; } = shownPath ?? path;

    public byte[]? Body { get; } = body;

    /// <summary>
    /// False for creating contacts, the one request that must never be processed twice: the service has no idempotency key.
    /// </summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>Whether its body tells of several people, or may.</summary>
    public bool IsAboutMany { get; init; }

    /// <summary>The most items that are read of the response; default more than any service has to say about a thousand items.</summary>
    public int MaximumItems { get; init; } = DefaultMaximumItems;

    /// <summary>Which requests take about as long: method, first folder and depth, so that there are few kinds whatever ids a path holds.</summary>
    public string Kind { get; } = KindOf(method, path);

    /// <summary>Whether an answer that broke off leaves open what the service now holds.</summary>
    public bool IsWrite => Method != HttpMethod.Get;

    public override string ToString() => $"{Method} {ShownPath}";

    private static string KindOf(HttpMethod method, string path)
    {
        var folders = path.Split('?')[0].Split('/');
        return FormattableString.Invariant($"{method} {folders[1]} {folders.Length}");
    }
}
