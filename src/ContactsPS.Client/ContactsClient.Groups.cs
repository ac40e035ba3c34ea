using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    /// <summary>Lists the account's groups: <c>GET /group</c>.</summary>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPageable<ContactGroup> ListGroups(ListOptions? paging = null) =>
        List(() => new QueryString("/group"), static () => new GroupReader(), static group => group.Id, paging);

    /// <summary>Lists the groups of a contact: <c>GET /contact/{id}/group</c>, which has no pages. A contact that does not exist has none (F58 of docs/service.md).</summary>
    /// <param name="contactId">The contact's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<ContactGroup>> GetGroupsOfContactAsync(long contactId, CancellationToken cancellationToken = default) =>
        finder.GroupsOfAsync(contactId, cancellationToken);

    /// <summary>Adds a contact to groups: <c>POST /contact/{id}/group</c> (F56 of docs/service.md). The service refuses a group that does not exist (F57).</summary>
    /// <param name="contactId">The contact's id.</param>
    /// <param name="groupIds">Ids of groups.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>The outcome of each group, in order.</returns>
    public Task<BatchResult<ContactGroup>> AddContactToGroupsAsync(long contactId, IReadOnlyList<long> groupIds, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(
            HttpMethod.Post, ServicePath.GroupsOf(contactId), groupIds, static () => new GroupReader(), id => finder.FindMembershipAsync(contactId, id, isWanted: true, cancellationToken), cancellationToken);

    /// <summary>Takes a contact out of groups: <c>DELETE /contact/{id}/group</c>.</summary>
    /// <inheritdoc cref="AddContactToGroupsAsync" path="/param|/returns"/>
    public Task<BatchResult<ContactGroup>> RemoveContactFromGroupsAsync(long contactId, IReadOnlyList<long> groupIds, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(
            HttpMethod.Delete, ServicePath.GroupsOf(contactId), groupIds, static () => new GroupReader(), id => finder.FindMembershipAsync(contactId, id, isWanted: false, cancellationToken), cancellationToken);
}
