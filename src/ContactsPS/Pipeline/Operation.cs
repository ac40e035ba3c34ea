using System.Globalization;
using ContactsPS.Binding;
using ContactsPS.Client.Batching;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>A change of contacts, defined once for cmdlets and syncs.</summary>
/// <typeparam name="TItem">What is sent for one contact.</typeparam>
/// <param name="name">Its name in the resources, such as <c>Create</c>.</param>
/// <param name="send">Sends a batch.</param>
/// <param name="keys">The keys of an item's contact, such as <c>id:17</c>: two changes that share a key must not be in flight together.</param>
internal sealed class Operation<TItem>(
    string name,
    Func<ContactsClient, IReadOnlyList<TItem>, CancellationToken, Task<BatchResult<Contact>>> send,
    Func<TItem, IEnumerable<WriteKey>> keys)
{
    /// <summary>The participle for errors, such as "added to the group".</summary>
    public string Description => Messages.Get($"{name}_Operation");

    /// <summary>The participle for summaries, such as "added".</summary>
    public string Done => Messages.Get($"{name}_Done");

    /// <summary>The id of the contact that an item changes; null if it goes by another key, or creates one.</summary>
    public Func<TItem, long?> IdOf { get; init; } = static _ => null;

    /// <summary>The kind of an item's key, if items may have different kinds.</summary>
    public Func<TItem, string> AddressedBy { get; init; } = static _ => string.Empty;

    /// <summary>
    /// The address of an item if a refusal is about the address: the service names the parameter and the value, and a validated id can only be refused because it does not exist.
    /// Codes and texts of the service are not documented. Null for any other refusal.
    /// </summary>
    public Func<TItem, ServiceError, ContactAddress?> FindMissing { get; init; } = static (_, _) => null;

    public Func<TItem, IEnumerable<WriteKey>> KeysOf => keys;

    /// <summary>The fields that an item sets; null if it sets none.</summary>
    public Func<TItem, FieldValues?> FieldsOf { get; init; } = static _ => null;

    /// <summary>The action of a question.</summary>
    /// <param name="changedIn">The changed part of the contact; empty if it is the contact itself.</param>
    public string Question(string changedIn = "") => Messages.Get($"{name}_Action", changedIn);

    public Task<BatchResult<Contact>> SendAsync(ContactsClient client, IReadOnlyList<TItem> items, CancellationToken cancellationToken) => send(client, items, cancellationToken);
}

/// <summary>The operations of the service that change contacts.</summary>
internal static class Operations
{
    private static readonly List<StandardField> Addresses = StandardField.All.Where(static field => field.IsAddress).ToList();

    public static readonly Operation<NewContact> Create = new(
        nameof(Create),
        static (client, items, token) => client.AddContactsAsync(items, token),
        static item => Addresses.Where(field => item.Fields[field] is not null).Select(field => WriteKey.Of(field, (string)item.Fields[field]!)))
    {
        FieldsOf = static item => item.Fields,
    };

    public static readonly Operation<ContactUpdate> Change = new(
        nameof(Change),
        static (client, items, token) => client.UpdateContactsAsync(items, token),
        static item => [item.Id is { } id ? WriteKey.OfId(id) : WriteKey.Of(StandardField.ExternalId, item.ExternalId!)])
    {
        IdOf = static item => item.Id,
        FieldsOf = static item => item.Fields,
        AddressedBy = static item => item.Id is null ? "externalId" : "id",
        FindMissing = static (item, error) =>
            item.Id is { } id ? IdOf(id, error, "id")
            : error.Parameter == "externalId" && error.Value == item.ExternalId && error.Value != item.Fields[StandardField.ExternalId] as string ? ContactAddress.Of(StandardField.ExternalId, item.ExternalId!)
            : null,
    };

    public static readonly Operation<long> Remove = OfIds(nameof(Remove), static (client, ids, token) => client.DeleteContactsAsync(ids, token));

    public static readonly Operation<GroupMembership> AddToGroup = OfGroups(
        nameof(AddToGroup), static (client, item, token) => client.AddContactToGroupsAsync(item.ContactId, item.GroupIds, token));

    public static readonly Operation<GroupMembership> TakeOutOfGroup = OfGroups(
        nameof(TakeOutOfGroup), static (client, item, token) => client.RemoveContactFromGroupsAsync(item.ContactId, item.GroupIds, token));

    /// <summary>Resubscribes contacts to channels, with one request for each channel.</summary>
    public static Operation<long> Subscribe(IReadOnlyList<string> channels) =>
        OfIds(nameof(Subscribe), (client, ids, token) => ForEachAsync(channels, channel => client.ResubscribeAsync(channel, ids, token)));

    /// <summary>Unsubscribes contacts from channels, with one request for each channel.</summary>
    public static Operation<long> Unsubscribe(IReadOnlyList<string> channels) =>
        OfIds(nameof(Unsubscribe), (client, ids, token) => ForEachAsync(channels, channel => client.UnsubscribeAsync(channel, ids, token)));

    private static Operation<long> OfIds(string name, Func<ContactsClient, IReadOnlyList<long>, CancellationToken, Task<BatchResult<Contact>>> send) =>
        new(name, send, static id => [WriteKey.OfId(id)]) { IdOf = static id => id, FindMissing = static (id, error) => IdOf(id, error, "id") };

    /// <summary>The API takes several groups of one contact, so a batch is one contact.</summary>
    private static Operation<GroupMembership> OfGroups(string name, Func<ContactsClient, GroupMembership, CancellationToken, Task<BatchResult<ContactGroup>>> send) =>
        new(name, async (client, items, token) => (await send(client, items[0], token).ConfigureAwait(false)).AsOne<Contact>(), static item => [WriteKey.OfId(item.ContactId)])
        {
            IdOf = static item => item.ContactId,

            // The parameter "id" may be a group's.
            FindMissing = static (item, error) => IdOf(item.ContactId, error, "contact"),
        };

    private static ContactAddress? IdOf(long id, ServiceError error, string parameter) =>
        error.Parameter == parameter && error.Value == id.ToString(CultureInfo.InvariantCulture) ? ContactAddress.OfId(id) : null;

    private static async Task<BatchResult<Contact>> ForEachAsync(IReadOnlyList<string> channels, Func<string, Task<BatchResult<Contact>>> send)
    {
        BatchResult<Contact>? all = null;
        foreach (var channel in channels)
        {
            try
            {
                var result = await send(channel).ConfigureAwait(false);
                all = all?.And(result) ?? result;
            }
            catch (ContactsException exception) when (all is not null)
            {
                exception.MayBeProcessed = true;
                throw;
            }
            catch (RequestNotSentException) when (all is not null)
            {
                // The request for an earlier channel was sent.
                throw new OperationCanceledException();
            }
        }

        return all!;
    }
}

/// <summary>A contact and the groups that it joins or leaves.</summary>
internal readonly record struct GroupMembership(long ContactId, IReadOnlyList<long> GroupIds);
