namespace ContactsPS.Sync;

/// <summary>Which places have a value. Almost every value has one place, and then a list would be most of the memory.</summary>
internal sealed class PlacesByHash
{
    private readonly Dictionary<Guid, int> first = [];
    private readonly Dictionary<Guid, List<int>> others = [];

    public IReadOnlyCollection<Guid> Hashes => first.Keys;

    public bool Has(Guid hash) => first.ContainsKey(hash);

    public void Add(Guid hash, int place)
    {
        if (!first.TryGetValue(hash, out _))
        {
            first.Add(hash, place);
        }
        else if (others.TryGetValue(hash, out var list))
        {
            list.Add(place);
        }
        else
        {
            others.Add(hash, [place]);
        }
    }

    /// <summary>The places that have a value; empty if no place has it.</summary>
    public IReadOnlyList<int> Of(Guid hash) =>
        !first.TryGetValue(hash, out var place) ? [] : others.TryGetValue(hash, out var more) ? [place, .. more] : [place];
}
