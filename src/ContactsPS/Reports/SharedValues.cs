using ContactsPS.Client.Redaction;

namespace ContactsPS.Reports;

/// <summary>Finds the values that several contacts have, with sixteen bytes of the SHA-256 of each value.</summary>
/// <param name="keeps">Whether to keep the shared values.</param>
internal sealed class SharedValues(bool keeps)
{
    private readonly Dictionary<Guid, int> seen = [];
    private readonly Dictionary<Guid, string> kept = [];

    /// <summary>The number of shared values.</summary>
    public long Values { get; private set; }

    /// <summary>The number of contacts with a shared value.</summary>
    public long Contacts { get; private set; }

    /// <summary>The shared values, the most frequent first, if they are kept.</summary>
    public IEnumerable<(string Value, int Contacts)> Kept =>
        kept.Select(entry => (Value: entry.Value, Contacts: seen[entry.Key])).OrderByDescending(shared => shared.Contacts).ThenBy(shared => shared.Value, StringComparer.Ordinal);

    /// <summary>Counts a contact's value.</summary>
    /// <param name="value">The value as the contact has it.</param>
    /// <param name="essence">Equal for two spellings of the same value; empty for no value.</param>
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
