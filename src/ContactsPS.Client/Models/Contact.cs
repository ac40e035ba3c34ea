namespace ContactsPS.Client;

/// <summary>A contact as the service describes it. Immutable: a change is a <see cref="ContactUpdate"/>.</summary>
public sealed class Contact
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

    /// <summary>Whatever else the service sent with the contact, by the name it used. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The contact's identifiers and no personal data, such as <c>17 (C-0042)</c>.</summary>
    public override string ToString() => (Id, ExternalId) switch
    {
        ({ } id, { Length: > 0 } externalId) => $"{Text.Of(id)} ({externalId})",
        ({ } id, _) => Text.Of(id),
        (null, { Length: > 0 } externalId) => externalId,
        _ => nameof(Contact),
    };
}
