using ContactsPS.Commands.Base;

namespace ContactsPS.Pipeline;

/// <summary>Hands inputs on in the order in which they came, though some of them wait for a read of their own and others do not.</summary>
/// <param name="cmdlet">Whose inputs they are.</param>
/// <param name="flights">Where the reads fly.</param>
internal sealed class InputOrder(ContactsCommand cmdlet, Flights flights)
{
    // One slow read in front must not let everything behind it pile up.
    private const int MostWaitingPerFlight = 4;

    private readonly Queue<Place> waiting = new();
    private bool isHandingOn;

    /// <summary>Hands on an input that waits for nothing but its turn.</summary>
    public void Add(Action next)
    {
        waiting.Enqueue(new Place { Next = next });
        HandOn();
    }

    /// <summary>Hands on an input when its read has come and it is its turn.</summary>
    public void Add<T>(Func<CancellationToken, Task<T>> read, Action<T> next, Action<ContactsException> failed)
    {
        var place = new Place();
        waiting.Enqueue(place);
        flights.Launch(read, result => Fill(place, () => next(result)), failure => Fill(place, () => failed(failure)));
        cmdlet.WaitUntil(() => waiting.Count <= MostWaitingPerFlight * cmdlet.MostInFlight);
    }

    /// <summary>Waits until every input has been handed on.</summary>
    public void Finish() => cmdlet.WaitUntil(() => waiting.Count == 0);

    private void Fill(Place place, Action next)
    {
        place.Next = next;
        HandOn();
    }

    /// <summary>What is handed on may wait for room, and meanwhile other reads land: their turn comes when this one is done.</summary>
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

    private sealed class Place
    {
        /// <summary>What is done when it is its turn; null until its read has come.</summary>
        public Action? Next { get; set; }
    }
}
