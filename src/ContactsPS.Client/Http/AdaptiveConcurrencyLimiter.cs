namespace ContactsPS.Client.Http;

/// <summary>
/// Limits concurrent requests to what the service can handle. Starts with few, adds one for each good response, and halves the limit if
/// the service asks for fewer or its responses become slower. No rate limit is documented (F62 of docs/service.md). Shared by everything that uses one connection. Thread-safe.
/// </summary>
/// <remarks>
/// As in TCP congestion control, the limit doubles in each round up to the last limit that worked, then grows by one a round, and halves on
/// overload. Requests that were in flight at the time add no information if they fail too, so a round halves only once.
/// </remarks>
/// <param name="ceiling">The most requests in flight, at least 1; with 1, requests are strictly sequential.</param>
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

    /// <summary>Waits until a request may be sent, in the order of the calls.</summary>
    /// <returns>The round of the request, for <see cref="Release"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled the wait.</exception>
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

    /// <summary>Records the outcome of a request, and admits the next ones.</summary>
    /// <param name="entered">What <see cref="AcquireAsync"/> returned for it.</param>
    /// <param name="kind">Requests of one kind take about as long.</param>
    /// <param name="outcome">What its end says about the load of the service.</param>
    /// <param name="latency">The time to the response; ignored if there was none.</param>
    /// <returns>A sentence for the log if the limit changed, else null.</returns>
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
