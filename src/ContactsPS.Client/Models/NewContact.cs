namespace ContactsPS.Client.Models;

/// <summary>A contact to be created. <see cref="Email"/> or <see cref="PhoneNumber"/> is required by the service.</summary>
public sealed class NewContact
{
    /// <summary>The e-mail address; at most 150 characters.</summary>
    public string? Email { get; init; }

    /// <summary>The phone number: digits with an optional leading plus; at most 15 characters.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The caller's own identifier; at most 150 characters.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The first name; at most 150 characters.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name; at most 150 characters.</summary>
    public string? LastName { get; init; }

    /// <summary>The company's name; at most 150 characters.</summary>
    public string? CompanyName { get; init; }

    /// <summary>When the contact came to be, in UTC; sent to the second.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>Additional fields by name: text, numbers, booleans or dates.</summary>
    public IReadOnlyDictionary<string, object?>? ExternalData { get; init; }

    /// <summary>Ids of the groups that the new contact joins. The service takes them only when a contact is added.</summary>
    public IReadOnlyList<long>? AddToGroup { get; init; }
}
