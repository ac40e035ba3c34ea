using ContactsPS.Client.Redaction;

namespace ContactsPS.Reports;

/// <summary>Finds the values that several contacts have, by sixteen bytes of each value's SHA-256.</summary>
/// <param name="keeps">Whether to keep the values that are shared.</param>
internal sealed class SharedValues(bool keeps)
{
    private readonly Dictionary<Guid, int> seen = [];
    private readonly Dictionary<Guid, string> kept = [];

    /// <summary>How many values several contacts have.</summary>
    public long Values { get; private set; }

    /// <summary>How many contacts have one of those values.</summary>
    public long Contacts { get; private set; }

    /// <summary>The shared values, the most frequent first, where they are kept.</summary>
    public IEnumerable<(string Value, int Contacts)> Kept =>
        kept.Select(entry => (Value: entry.Value, Contacts: seen[entry.Key])).OrderByDescending(shared => shared.Contacts).ThenBy(shared => shared.Value, StringComparer.Ordinal);

    /// <summary>Counts a contact's value.</summary>
    /// <param name="value">As the contact has it.</param>
    /// <param name="essence">What makes two spellings the same value; empty for no value.</param>
    public void Add(string? value, string? essence)
    {
        if (value is null || essence is not { Length: > 0 })
        {
            return;
        }

        var hash = ContentHash.ShortOf(essence);
        seen.TryGetValue(hash, out var before);
        seen[hash] = before + 1;
        if (before == 0)
        {
            return;
        }

        Values += before == 1 ? 1 : 0;
        Contacts += before == 1 ? 2 : 1;
        if (keeps && before == 1)
        {
            kept.Add(hash, value);
        }
    }
}
