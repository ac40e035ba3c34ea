namespace ContactsPS.Client.Http;

/// <summary>
/// Lets as many requests be in flight as the service stands: starts gently, lets one more in for each that is answered well, and halves when
/// the service asks for fewer or its answers take longer and longer: no rate limit is known (F62 of docs/service.md). Shared by everything that uses one connection. Thread-safe.
/// </summary>
/// <remarks>
/// Doubling in each round up to where it last went wrong, from there by one a round, and halving: what TCP does on a path it knows as little
/// of. Requests that were in flight when it halved say nothing new when they go wrong too, so a round halves once.
/// </remarks>
/// <param name="ceiling">The most requests in flight, at least 1; 1 means strictly one after the other.</param>
internal sealed class AdaptiveConcurrencyLimiter(int ceiling)
{
    private const int GentleStart = 4;

    private readonly object gate = new();
    private readonly LinkedList<TaskCompletionSource<int>> waiting = new();
    private readonly Dictionary<string, LatencyTrend> trends = new(StringComparer.Ordinal);
    private double limit = Math.Min(GentleStart, ceiling);
    private double threshold = ceiling;
    private int inFlight;
    private int round;

    /// <summary>How many requests may be in flight now.</summary>
    public int Limit
    {
        get
        {
            lock (gate)
            {
                return (int)limit;
            }
        }
    }

    /// <summary>Waits until a request may be sent; first come, first served.</summary>
    /// <returns>The round it is sent in, for <see cref="Release"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up waiting.</exception>
    public async Task<int> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<int>> place;
        lock (gate)
        {
            if (waiting.Count == 0 && inFlight < (int)limit)
            {
                inFlight++;
                return round;
            }

            place = waiting.AddLast(new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using var givingUp = cancellationToken.Register(() => GiveUp(place, cancellationToken));
        return await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Takes note of how a request went, and lets the next ones be sent.</summary>
    /// <param name="entered">What <see cref="AcquireAsync"/> returned for it.</param>
    /// <param name="kind">Which requests it can be compared with.</param>
    /// <param name="outcome">What its end says about the service.</param>
    /// <param name="latency">How long the answer let us wait; not looked at where there was none.</param>
    /// <returns>A sentence for the log where the limit changed, else null.</returns>
    public string? Release(int entered, string kind, RequestOutcome outcome, TimeSpan latency)
    {
        lock (gate)
        {
            var before = (int)limit;
            var wasFull = inFlight >= before;
            inFlight--;
            var why = outcome switch
            {
                RequestOutcome.Overloaded => "ServiceIsOverloaded",
                RequestOutcome.Answered when IsSlowing(kind, latency) => "ServiceIsSlowing",
                _ => null,
            };
            if (why is not null)
            {
                Halve(entered);
            }
            else if (outcome == RequestOutcome.Answered && wasFull)
            {
                limit = Math.Min(ceiling, limit + (limit < threshold ? 1 : 1 / limit));
                why = "ServiceIsFast";
            }

            LetIn();
            return (int)limit == before ? null : Messages.Get("LimitChanged", before, (int)limit, Messages.Get(why!));
        }
    }

    private bool IsSlowing(string kind, TimeSpan latency)
    {
        if (!trends.TryGetValue(kind, out var trend))
        {
            trends.Add(kind, trend = new LatencyTrend());
        }

        return trend.IsRising(latency);
    }

    private void Halve(int entered)
    {
        if (entered == round)
        {
            round++;
            limit = Math.Max(1, limit / 2);
            threshold = limit;
        }
    }

    private void LetIn()
    {
        while (waiting.First is { } first && inFlight < (int)limit)
        {
            waiting.RemoveFirst();
            inFlight++;
            first.Value.SetResult(round);
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<int>> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (place.List is not null)
            {
                waiting.Remove(place);
                place.Value.TrySetCanceled(cancellationToken);
            }
        }
    }
}
