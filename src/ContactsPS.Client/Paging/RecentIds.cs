namespace ContactsPS.Client.Paging;

/// <summary>
/// Remembers the latest ids, so that an item that an insert moves to a later page is read only once. The window
/// is bounded, so memory does not grow with the list. Not thread-safe.
/// </summary>
/// <param name="window">How many ids are remembered.</param>
internal sealed class RecentIds(int window)
{
    private readonly HashSet<long> known = [];
    private readonly Queue<long> order = new();

    /// <summary>The number of remembered ids.</summary>
    public int Count => known.Count;

    /// <summary>Remembers an id.</summary>
    /// <returns>False if it is already among the latest ones.</returns>
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
