using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Batching;

/// <summary>
/// Tells of each item that was sent what became of it. The service names the refused ones as it likes: by <c>source</c>, by
/// the value it refused, or by nothing but how many there are. What the answer leaves open stays <see cref="BatchOutcome.OutcomeUnknown"/>.
/// </summary>
internal static class ResponseCorrelator
{
    private static readonly ServiceError RefusedWithTheRest =
        new(title: "The whole request was refused because of another item");

    private static readonly ServiceError NothingFound = new(title: "The service found no such item");

    public static BatchResult<TValue> Match<TItem, TValue>(IReadOnlyList<TItem> sent, ServiceResponse<TValue> response, IItemCorrelation<TItem, TValue> keys)
        where TValue : class
    {
        var results = new BatchItemResult<TValue>?[sent.Count];
        var left = RefuseCertain(sent, response.Errors, keys, results);
        var nameless = AcceptReturned(sent, response, keys, results);
        var unmatched = RefuseNamed(sent, left, keys, results);
        Complete(results, response, nameless, unmatched);
        return new BatchResult<TValue>((int)response.Status, results!, response.UniqId);
    }

    /// <summary>
    /// Refuses what an error names by source and by value at once, where that is one item alone: of two items under one name, the
    /// one that came back is then the other. Returns the errors that are not so plain.
    /// </summary>
    private static List<ServiceError> RefuseCertain<TItem, TValue>(
        IReadOnlyList<TItem> sent, IReadOnlyList<ServiceError> errors, IItemCorrelation<TItem, TValue> keys, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var left = new List<ServiceError>();
        foreach (var error in errors)
        {
            bool Fits(int i) => keys.IsNamed(sent[i], error.Source!) && HasValue(keys, sent[i], error);

            var index = string.IsNullOrEmpty(error.Source) ? -1 : FirstOpen(results, 0, Fits);
            if (index < 0 || FirstOpen(results, index + 1, i => i != index && Fits(i)) >= 0)
            {
                left.Add(error);
            }
            else
            {
                results[index] = new BatchItemResult<TValue>(BatchOutcome.Refused, error: error);
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
        var cursor = 0;
        foreach (var value in response.Data)
        {
            // Answers keep the order of the request as far as we know, so the search begins where the last one ended.
            var index = FirstOpen(results, cursor, i => keys.IsSame(sent[i], value));
            if (index < 0)
            {
                nameless.Enqueue(value);
                continue;
            }

            results[index] = new BatchItemResult<TValue>(BatchOutcome.Accepted, value);
            cursor = index + 1;
        }

        return nameless;
    }

    /// <summary>Refuses what an error names; returns the errors that name nothing.</summary>
    private static Queue<ServiceError> RefuseNamed<TItem, TValue>(
        IReadOnlyList<TItem> sent, IReadOnlyList<ServiceError> errors, IItemCorrelation<TItem, TValue> keys, BatchItemResult<TValue>?[] results)
        where TValue : class
    {
        var unmatched = new Queue<ServiceError>();
        foreach (var error in errors)
        {
            bool IsNamed(int i) => keys.IsNamed(sent[i], error.Source!);

            var index = string.IsNullOrEmpty(error.Source) ? -1 : FirstOpen(results, 0, IsNamed);
            if (index < 0 && !string.IsNullOrEmpty(error.Source) && Enumerable.Range(0, results.Length).Any(i => results[i]?.Outcome == BatchOutcome.Refused && IsNamed(i)))
            {
                // One more thing that is wrong with an item that is refused already; it says nothing of the others.
                continue;
            }

            if (index < 0)
            {
                index = FirstOpen(results, 0, i => HasValue(keys, sent[i], error));
            }

            if (index < 0)
            {
                unmatched.Enqueue(error);
            }
            else
            {
                results[index] = new BatchItemResult<TValue>(BatchOutcome.Refused, error: error);
            }
        }

        return unmatched;
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

    /// <summary>The first item without a result that fits, searched from an index on and around.</summary>
    private static int FirstOpen<TResult>(TResult?[] results, int from, Func<int, bool> fits)
        where TResult : class
    {
        for (var step = 0; step < results.Length; step++)
        {
            var index = (from + step) % results.Length;
            if (results[index] is null && fits(index))
            {
                return index;
            }
        }

        return -1;
    }
}
