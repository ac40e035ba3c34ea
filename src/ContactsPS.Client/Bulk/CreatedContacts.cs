namespace ContactsPS.Client.Bulk;

/// <summary>
/// The latest contacts that were created over a connection: a contact that is found under the address of a row may be an earlier row's.
/// A bounded window, so memory stays flat. Thread-safe.
/// </summary>
internal sealed class CreatedContacts
{
    private const int Window = 16_384;

    private readonly object gate = new();
    private readonly RecentIds recent = new(Window);
    private readonly Dictionary<string, int> nameless = new(StringComparer.Ordinal);
    private readonly Queue<string> namelessOrder = new();

    /// <summary>Takes note of a contact that was created, under its id or, where the service gave none, under what was sent.</summary>
    public void Add(NewContact sent, long? id)
    {
        lock (gate)
        {
            if (id is { } known)
            {
                recent.Add(known);
            }
            else
            {
                AddNameless(Likeness.Print(sent));
            }
        }
    }

    public bool Contains(long id)
    {
        lock (gate)
        {
            return recent.Contains(id);
        }
    }

    /// <summary>How many were created with just this content whose ids are not known.</summary>
    public int CountNameless(NewContact alike)
    {
        lock (gate)
        {
            return nameless.Count > 0 && nameless.TryGetValue(Likeness.Print(alike), out var count) ? count : 0;
        }
    }

    private void AddNameless(string print)
    {
        nameless[print] = nameless.TryGetValue(print, out var count) ? count + 1 : 1;
        namelessOrder.Enqueue(print);
        if (namelessOrder.Count > Window)
        {
            var oldest = namelessOrder.Dequeue();
            if (--nameless[oldest] == 0)
            {
                nameless.Remove(oldest);
            }
        }
    }
}
