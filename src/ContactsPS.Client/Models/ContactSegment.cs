namespace ContactsPS.Client;

/// <summary>A segment made in the account's panel: a saved condition over contacts.</summary>
public sealed class ContactSegment
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
}
