namespace ContactsPS.Client.Models;

/// <summary>A group of contacts. The built-in group of all contacts has the external id <c>ALLCONTACTS</c> (F55 of docs/service.md).</summary>
/// <remarks>Two are equal when the service said the same of both.</remarks>
public sealed class ContactGroup : IEquatable<ContactGroup>
{
    /// <summary>Creates a group; what is left out is unknown.</summary>
    public ContactGroup(
        long? id = null,
        string? name = null,
        string? description = null,
        string? externalId = null,
        DateTime? createdAt = null,
        IReadOnlyDictionary<string, object?>? additionalProperties = null)
    {
        Id = id;
        Name = name;
        Description = description;
        ExternalId = externalId;
        CreatedAt = createdAt;
        AdditionalProperties = additionalProperties ?? PropertyBag.Empty;
    }

    /// <summary>The service's number for the group.</summary>
    public long? Id { get; }

    /// <summary>The group's name.</summary>
    public string? Name { get; }

    /// <summary>What the group is for, in its owner's words.</summary>
    public string? Description { get; }

    /// <summary>The caller's own identifier of the group.</summary>
    public string? ExternalId { get; }

    /// <summary>When the group was created, in UTC.</summary>
    public DateTime? CreatedAt { get; }

    /// <summary>Whatever else the service sent with the group. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The group's name, or its id where it has none.</summary>
    public override string ToString() => Name is { Length: > 0 } name ? name : Text.Of(Id) ?? nameof(ContactGroup);

    /// <summary>Whether the service said the same of the other one; text counts by its letters' case.</summary>
    public bool Equals(ContactGroup? other) =>
        other is not null &&
        Id == other.Id &&
        Name == other.Name &&
        Description == other.Description &&
        ExternalId == other.ExternalId &&
        CreatedAt == other.CreatedAt &&
        PropertyBag.AreEqual(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ContactGroup);

    /// <inheritdoc />
    public override int GetHashCode() => (Id, Name).GetHashCode();
}
