namespace ContactsPS.Client.Models;

/// <summary>
/// A change to one contact, addressed by <see cref="Id"/> or else by <see cref="ExternalId"/>.
/// A field that is absent is kept, one that is null is cleared.
/// </summary>
public sealed class ContactUpdate
{
    /// <summary>The contact's id; wins over <see cref="ExternalId"/>.</summary>
    public long? Id { get; init; }

    /// <summary>The external id that the contact has now. To change it, set <see cref="NewExternalId"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The e-mail address.</summary>
    public Maybe<string?> Email { get; init; }

    /// <summary>The phone number.</summary>
    public Maybe<string?> PhoneNumber { get; init; }

    /// <summary>The external id that the contact is to have.</summary>
    public Maybe<string?> NewExternalId { get; init; }

    /// <summary>The first name.</summary>
    public Maybe<string?> FirstName { get; init; }

    /// <summary>The last name.</summary>
    public Maybe<string?> LastName { get; init; }

    /// <summary>The company's name.</summary>
    public Maybe<string?> CompanyName { get; init; }

    /// <summary>When the contact came to be, in UTC; sent to the second.</summary>
    public Maybe<DateTime?> CreatedAt { get; init; }

    /// <summary>Additional fields to change, by name; a null value clears that field, null in place of the whole clears all of them.</summary>
    public Maybe<IReadOnlyDictionary<string, object?>?> ExternalData { get; init; }

    /// <summary>Whether the update would change nothing.</summary>
    public bool IsEmpty =>
        !Email.IsPresent && !PhoneNumber.IsPresent && !NewExternalId.IsPresent && !FirstName.IsPresent
        && !LastName.IsPresent && !CompanyName.IsPresent && !CreatedAt.IsPresent && !ExternalData.IsPresent;
}
