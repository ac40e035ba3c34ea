namespace ContactsPS.Client.Batching;

/// <summary>How a sent item is recognized in a response.</summary>
/// <typeparam name="TItem">What is sent.</typeparam>
/// <typeparam name="TValue">What the service returns.</typeparam>
internal interface IItemCorrelation<in TItem, in TValue>
{
    /// <summary>The key that recognizes a sent item in <c>data</c>.</summary>
    ItemKey KeyOf(TItem item);

    /// <summary>The keys of an item of <c>data</c>: its id and the caller's own key. An empty key recognizes nothing.</summary>
    (ItemKey Id, ItemKey Own) KeysOf(TValue value);

    /// <summary>The names of a sent item in an error's <c>source</c>.</summary>
    IEnumerable<string> NamesOf(TItem item);

    /// <summary>The text that was sent for an error's <c>parameter</c>; null if the item has no such field.</summary>
    string? ValueOf(TItem item, string parameter);
}

/// <summary>An item's id or the caller's own key; the default value is empty.</summary>
internal readonly record struct ItemKey(long? Id, string? ExternalId, string? Address)
{
    public bool IsEmpty => this == default;

    public static ItemKey OfId(long? id) => new(id, null, null);

    /// <summary>The external id, or the addresses of a contact without one, case-insensitive.</summary>
    public static ItemKey Of(string? externalId, string? email, string? phoneNumber) =>
        !string.IsNullOrEmpty(externalId) ? new(null, externalId, null)
        : email is null && phoneNumber is null ? default
        : new(null, null, $"{email?.ToUpperInvariant()}\n{phoneNumber?.ToUpperInvariant()}");
}

internal sealed class NewContactCorrelation : IItemCorrelation<NewContact, Contact>
{
    public ItemKey KeyOf(NewContact item) => ItemKey.Of(item.ExternalId, item.Email, item.PhoneNumber);

    public (ItemKey Id, ItemKey Own) KeysOf(Contact value) => (default, ItemKey.Of(value.ExternalId, value.Email, value.PhoneNumber));

    public IEnumerable<string> NamesOf(NewContact item) =>
        new[] { string.IsNullOrEmpty(item.ExternalId) ? item.Email : item.ExternalId, string.IsNullOrEmpty(item.ExternalId) ? item.PhoneNumber : null }.OfType<string>();

    public string? ValueOf(NewContact item, string parameter) =>
        StandardField.OfJsonName(parameter) is not { } field ? null
        : item.Fields[field] is { } value ? DataValue.Of(value).ToText()
        : field.IsAddress ? string.Empty
        : null;
}

internal sealed class ContactUpdateCorrelation : IItemCorrelation<ContactUpdate, Contact>
{
    // The key of a contact whose external id was cleared. An id alone does not say that it has none.
    private const string NoExternalId = "";

    public ItemKey KeyOf(ContactUpdate item) =>
        item.Id is { } id ? ItemKey.OfId(id) : new(null, (item.NewExternalId.IsPresent ? item.NewExternalId.Value : item.ExternalId) ?? NoExternalId, null);

    public (ItemKey Id, ItemKey Own) KeysOf(Contact value) =>
        (ItemKey.OfId(value.Id), new(null, value.ExternalId ?? ((value.Email ?? value.PhoneNumber) is null ? null : NoExternalId), null));

    public IEnumerable<string> NamesOf(ContactUpdate item) => item.Id is { } id ? [Text.Of(id)] : item.ExternalId is { } externalId ? [externalId] : [];

    public string? ValueOf(ContactUpdate item, string parameter) =>
        parameter == "id" ? Text.Of(item.Id)
        : StandardField.OfJsonName(parameter) is not { } field ? null
        : item.Fields.TryGet(field, out var value) ? DataValue.Of(value).ToText()
        : field == StandardField.ExternalId ? item.ExternalId
        : null;
}

/// <summary>Contacts or groups that are addressed only by id.</summary>
internal sealed class IdCorrelation<TValue> : IItemCorrelation<long, TValue>
{
    public ItemKey KeyOf(long item) => ItemKey.OfId(item);

    public (ItemKey Id, ItemKey Own) KeysOf(TValue value) => (ItemKey.OfId(value switch
    {
        Contact contact => contact.Id,
        ContactGroup group => group.Id,
        _ => null,
    }), default);

    public IEnumerable<string> NamesOf(long item) => [Text.Of(item)];

    public string? ValueOf(long item, string parameter) => parameter == "id" ? Text.Of(item) : null;
}
