using ContactsPS.Client.Batching;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Responses;

namespace ContactsPS.Client.Recovery;

/// <summary>
/// Creates contacts, and determines the outcome of those whose response was lost. The service has no idempotency key (F16 of docs/service.md), so a request that may have been
/// processed is not retried blindly: each of its contacts is looked up, and only those that do not exist are sent again.
/// </summary>
/// <remarks>
/// A client cannot know about a request that is processed after the look-up, or about contacts that the look-up does not see yet (F39 of docs/service.md). The pause before the look-up
/// makes both less likely; docs/reliability.md describes this.
/// </remarks>
/// <param name="contacts">The contacts to create.</param>
/// <param name="requests">Sends the requests.</param>
/// <param name="finder">Looks up contacts.</param>
/// <param name="created">The latest contacts that this connection created.</param>
internal sealed class CreateReconciler(IReadOnlyList<NewContact> contacts, RequestExecutor requests, ContactFinder finder, CreatedContacts created)
{
    private static readonly ServiceError HoldsSomethingElse =
        new(title: Messages.Get("ExternalIdIsTaken"));

    private readonly BatchItemResult<Contact>?[] results = new BatchItemResult<Contact>?[contacts.Count];
    private readonly HashSet<long> reconciled = [];
    private ContactsException? lost;
    private int status;
    private string? uniqId;

    /// <summary>Creates the contacts.</summary>
    /// <exception cref="ContactsException">The first request failed, and none of it was processed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled before the first request had a response or failed.</exception>
    public async Task<BatchResult<Contact>> RunAsync(CancellationToken cancellationToken)
    {
        var unknowns = await SendAsync(isRepeat: false, cancellationToken).ConfigureAwait(false);
        for (var round = 1; unknowns.Count > 0; round++)
        {
            unknowns = await AgainAsync(unknowns, round, cancellationToken).ConfigureAwait(false);
        }

        return new BatchResult<Contact>(status, results!, uniqId);
    }

    /// <summary>Looks up the contacts with unknown outcome, and sends those again that do not exist.</summary>
    /// <returns>Those that were sent again and whose outcome is unknown.</returns>
    private async Task<IReadOnlyList<UnknownOutcome>> AgainAsync(IReadOnlyList<UnknownOutcome> unknowns, int round, CancellationToken cancellationToken)
    {
        try
        {
            await requests.PauseAsync(round, cancellationToken).ConfigureAwait(false);
            await ReconcileAsync(unknowns, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // They were sent, and the look-up did not show whether they exist.
            foreach (var unknown in unknowns)
            {
                results[unknown.Place] = unknown.IfNotFoundOut;
            }

            return [];
        }

        var missing = Open().Count;
        requests.Trace(Messages.Get("NotFoundByLookUp", contacts.Count, missing));
        if (missing == 0)
        {
            return [];
        }

        if (round > requests.MaximumRetryCount)
        {
            Close(new BatchItemResult<Contact>(BatchOutcome.Failed, failure: NotThere(lost!)));
            return [];
        }

        requests.Trace(Messages.Get("SendingAgain", missing), isRetry: true);
        return await ResendAsync(lost!, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<UnknownOutcome>> ResendAsync(ContactsException before, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(isRepeat: true, cancellationToken).ConfigureAwait(false);
        }
        catch (ContactsException failure)
        {
            Close(new BatchItemResult<Contact>(BatchOutcome.Failed, failure: failure));
        }
        catch (RequestNotSentException)
        {
            Close(new BatchItemResult<Contact>(BatchOutcome.Failed, failure: NotThere(before)));
        }
        catch (OperationCanceledException)
        {
            Close(new BatchItemResult<Contact>(BatchOutcome.OutcomeUnknown, failure: before));
        }

        return [];
    }

    /// <summary>Sends the open contacts.</summary>
    /// <returns>Those whose outcome the response, or its absence, does not show reliably.</returns>
    private async Task<IReadOnlyList<UnknownOutcome>> SendAsync(bool isRepeat, CancellationToken cancellationToken)
    {
        var open = Open();
        try
        {
            var result = await PostAsync(open.ConvertAll(place => contacts[place]), cancellationToken).ConfigureAwait(false);
            (status, uniqId) = (result.Status, result.UniqId);
            var unknowns = new List<UnknownOutcome>();
            for (var i = 0; i < open.Count; i++)
            {
                Take(open[i], result.Items[i], isRepeat, unknowns);
            }

            return unknowns;
        }
        catch (ContactsException exception) when (exception.Failure == ContactsFailure.OutcomeUnknown)
        {
            (status, uniqId) = ((int?)exception.Status ?? 0, exception.UniqId);
            lost = exception;
            var unknown = new BatchItemResult<Contact>(BatchOutcome.OutcomeUnknown, failure: exception);
            return open.ConvertAll(place => new UnknownOutcome(place, IfNotFoundOut: unknown, IfMissing: null));
        }
    }

    private async Task<BatchResult<Contact>> PostAsync(List<NewContact> open, CancellationToken cancellationToken)
    {
        var body = RequestBody.Of(open);
        var request = new ServiceRequest(HttpMethod.Post, ServicePath.Contacts, ServicePath.Shown(ServicePath.Contacts, open.Count), body)
        {
            IsIdempotent = false,
            IsAboutMany = open.Count > 1,
        };
        return ResponseCorrelator.Match(open, await requests.SendAsync(request, static () => new ContactReader(), cancellationToken).ConfigureAwait(false), new NewContactCorrelation());
    }

    /// <summary>Accepts what a response says about a contact, as far as it is reliable.</summary>
    private void Take(int place, BatchItemResult<Contact> said, bool isRepeat, List<UnknownOutcome> unknowns)
    {
        if (said.Outcome == BatchOutcome.OutcomeUnknown)
        {
            // The response counts more refusals than it names. The request was processed, so a contact that does not exist was refused.
            unknowns.Add(new UnknownOutcome(place, said, IfMissing: new BatchItemResult<Contact>(BatchOutcome.Refused, error: said.Error)));
        }
        else if (said.Outcome == BatchOutcome.Refused && isRepeat)
        {
            // It may be refused because the first request was processed after the look-up, and external ids are unique (F17 of docs/service.md).
            unknowns.Add(new UnknownOutcome(place, said, IfMissing: said));
        }
        else
        {
            results[place] = said;
            if (said.Outcome == BatchOutcome.Accepted)
            {
                created.Add(contacts[place], said.Value?.Id);
            }
        }
    }

    /// <summary>Determines which of them exist.</summary>
    private async Task ReconcileAsync(IReadOnlyList<UnknownOutcome> unknowns, CancellationToken cancellationToken)
    {
        var reason = lost is null ? string.Empty : $"{lost.MessageForLogs} ";
        requests.Trace(Messages.Get("LookingUp", reason, unknowns.Count));
        var byAddress = unknowns.GroupBy(unknown => SoughtContact.Of(contacts[unknown.Place]).ToString(), StringComparer.OrdinalIgnoreCase).ToList();
        await Task.WhenAll(byAddress.Select(async same =>
        {
            var found = await finder.FindAsync(SoughtContact.Of(contacts[same.First().Place]), cancellationToken).ConfigureAwait(false);
            lock (results)
            {
                foreach (var unknown in same)
                {
                    results[unknown.Place] = found is null ? unknown.IfNotFoundOut : Judge(unknown, found);
                }
            }
        })).ConfigureAwait(false);
    }

    /// <returns>The outcome of a contact; null if it does not exist and must be sent again.</returns>
    private BatchItemResult<Contact>? Judge(UnknownOutcome unknown, IReadOnlyList<Contact> found)
    {
        var sent = contacts[unknown.Place];

        // E-mail addresses and phone numbers need not be unique (F18 of docs/service.md): a contact that another row of this run created, or that was found for another row of this batch, does not count for this one.
        var candidates = found.Where(contact => !(contact.Id is { } id && (reconciled.Contains(id) || created.Contains(id)))).ToList();
        if (candidates.Where(contact => ContactContent.Holds(contact, sent)).Skip(created.CountIdless(sent)).FirstOrDefault() is { } same)
        {
            created.Add(sent, same.Id);
            if (same.Id is { } id)
            {
                reconciled.Add(id);
            }

            return new BatchItemResult<Contact>(BatchOutcome.Accepted, same);
        }

        var isTaken = !string.IsNullOrEmpty(sent.ExternalId) && candidates.Exists(contact => string.Equals(contact.ExternalId, sent.ExternalId, StringComparison.Ordinal));
        return isTaken && unknown.IfMissing is null
            ? new BatchItemResult<Contact>(BatchOutcome.OutcomeUnknown, error: HoldsSomethingElse, failure: lost)
            : unknown.IfMissing;
    }

    private static ContactsException NotThere(ContactsException lost) =>
        new(ContactsFailure.ServiceFailed, Messages.Get("LookedUpInVain", lost.Message), lost.Status, lost.Errors, lost.UniqId, lost.InnerException);

    private List<int> Open() => Enumerable.Range(0, results.Length).Where(place => results[place] is null).ToList();

    private void Close(BatchItemResult<Contact> result)
    {
        foreach (var place in Open())
        {
            results[place] = result;
        }
    }

    /// <summary>A contact whose outcome is unknown.</summary>
    /// <param name="Place">Its index.</param>
    /// <param name="IfNotFoundOut">The result if the look-up does not show it either.</param>
    /// <param name="IfMissing">The result if it does not exist; null if it is then sent again.</param>
    private readonly record struct UnknownOutcome(int Place, BatchItemResult<Contact> IfNotFoundOut, BatchItemResult<Contact>? IfMissing);
}
