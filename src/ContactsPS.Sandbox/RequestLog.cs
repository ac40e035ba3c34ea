namespace ContactsPS.Sandbox;

/// <summary>What has been asked of the sandbox: the last requests, how many there were, and how many at one time.</summary>
internal sealed class RequestLog
{
    private const int Kept = 10_000;

    private readonly object _gate = new();
    private readonly Queue<SandboxRequest> _last = new();
    private int _count;
    private int _inFlight;
    private int _mostInFlight;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public int MostInFlight
    {
        get
        {
            lock (_gate)
            {
                return _mostInFlight;
            }
        }
    }

    public SandboxRequest[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _last];
        }
    }

    public void Begin()
    {
        lock (_gate)
        {
            _mostInFlight = Math.Max(_mostInFlight, ++_inFlight);
        }
    }

    public void Add(SandboxRequest request)
    {
        lock (_gate)
        {
            _count++;
            _last.Enqueue(request);
            if (_last.Count > Kept)
            {
                _last.Dequeue();
            }
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _inFlight--;
        }
    }
}
