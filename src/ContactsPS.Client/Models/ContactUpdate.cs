namespace ContactsPS.Client.Models;

/// <summary>
/// A change to one contact, addressed by <see cref="Id"/> or else by <see cref="ExternalId"/>.
/// A field that is absent is kept, one that is null is cleared.
/// </summary>
public sealed class ContactUpdate
{
    /// <summary>An update that changes nothing but what its properties are given.</summary>
    public ContactUpdate() => Fields = new FieldValues(source: null);

    /// <summary>An update that changes a copy of the values, and what its properties are given.</summary>
    public ContactUpdate(FieldValues fields) => Fields = new FieldValues(fields ?? throw new ArgumentNullException(nameof(fields)));

    /// <summary>The standard fields to change; <see cref="StandardField.ExternalId"/> is the external id that the contact is to have. Read-only.</summary>
    public FieldValues Fields { get; }

    /// <summary>The contact's id; wins over <see cref="ExternalId"/>.</summary>
    public long? Id { get; init; }

    /// <summary>The external id that the contact has now. To change it, set <see cref="NewExternalId"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The e-mail address.</summary>
    public Maybe<string?> Email { get => Fields.Get<string>(StandardField.Email); init => Fields.Put(StandardField.Email, value); }

    /// <summary>The phone number.</summary>
    public Maybe<string?> PhoneNumber { get => Fields.Get<string>(StandardField.PhoneNumber); init => Fields.Put(StandardField.PhoneNumber, value); }

    /// <summary>The external id that the contact is to have (F67 of docs/service.md).</summary>
    public Maybe<string?> NewExternalId { get => Fields.Get<string>(StandardField.ExternalId); init => Fields.Put(StandardField.ExternalId, value); }

    /// <summary>The first name.</summary>
    public Maybe<string?> FirstName { get => Fields.Get<string>(StandardField.FirstName); init => Fields.Put(StandardField.FirstName, value); }

    /// <summary>The last name.</summary>
    public Maybe<string?> LastName { get => Fields.Get<string>(StandardField.LastName); init => Fields.Put(StandardField.LastName, value); }

    /// <summary>The company's name.</summary>
    public Maybe<string?> CompanyName { get => Fields.Get<string>(StandardField.CompanyName); init => Fields.Put(StandardField.CompanyName, value); }

    /// <summary>When the contact came to be, in UTC; sent to the second.</summary>
    public Maybe<DateTime?> CreatedAt { get => Fields.Get<DateTime?>(StandardField.CreatedAt); init => Fields.Put(StandardField.CreatedAt, value); }

    /// <summary>Additional fields to change, by name; a null value clears that field, null in place of the whole clears all of them.</summary>
    public Maybe<IReadOnlyDictionary<string, object?>?> ExternalData { get; init; }

    /// <summary>
    /// The same update, with the additional data that the contact has besides: the service may take what is sent for all of it (F13 of docs/service.md). What is changed keeps the spelling that the contact has.
    /// </summary>
    /// <param name="held">The contact, as the service told it lately.</param>
    public ContactUpdate WithDataOf(Contact held)
    {
        _ = held ?? throw new ArgumentNullException(nameof(held));
        if (!ExternalData.IsPresent || ExternalData.Value is not { } changes || held.ExternalData.Count == 0)
        {
            return this;
        }

        var data = held.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var spellings = data.ContainsKey(change.Key) ? [] : held.ExternalData.Keys.Where(name => string.Equals(name, change.Key, StringComparison.OrdinalIgnoreCase)).ToList();
            data[spellings is [var only] && !changes.ContainsKey(only) ? only : change.Key] = change.Value;
        }

        return new ContactUpdate(Fields) { Id = Id, ExternalId = ExternalId, ExternalData = new Maybe<IReadOnlyDictionary<string, object?>?>(data) };
    }

    /// <summary>Whether the update would change nothing.</summary>
    public bool IsEmpty => Fields.IsEmpty && !ExternalData.IsPresent;
}
