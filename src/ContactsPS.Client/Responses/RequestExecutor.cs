using ContactsPS.Client.Http;
using ContactsPS.Client.Json;

namespace ContactsPS.Client.Responses;

/// <summary>Sends requests and reads their responses. Thread-safe.</summary>
/// <param name="sender">Sends the requests.</param>
/// <param name="listener">Gets the events of each request.</param>
/// <param name="startToken">If cancelled, no more requests are sent.</param>
internal sealed class RequestExecutor(RetryingSender sender, TraceListener? listener = null, CancellationToken startToken = default) : IDisposable
{
    /// <summary>The most requests in flight at any time.</summary>
    public int ThrottleLimit => sender.ThrottleLimit;

    /// <summary>How often a request is retried after a transient failure.</summary>
    public int MaximumRetryCount => sender.MaximumRetryCount;

    /// <summary>The same sender with another listener.</summary>
    public RequestExecutor With(TraceListener other, CancellationToken otherStartToken) => new(sender, other, otherStartToken);

    public void Dispose() => sender.Dispose();

    /// <summary>Sends a request and reads the response, including refused items.</summary>
    /// <exception cref="ContactsException">The request failed as a whole.</exception>
    public async Task<ServiceResponse<T>> SendAsync<T>(ServiceRequest request, Func<IItemReader<T>> items, CancellationToken cancellationToken)
        where T : class
    {
        var time = sender.TimeProvider;
        var start = time.GetTimestamp();
        var response = await sender.SendAsync(request, answer => ResponseReader.Read(request, answer, items()), listener, startToken, cancellationToken).ConfigureAwait(false);
        Trace(Messages.Get(
            "Completed", request, (int)response.Status, (long)time.GetElapsedTime(start).TotalMilliseconds, response.Data.Count, response.Errors.Count, response.UniqId));
        return response;
    }

    /// <summary>Reads the items of one response. Nothing found is not an error; an error item is, because the response is then incomplete.</summary>
    /// <exception cref="ContactsException">The request failed or was refused.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(QueryString query, Func<IItemReader<T>> items, CancellationToken cancellationToken, int maximumItems = ServiceRequest.DefaultMaximumItems)
        where T : class
    {
        var response = await SendAsync(new ServiceRequest(HttpMethod.Get, query.Sent, query.Shown) { MaximumItems = maximumItems }, items, cancellationToken).ConfigureAwait(false);
        return response.Errors.Count > 0 || (response.IsRefusedWhole && !response.IsNotFound) ? throw response.ToException() : response.Data;
    }

    /// <summary>Waits as long as before a retry with this number.</summary>
    public async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(startToken, cancellationToken);
        await sender.PauseAsync(attempt, starting.Token).ConfigureAwait(false);
    }

    /// <summary>Reports an event, redacted.</summary>
    public void Trace(string line, bool isRetry = false) => listener?.OnTrace(new RequestTrace(line, isRetry: isRetry));
}
