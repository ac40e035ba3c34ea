namespace ContactsPS.Client.Batching;

/// <summary>Finds items of a batch that have no result yet by what they are recognised by, however many there are.</summary>
/// <typeparam name="TKey">What they are recognised by.</typeparam>
internal sealed class OpenItems<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<int>> places = [];
    private readonly Func<int, bool> isOpen;

    /// <param name="count">How many items the batch has.</param>
    /// <param name="keysOf">What the item at a place is recognised by.</param>
    /// <param name="isOpen">Whether the item at a place has no result yet.</param>
    public OpenItems(int count, Func<int, IEnumerable<TKey>> keysOf, Func<int, bool> isOpen)
    {
        this.isOpen = isOpen;
        for (var place = 0; place < count; place++)
        {
            foreach (var key in keysOf(place))
            {
                if (!places.TryGetValue(key, out var known))
                {
                    places.Add(key, known = []);
                }

                known.Add(place);
            }
        }
    }

    /// <summary>All items of a key, whether or not they have a result.</summary>
    public IReadOnlyList<int> All(TKey key) => places.TryGetValue(key, out var known) ? known : [];

    /// <summary>The first item of a key, searched from a place on and around; null if there is none.</summary>
    public int? Find(TKey key, int from)
    {
        int? first = null;
        foreach (var place in All(key))
        {
            if (isOpen(place))
            {
                if (place >= from)
                {
                    return place;
                }

                first ??= place;
            }
        }

        return first;
    }
}
