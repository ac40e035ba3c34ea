using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Recovery;

namespace ContactsPS.Client;

public sealed partial class ContactsClient
{
    private const string ContactPath = "/contact";

    // A look-up's answer is read too soon for anything in it to repeat.
    private const int FewContacts = 100;

    /// <summary>Lists contacts: <c>GET /contact</c>. Archived ones are left out unless the query asks for them.</summary>
    /// <param name="query">Which contacts; default all that are not archived.</param>
    /// <param name="paging">Which part of the list, in pages of what size; default all, in pages of 1000.</param>
    public AsyncPages<Contact> ListContacts(ContactQuery? query = null, ListOptions? paging = null)
    {
        query ??= new ContactQuery();
        var texts = paging is { First: <= FewContacts } ? null : new RepeatedTexts();
        return List(() => ToQueryString(query), () => new ContactReader(texts), static contact => contact.Id, paging);
    }

    /// <summary>
    /// Creates contacts in one request: <c>POST /contact</c>. Where its answer is lost, each contact is looked up, and those that are not
    /// there are sent again, so that none is created twice.
    /// </summary>
    /// <param name="contacts">1 to 1000 contacts.</param>
    /// <param name="cancellationToken">
    /// Ends the wait; the service may still process what was sent. Where an answer was lost before, the result says of each contact what is known by then.
    /// </param>
    /// <returns>For each contact, in order, what became of it; the created contact where the service returned it or it was found.</returns>
    public Task<BatchResult<Contact>> AddContactsAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken = default) =>
        new Creation(contacts, this).RunAsync(cancellationToken);

    int ICreationPort.MaximumRetryCount => transport.MaximumRetryCount;

    CreatedContacts ICreationPort.Created => created;

    async Task<BatchResult<Contact>> ICreationPort.PostAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken)
    {
        var body = Serialize(contacts, WireJson.Default.IReadOnlyListNewContact);
        var request = new ServiceRequest(HttpMethod.Post, ContactPath, Shown(ContactPath, contacts.Count), body) { IsRepeatable = false, IsAboutMany = contacts.Count > 1 };
        var reply = await SendAsync(request, static () => new ContactReader(), cancellationToken).ConfigureAwait(false);
        return ReplyMatching.Match(contacts, reply, new NewContactKeys());
    }

    Task<IReadOnlyList<Contact>> ICreationPort.FindAsync(ContactQuery query, CancellationToken cancellationToken) => FindAsync(query, cancellationToken);

    async Task ICreationPort.PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(startToken, cancellationToken);
        await transport.PauseAsync(attempt, starting.Token).ConfigureAwait(false);
    }

    void ICreationPort.Trace(string line) => Trace(line);

    void ICreationPort.TraceRetry(string line) => listener?.Tell(new RequestTrace(line, isRetry: true));

    /// <summary>Changes contacts in one request: <c>PUT /contact</c>.</summary>
    /// <param name="updates">1 to 1000 changes, each with an address.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each change, in order, what became of it; the changed contact where the service returned it.</returns>
    public async Task<BatchResult<Contact>> UpdateContactsAsync(IReadOnlyList<ContactUpdate> updates, CancellationToken cancellationToken = default)
    {
        var body = Serialize(updates, WireJson.Default.IReadOnlyListContactUpdate);
        var request = new ServiceRequest(HttpMethod.Put, ContactPath, Shown(ContactPath, updates.Count), body) { IsAboutMany = updates.Count > 1 };
        var reply = await SendAsync(request, static () => new ContactReader(), cancellationToken).ConfigureAwait(false);
        var result = ReplyMatching.Match(updates, reply, new ContactUpdateKeys());
        return await DoneBefore.ReviewAsync(updates, result, reply, update => LookForRenamedAsync(update, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Deletes contacts in one request: <c>DELETE /contact</c>. Whether the service archives or erases them it does not say.</summary>
    /// <param name="ids">1 to 1000 ids; one that is named twice is deleted once.</param>
    /// <param name="cancellationToken">Ends the wait; the service may still process what was sent.</param>
    /// <returns>For each id, in order, what became of it.</returns>
    public Task<BatchResult<Contact>> DeleteContactsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken = default) =>
        SendIdsAsync(HttpMethod.Delete, ContactPath, ids, static () => new ContactReader(), id => LookForRemovedAsync(id, cancellationToken), cancellationToken);

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

    /// <summary>The first page of what a query finds.</summary>
    private Task<IReadOnlyList<Contact>> FindAsync(ContactQuery query, CancellationToken cancellationToken) =>
        ReadAsync(ToQueryString(query).Add("offset", 0).Add("limit", ContactRules.MaximumPageSize), static () => new ContactReader(), cancellationToken);

    /// <returns>The contact under its new name, where it has one and is found there.</returns>
    private async Task<BatchItemResult<Contact>?> LookForRenamedAsync(ContactUpdate update, CancellationToken cancellationToken)
    {
        if (update.Id is not null || update.NewExternalId is not { IsPresent: true, Value: { Length: > 0 } name })
        {
            return null;
        }

        var found = await FindAsync(new ContactQuery { ExternalId = name }, cancellationToken).ConfigureAwait(false);
        var renamed = found.FirstOrDefault(contact => string.Equals(contact.ExternalId, name, StringComparison.Ordinal));
        return renamed is null ? null : new BatchItemResult<Contact>(BatchOutcome.Accepted, renamed);
    }

    /// <returns>That the contact was removed, where it is not there.</returns>
    private async Task<BatchItemResult<Contact>?> LookForRemovedAsync(long id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(new ContactQuery { Id = id }, cancellationToken).ConfigureAwait(false);
        return found.Any(contact => contact.Id == id && !contact.InArchive) ? null : new BatchItemResult<Contact>(BatchOutcome.Accepted);
    }

    /// <summary>Sends ids, each once, and tells for each as it was given what became of it.</summary>
    private async Task<BatchResult<T>> SendIdsAsync<T>(
        HttpMethod method,
        string path,
        IReadOnlyList<long> ids,
        Func<IItemReader<T>> items,
        Func<long, Task<BatchItemResult<T>?>> lookForDone,
        CancellationToken cancellationToken)
        where T : class
    {
        var distinct = ids.Distinct().ToList();
        var request = new ServiceRequest(method, path, Shown(path, distinct.Count), Serialize(distinct));
        var reply = await SendAsync(request, items, cancellationToken).ConfigureAwait(false);
        var result = ReplyMatching.Match(distinct, reply, new IdKeys<T>());
        return (await DoneBefore.ReviewAsync(distinct, result, reply, lookForDone).ConfigureAwait(false)).Spread(distinct, ids);
    }
}
