namespace ContactsPS.Benchmarks.Server;

/// <summary>The requests of one account. A request counts when it has arrived.</summary>
internal sealed class AccountCounters
{
    private long lists;
    private long writes;
    private long items;
    private int inFlight;
    private int mostInFlight;

    public void BeginList()
    {
        Interlocked.Increment(ref lists);
        Begin();
    }

    public void BeginWrite(int count)
    {
        Interlocked.Increment(ref writes);
        Interlocked.Add(ref items, count);
        Begin();
    }

    public void End() => Interlocked.Decrement(ref inFlight);

    public AccountStats Snapshot() => new(
        Interlocked.Read(ref lists), Interlocked.Read(ref writes), Interlocked.Read(ref items), Volatile.Read(ref mostInFlight), Environment.CpuUsage.TotalTime.TotalSeconds);

    /// <summary>Resets the maximum in flight, which cannot be computed from a difference.</summary>
    public void ForgetMost() => Volatile.Write(ref mostInFlight, 0);

    private void Begin()
    {
        var now = Interlocked.Increment(ref inFlight);
        for (var most = Volatile.Read(ref mostInFlight); now > most; most = Volatile.Read(ref mostInFlight))
        {
            Interlocked.CompareExchange(ref mostInFlight, now, most);
        }
    }
}
