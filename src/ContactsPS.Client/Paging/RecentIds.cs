namespace ContactsPS.Client.Paging;

/// <summary>
/// Remembers the latest ids that were read, so that an item which somebody else's insert pushed onto a later page is read once. The window
/// is bounded, and with it the memory, however long the list is. Not thread-safe.
/// </summary>
/// <param name="window">How many ids are remembered.</param>
internal sealed class RecentIds(int window)
{
    private readonly HashSet<long> known = [];
    private readonly Queue<long> order = new();

    /// <summary>How many ids are remembered now.</summary>
    public int Count => known.Count;

    /// <summary>Takes note of an id.</summary>
    /// <returns>False where it is among the latest ones already.</returns>
    public bool Add(long id)
    {
        if (!known.Add(id))
        {
            return false;
        }

        order.Enqueue(id);
        if (order.Count > window)
        {
            known.Remove(order.Dequeue());
        }

        return true;
    }

    /// <summary>Whether an id is among the latest ones.</summary>
    public bool Contains(long id) => known.Contains(id);
}
