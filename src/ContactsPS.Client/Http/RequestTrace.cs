using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Http;

/// <summary>An event of one request, without secrets or personal data: for verbose output and logs.</summary>
public sealed class RequestTrace
{
    internal RequestTrace(string line, bool isRetry = false)
    {
        Line = VisibleText.Of(line);
        IsRetry = isRetry;
    }

    private RequestTrace(string line, string? body)
    {
        Line = string.IsNullOrEmpty(body) ? VisibleText.Of(line) : $"{VisibleText.Of(line)}\n{VisibleText.Of(body)}";
        IsDetail = true;
    }

    /// <summary>The line, such as <c>GET /contact?limit=1000: 200 in 12 ms, 2 items, 0 errors, uniqId 085fa5dabf</c>.</summary>
    public string Line { get; }

    /// <summary>Whether it is the request or the response itself, with all values redacted, instead of a line about it.</summary>
    public bool IsDetail { get; }

    /// <summary>Whether it reports a retry of the request, or of the part that was not done.</summary>
    public bool IsRetry { get; }

    /// <summary>A request or a response, with its body on a line of its own.</summary>
    internal static RequestTrace OfBody(string line, string? body) => new(line, body);

    /// <inheritdoc cref="Line"/>
    public override string ToString() => Line;
}
