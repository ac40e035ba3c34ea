using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>Looks up whether what a request asked for is so already: what is there, renamed, removed, or in a group.</summary>
internal sealed class ContactFinder(RequestExecutor requests)
{
    /// <returns>What is there under an address; null if that could not be found out.</returns>
    public async Task<IReadOnlyList<Contact>?> FindAsync(SoughtContact sought, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindAsync(sought.Query, cancellationToken).ConfigureAwait(false);

            // A filter that the service ignores, or a page that is full, would make a contact that is there look missing.
            return found.Count < ContactRules.MaximumPageSize && found.All(sought.Fits) ? found : null;
        }
        catch (ContactsException exception)
        {
            requests.Trace(exception.MessageForLogs);
            return null;
        }
    }

    /// <returns>The contact under its new name, if it has one and is found there.</returns>
    public async Task<BatchItemResult<Contact>?> FindRenamedAsync(ContactUpdate update, CancellationToken cancellationToken)
    {
        if (update.Id is not null || update.NewExternalId is not { IsPresent: true, Value: { Length: > 0 } name })
        {
            return null;
        }

        var found = await FindAsync(new ContactQuery { ExternalId = name }, cancellationToken).ConfigureAwait(false);
        var renamed = found.FirstOrDefault(contact => string.Equals(contact.ExternalId, name, StringComparison.Ordinal));
        return renamed is null ? null : new BatchItemResult<Contact>(BatchOutcome.Accepted, renamed);
    }

    /// <returns>That the contact was removed, if it is not there or in the archive: whether the service archives or erases is an assumption (F28 of docs/service.md).</returns>
    public async Task<BatchItemResult<Contact>?> FindRemovedAsync(long id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(new ContactQuery { Id = id }, cancellationToken).ConfigureAwait(false);

        // Others are listed if the service does not apply the filter, and then the contact may be on a later page.
        return found.All(contact => contact.Id == id && contact.InArchive) ? new BatchItemResult<Contact>(BatchOutcome.Accepted) : null;
    }

    /// <returns>That the contact is in the group or not, as wanted.</returns>
    public async Task<BatchItemResult<ContactGroup>?> FindMembershipAsync(long contactId, long groupId, bool isWanted, CancellationToken cancellationToken)
    {
        var groups = await GroupsOfAsync(contactId, cancellationToken).ConfigureAwait(false);
        return groups.Any(group => group.Id == groupId) == isWanted ? new BatchItemResult<ContactGroup>(BatchOutcome.Accepted) : null;
    }

    /// <summary>All groups that a contact is in.</summary>
    public Task<IReadOnlyList<ContactGroup>> GroupsOfAsync(long contactId, CancellationToken cancellationToken) =>
        requests.ReadAsync(new QueryString(ServicePath.GroupsOf(contactId)), static () => new GroupReader(), cancellationToken);

    /// <summary>The first page of what a query finds.</summary>
    private Task<IReadOnlyList<Contact>> FindAsync(ContactQuery query, CancellationToken cancellationToken) =>
        requests.ReadAsync(QueryString.Of(query).Add("offset", 0).Add("limit", ContactRules.MaximumPageSize), static () => new ContactReader(), cancellationToken);
}

/// <summary>What a contact is looked up by.</summary>
internal sealed record SoughtContact(StandardField Field, string Value)
{
    public ContactQuery Query => new()
    {
        ExternalId = Field == StandardField.ExternalId ? Value : null,
        Email = Field == StandardField.Email ? Value : null,
        PhoneNumber = Field == StandardField.PhoneNumber ? Value : null,
    };

    /// <summary>The first address that a contact was sent with.</summary>
    public static SoughtContact Of(NewContact sent)
    {
        var field = StandardField.All.FirstOrDefault(field => field.IsAddress && sent.Fields[field] is string { Length: > 0 }) ?? StandardField.PhoneNumber;
        return new SoughtContact(field, (string?)sent.Fields[field] ?? string.Empty);
    }

    /// <summary>Whether a contact that was found is one that was sought. The service may take no notice of letter case.</summary>
    public bool Fits(Contact contact) => string.Equals(Field.ComparisonForm(Field.Of(contact)), Field.ComparisonForm(Value), StringComparison.OrdinalIgnoreCase);
}
