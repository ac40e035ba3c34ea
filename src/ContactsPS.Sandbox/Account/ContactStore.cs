namespace ContactsPS.Sandbox.Account;

/// <summary>
/// The contacts in the order of their ids, active and archived ones apart, so that any page is a slice. Not thread-safe:
/// the account locks.
/// </summary>
/// <param name="isNewestFirst">Whether lists begin with the newest contact.</param>
internal sealed class ContactStore(bool isNewestFirst)
{
    private readonly List<SandboxContact> active = [];
    private readonly List<SandboxContact> archived = [];
    private readonly TextIndex[] indexes = [.. ContactField.Searchable.Select(static field => new TextIndex(field))];
    private (ContactFilter Filter, SandboxContact[] Found)? lastScan;
    private long lastId;

    public IReadOnlyList<SandboxContact> Active => active;

    public SandboxContact[] All() => [.. active.Concat(archived).OrderBy(static contact => contact.Id)];

    public SandboxContact Add(SandboxContact contact)
    {
        var added = contact with { Id = ++lastId };
        lastScan = null;
        Partition(added).Add(added);
        Array.ForEach(indexes, index => index.Add(added));
        return added;
    }

    public SandboxContact? Find(long id) => Find(active, id) ?? Find(archived, id);

    public SandboxContact? FindActive(string externalId) =>
        Candidates(new ContactFilter { Example = new SandboxContact { ExternalId = externalId } }, active)?.FirstOrDefault();

    /// <summary>Whether another contact has the same value as the example.</summary>
    public bool Has(SandboxContact example, long id, bool inArchive) =>
        Candidates(new ContactFilter { Example = example }, inArchive ? archived : active)?.Any(contact => contact.Id != id) == true;

    /// <summary>Erases an active contact.</summary>
    /// <returns>Whether it existed.</returns>
    public bool Remove(long id)
    {
        if (Find(active, id) is not { } contact)
        {
            return false;
        }

        lastScan = null;
        active.RemoveAt(Position(active, id));
        Array.ForEach(indexes, index => index.Remove(contact));
        return true;
    }

    public void Replace(SandboxContact before, SandboxContact after)
    {
        lastScan = null;
        foreach (var index in indexes)
        {
            index.Remove(before);
            index.Add(after);
        }

        var partition = Partition(after);
        if (partition == Partition(before))
        {
            partition[Position(partition, after.Id)] = after;
            return;
        }

        Partition(before).RemoveAt(Position(Partition(before), before.Id));
        partition.Insert(~Position(partition, after.Id), after);
    }

    public SandboxContact[] Page(ContactFilter filter, int offset, int limit)
    {
        var partition = filter.InArchive ? archived : active;
        var found = filter.TakesAll ? partition
            : Candidates(filter, partition) is { } candidates ? [.. candidates.Where(filter.Matches)]
            : (IReadOnlyList<SandboxContact>)Scan(filter, partition);
        var page = new SandboxContact[Math.Max(0, Math.Min(limit, found.Count - offset))];
        for (var i = 0; i < page.Length; i++)
        {
            page[i] = isNewestFirst ? found[found.Count - 1 - offset - i] : found[offset + i];
        }

        return page;
    }

    /// <summary>The result of a filter is kept until something changes: its pages are requested one after the other, and a scan for each would be quadratic.</summary>
    private SandboxContact[] Scan(ContactFilter filter, List<SandboxContact> partition)
    {
        if (lastScan is not { } last || last.Filter != filter)
        {
            lastScan = last = (filter, [.. partition.Where(filter.Matches)]);
        }

        return last.Found;
    }

    /// <summary>The few contacts that an index finds; null if no index applies.</summary>
    private IEnumerable<SandboxContact>? Candidates(ContactFilter filter, List<SandboxContact> partition)
    {
        var ids = filter.Id is { } only ? [only] : indexes.Select(index => index.Ids(filter.Example)).FirstOrDefault(static ids => ids is not null);
        return ids?.Select(id => Find(partition, id)).OfType<SandboxContact>();
    }

    private List<SandboxContact> Partition(SandboxContact contact) => contact.InArchive ? archived : active;

    private static SandboxContact? Find(List<SandboxContact> partition, long id) =>
        Position(partition, id) is var position and >= 0 ? partition[position] : null;

    /// <summary>The index of the id, or the complement of the index for its insertion.</summary>
    private static int Position(List<SandboxContact> partition, long id)
    {
        var (low, high) = (0, partition.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            if (partition[middle].Id == id)
            {
                return middle;
            }

            (low, high) = partition[middle].Id < id ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
