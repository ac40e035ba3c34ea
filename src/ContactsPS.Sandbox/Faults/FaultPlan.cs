using ContactsPS.Sandbox.Options;

namespace ContactsPS.Sandbox.Faults;

/// <summary>Chooses the fault of each request: first the queued ones, then random ones.</summary>
internal sealed class FaultPlan(SandboxOptions options)
{
    private readonly IReadOnlyList<SandboxFault> drawn = options.Faults.Count > 0 ? options.Faults : FaultTable.Drawn;
    private readonly object gate = new();
    private readonly Queue<SandboxFault> scripted = new();
#pragma warning disable CA5394 // Faults must repeat with their seed; nothing is secret about them.
    private readonly Random dice = new(options.Seed);

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

            return options.FaultRate > 0 && dice.NextDouble() < options.FaultRate ? FaultTable.Of(drawn[dice.Next(drawn.Count)]) : null;
        }
    }
#pragma warning restore CA5394
}
