namespace ContactsPS.Client.Models;

/// <summary>A segment made in the account's panel: a saved condition over contacts.</summary>
/// <remarks>Two segments are equal if the service sent the same values for both.</remarks>
public sealed class ContactSegment : IEquatable<ContactSegment>
{
    /// <summary>Creates a segment; parts that are left out are unknown.</summary>
    public ContactSegment(
        string? id = null,
        string? name = null,
        long? count = null,
        IReadOnlyDictionary<string, object?>? additionalProperties = null)
    {
        Id = id;
        Name = name;
        Count = count;
        AdditionalProperties = additionalProperties ?? PropertyBag.Empty;
    }

    /// <summary>The service's identifier of the segment.</summary>
    public string? Id { get; }

    /// <summary>The segment's name.</summary>
    public string? Name { get; }

    /// <summary>The number of contacts in the segment; null if the segment is from the list, which has no counts (F30 of docs/service.md).</summary>
    public long? Count { get; }

    /// <summary>All other properties that the service sent. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The segment's name.</summary>
    public override string ToString() => Name ?? Id ?? nameof(ContactSegment);

    /// <summary>Whether the service sent the same values for the other one; text is compared with its letter case.</summary>
    public bool Equals(ContactSegment? other) =>
        other is not null &&
        Id == other.Id &&
        Name == other.Name &&
        Count == other.Count &&
        PropertyBag.AreEqual(AdditionalProperties, other.AdditionalProperties);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ContactSegment);

    /// <inheritdoc />
    public override int GetHashCode() => (Id, Name).GetHashCode();
}
