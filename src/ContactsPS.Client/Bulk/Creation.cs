namespace ContactsPS.Client.Bulk;

/// <summary>
/// Creates contacts and settles what became of those whose answer was lost. The service has no idempotency key, so a request that may have been
/// processed is not sent again blindly: each of its contacts is looked up, and only those that are not there are sent once more.
/// </summary>
/// <remarks>
/// No client can tell of a request that is processed after the look-up, nor of one whose contacts the look-up does not see yet. The pause before the look-up
/// makes both rarer; docs/reliability.md says so.
/// </remarks>
/// <param name="contacts">What is to be created.</param>
/// <param name="port">How the service is reached.</param>
internal sealed class Creation(IReadOnlyList<NewContact> contacts, ICreationPort port)
{
    private static readonly ServiceError HoldsSomethingElse =
        new(title: "A contact with this externalId is there now, and holds something else than was sent");

    private readonly BatchItemResult<Contact>?[] results = new BatchItemResult<Contact>?[contacts.Count];
    private readonly HashSet<long> settled = [];
    private int status;
    private string? uniqId;

    /// <summary>Creates them.</summary>
    /// <exception cref="ContactsException">The first request failed in such a way that nothing of it was processed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled before the first request was answered or had failed.</exception>
    public async Task<BatchResult<Contact>> RunAsync(CancellationToken cancellationToken)
    {
        var lost = await SendAsync(cancellationToken).ConfigureAwait(false);
        for (var round = 1; lost is not null; round++)
        {
            lost = await AgainAsync(lost, round, cancellationToken).ConfigureAwait(false);
        }

        return new BatchResult<Contact>(status, results!, uniqId);
    }

    /// <summary>Looks the open ones up and sends those again that are not there.</summary>
    /// <returns>Why the outcome of what was sent again is unknown; null where nothing is open any more.</returns>
    private async Task<ContactsException?> AgainAsync(ContactsException lost, int round, CancellationToken cancellationToken)
    {
        try
        {
            await port.PauseAsync(round, cancellationToken).ConfigureAwait(false);
            await SettleAsync(lost, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // They were sent, and whether they are there was not found out.
            Close(_ => new BatchItemResult<Contact>(BatchOutcome.Unknown, failure: lost));
            return null;
        }

        var missing = Open().Count;
        port.Trace(FormattableString.Invariant($"POST /contact ({contacts.Count} items): {missing} are not there"));
        if (missing == 0)
        {
            return null;
        }

        if (round > port.MaximumRetryCount)
        {
            Close(_ => new BatchItemResult<Contact>(BatchOutcome.Failed, failure: NotThere(lost)));
            return null;
        }

        return await ResendAsync(lost, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ContactsException?> ResendAsync(ContactsException lost, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ContactsException failure)
        {
            Close(_ => new BatchItemResult<Contact>(BatchOutcome.Failed, failure: failure));
        }
        catch (RequestNotSentException)
        {
            Close(_ => new BatchItemResult<Contact>(BatchOutcome.Failed, failure: NotThere(lost)));
        }
        catch (OperationCanceledException)
        {
            Close(_ => new BatchItemResult<Contact>(BatchOutcome.Unknown, failure: lost));
        }

        return null;
    }

    /// <summary>Sends the open ones.</summary>
    /// <returns>Why their outcome is unknown; null where there was an answer.</returns>
    private async Task<ContactsException?> SendAsync(CancellationToken cancellationToken)
    {
        var open = Open();
        try
        {
            var result = await port.PostAsync(open.ConvertAll(place => contacts[place]), cancellationToken).ConfigureAwait(false);
            (status, uniqId) = (result.Status, result.UniqId);
            for (var i = 0; i < open.Count; i++)
            {
                results[open[i]] = result.Items[i];
                if (result.Items[i] is { Outcome: BatchOutcome.Accepted, Value.Id: { } id })
                {
                    port.Created.Add(id);
                }
            }

            return null;
        }
        catch (ContactsException exception) when (exception.Failure == ContactsFailure.OutcomeUnknown)
        {
            (status, uniqId) = ((int?)exception.Status ?? 0, exception.UniqId);
            return exception;
        }
    }

    /// <summary>Finds out which of the open ones are there. What cannot be found out is closed as unknown; what is not there stays open.</summary>
    private async Task SettleAsync(ContactsException lost, CancellationToken cancellationToken)
    {
        var open = Open();
        port.Trace(FormattableString.Invariant($"{lost.Message} Looking up which of the {open.Count} contacts are there."));
        var byAddress = open.GroupBy(place => SoughtBy(contacts[place]).ToString(), StringComparer.OrdinalIgnoreCase).ToList();
        await Task.WhenAll(byAddress.Select(async same =>
        {
            var found = await LookUpAsync(SoughtBy(contacts[same.First()]), cancellationToken).ConfigureAwait(false);
            lock (results)
            {
                foreach (var place in same)
                {
                    results[place] = found is null
                        ? new BatchItemResult<Contact>(BatchOutcome.Unknown, failure: lost)
                        : Judge(contacts[place], found, lost);
                }
            }
        })).ConfigureAwait(false);
    }

    /// <returns>What is there under an address; null where that could not be found out.</returns>
    private async Task<IReadOnlyList<Contact>?> LookUpAsync(SoughtContact sought, CancellationToken cancellationToken)
    {
        try
        {
            var found = await port.FindAsync(sought.Query, cancellationToken).ConfigureAwait(false);

            // A filter that the service does not heed, or a page that is full, would make a contact that is there look missing.
            return found.Count < ContactRules.MaximumPageSize && found.All(sought.Fits) ? found : null;
        }
        catch (ContactsException exception)
        {
            port.Trace(exception.Message);
            return null;
        }
    }

    /// <returns>What became of a contact; null where it is not there.</returns>
    private BatchItemResult<Contact>? Judge(NewContact sent, IReadOnlyList<Contact> found, ContactsException lost)
    {
        // What another row of this run created, or what stands for another row of this batch, does not stand for this one.
        var candidates = found.Where(contact => !(contact.Id is { } id && (settled.Contains(id) || port.Created.Contains(id)))).ToList();
        if (candidates.Find(contact => Likeness.Holds(contact, sent)) is { } same)
        {
            if (same.Id is { } id)
            {
                settled.Add(id);
                port.Created.Add(id);
            }

            return new BatchItemResult<Contact>(BatchOutcome.Accepted, same);
        }

        return !string.IsNullOrEmpty(sent.ExternalId) && candidates.Exists(contact => string.Equals(contact.ExternalId, sent.ExternalId, StringComparison.Ordinal))
            ? new BatchItemResult<Contact>(BatchOutcome.Unknown, error: HoldsSomethingElse, failure: lost)
            : null;
    }

    private static SoughtContact SoughtBy(NewContact contact) =>
        !string.IsNullOrEmpty(contact.ExternalId) ? new SoughtContact(ExternalId: contact.ExternalId)
        : !string.IsNullOrEmpty(contact.Email) ? new SoughtContact(Email: contact.Email)
        : new SoughtContact(PhoneNumber: contact.PhoneNumber ?? string.Empty);

    private static ContactsException NotThere(ContactsException lost) =>
        new(ContactsFailure.ServiceFailed, $"{lost.Message} The contact was looked for and is not there.", lost.Status, lost.Errors, lost.UniqId, lost.InnerException);

    private List<int> Open() => Enumerable.Range(0, results.Length).Where(place => results[place] is null).ToList();

    private void Close(Func<int, BatchItemResult<Contact>> make)
    {
        foreach (var place in Open())
        {
            results[place] = make(place);
        }
    }
}

/// <summary>What a contact is looked up by: one of the three.</summary>
internal sealed record SoughtContact(string? ExternalId = null, string? Email = null, string? PhoneNumber = null)
{
    public ContactQuery Query => new() { ExternalId = ExternalId, Email = Email, PhoneNumber = PhoneNumber };

    /// <summary>Whether a contact that was found is one that was sought.</summary>
    public bool Fits(Contact contact) =>
        ExternalId is not null ? string.Equals(contact.ExternalId, ExternalId, StringComparison.OrdinalIgnoreCase)
        : Email is not null ? string.Equals(contact.Email, Email, StringComparison.OrdinalIgnoreCase)
        : ContactRules.NormalizePhoneNumber(contact.PhoneNumber ?? string.Empty).TrimStart('+') == PhoneNumber!.TrimStart('+');
}
