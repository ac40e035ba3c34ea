namespace ContactsPS.Client.Models;

/// <summary>A segment made in the account's panel: a saved condition over contacts.</summary>
/// <remarks>Two are equal when the service said the same of both.</remarks>
public sealed class ContactSegment : IEquatable<ContactSegment>
{
    /// <summary>Creates a segment; what is left out is unknown.</summary>
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

    /// <summary>How many contacts are in the segment; null where the segment came from the list, which does not count.</summary>
    public long? Count { get; }

    /// <summary>Whatever else the service sent with the segment. Never null.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <summary>The segment's name.</summary>
    public override string ToString() => Name ?? Id ?? nameof(ContactSegment);

    /// <summary>Whether the service said the same of the other one; text counts by its letters' case.</summary>
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
