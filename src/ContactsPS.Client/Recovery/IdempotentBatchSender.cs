using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// Sends a change of many items in one request, and corrects refusals of changes that are already made: if a request is retried because its response was lost, the
/// service refuses to remove what the first attempt removed (F54 of docs/service.md), and does not find contacts by a name that the first attempt changed.
/// </summary>
internal sealed class IdempotentBatchSender(RequestExecutor requests)
{
    /// <summary>Sends an idempotent change.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sent">The items in it.</param>
    /// <param name="keys">How an item is recognized in the response.</param>
    /// <param name="items">Reads what the service returns for an item.</param>
    /// <param name="findApplied">Looks up whether the change of an item is already made; null if that cannot be determined.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The outcome of each item, in order.</returns>
    public async Task<BatchResult<TValue>> SendAsync<TItem, TValue>(
        ServiceRequest request,
        IReadOnlyList<TItem> sent,
        IItemCorrelation<TItem, TValue> keys,
        Func<IItemReader<TValue>> items,
        Func<TItem, Task<BatchItemResult<TValue>?>> findApplied,
        CancellationToken cancellationToken)
        where TValue : class
    {
        var response = await requests.SendAsync(request, items, cancellationToken).ConfigureAwait(false);
        var result = ResponseCorrelator.Match(sent, response, keys);
        if (!response.IsRepeat || result.Items.All(static item => item.Outcome != BatchOutcome.Refused))
        {
            return result;
        }

        var reviewed = await Task.WhenAll(result.Items.Select((item, place) =>
            item.Outcome == BatchOutcome.Refused ? ReviewAsync(item, () => findApplied(sent[place])) : Task.FromResult(item))).ConfigureAwait(false);
        return new BatchResult<TValue>(result.Status, reviewed, result.UniqId);
    }

    /// <summary>Sends each id once, and returns a result for each id as it was given.</summary>
    public async Task<BatchResult<TValue>> SendIdsAsync<TValue>(
        HttpMethod method,
        string path,
        IReadOnlyList<long> ids,
        Func<IItemReader<TValue>> items,
        Func<long, Task<BatchItemResult<TValue>?>> findApplied,
        CancellationToken cancellationToken)
        where TValue : class
    {
        var distinct = ids.Distinct().ToList();
        var body = RequestBody.Of(distinct);
        var request = new ServiceRequest(method, path, ServicePath.Shown(path, distinct.Count), body);
        var result = await SendAsync(request, distinct, new IdCorrelation<TValue>(), items, findApplied, cancellationToken).ConfigureAwait(false);
        return result.Spread(distinct, ids);
    }

    private static async Task<BatchItemResult<TValue>> ReviewAsync<TValue>(BatchItemResult<TValue> refused, Func<Task<BatchItemResult<TValue>?>> findApplied)
        where TValue : class
    {
        try
        {
            return await findApplied().ConfigureAwait(false) ?? refused;
        }
        catch (Exception exception) when (exception is ContactsException or OperationCanceledException)
        {
            return new BatchItemResult<TValue>(BatchOutcome.OutcomeUnknown, error: refused.Error, failure: exception as ContactsException);
        }
    }
}
