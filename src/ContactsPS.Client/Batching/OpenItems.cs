namespace ContactsPS.Client.Batching;

/// <summary>Finds items of a batch without a result by their keys, also in large batches.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
internal sealed class OpenItems<TKey>
    where TKey : notnull
{
    private const int End = -1;

    private readonly Dictionary<TKey, int> first;

    // An item for each key, and the next one of the same key.
    private readonly List<(int Place, int Next)> links;
    private readonly Func<int, bool> isOpen;

    /// <param name="count">The number of items.</param>
    /// <param name="keysOf">The keys of the item at an index.</param>
    /// <param name="isOpen">Whether the item at an index has no result yet.</param>
    public OpenItems(int count, Func<int, IEnumerable<TKey>> keysOf, Func<int, bool> isOpen)
    {
        this.isOpen = isOpen;
        first = new Dictionary<TKey, int>(count);
        links = new List<(int Place, int Next)>(count);

        // From the last to the first, so that the places of a key come in their order.
        for (var place = count - 1; place >= 0; place--)
        {
            foreach (var key in keysOf(place))
            {
                var next = first.TryGetValue(key, out var known) ? known : End;
                first[key] = links.Count;
                links.Add((place, next));
            }
        }
    }

    /// <summary>The indexes of all items with a key, in order, with or without a result.</summary>
    public IEnumerable<int> All(TKey key)
    {
        for (var link = first.TryGetValue(key, out var known) ? known : End; link != End; link = links[link].Next)
        {
            yield return links[link].Place;
        }
    }

    /// <summary>The first item with a key and without a result, searched cyclically from an index; else null.</summary>
    public int? Find(TKey key, int from)
    {
        int? before = null;
        foreach (var place in All(key).Where(isOpen))
        {
            if (place >= from)
            {
                return place;
            }

            before ??= place;
        }

        return before;
    }
}
