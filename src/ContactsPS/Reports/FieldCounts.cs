using ContactsPS.Binding;

namespace ContactsPS.Reports;

/// <summary>The number of contacts with a value in each standard and additional field.</summary>
internal sealed class FieldCounts
{
    private readonly long[] standard = new long[StandardField.All.Count];
    private readonly SortedDictionary<string, long> additional = new(StringComparer.Ordinal);

    /// <summary>The standard fields, in the order of a contact's properties.</summary>
    public IEnumerable<(string Name, long Filled)> Standard => StandardField.All.Select((known, place) => (known.Name, standard[place]));

    /// <summary>The additional fields by name.</summary>
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
