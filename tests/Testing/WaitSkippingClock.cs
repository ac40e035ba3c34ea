namespace ContactsPS.Testing;

/// <summary>A clock that records every wait and ends it at once. Another clock decides what time it is and when a timeout runs out.</summary>
/// <param name="inner">The clock of the system, or a fake clock that the test advances.</param>
internal sealed class WaitSkippingClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];

    /// <summary>Called when a wait begins, which is then not skipped.</summary>
    public Action? WhenWaiting { get; init; }

    /// <summary>The durations of the waits, in the order in which they began.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
            {
                return [.. waits];
            }
        }
    }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public void ForgetWaits()
    {
        lock (gate)
        {
            waits.Clear();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The state shows the purpose of a timer: a timeout passes the source that it cancels, a wait the task that it completes.
        if (state is CancellationTokenSource)
        {
            // On the thread pool, as the system does it: the thread that advances a fake clock must not run the continuation of a timeout.
            return inner.CreateTimer(source => ThreadPool.QueueUserWorkItem(_ => callback(source)), state, dueTime, period);
        }

        lock (gate)
        {
            waits.Add(dueTime);
        }

        var timer = inner.CreateTimer(callback, state, WhenWaiting is null ? Timeout.InfiniteTimeSpan : dueTime, period);
        (WhenWaiting ?? (() => callback(state)))();
        return timer;
    }
}
