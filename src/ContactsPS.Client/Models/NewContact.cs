namespace ContactsPS.Client.Models;

/// <summary>A contact to create. The service requires <see cref="Email"/> or <see cref="PhoneNumber"/> (F48 of docs/service.md).</summary>
public sealed class NewContact
{
    /// <summary>A contact with only the fields that its properties are given.</summary>
    public NewContact() => Fields = new FieldValues(source: null);

    /// <summary>A contact with a copy of the values and the fields that its properties are given.</summary>
    public NewContact(FieldValues fields) => Fields = new FieldValues(fields ?? throw new ArgumentNullException(nameof(fields)));

    /// <summary>The standard fields; null counts as absent. Read-only.</summary>
    public FieldValues Fields { get; }

    /// <summary>The e-mail address; at most 150 characters.</summary>
    public string? Email { get => (string?)Fields[StandardField.Email]; init => Fields.Put(StandardField.Email, value); }

    /// <summary>The phone number: digits with an optional leading plus; at most 15 characters.</summary>
    public string? PhoneNumber { get => (string?)Fields[StandardField.PhoneNumber]; init => Fields.Put(StandardField.PhoneNumber, value); }

    /// <summary>The caller's own identifier; at most 150 characters.</summary>
    public string? ExternalId { get => (string?)Fields[StandardField.ExternalId]; init => Fields.Put(StandardField.ExternalId, value); }

    /// <summary>The first name; at most 150 characters.</summary>
    public string? FirstName { get => (string?)Fields[StandardField.FirstName]; init => Fields.Put(StandardField.FirstName, value); }

    /// <summary>The last name; at most 150 characters.</summary>
    public string? LastName { get => (string?)Fields[StandardField.LastName]; init => Fields.Put(StandardField.LastName, value); }

    /// <summary>The company's name; at most 150 characters.</summary>
    public string? CompanyName { get => (string?)Fields[StandardField.CompanyName]; init => Fields.Put(StandardField.CompanyName, value); }

    /// <summary>When the contact was created, in UTC; sent with a precision of seconds. Default: the service takes the current time (F64 of docs/service.md).</summary>
    public DateTime? CreatedAt { get => (DateTime?)Fields[StandardField.CreatedAt]; init => Fields.Put(StandardField.CreatedAt, value); }

    /// <summary>Additional fields by name: text, numbers, Booleans or dates.</summary>
    public IReadOnlyDictionary<string, object?>? ExternalData { get; init; }

    /// <summary>Ids of the groups that the new contact joins. The service accepts them only for a new contact.</summary>
    public IReadOnlyList<long>? AddToGroup { get; init; }
}
