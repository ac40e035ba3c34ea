namespace ContactsPS.Client.Batching;

/// <summary>The outcome of one item of a batch.</summary>
public enum BatchOutcome
{
    /// <summary>The service did what was asked.</summary>
    Accepted,

    /// <summary>The service refused the item and changed nothing.</summary>
    Refused,

    /// <summary>It is not known whether the item was accepted or refused: the response does not say or was lost, and the look-up did not show it either.</summary>
    OutcomeUnknown,

    /// <summary>The request of the item failed, and the item was not processed: <see cref="BatchItemResult{T}.Failure"/> says why.</summary>
    Failed,
}

/// <summary>The result of one item.</summary>
/// <typeparam name="T">What the service returns for an item.</typeparam>
public sealed class BatchItemResult<T>
    where T : class
{
    internal BatchItemResult(BatchOutcome outcome, T? value = null, ServiceError? error = null, ContactsException? failure = null)
    {
        Failure = failure;
        Outcome = outcome;
        Value = value;
        Error = error;
    }

    /// <summary>The outcome of the item.</summary>
    public BatchOutcome Outcome { get; }

    /// <summary>The item as the service returned it; null if it returned none.</summary>
    public T? Value { get; }

    /// <summary>Why the service refused the item, or what is known about an unknown outcome; else null.</summary>
    public ServiceError? Error { get; }

    /// <summary>The failure of the request that left the item undone or its outcome open; null if a response was read.</summary>
    public ContactsException? Failure { get; }
}

/// <summary>The outcome of a batch: a result for each item, in the order sent.</summary>
/// <typeparam name="T">What the service returns for an item.</typeparam>
public sealed class BatchResult<T>
    where T : class
{
    internal BatchResult(int status, IReadOnlyList<BatchItemResult<T>> items, string? uniqId)
    {
        Status = status;
        Items = items;
        UniqId = uniqId;
    }

    /// <summary>The HTTP status of the response.</summary>
    public int Status { get; }

    /// <summary>A result for each item, in the order sent.</summary>
    public IReadOnlyList<BatchItemResult<T>> Items { get; }

    /// <summary>The service's id of the request, which its support asks for.</summary>
    public string? UniqId { get; }

    /// <summary>Combines the results of two requests about the same items: an item is accepted if both accepted it, else it has the first other result.</summary>
    /// <exception cref="ArgumentException">The other result has another number of items.</exception>
    public BatchResult<T> And(BatchResult<T> other)
    {
        _ = other ?? throw new ArgumentNullException(nameof(other));
        if (other.Items.Count != Items.Count)
        {
            throw new ArgumentException(Messages.Get("ResultsOfOtherItems"), nameof(other));
        }

        var both = Items.Zip(other.Items, (one, two) => one.Outcome == BatchOutcome.Accepted ? two : one).ToList();
        return new BatchResult<T>(Math.Max(Status, other.Status), both, other.UniqId);
    }

    /// <summary>Combines the items of a request that are parts of one whole: accepted if all are, else the first other result.</summary>
    /// <typeparam name="TWhole">What the service returns for the whole.</typeparam>
    public BatchResult<TWhole> AsOne<TWhole>()
        where TWhole : class
    {
        var first = Items.FirstOrDefault(item => item.Outcome != BatchOutcome.Accepted);
        var whole = new BatchItemResult<TWhole>(first?.Outcome ?? BatchOutcome.Accepted, error: first?.Error, failure: first?.Failure);
        return new BatchResult<TWhole>(Status, [whole], UniqId);
    }

    /// <summary>Assigns the result of each sent id to all its occurrences.</summary>
    internal BatchResult<T> Spread(IReadOnlyList<long> sent, IReadOnlyList<long> named)
    {
        if (sent.Count == named.Count)
        {
            return this;
        }

        var byId = new Dictionary<long, BatchItemResult<T>>(sent.Count);
        for (var i = 0; i < sent.Count; i++)
        {
            byId[sent[i]] = Items[i];
        }

        return new BatchResult<T>(Status, named.Select(id => byId[id]).ToList(), UniqId);
    }
}
