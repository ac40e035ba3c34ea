using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Batching;

/// <summary>
/// Tells of each item that was sent what became of it. The service names the refused ones as it likes: by <c>source</c>, by
/// the value it refused, or by nothing but how many there are. What the answer leaves open stays <see cref="BatchOutcome.OutcomeUnknown"/>.
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
    /// Refuses what an error names by source and by value at once, where that is one item alone: of two items under one name, the
    /// one that came back is then the other. Returns the errors that are not so plain.
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

    /// <summary>Accepts what came back in <c>data</c>; returns what came back without saying what it is.</summary>
    private static Queue<TValue> AcceptReturned<TItem, TValue>(
        IReadOnlyList<TItem> sent, ServiceResponse<TValue> response, IItemCorrelation<TItem, TValue> keys, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var nameless = new Queue<TValue>();
        var known = new Lazy<OpenItems<ItemKey>>(() => new OpenItems<ItemKey>(sent.Count, place => [keys.KeyOf(sent[place])], place => results[place] is null));
        var next = 0;
        foreach (var value in response.Data)
        {
            // Answers keep the order of the request as far as we know, so the search begins where the last one ended.
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

    /// <summary>Refuses what an error names; returns the errors that name nothing.</summary>
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
                // One more thing that is wrong with an item that is refused already; it says nothing of the others.
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
            // As many errors without a name as items without an answer: they are these, in order.
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.Refused, error: unmatched.Dequeue()));
        }
        else if (response.IsRefusedWhole)
        {
            var reason = unmatched.Count > 0 ? response.ForAll(unmatched.Peek()) : response.IsNotFound ? NothingFound : RefusedWithTheRest;
            Fill(results, () => new BatchItemResult<TValue>(BatchOutcome.Refused, error: reason));
        }
        else if (unmatched.Count == 0)
        {
            // No error is left: whatever is open was done. If as many came back as are open they are these, in order; ids alone, or nothing, may come back (F19 of docs/service.md).
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

    /// <summary>Whether an item was sent with the value that an error refuses.</summary>
    private static bool HasValue<TItem, TValue>(IItemCorrelation<TItem, TValue> keys, TItem item, ServiceError error) =>
        error is { Parameter: { Length: > 0 } parameter, Value: { } value } && string.Equals(keys.ValueOf(item, parameter), value, StringComparison.Ordinal);
}
