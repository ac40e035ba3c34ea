using ContactsPS.Client.Json;

namespace ContactsPS.Client.Http;

/// <summary>How a request fared so far.</summary>
/// <param name="request">The request.</param>
/// <param name="listener">Is told what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class RetryContext(ServiceRequest request, TraceListener? listener, TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public ServiceRequest Request { get; } = request;

    /// <summary>The present attempt, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>Whether the service may have processed it, as far as is known.</summary>
    public bool MayBeProcessed { get; set; }

    /// <summary>Since the first attempt.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    public void Trace(string line) => listener?.OnTrace(new RequestTrace(line));

    /// <summary>Tells that the request is sent again, and counts the next attempt.</summary>
    public void TraceRetry(string line)
    {
        listener?.OnTrace(new RequestTrace(line, isRetry: true));
        Number++;
    }

    /// <summary>Tells of the request itself, where that is wanted.</summary>
    public void TraceRequest()
    {
        if (listener is { WantsDetail: true })
        {
            Detail($"> {Request} (attempt {Text.Of(Number)})", JsonRedactor.Of(Request.Body));
        }
    }

    /// <summary>Tells of an answer itself, where that is wanted.</summary>
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
