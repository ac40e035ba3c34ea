namespace ContactsPS.Client.Models;

/// <summary>
/// An additional field of the account: a name that contacts carry in <see cref="Contact.ExternalData"/>.
/// Its shape is not documented; what is not named here is kept in <see cref="AdditionalProperties"/>.
/// </summary>
/// <remarks>Two are equal when the service said the same of both.</remarks>
public sealed class ContactField : IEquatable<ContactField>
{
    /// <summary>Creates a field; what is left out is unknown.</summary>
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

    /// <summary>The service's identifier of the field.</summary>
    public string? Id { get; }

    /// <summary>The field's name: the key in a contact's additional data.</summary>
    public string? Name { get; }

    /// <summary>The kind of value the field holds, in the service's words.</summary>
    public string? Type { get; }

    /// <summary>Whatever else the service sent with the field. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The field's name.</summary>
    public override string ToString() => Name ?? Id ?? nameof(ContactField);

    /// <summary>Whether the service said the same of the other one; text counts by its letters' case.</summary>
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
