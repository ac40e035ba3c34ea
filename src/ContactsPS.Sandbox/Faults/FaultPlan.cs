namespace ContactsPS.Sandbox.Faults;

/// <summary>Which request meets which fault: first what was scripted, then what the dice say.</summary>
/// <param name="rate">The share of requests that meet one.</param>
/// <param name="seed">Where the draw starts.</param>
/// <param name="drawn">What is drawn among; empty for what a fault rate draws among by itself.</param>
internal sealed class FaultPlan(double rate, int seed, IReadOnlyList<SandboxFault> drawn)
{
    private readonly IReadOnlyList<SandboxFault> drawn = drawn.Count > 0 ? drawn : FaultTable.Drawn;
    private readonly object gate = new();
    private readonly Queue<SandboxFault> scripted = new();
#pragma warning disable CA5394 // Faults must repeat with their seed; nothing is secret about them.
    private readonly Random dice = new(seed);

    public void Add(SandboxFault fault, int count)
    {
        lock (gate)
        {
            for (var i = 0; i < count; i++)
            {
                scripted.Enqueue(fault);
            }
        }
    }

    public FaultEffect? Next()
    {
        lock (gate)
        {
            if (scripted.Count > 0)
            {
                return FaultTable.Of(scripted.Dequeue());
            }

            return rate > 0 && dice.NextDouble() < rate ? FaultTable.Of(drawn[dice.Next(drawn.Count)]) : null;
        }
    }
#pragma warning restore CA5394
}
