namespace ContactsPS.Client.Batching;

/// <summary>How an item that was sent is recognised in an answer.</summary>
/// <typeparam name="TItem">What is sent.</typeparam>
/// <typeparam name="TValue">What comes back.</typeparam>
internal interface IItemCorrelation<in TItem, in TValue>
{
    /// <summary>Whether an item of <c>data</c> is what was sent.</summary>
    bool IsSame(TItem item, TValue value);

    /// <summary>Whether an error's <c>source</c> names what was sent.</summary>
    bool IsNamed(TItem item, string source);

    /// <summary>The text that was sent for an error's <c>parameter</c>; null for one that this kind of item does not have.</summary>
    string? ValueOf(TItem item, string parameter);
}

internal sealed class NewContactCorrelation : IItemCorrelation<NewContact, Contact>
{
    public bool IsSame(NewContact item, Contact value) =>
        string.IsNullOrEmpty(item.ExternalId)
            ? string.IsNullOrEmpty(value.ExternalId) && (value.Email ?? value.PhoneNumber) is not null
                && SameOrAbsent(item.Email, value.Email) && SameOrAbsent(item.PhoneNumber, value.PhoneNumber)
            : string.Equals(item.ExternalId, value.ExternalId, StringComparison.Ordinal);

    public bool IsNamed(NewContact item, string source) =>
        string.IsNullOrEmpty(item.ExternalId) ? item.Email == source || item.PhoneNumber == source : item.ExternalId == source;

    public string? ValueOf(NewContact item, string parameter) =>
        StandardField.OfJsonName(parameter) is not { } field ? null
        : item.Fields[field] is { } value ? DataValue.Of(value).ToText()
        : field.IsAddress ? string.Empty
        : null;

    private static bool SameOrAbsent(string? sent, string? returned) =>
        string.Equals(sent ?? string.Empty, returned ?? string.Empty, StringComparison.OrdinalIgnoreCase);
}

internal sealed class ContactUpdateCorrelation : IItemCorrelation<ContactUpdate, Contact>
{
    public bool IsSame(ContactUpdate item, Contact value)
    {
        if (item.Id is { } id)
        {
            return value.Id == id;
        }

        var expected = item.NewExternalId.IsPresent ? item.NewExternalId.Value : item.ExternalId;
        return string.Equals(expected, value.ExternalId, StringComparison.Ordinal);
    }

    public bool IsNamed(ContactUpdate item, string source) =>
        item.Id is { } id ? Text.Of(id) == source : item.ExternalId == source;

    public string? ValueOf(ContactUpdate item, string parameter) =>
        parameter == "id" ? Text.Of(item.Id)
        : StandardField.OfJsonName(parameter) is not { } field ? null
        : item.Fields.TryGet(field, out var value) ? DataValue.Of(value).ToText()
        : field == StandardField.ExternalId ? item.ExternalId
        : null;
}

/// <summary>Contacts or groups that are named by id alone.</summary>
internal sealed class IdCorrelation<TValue> : IItemCorrelation<long, TValue>
{
    public bool IsSame(long item, TValue value) => value switch
    {
        Contact contact => contact.Id == item,
        ContactGroup group => group.Id == item,
        _ => false,
    };

    public bool IsNamed(long item, string source) => Text.Of(item) == source;

    public string? ValueOf(long item, string parameter) => parameter == "id" ? Text.Of(item) : null;
}
