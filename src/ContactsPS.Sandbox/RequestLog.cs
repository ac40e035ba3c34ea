namespace ContactsPS.Sandbox;

/// <summary>The requests that the sandbox handled: the latest ones, their number, and the most at one time.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;

    private readonly object gate = new();
    private readonly Queue<SandboxRequest> last = new();
    private int count;
    private int inFlight;
    private int mostInFlight;

    public int Count => Volatile.Read(ref count);

    public int InFlight => Volatile.Read(ref inFlight);

    public int MostInFlight => Volatile.Read(ref mostInFlight);

    public SandboxRequest[] Snapshot()
    {
        lock (gate)
        {
            return [.. last];
        }
    }

    public void Begin()
    {
        lock (gate)
        {
            mostInFlight = Math.Max(mostInFlight, ++inFlight);
        }
    }

    public void Add(SandboxRequest request)
    {
        lock (gate)
        {
            count++;
            last.Enqueue(request);
            if (last.Count > Kept)
            {
                last.Dequeue();
            }
        }
    }

    public void End()
    {
        lock (gate)
        {
            inFlight--;
        }
    }
}
