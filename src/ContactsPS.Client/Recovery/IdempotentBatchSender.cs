using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// Sends a change of many items in one request, and takes back refusals of what was done already: when a request is repeated because its response was lost, the
/// service refuses to remove what the first attempt removed (F54 of docs/service.md), and does not find by its old name what the first attempt renamed.
/// </summary>
internal sealed class IdempotentBatchSender(RequestExecutor requests)
{
    /// <summary>Sends a change that may be repeated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sent">The items in it.</param>
    /// <param name="keys">How an item is recognised in the response.</param>
    /// <param name="items">Reads what the service returns for an item.</param>
    /// <param name="findApplied">Finds out whether what was asked for an item is so already; null if that cannot be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>For each item, in order, what became of it.</returns>
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

    /// <summary>Sends ids, each once, and says for each as it was given what became of it.</summary>
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
