namespace ContactsPS.Pipeline;

/// <summary>Ids of contacts, eight bytes each.</summary>
internal sealed class IdSet
{
    private readonly List<long> ids = [];
    private bool isSorted = true;

    /// <summary>How many there are; one that was taken twice counts twice.</summary>
    public int Count => ids.Count;

    /// <summary>One of them; null if it is empty.</summary>
    public long? First => ids.Count > 0 ? ids[0] : null;

    /// <summary>Takes an id.</summary>
    public void Add(long id)
    {
        isSorted &= ids.Count == 0 || ids[ids.Count - 1] <= id;
        ids.Add(id);
    }

    /// <summary>Whether an id was taken.</summary>
    public bool Contains(long id)
    {
        if (!isSorted)
        {
            ids.Sort();
            isSorted = true;
        }

        return ids.BinarySearch(id) >= 0;
    }
}
