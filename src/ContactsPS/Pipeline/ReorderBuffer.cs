namespace ContactsPS.Pipeline;

/// <summary>Hands inputs on in the order in which they came, though some of them wait for a read of their own and others do not.</summary>
/// <param name="context">Whose inputs they are.</param>
internal sealed class ReorderBuffer(CommandContext context)
{
    // One slow read in front must not let everything behind it pile up.
    private const int MostWaitingPerRequest = 4;

    private readonly Queue<Slot> waiting = new();
    private bool isHandingOn;

    /// <summary>Hands on an input that waits for nothing but its turn.</summary>
    public void Add(Action next)
    {
        waiting.Enqueue(new Slot { Next = next });
        HandOn();
    }

    /// <summary>Hands on an input when its read has completed and it is its turn.</summary>
    public void Add<T>(Func<CancellationToken, Task<T>> read, Action<T> next, Action<ContactsException> failed)
    {
        var slot = new Slot();
        waiting.Enqueue(slot);
        context.Requests.Start(read, result => Fill(slot, () => next(result)), failure => Fill(slot, () => failed(failure)));
        context.WaitUntil(() => waiting.Count <= MostWaitingPerRequest * context.ConcurrencyLimit);
    }

    /// <summary>Waits until every input has been handed on.</summary>
    public void Finish() => context.WaitUntil(() => waiting.Count == 0);

    private void Fill(Slot slot, Action next)
    {
        slot.Next = next;
        HandOn();
    }

    /// <summary>What is handed on may wait for room, and meanwhile other reads complete: their turn comes when this one is done.</summary>
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
        /// <summary>What is done when it is its turn; null until its read has completed.</summary>
        public Action? Next { get; set; }
    }
}
