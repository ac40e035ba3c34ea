using ContactsPS.Client.Json;

namespace ContactsPS.Client.Http;

/// <summary>The state of a request and its attempts.</summary>
/// <param name="request">The request.</param>
/// <param name="listener">Gets each event.</param>
/// <param name="time">The clock.</param>
internal sealed class RetryContext(ServiceRequest request, TraceListener? listener, TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public ServiceRequest Request { get; } = request;

    /// <summary>The number of the current attempt, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>Whether the service may have processed the request.</summary>
    public bool MayBeProcessed { get; set; }

    /// <summary>The time since the first attempt.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    public void Trace(string line) => listener?.OnTrace(new RequestTrace(line));

    /// <summary>Reports a retry, and counts the next attempt.</summary>
    public void TraceRetry(string line)
    {
        listener?.OnTrace(new RequestTrace(line, isRetry: true));
        Number++;
    }

    /// <summary>Reports the request itself if the listener wants details.</summary>
    public void TraceRequest()
    {
        if (listener is { WantsDetail: true })
        {
            Detail($"> {Request} (attempt {Text.Of(Number)})", JsonRedactor.Of(Request.Body));
        }
    }

    /// <summary>Reports the response itself if the listener wants details.</summary>
    public void TraceAnswer(RawResponse answer)
    {
        if (listener is { WantsDetail: true })
        {
            var later = answer.RetryAfter is { } asked ? FormattableString.Invariant($", Retry-After {asked.Wait.TotalSeconds:0.##} s") : string.Empty;
            Detail(FormattableString.Invariant($"< {answer.StatusNumber} {answer.Status}, {answer.Body.Length} bytes{later}"), answer.Secrets.Redact(JsonRedactor.Of(answer.Body)));
        }
    }

    private void Detail(string head, string? body) =>
        listener!.OnTrace(RequestTrace.OfBody(head, body));
}
