using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Recovery;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    // In a small page little repeats, so its texts are not pooled.
    private const int FewContacts = 100;

    private const int MostFound = 10;

    /// <summary>Lists contacts: <c>GET /contact</c>. Archived contacts are left out unless the query asks for them.</summary>
    /// <param name="query">Which contacts; default all that are not archived.</param>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPageable<Contact> ListContacts(ContactQuery? query = null, ListOptions? paging = null)
    {
        query ??= new ContactQuery();
        var texts = paging is { First: <= FewContacts } ? null : new StringPool();
        return List(() => QueryString.Of(query), () => new ContactReader(texts), static contact => contact.Id, paging, query.IsByKey ? query.IsForKeyOf : null, (query.UnsubscribedFromEmail ?? query.UnsubscribedFromSms ?? query.UnsubscribedFromPush) is null ? null : FindFlaw);

        // If the service ignores the filter, the caller would change everybody instead of those who unsubscribed.
        string? FindFlaw(Contact contact) => query.FindIgnoredFilter(contact) is { } filter ? NotApplied(filter, contact) : null;
    }

    /// <summary>Looks up the contacts that have a key: at most ten. Two would show that the key is not unique; ten give a message the ids to choose from.</summary>
    /// <param name="query">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the service lists. If it does not apply the filter, this includes other contacts.</returns>
    /// <exception cref="ContactsException">The service lists only other contacts, so it is not known who has the key.</exception>
    public async Task<IReadOnlyList<Contact>> FindContactsAsync(ContactQuery query, CancellationToken cancellationToken = default)
    {
        _ = query ?? throw new ArgumentNullException(nameof(query));
        var found = await ListContacts(query, new ListOptions { First = MostFound }).ReadAllAsync(cancellationToken).ConfigureAwait(false);
        return found.Count == MostFound && !found.Any(query.IsForKeyOf)
            ? throw new ContactsException(ContactsFailure.NotTheService, NotApplied(query.FindIgnoredKey(found[0])!, found[0]))
            : found;
    }

    /// <summary>
    /// Creates contacts in one request: <c>POST /contact</c>. If the response is lost, each contact is looked up, and only those that do not
    /// exist are sent again, so that none is created twice.
    /// </summary>
    /// <param name="contacts">1 to 1000 contacts.</param>
    /// <param name="cancellationToken">
    /// Ends the wait; the service may still process what was sent. If a response was lost before, the result has what is known of each contact so far.
    /// </param>
    /// <returns>The outcome of each contact, in order, and the created contact if the service returned it or it was found.</returns>
    public Task<BatchResult<Contact>> AddContactsAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken = default) =>
        new CreateReconciler(contacts, requests, finder, created).RunAsync(cancellationToken);

    /// <summary>Changes contacts in one request: <c>PUT /contact</c>.</summary>
    /// <param name="updates">1 to 1000 changes, each with an address.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>The outcome of each change, in order, and the changed contact if the service returned it.</returns>
    public Task<BatchResult<Contact>> UpdateContactsAsync(IReadOnlyList<ContactUpdate> updates, CancellationToken cancellationToken = default)
    {
        var body = RequestBody.Of(updates);
        var request = new ServiceRequest(HttpMethod.Put, ServicePath.Contacts, ServicePath.Shown(ServicePath.Contacts, updates.Count), body) { IsAboutMany = updates.Count > 1 };
        return batches.SendAsync(
            request, updates, new ContactUpdateCorrelation(), static () => new ContactReader(), update => finder.FindRenamedAsync(update, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes contacts in one request: <c>DELETE /contact</c>. Whether the service archives or erases them is not documented (F28 of docs/service.md).</summary>
    /// <param name="ids">1 to 1000 ids; an id that occurs twice is sent once.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>The outcome of each id, in order.</returns>
    public Task<BatchResult<Contact>> DeleteContactsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        batches.SendIdsAsync(
            HttpMethod.Delete, ServicePath.Contacts, ids, static () => new ContactReader(), id => finder.FindRemovedAsync(id, cancellationToken), cancellationToken);

    private static string NotApplied(string filter, Contact contact) =>
        Messages.Get("FilterIgnored", filter, contact.Id);
}
