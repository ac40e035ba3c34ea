namespace ContactsPS.Client.Http;

/// <summary>A request that can be sent several times.</summary>
internal sealed class ServiceRequest(HttpMethod method, string path, string? shownPath = null, byte[]? body = null)
{
    // Without a limit, a body of "{},{},…" would take a hundred times its size in memory.
    public const int DefaultMaximumItems = 10_000;

    public HttpMethod Method { get; } = method;

    /// <summary>The path and the query below the base URI, with a leading slash.</summary>
    public string Path { get; } = path;

    /// <summary>The path as it may be shown.</summary>
    public string ShownPath { get; } = shownPath ?? path;

    public byte[]? Body { get; } = body;

    /// <summary>
    /// False for creating contacts, the one request that must never be processed twice: the service has no idempotency key (F16 of docs/service.md).
    /// </summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>Whether its body may contain data of several people.</summary>
    public bool IsAboutMany { get; init; }

    /// <summary>The most items that are read from the response; the default is more than any response about a thousand items has.</summary>
    public int MaximumItems { get; init; } = DefaultMaximumItems;

    /// <summary>Requests of one kind take about as long: method, first folder and depth, so that ids in paths do not multiply the kinds.</summary>
    public string Kind { get; } = KindOf(method, path);

    /// <summary>Whether the state of the service is not known if the response is cut off.</summary>
    public bool IsWrite => Method != HttpMethod.Get;

    public override string ToString() => $"{Method} {ShownPath}";

    private static string KindOf(HttpMethod method, string path)
    {
        var folders = path.Split('?')[0].Split('/');
        return FormattableString.Invariant($"{method} {folders[1]} {folders.Length}");
    }
}
