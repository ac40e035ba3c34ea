using ContactsPS.Client.Batching;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// Takes back refusals of what was done already: when a request is repeated because its answer was lost, the service refuses to remove what the first attempt
/// removed, and does not find by its old name what the first attempt renamed.
/// </summary>
internal static class DoneBefore
{
    /// <summary>Looks at each refused item of a repeated request.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="result">What the answer to the last attempt says of it.</param>
    /// <param name="reply">That answer.</param>
    /// <param name="look">Finds out whether what was asked for an item is so; null where the item cannot have been done before.</param>
    public static async Task<BatchResult<TValue>> ReviewAsync<TItem, TValue>(
        IReadOnlyList<TItem> sent,
        BatchResult<TValue> result,
        ServiceReply<TValue> reply,
        Func<TItem, Task<BatchItemResult<TValue>?>> look)
        where TValue : class
    {
        if (!reply.IsRepeat || result.Items.All(static item => item.Outcome != BatchOutcome.Refused))
        {
            return result;
        }

        var reviewed = await Task.WhenAll(result.Items.Select((item, place) => item.Outcome == BatchOutcome.Refused ? ReviewAsync(item, () => look(sent[place])) : Task.FromResult(item)))
            .ConfigureAwait(false);
        return new BatchResult<TValue>(result.Status, reviewed, result.UniqId);
    }

    private static async Task<BatchItemResult<TValue>> ReviewAsync<TValue>(BatchItemResult<TValue> refused, Func<Task<BatchItemResult<TValue>?>> look)
        where TValue : class
    {
        try
        {
            return await look().ConfigureAwait(false) ?? refused;
        }
        catch (ContactsException exception)
        {
            return new BatchItemResult<TValue>(BatchOutcome.Unknown, error: refused.Error, failure: exception);
        }
        catch (OperationCanceledException)
        {
            return new BatchItemResult<TValue>(BatchOutcome.Unknown, error: refused.Error);
        }
    }
}
