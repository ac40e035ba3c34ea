using ContactsPS.Binding;

namespace ContactsPS.Reports;

/// <summary>How many contacts have a value in each field: the fields that every account has, and its additional ones.</summary>
internal sealed class FieldCounts
{
    private static readonly (string Name, Func<Contact, object?> Read)[] Everywhere =
    [
        (nameof(Contact.ExternalId), static contact => contact.ExternalId),
        (nameof(Contact.Email), static contact => contact.Email),
        (nameof(Contact.PhoneNumber), static contact => contact.PhoneNumber),
        (nameof(Contact.FirstName), static contact => contact.FirstName),
        (nameof(Contact.LastName), static contact => contact.LastName),
        (nameof(Contact.CompanyName), static contact => contact.CompanyName),
        (nameof(Contact.CreatedAt), static contact => contact.CreatedAt),
    ];

    private readonly long[] standard = new long[Everywhere.Length];
    private readonly SortedDictionary<string, long> additional = new(StringComparer.Ordinal);

    /// <summary>The fields that every account has, in the order of a contact's properties.</summary>
    public IEnumerable<(string Name, long Filled)> Standard => Everywhere.Select((known, place) => (known.Name, standard[place]));

    /// <summary>The account's additional fields by name.</summary>
    public IReadOnlyDictionary<string, long> Additional => additional;

    public void Add(Contact contact)
    {
        for (var i = 0; i < Everywhere.Length; i++)
        {
            standard[i] += InputRow.IsEmpty(Everywhere[i].Read(contact)) ? 0 : 1;
        }

        foreach (var field in contact.ExternalData)
        {
            additional.TryGetValue(field.Key, out var count);
            additional[field.Key] = InputRow.IsEmpty(field.Value) ? count : count + 1;
        }
    }
}
