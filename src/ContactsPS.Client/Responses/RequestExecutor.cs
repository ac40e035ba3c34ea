using ContactsPS.Client.Http;
using ContactsPS.Client.Json;

namespace ContactsPS.Client.Responses;

/// <summary>Sends requests and reads what the service says. Thread-safe.</summary>
/// <param name="sender">How requests are sent.</param>
/// <param name="listener">Is told each request.</param>
/// <param name="startToken">Keeps requests from being sent.</param>
internal sealed class RequestExecutor(RetryingSender sender, TraceListener? listener = null, CancellationToken startToken = default) : IDisposable
{
    /// <summary>The most requests that are ever in flight.</summary>
    public int ThrottleLimit => sender.ThrottleLimit;

    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int MaximumRetryCount => sender.MaximumRetryCount;

    /// <summary>The same sender for another listener.</summary>
    public RequestExecutor With(TraceListener other, CancellationToken otherStartToken) => new(sender, other, otherStartToken);

    public void Dispose() => sender.Dispose();

    /// <summary>Sends a request and reads the response, whatever was refused in it.</summary>
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

    /// <summary>Reads the items of one response. Nothing found is no error; an error item is, since then the response is not whole.</summary>
    /// <exception cref="ContactsException">The request failed or was refused.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(QueryString query, Func<IItemReader<T>> items, CancellationToken cancellationToken, int maximumItems = ServiceRequest.DefaultMaximumItems)
        where T : class
    {
        var response = await SendAsync(new ServiceRequest(HttpMethod.Get, query.Sent, query.Shown) { MaximumItems = maximumItems }, items, cancellationToken).ConfigureAwait(false);
        return response.Errors.Count > 0 || (response.IsRefusedWhole && !response.IsNotFound) ? throw response.ToException() : response.Data;
    }

    /// <summary>Waits as long as before an attempt of that number.</summary>
    public async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(startToken, cancellationToken);
        await sender.PauseAsync(attempt, starting.Token).ConfigureAwait(false);
    }

    /// <summary>Reports what happens, redacted.</summary>
    public void Trace(string line, bool isRetry = false) => listener?.OnTrace(new RequestTrace(line, isRetry: isRetry));
}
