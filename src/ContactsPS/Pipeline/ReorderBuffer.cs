namespace ContactsPS.Pipeline;

/// <summary>Passes inputs on in their order, although some of them wait for a read and others do not.</summary>
/// <param name="context">The context of the inputs.</param>
internal sealed class ReorderBuffer(CommandContext context)
{
    // One slow read must not let all later inputs accumulate.
    private const int MostWaitingPerRequest = 4;

    private readonly Queue<Slot> waiting = new();
    private bool isHandingOn;

    /// <summary>Passes on an input that needs no read.</summary>
    public void Add(Action next)
    {
        waiting.Enqueue(new Slot { Next = next });
        HandOn();
    }

    /// <summary>Passes on an input after its read, in order.</summary>
    public void Add<T>(Func<CancellationToken, Task<T>> read, Action<T> next, Action<ContactsException> failed)
    {
        var slot = new Slot();
        waiting.Enqueue(slot);
        context.Requests.Start(read, result => Fill(slot, () => next(result)), failure => Fill(slot, () => failed(failure)));
        context.WaitUntil(() => waiting.Count <= MostWaitingPerRequest * context.ConcurrencyLimit);
    }

    /// <summary>Waits until all inputs are passed on.</summary>
    public void Finish() => context.WaitUntil(() => waiting.Count == 0);

    private void Fill(Slot slot, Action next)
    {
        slot.Next = next;
        HandOn();
    }

    /// <summary>An input that is passed on may wait, and other reads complete meanwhile; they follow after it.</summary>
    private void HandOn()
    {
        if (isHandingOn)
        {
            return;
        }

        isHandingOn = true;
        try
        {
            while (waiting.Count > 0 && waiting.Peek().Next is { } next)
            {
                waiting.Dequeue();
                next();
            }
        }
        finally
        {
            isHandingOn = false;
        }
    }

    private sealed class Slot
    {
        /// <summary>What to do for the input; null until its read has completed.</summary>
        public Action? Next { get; set; }
    }
}
