namespace ContactsPS.Client.Paging;

/// <summary>One page of a list, in the service's order.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class Page<T>
{
    internal Page(long offset, IReadOnlyList<T> items)
    {
        Offset = offset;
        Items = items;
    }

    /// <summary>The number of items of the list before this page.</summary>
    public long Offset { get; }

    /// <summary>The items, without those of earlier pages.</summary>
    public IReadOnlyList<T> Items { get; }
}
