namespace ContactsPS.Pipeline;

/// <summary>The contacts of a change in flight.</summary>
internal sealed class WriteScope
{
    /// <summary>The keys of the contacts, such as <c>id:17</c>: two changes that share a key must not be in flight together.</summary>
    public IReadOnlyList<WriteKey> Keys { get; init; } = [];

    /// <summary>The kinds of its keys. If two changes have different kinds, it is not known whether they are about the same contact.</summary>
    public string AddressedBy { get; init; } = string.Empty;
}

/// <summary>What a contact is known by: its id, or a field whatever the letter case.</summary>
internal readonly record struct WriteKey(StandardField? Field, string? Text, long Id)
{
    public static WriteKey OfId(long id) => new(null, null, id);

    public static WriteKey Of(StandardField field, string text) => new(field, text, 0);

    public bool Equals(WriteKey other) =>
        Field == other.Field && Id == other.Id && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Text is null ? Id.GetHashCode() : StringComparer.OrdinalIgnoreCase.GetHashCode(Text);
}
