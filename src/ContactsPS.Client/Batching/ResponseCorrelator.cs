using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Batching;

/// <summary>
/// Finds the outcome of each sent item. The service names refused items in several ways: by <c>source</c>, by the refused value, or only by their
/// number. An outcome that the response does not show stays <see cref="BatchOutcome.OutcomeUnknown"/>.
/// </summary>
internal static class ResponseCorrelator
{
    private static readonly ServiceError RefusedWithTheRest =
        new(title: Messages.Get("RefusedWithTheRest"));

    private static readonly ServiceError NothingFound = new(title: Messages.Get("NoSuchItem"));

    public static BatchResult<TValue> Match<TItem, TValue>(IReadOnlyList<TItem> sent, ServiceResponse<TValue> response, IItemCorrelation<TItem, TValue> keys)
        where TValue : class
    {
        var results = new BatchItemResult<TValue>?[sent.Count];
        var named = new Lazy<OpenItems<string>>(() => new OpenItems<string>(sent.Count, place => keys.NamesOf(sent[place]), place => results[place] is null));
        var left = RefuseCertain(sent, response.Errors, keys, named, results);
        var nameless = AcceptReturned(sent, response, keys, results);
        var unmatched = RefuseNamed(sent, left, keys, named, results);
        Complete(results, response, nameless, unmatched);
        return new BatchResult<TValue>((int)response.Status, results!, response.UniqId);
    }

    /// <summary>
    /// Refuses an item that an error names by both source and value, if no other item fits: if two items have the same source, the
    /// returned one is then the other. Returns the errors that are less certain.
    /// </summary>
    private static List<ServiceError> RefuseCertain<TItem, TValue>(
        IReadOnlyList<TItem> sent, IReadOnlyList<ServiceError> errors, IItemCorrelation<TItem, TValue> keys, Lazy<OpenItems<string>> named, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var left = new List<ServiceError>();
        foreach (var error in errors)
        {
            var fitting = error.Source is { Length: > 0 } source
                ? named.Value.All(source).Where(place => results[place] is null && HasValue(keys, sent[place], error)).Take(2).ToList()
                : [];
            if (fitting is [var place])
            {
                results[place] = new BatchItemResult<TValue>(BatchOutcome.Refused, error: error);
            }
            else
            {
                left.Add(error);
            }
        }

        return left;
    }

    /// <summary>Accepts the items that <c>data</c> names; returns the items of <c>data</c> that fit none.</summary>
    private static Queue<TValue> AcceptReturned<TItem, TValue>(
        IReadOnlyList<TItem> sent, ServiceResponse<TValue> response, IItemCorrelation<TItem, TValue> keys, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var nameless = new Queue<TValue>();
        var known = new Lazy<OpenItems<ItemKey>>(() => new OpenItems<ItemKey>(sent.Count, place => [keys.KeyOf(sent[place])], place => results[place] is null));
        var next = 0;
        foreach (var value in response.Data)
        {
            // Responses keep the order of the request as far as we know, so the search continues after the last match.
            if (Find(keys.KeysOf(value)) is { } place)
            {
                results[place] = new BatchItemResult<TValue>(BatchOutcome.Accepted, value);
                next = place + 1;
            }
            else
            {
                nameless.Enqueue(value);
            }
        }

        return nameless;

        int? Find((ItemKey Id, ItemKey Own) key) => (FindOne(key.Id), FindOne(key.Own)) switch
        {
            ({ } one, { } other) => one >= next == other >= next ? Math.Min(one, other) : Math.Max(one, other),
            var (one, other) => one ?? other,
        };

        int? FindOne(ItemKey key) =>
            key.IsEmpty ? null
            : next < sent.Count && results[next] is null && keys.KeyOf(sent[next]) == key ? next
            : known.Value.Find(key, next);
    }

    /// <summary>Refuses the items that errors name; returns the errors that name none.</summary>
    private static Queue<ServiceError> RefuseNamed<TItem, TValue>(
        IReadOnlyList<TItem> sent, IReadOnlyList<ServiceError> errors, IItemCorrelation<TItem, TValue> keys, Lazy<OpenItems<string>> named, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var unmatched = new Queue<ServiceError>();
        foreach (var error in errors)
        {
            var place = error.Source is { Length: > 0 } source ? named.Value.Find(source, from: 0) : null;
            if (place is null && error.Source is { Length: > 0 } other && named.Value.All(other).Any(refused => results[refused]?.Outcome == BatchOutcome.Refused))
            {
                // A second error about an item that is already refused. It says nothing about other items.
                continue;
            }

            if ((place ?? FindValue(error)) is { } found)
            {
                results[found] = new BatchItemResult<TValue>(BatchOutcome.Refused, error: error);
            }
            else
            {
                unmatched.Enqueue(error);
            }
        }

        return unmatched;

        int? FindValue(ServiceError error)
        {
            var found = Array.FindIndex(results, result => result is null);
            while (found >= 0 && !HasValue(keys, sent[found], error))
            {
                found = Array.FindIndex(results, found + 1, result => result is null);
            }

            return found < 0 ? null : found;
        }
    }

    private static void Complete<TValue>(BatchItemResult<TValue>?[] results, ServiceResponse<TValue> response, Queue<TValue> nameless, Queue<ServiceError> unmatched)
        where TValue : class
    {
        var open = results.Count(result => result is null);
        if (unmatched.Count == open && nameless.Count == 0)
        {
            // As many errors without a name as items without a result: they belong together, in order.
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.Refused, error: unmatched.Dequeue()));
        }
        else if (response.IsRefusedWhole)
        {
            var reason = unmatched.Count > 0 ? response.ForAll(unmatched.Peek()) : response.IsNotFound ? NothingFound : RefusedWithTheRest;
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.Refused, error: reason));
        }
        else if (unmatched.Count == 0)
        {
            // No error is left, so all other items were accepted. If as many were returned as are open, they belong together, in order; only ids, or nothing, may be returned (F19 of docs/service.md).
            var paired = nameless.Count == open;
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.Accepted, paired ? nameless.Dequeue() : null));
        }
        else
        {
            var hint = response.ForAll(unmatched.Peek());
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.OutcomeUnknown, error: hint));
        }
    }

    private static void Fill<TValue>(BatchItemResult<TValue>?[] results, Func<BatchItemResult<TValue>> make)
        where TValue : class
    {
        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= make();
        }
    }

    /// <summary>Whether an item was sent with the refused value of an error.</summary>
    private static bool HasValue<TItem, TValue>(IItemCorrelation<TItem, TValue> keys, TItem item, ServiceError error) =>
        error is { Parameter: { Length: > 0 } parameter, Value: { } value } && string.Equals(keys.ValueOf(item, parameter), value, StringComparison.Ordinal);
}
