namespace ContactsPS.Client.Models;

/// <summary>A contact as the service describes it. Immutable: a change is a <see cref="ContactUpdate"/>.</summary>
/// <remarks>
/// Two are equal when the service said the same of both: a contact that was changed between two reads is not equal to itself, so that a
/// comparison finds the change. There is no order: one by id would call both of them equal. <c>Sort-Object</c> sorts them by id.
/// </remarks>
public sealed class Contact : IEquatable<Contact>
{
    /// <summary>Creates a contact; what is left out is unknown.</summary>
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

    /// <summary>Creates a contact of the values of its standard fields; what is left out is unknown.</summary>
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

    /// <summary>The service's number for the contact; null only where the service accepted a contact without telling its id.</summary>
    public long? Id { get; }

    /// <summary>The caller's own identifier, unique within an account; at most 150 characters.</summary>
    public string? ExternalId { get; }

    /// <summary>The e-mail address; not known to be unique.</summary>
    public string? Email { get; }

    /// <summary>The phone number: digits with an optional leading plus; not known to be unique.</summary>
    public string? PhoneNumber { get; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; }

    /// <summary>The last name.</summary>
    public string? LastName { get; }

    /// <summary>The company's name.</summary>
    public string? CompanyName { get; }

    /// <summary>When the contact was created, in UTC. The service names no time zone; UTC is our reading.</summary>
    public DateTime? CreatedAt { get; }

    /// <summary>Whether the contact was moved to the archive.</summary>
    public bool InArchive { get; }

    /// <summary>The account's additional fields by name: text, numbers, booleans and dates as text. Never null.</summary>
    public IReadOnlyDictionary<string, object?> ExternalData { get; }

    /// <summary>Whatever else the service sent with the contact, by the name it used (F66 of docs/service.md). Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>What follows the last @ of the e-mail address, in lower case; null without one.</summary>
    public string? Domain =>
        Email is { } email && email.LastIndexOf('@') + 1 is var start && start > 0 && start < email.Length ? email.Substring(start).ToLowerInvariant() : null;

    /// <summary>
    /// Whether the service says that the contact is not unsubscribed from e-mail; null where it does not say. Its answers are not documented: what
    /// is read is a property of the name that the documented filter has, <c>isUnsubscribeEmail</c> (F25 of docs/service.md).
    /// </summary>
    public bool? IsSubscribedToEmail => IsSubscribed("isUnsubscribeEmail");

    /// <summary>The same of text messages.</summary>
    public bool? IsSubscribedToSms => IsSubscribed("isUnsubscribeSms");

    /// <summary>The same of push messages.</summary>
    public bool? IsSubscribedToPush => IsSubscribed("isUnsubscribePush");

    /// <summary>The contact's identifiers and no personal data, such as <c>17 (C-0042)</c>.</summary>
    public override string ToString() => (Id, ExternalId) switch
    {
        ({ } id, { Length: > 0 } externalId) => $"{Text.Of(id)} ({externalId})",
        ({ } id, _) => Text.Of(id),
        (null, { Length: > 0 } externalId) => externalId,
        _ => nameof(Contact),
    };

    /// <summary>Whether the service said the same of the other one; text counts by its letters' case.</summary>
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
