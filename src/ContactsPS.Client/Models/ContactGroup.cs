namespace ContactsPS.Client.Models;

/// <summary>A group of contacts. The built-in group of all contacts has the external id <c>ALLCONTACTS</c> (F55 of docs/service.md).</summary>
/// <remarks>Two groups are equal if the service sent the same values for both.</remarks>
public sealed class ContactGroup : IEquatable<ContactGroup>
{
    /// <summary>Creates a group; parts that are left out are unknown.</summary>
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

    /// <summary>The service's id of the group.</summary>
    public long? Id { get; }

    /// <summary>The group's name.</summary>
    public string? Name { get; }

    /// <summary>The description.</summary>
    public string? Description { get; }

    /// <summary>The caller's own identifier of the group.</summary>
    public string? ExternalId { get; }

    /// <summary>When the group was created, in UTC.</summary>
    public DateTime? CreatedAt { get; }

    /// <summary>All other properties that the service sent. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The group's name, or its id if it has no name.</summary>
    public override string ToString() => Name is { Length: > 0 } name ? name : Text.Of(Id) ?? nameof(ContactGroup);

    /// <summary>Whether the service sent the same values for the other one; text is compared with its letter case.</summary>
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
