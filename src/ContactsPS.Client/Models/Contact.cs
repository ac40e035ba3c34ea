namespace ContactsPS.Client.Models;

/// <summary>A contact as the service describes it. Immutable: changes are sent as a <see cref="ContactUpdate"/>.</summary>
/// <remarks>
/// Two contacts are equal if the service sent the same values for both. A contact that changed between two reads is not equal to its earlier self, so a
/// comparison finds the change. Contacts have no order, because an order by id would make such two compare as equal. <c>Sort-Object</c> sorts them by id.
/// </remarks>
public sealed class Contact : IEquatable<Contact>
{
    /// <summary>Creates a contact; parts that are left out are unknown.</summary>
    public Contact(
        long? id = null,
        string? externalId = null,
        string? email = null,
        string? phoneNumber = null,
        string? firstName = null,
        string? lastName = null,
        string? companyName = null,
        DateTime? createdAt = null,
        bool inArchive = false,
        IReadOnlyDictionary<string, object?>? externalData = null,
        IReadOnlyDictionary<string, object?>? additionalProperties = null)
    {
        Id = id;
        ExternalId = externalId;
        Email = email;
        PhoneNumber = phoneNumber;
        FirstName = firstName;
        LastName = lastName;
        CompanyName = companyName;
        CreatedAt = createdAt;
        InArchive = inArchive;
        ExternalData = externalData ?? PropertyBag.Empty;
        AdditionalProperties = additionalProperties ?? PropertyBag.Empty;
    }

    /// <summary>Creates a contact from the values of its standard fields; parts that are left out are unknown.</summary>
    public Contact(
        long? id,
        FieldValues fields,
        bool inArchive = false,
        IReadOnlyDictionary<string, object?>? externalData = null,
        IReadOnlyDictionary<string, object?>? additionalProperties = null)
        : this(
            id,
            (string?)(fields ?? throw new ArgumentNullException(nameof(fields)))[StandardField.ExternalId],
            (string?)fields[StandardField.Email],
            (string?)fields[StandardField.PhoneNumber],
            (string?)fields[StandardField.FirstName],
            (string?)fields[StandardField.LastName],
            (string?)fields[StandardField.CompanyName],
            (DateTime?)fields[StandardField.CreatedAt],
            inArchive,
            externalData,
            additionalProperties)
    {
    }

    /// <summary>The service's id of the contact; null only if the service accepted a new contact without returning its id (F19 of docs/service.md).</summary>
    public long? Id { get; }

    /// <summary>The caller's own identifier, unique within an account; at most 150 characters.</summary>
    public string? ExternalId { get; }

    /// <summary>The e-mail address; it need not be unique (F18 of docs/service.md).</summary>
    public string? Email { get; }

    /// <summary>The phone number: digits with an optional leading plus; it need not be unique (F18 of docs/service.md).</summary>
    public string? PhoneNumber { get; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; }

    /// <summary>The last name.</summary>
    public string? LastName { get; }

    /// <summary>The company's name.</summary>
    public string? CompanyName { get; }

    /// <summary>When the contact was created, in UTC. The service names no time zone, so UTC is an assumption (F27 of docs/service.md).</summary>
    public DateTime? CreatedAt { get; }

    /// <summary>Whether the contact is in the archive.</summary>
    public bool InArchive { get; }

    /// <summary>The additional fields by name: text, numbers, Booleans, and dates as text. Never null.</summary>
    public IReadOnlyDictionary<string, object?> ExternalData { get; }

    /// <summary>All other properties that the service sent, by their names (F66 of docs/service.md). Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The part of the e-mail address after the last @, in lower case; null without an address.</summary>
    public string? Domain =>
        Email is { } email && email.LastIndexOf('@') + 1 is var start && start > 0 && start < email.Length ? email.Substring(start).ToLowerInvariant() : null;

    /// <summary>
    /// Whether the contact is not unsubscribed from e-mail; null if the service does not say. Responses are not documented: this
    /// reads a property with the name of the documented filter, <c>isUnsubscribeEmail</c> (F25 of docs/service.md).
    /// </summary>
    public bool? IsSubscribedToEmail => IsSubscribed("isUnsubscribeEmail");

    /// <summary>The same for text messages.</summary>
    public bool? IsSubscribedToSms => IsSubscribed("isUnsubscribeSms");

    /// <summary>The same for push messages.</summary>
    public bool? IsSubscribedToPush => IsSubscribed("isUnsubscribePush");

    /// <summary>The contact's ids without personal data, such as <c>17 (C-0042)</c>.</summary>
    public override string ToString() => (Id, ExternalId) switch
    {
        ({ } id, { Length: > 0 } externalId) => $"{Text.Of(id)} ({externalId})",
        ({ } id, _) => Text.Of(id),
        (null, { Length: > 0 } externalId) => externalId,
        _ => nameof(Contact),
    };

    /// <summary>Whether the service sent the same values for the other one; text is compared with its letter case.</summary>
    public bool Equals(Contact? other) =>
        other is not null &&
        Id == other.Id &&
        ExternalId == other.ExternalId &&
        Email == other.Email &&
        PhoneNumber == other.PhoneNumber &&
        FirstName == other.FirstName &&
        LastName == other.LastName &&
        CompanyName == other.CompanyName &&
        CreatedAt == other.CreatedAt &&
        InArchive == other.InArchive &&
        PropertyBag.AreEqual(ExternalData, other.ExternalData) &&
        PropertyBag.AreEqual(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Contact);

    /// <inheritdoc />
    public override int GetHashCode() => (Id, ExternalId).GetHashCode();

    private bool? IsSubscribed(string flag) => AdditionalProperties.TryGetValue(flag, out var hasLeft)
        ? hasLeft switch
        {
            true or 1L or "1" => false,
            false or 0L or "0" => true,
            _ => null,
        }
        : null;
}
