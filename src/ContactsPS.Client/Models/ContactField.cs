namespace ContactsPS.Client.Models;

/// <summary>
/// An additional field of the account: a name in <see cref="Contact.ExternalData"/> of contacts.
/// Its shape is not documented; unknown properties are in <see cref="AdditionalProperties"/>.
/// </summary>
/// <remarks>Two fields are equal if the service sent the same values for both.</remarks>
public sealed class ContactField : IEquatable<ContactField>
{
    /// <summary>Creates a field; parts that are left out are unknown.</summary>
    public ContactField(
        string? id = null,
        string? name = null,
        string? type = null,
        IReadOnlyDictionary<string, object?>? additionalProperties = null)
    {
        Id = id;
        Name = name;
        Type = type;
        AdditionalProperties = additionalProperties ?? PropertyBag.Empty;
    }

    /// <summary>The service's id of the field.</summary>
    public string? Id { get; }

    /// <summary>The field's name: the key in a contact's additional data.</summary>
    public string? Name { get; }

    /// <summary>The type of the field's values, as the service names it.</summary>
    public string? Type { get; }

    /// <summary>All other properties that the service sent. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The field's name.</summary>
    public override string ToString() => Name ?? Id ?? nameof(ContactField);

    /// <summary>Whether the service sent the same values for the other one; text is compared with its letter case.</summary>
    public bool Equals(ContactField? other) =>
        other is not null &&
        Id == other.Id &&
        Name == other.Name &&
        Type == other.Type &&
        PropertyBag.AreEqual(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ContactField);

    /// <inheritdoc />
    public override int GetHashCode() => (Id, Name).GetHashCode();
}
