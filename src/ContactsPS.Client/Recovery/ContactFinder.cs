using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>Looks up whether a requested change is already made: a contact was created, renamed, removed, or is in a group.</summary>
internal sealed class ContactFinder(RequestExecutor requests)
{
    /// <returns>The contacts with an address; null if that could not be determined.</returns>
    public async Task<IReadOnlyList<Contact>?> FindAsync(SoughtContact sought, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindAsync(sought.Query, cancellationToken).ConfigureAwait(false);

            // If the service ignores the filter, or if the page is full, an existing contact could seem to be missing.
            return found.Count < ContactRules.MaximumPageSize && found.All(sought.Fits) ? found : null;
        }
        catch (ContactsException exception)
        {
            requests.Trace(exception.MessageForLogs);
            return null;
        }
    }

    /// <returns>The contact with its new external id, if it is found by it.</returns>
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

    /// <returns>That the contact was removed, if it is not found or is in the archive. Whether the service archives or erases is an assumption (F28 of docs/service.md).</returns>
    public async Task<BatchItemResult<Contact>?> FindRemovedAsync(long id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(new ContactQuery { Id = id }, cancellationToken).ConfigureAwait(false);

        // If the service ignores the filter, it lists other contacts, and this one may be on a later page.
        return found.All(contact => contact.Id == id && contact.InArchive) ? new BatchItemResult<Contact>(BatchOutcome.Accepted) : null;
    }

    /// <returns>Whether the contact is in the group or not, as requested.</returns>
    public async Task<BatchItemResult<ContactGroup>?> FindMembershipAsync(long contactId, long groupId, bool isWanted, CancellationToken cancellationToken)
    {
        var groups = await GroupsOfAsync(contactId, cancellationToken).ConfigureAwait(false);
        return groups.Any(group => group.Id == groupId) == isWanted ? new BatchItemResult<ContactGroup>(BatchOutcome.Accepted) : null;
    }

    /// <summary>All groups of a contact.</summary>
    public Task<IReadOnlyList<ContactGroup>> GroupsOfAsync(long contactId, CancellationToken cancellationToken) =>
        requests.ReadAsync(new QueryString(ServicePath.GroupsOf(contactId)), static () => new GroupReader(), cancellationToken);

    /// <summary>The first page of the result of a query.</summary>
    private Task<IReadOnlyList<Contact>> FindAsync(ContactQuery query, CancellationToken cancellationToken) =>
        requests.ReadAsync(QueryString.Of(query).Add("offset", 0).Add("limit", ContactRules.MaximumPageSize), static () => new ContactReader(), cancellationToken);
}

/// <summary>The address of a look-up.</summary>
internal sealed record SoughtContact(StandardField Field, string Value)
{
    public ContactQuery Query => new()
    {
        ExternalId = Field == StandardField.ExternalId ? Value : null,
        Email = Field == StandardField.Email ? Value : null,
        PhoneNumber = Field == StandardField.PhoneNumber ? Value : null,
    };

    /// <summary>The first address in a new contact.</summary>
    public static SoughtContact Of(NewContact sent)
    {
        var field = StandardField.All.FirstOrDefault(field => field.IsAddress && sent.Fields[field] is string { Length: > 0 }) ?? StandardField.PhoneNumber;
        return new SoughtContact(field, (string?)sent.Fields[field] ?? string.Empty);
    }

    /// <summary>Whether a contact that was found has the address. The service may ignore letter case.</summary>
    public bool Fits(Contact contact) => string.Equals(Field.ComparisonForm(Field.Of(contact)), Field.ComparisonForm(Value), StringComparison.OrdinalIgnoreCase);
}
