namespace ContactsPS.Testing;

/// <summary>A clock on which every wait is recorded and over at once. What time it is, and when a timeout runs out, is another clock's to say.</summary>
/// <param name="inner">The system's clock, or a fake one that the test advances.</param>
internal sealed class WaitSkippingClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];

    /// <summary>Called when a wait has begun, which then is not skipped.</summary>
    public Action? WhenWaiting { get; init; }

    /// <summary>How long the waits would have been, in the order in which they began.</summary>
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
        // The state tells what a timer is for: a timeout hands over the source that it cancels, a wait the task that it completes.
        if (state is CancellationTokenSource)
        {
            // On the thread pool, as the system does it: the thread that advances a fake clock must not run what follows the timeout.
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
