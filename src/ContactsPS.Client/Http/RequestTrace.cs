namespace ContactsPS.Client;

/// <summary>What happened to one request, in a line without secrets or personal data: for verbose output and logs.</summary>
public sealed class RequestTrace
{
    internal RequestTrace(string line) => Line = line;

    /// <summary>The line, such as <c>GET /contact?limit=1000: 200 in 12 ms, 2 items, 0 errors, uniqId 085fa5dabf</c>.</summary>
    public string Line { get; }

    /// <inheritdoc cref="Line"/>
    public override string ToString() => Line;
}
