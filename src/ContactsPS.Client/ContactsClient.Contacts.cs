using ContactsPS.Client.Bulk;
using ContactsPS.Client.Http;
using ContactsPS.Client.Wire;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    private const string ContactPath = "/contact";

    // A look-up's answer is read too soon for anything in it to repeat.
    private const int FewContacts = 100;

    /// <summary>Lists contacts: <c>GET /contact</c>. Archived ones are left out unless the query asks for them.</summary>
    /// <param name="query">Which contacts; default all that are not archived.</param>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPages<Contact> ListContacts(ContactQuery? query = null, Paging? paging = null)
    {
        query ??= new ContactQuery();
        var texts = paging is { First: <= FewContacts } ? null : new RepeatedTexts();
        return List(() => ToQueryString(query), () => new ContactReader(texts), static contact => contact.Id, paging);
    }

    /// <summary>Creates contacts in one request: <c>POST /contact</c>. Never repeated where it may have been processed.</summary>
    /// <param name="contacts">1 to 1000 contacts.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each contact, in order, what became of it; the created contact where the service returned it.</returns>
    public async Task<BatchResult<Contact>> AddContactsAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken = default)
    {
        var body = Serialize(contacts, WireJson.Default.IReadOnlyListNewContact);
        var request = new ServiceRequest(HttpMethod.Post, ContactPath, Shown(ContactPath, contacts.Count), body) { IsRepeatable = false };
        var reply = await SendAsync(request, new ContactReader(), cancellationToken).ConfigureAwait(false);
        return ReplyMatching.Match(contacts, reply, new NewContactKeys());
    }

    /// <summary>Changes contacts in one request: <c>PUT /contact</c>.</summary>
    /// <param name="updates">1 to 1000 changes, each with an address.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each change, in order, what became of it; the changed contact where the service returned it.</returns>
    public async Task<BatchResult<Contact>> UpdateContactsAsync(IReadOnlyList<ContactUpdate> updates, CancellationToken cancellationToken = default)
    {
        var body = Serialize(updates, WireJson.Default.IReadOnlyListContactUpdate);
        var request = new ServiceRequest(HttpMethod.Put, ContactPath, Shown(ContactPath, updates.Count), body);
        var reply = await SendAsync(request, new ContactReader(), cancellationToken).ConfigureAwait(false);
        return ReplyMatching.Match(updates, reply, new ContactUpdateKeys());
    }

    /// <summary>Deletes contacts in one request: <c>DELETE /contact</c>. Whether the service archives or erases them it does not say.</summary>
    /// <param name="ids">1 to 1000 ids; one that is named twice is deleted once.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each id, in order, what became of it.</returns>
    public Task<BatchResult<Contact>> DeleteContactsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        SendIdsAsync(HttpMethod.Delete, ContactPath, ids, new ContactReader(), cancellationToken);

    private static string Shown(string path, int items) => FormattableString.Invariant($"{path} ({items} items)");

    private static QueryString ToQueryString(ContactQuery query) =>
        new QueryString(ContactPath)
            .Add("id", query.Id)
            .AddPersonal("externalId", query.ExternalId)
            .AddPersonal("email", query.Email)
            .AddPersonal("phoneNumber", query.PhoneNumber)
            .Add("group", query.GroupId)
            .Add("inArchive", query.WantsArchived)
            .Add("archiveDateFrom", query.ArchivedAfter)
            .Add("archiveDateTo", query.ArchivedBefore)
            .Add("isUnsubscribeEmail", query.UnsubscribedFromEmail)
            .Add("isUnsubscribeSms", query.UnsubscribedFromSms)
            .Add("isUnsubscribePush", query.UnsubscribedFromPush);

    /// <summary>Sends ids, each once, and tells for each as it was given what became of it.</summary>
    private async Task<BatchResult<T>> SendIdsAsync<T>(
        HttpMethod method,
        string path,
        IReadOnlyList<long> ids,
        ModelReader<T> items,
        CancellationToken cancellationToken)
        where T : class
    {
        var distinct = ids.Distinct().ToList();
        var request = new ServiceRequest(method, path, Shown(path, distinct.Count), Serialize(distinct));
        var reply = await SendAsync(request, items, cancellationToken).ConfigureAwait(false);
        return ReplyMatching.Match(distinct, reply, new IdKeys<T>()).Spread(distinct, ids);
    }
}
