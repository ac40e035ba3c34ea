namespace ContactsPS.Pipeline;

/// <summary>Ids of contacts, in eight bytes each.</summary>
internal sealed class IdSet
{
    private readonly List<long> ids = [];
    private bool isSorted = true;

    /// <summary>The number of ids; an id that was added twice counts twice.</summary>
    public int Count => ids.Count;

    /// <summary>One of the ids; else null.</summary>
    public long? First => ids.Count > 0 ? ids[0] : null;

    /// <summary>Adds an id.</summary>
    public void Add(long id)
    {
        isSorted &= ids.Count == 0 || ids[ids.Count - 1] <= id;
        ids.Add(id);
    }

    /// <summary>Whether an id was added.</summary>
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
