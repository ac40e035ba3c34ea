using ContactsPS.Binding;

namespace ContactsPS.Reports;

/// <summary>How many contacts have a value in each field: the fields that every account has, and its additional ones.</summary>
internal sealed class FieldCounts
{
    private readonly long[] standard = new long[StandardField.All.Count];
    private readonly SortedDictionary<string, long> additional = new(StringComparer.Ordinal);

    /// <summary>The fields that every account has, in the order of a contact's properties.</summary>
    public IEnumerable<(string Name, long Filled)> Standard => StandardField.All.Select((known, place) => (known.Name, standard[place]));

    /// <summary>The account's additional fields by name.</summary>
    public IReadOnlyDictionary<string, long> Additional => additional;

    public void Add(Contact contact)
    {
        for (var i = 0; i < standard.Length; i++)
        {
            standard[i] += InputRow.IsEmpty(StandardField.All[i].Of(contact)) ? 0 : 1;
        }

        foreach (var field in contact.ExternalData)
        {
            additional.TryGetValue(field.Key, out var count);
            additional[field.Key] = InputRow.IsEmpty(field.Value) ? count : count + 1;
        }
    }
}
