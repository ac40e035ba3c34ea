namespace ContactsPS.Client.Batching;

/// <summary>What became of one item of a batch.</summary>
public enum BatchOutcome
{
    /// <summary>The service did what was asked.</summary>
    Accepted,

    /// <summary>The service refused the item and changed nothing.</summary>
    Refused,

    /// <summary>Nobody knows which of the two: the answer does not say, or was lost, and looking did not tell either.</summary>
    OutcomeUnknown,

    /// <summary>The request that it went with failed, and nothing was done about the item: <see cref="BatchItemResult{T}.Failure"/> tells why.</summary>
    Failed,
}

/// <summary>One item's part of an answer.</summary>
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

    /// <summary>What became of the item.</summary>
    public BatchOutcome Outcome { get; }

    /// <summary>The item as the service returned it; null where it returned nothing for it.</summary>
    public T? Value { get; }

    /// <summary>Why the item was refused, in the service's words, or what is known of one whose outcome is not; else null.</summary>
    public ServiceError? Error { get; }

    /// <summary>How the request failed that left the item undone, or its outcome open; null where an answer was read.</summary>
    public ContactsException? Failure { get; }
}

/// <summary>What became of a batch: a result for each item that was sent, in the order sent.</summary>
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

    /// <summary>The answer's HTTP status.</summary>
    public int Status { get; }

    /// <summary>A result for each item that was sent, in the order sent.</summary>
    public IReadOnlyList<BatchItemResult<T>> Items { get; }

    /// <summary>The service's name for the request, which its support asks for.</summary>
    public string? UniqId { get; }

    /// <summary>The result of two requests about the same items: an item is accepted where both accepted it, else it has the first other result.</summary>
    /// <exception cref="ArgumentException">The other result is about another number of items.</exception>
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

    /// <summary>The result of a request whose items are all parts of one thing: accepted if all of them are, else the first other result.</summary>
    /// <typeparam name="TWhole">What the service returns for the whole.</typeparam>
    public BatchResult<TWhole> AsOne<TWhole>()
        where TWhole : class
    {
        var first = Items.FirstOrDefault(item => item.Outcome != BatchOutcome.Accepted);
        var whole = new BatchItemResult<TWhole>(first?.Outcome ?? BatchOutcome.Accepted, error: first?.Error, failure: first?.Failure);
        return new BatchResult<TWhole>(Status, [whole], UniqId);
    }

    /// <summary>Gives every id, as often as it was named, the result of the one that was sent.</summary>
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
