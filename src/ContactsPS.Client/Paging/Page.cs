namespace ContactsPS.Client.Paging;

/// <summary>One page of a list, in the service's order.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Page<T>
{
    internal Page(long offset, IReadOnlyList<T> items)
    {
        Offset = offset;
        Items = items;
    }

    /// <summary>How many items of the list lie before this page.</summary>
    public long Offset { get; }

    /// <summary>The items, without those that an earlier page held already.</summary>
    public IReadOnlyList<T> Items { get; }
}
