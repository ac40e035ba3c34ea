using ContactsPS.Client.Http;
using ContactsPS.Client.Json;

namespace ContactsPS.Client.Responses;

/// <summary>Sends requests and reads what the service says. Thread-safe.</summary>
/// <param name="transport">How requests are sent.</param>
/// <param name="listener">Is told of each request.</param>
/// <param name="startToken">Keeps requests from being sent.</param>
internal sealed class RequestExecutor(ServiceTransport transport, TraceListener? listener = null, CancellationToken startToken = default) : IDisposable
{
    /// <summary>The most requests that are ever in flight.</summary>
    public int ThrottleLimit => transport.ThrottleLimit;

    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int MaximumRetryCount => transport.MaximumRetryCount;

    /// <summary>The same transport for another listener.</summary>
    public RequestExecutor With(TraceListener other, CancellationToken otherStartToken) => new(transport, other, otherStartToken);

    public void Dispose() => transport.Dispose();

    /// <summary>Sends a request and reads the response, whatever was refused in it.</summary>
    /// <exception cref="ContactsException">The request failed as a whole.</exception>
    public async Task<ServiceReply<T>> SendAsync<T>(ServiceRequest request, Func<IItemReader<T>> items, CancellationToken cancellationToken)
        where T : class
    {
        var time = transport.TimeProvider;
        var start = time.GetTimestamp();
        var reply = await transport.SendAsync(request, answer => ReplyReader.Read(request, answer, items()), listener, startToken, cancellationToken).ConfigureAwait(false);
        Trace(FormattableString.Invariant(
            $"{request}: {(int)reply.Status} in {(long)time.GetElapsedTime(start).TotalMilliseconds} ms, {reply.Data.Count} items, {reply.Errors.Count} errors, uniqId {reply.UniqId}"));
        return reply;
    }

    /// <summary>Reads the items of one response. Nothing found is no error; an error item is, since then the response is not whole.</summary>
    /// <exception cref="ContactsException">The request failed or was refused.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(QueryString query, Func<IItemReader<T>> items, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await SendAsync(new ServiceRequest(HttpMethod.Get, query.Sent, query.Shown), items, cancellationToken).ConfigureAwait(false);
        return reply.Errors.Count > 0 || (reply.IsRefusedWhole && !reply.IsNotFound) ? throw reply.ToException() : reply.Data;
    }

    /// <summary>Waits as long as before an attempt of that number.</summary>
    public async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(startToken, cancellationToken);
        await transport.PauseAsync(attempt, starting.Token).ConfigureAwait(false);
    }

    /// <summary>Reports what happens, redacted.</summary>
    public void Trace(string line, bool isRetry = false) => listener?.Tell(new RequestTrace(line, isRetry: isRetry));
}
