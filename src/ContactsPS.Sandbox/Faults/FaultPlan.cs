namespace ContactsPS.Sandbox.Faults;

/// <summary>Which request meets which fault: first what was scripted, then what the dice say.</summary>
internal sealed class FaultPlan(double rate, int seed)
{
    private readonly object _gate = new();
    private readonly Queue<SandboxFault> _scripted = new();
#pragma warning disable CA5394 // Faults must repeat with their seed; nothing is secret about them.
    private readonly Random _dice = new(seed);

    public void Add(SandboxFault fault, int count)
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                _scripted.Enqueue(fault);
            }
        }
    }

    public FaultEffect? Next()
    {
        lock (_gate)
        {
            if (_scripted.Count > 0)
            {
                return FaultTable.Of(_scripted.Dequeue());
            }

            return rate > 0 && _dice.NextDouble() < rate ? FaultTable.Of(FaultTable.Drawn[_dice.Next(FaultTable.Drawn.Count)]) : null;
        }
    }
#pragma warning restore CA5394
}
