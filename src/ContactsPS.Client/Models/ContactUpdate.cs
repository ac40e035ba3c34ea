namespace ContactsPS.Client.Models;

/// <summary>
/// A change to one contact, addressed by <see cref="Id"/> or else by <see cref="ExternalId"/>.
/// An absent field is kept, a null field is cleared (F12 of docs/service.md).
/// </summary>
public sealed class ContactUpdate
{
    /// <summary>An update with only the fields that its properties are given.</summary>
    public ContactUpdate() => Fields = new FieldValues(source: null);

    /// <summary>An update with a copy of the values and the fields that its properties are given.</summary>
    public ContactUpdate(FieldValues fields) => Fields = new FieldValues(fields ?? throw new ArgumentNullException(nameof(fields)));

    /// <summary>The standard fields to change. <see cref="StandardField.ExternalId"/> is the new external id. Read-only.</summary>
    public FieldValues Fields { get; }

    /// <summary>The contact's id; overrides <see cref="ExternalId"/>.</summary>
    public long? Id { get; init; }

    /// <summary>The contact's current external id. To change it, set <see cref="NewExternalId"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The e-mail address.</summary>
    public Maybe<string?> Email { get => Fields.Get<string>(StandardField.Email); init => Fields.Put(StandardField.Email, value); }

    /// <summary>The phone number.</summary>
    public Maybe<string?> PhoneNumber { get => Fields.Get<string>(StandardField.PhoneNumber); init => Fields.Put(StandardField.PhoneNumber, value); }

    /// <summary>The new external id (F67 of docs/service.md).</summary>
    public Maybe<string?> NewExternalId { get => Fields.Get<string>(StandardField.ExternalId); init => Fields.Put(StandardField.ExternalId, value); }

    /// <summary>The first name.</summary>
    public Maybe<string?> FirstName { get => Fields.Get<string>(StandardField.FirstName); init => Fields.Put(StandardField.FirstName, value); }

    /// <summary>The last name.</summary>
    public Maybe<string?> LastName { get => Fields.Get<string>(StandardField.LastName); init => Fields.Put(StandardField.LastName, value); }

    /// <summary>The company's name.</summary>
    public Maybe<string?> CompanyName { get => Fields.Get<string>(StandardField.CompanyName); init => Fields.Put(StandardField.CompanyName, value); }

    /// <summary>When the contact was created, in UTC; sent with a precision of seconds.</summary>
    public Maybe<DateTime?> CreatedAt { get => Fields.Get<DateTime?>(StandardField.CreatedAt); init => Fields.Put(StandardField.CreatedAt, value); }

    /// <summary>Additional fields to change, by name. A null value clears the field; null instead of the dictionary clears all fields.</summary>
    public Maybe<IReadOnlyDictionary<string, object?>?> ExternalData { get; init; }

    /// <summary>
    /// The same update with all additional data of the contact, because the service may replace all of it (F13 of docs/service.md). Names keep the spelling that the contact has.
    /// </summary>
    /// <param name="held">The contact, as the service sent it recently.</param>
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
