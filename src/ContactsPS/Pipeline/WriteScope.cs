namespace ContactsPS.Pipeline;

/// <summary>What a write in flight is about.</summary>
internal sealed class WriteScope
{
    /// <summary>What the contacts are known by, such as <c>id:17</c>: two writes that share a key must not race.</summary>
    public required ISet<string> Keys { get; init; }

    /// <summary>The ids of the contacts that it changes, as far as it goes by ids.</summary>
    public IReadOnlyCollection<long> Ids { get; init; } = [];

    /// <summary>By which kinds of keys. Of writes that go by different kinds nobody knows whether they are about the same contact.</summary>
    public string AddressedBy { get; init; } = string.Empty;

    /// <summary>Whether another write may be about a contact of this one.</summary>
    public bool Conflicts(WriteScope other) =>
        !string.Equals(AddressedBy, other.AddressedBy, StringComparison.Ordinal) || Keys.Overlaps(other.Keys);
}
