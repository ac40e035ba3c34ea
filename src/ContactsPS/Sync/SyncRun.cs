using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// One sync: gathers the source, reads of the account what it has to know, compares, and sends the differences. Until everything is read nothing is changed, and nobody is removed
/// before everything else is done and the guard has agreed.
/// </summary>
internal sealed class SyncRun : IDisposable
{
    private readonly CommandContext context;
    private readonly SyncOptions options;
    private readonly DesiredState source;
    private readonly DesiredContactReader desired;
    private readonly Reconciler match;
    private readonly AccountScanner account;
    private readonly SourceIntegrity integrity = new();
    private readonly PruneGuard prune;
    private readonly ConflictFinder conflicts;
    private readonly BatchSender<NewContact, ContactChange> creations;
    private readonly BatchSender<ContactUpdate, ContactChange> updates;
    private readonly BatchSender<long, ContactChange> removals;

    /// <param name="context">Whose requests and streams they are.</param>
    /// <param name="options">What it is to do.</param>
    public SyncRun(CommandContext context, SyncOptions options)
    {
        this.context = context;
        this.options = options;
        var bound = options.AddToGroup is null ? [] : new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [nameof(NewContact.AddToGroup)] = options.AddToGroup };
        source = new DesiredState([.. DesiredContactReader.Columns, .. options.ExternalDataColumns]);
        desired = new DesiredContactReader(options.MatchOn, bound, options.ClearEmpty, options.ExternalDataColumns);
        match = new Reconciler(source, desired, options.MatchOn, options.Share);
        account = new AccountScanner(context, options, source, match, Row);
        prune = new PruneGuard(options, integrity, match);
        conflicts = new ConflictFinder(source, match, place => desired.ReadNew(Row(place).Input), place => Row(place).Key);
        Intake = new SourceReader(context, options, source, desired, integrity, Fail);
        creations = SenderOf(Operations.Create, isCreation: true);
        updates = SenderOf(Operations.Change);
        removals = SenderOf(Operations.Remove);
        Summary = new SyncSummary(context.Streams.CommandName, context.Streams.IsWhatIf);
    }

    /// <summary>Takes the rows of the source.</summary>
    public SourceReader Intake { get; }

    /// <summary>What became of it, so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Reads the account and, unless -WhatIf is given, sends what differs.</summary>
    /// <param name="inputs">How many inputs the pipeline has brought.</param>
    public void Finish(long inputs)
    {
        Intake.Complete(inputs);
        if (source.Count > 0 || options.Prune)
        {
            account.Read(options.Prune);
        }

        if (options.Prune)
        {
            conflicts.Find();
        }

        var end = prune.FindReasonToEnd();
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        for (var place = 0; place < source.Count; place++)
        {
            context.Drain();
            Process(place);
        }

        creations.Flush();
        updates.Flush();
        context.Requests.Finish();
        RemoveOrphans();
        removals.Flush();
        context.Requests.Finish();
        _ = Summary.Finish(context.Counters);
        if (context.Streams.IsWhatIf)
        {
            var plan = Messages.Get("SyncPlan", Summary.Created, Summary.Updated, Summary.Removed, Summary.Unchanged, Summary.Failed);
            _ = context.Streams.ShouldDo(plan, plan, Messages.Get("Sync_Action"));
        }

        if (end is not null)
        {
            throw end;
        }
    }

    public void Dispose() => source.Dispose();

    /// <summary>Removes what the source does not have, if the guard agrees: everything else that was sent is answered by now.</summary>
    private void RemoveOrphans()
    {
        if (!options.Prune || match.Orphans.Count == 0)
        {
            return;
        }

        if (prune.FindReasonToKeep() is { } reason)
        {
            context.Streams.WriteFailure(ErrorRecords.Of(reason, target: null), inputs: 0);
            return;
        }

        foreach (var orphan in match.Orphans)
        {
            context.Drain();
            Remove(orphan);
        }
    }

    private BatchSender<TItem, ContactChange> SenderOf<TItem>(Operation<TItem> operation, bool isCreation = false) => new(
        context,
        operation,
        options.BatchSize,
        (sent, answered) => Done(sent.State.Apply(answered?.Id)),
        (sent, failure) =>
        {
            foreach (var one in sent)
            {
                Write(one.State.Fail(failure.Record));
            }

            prune.Take(failure, isCreation);
            context.Streams.WriteFailure(failure, sent.Count);
        });

    private void Done(ContactChange change)
    {
        context.Counters.Done++;
        Write(change);
    }

    private (string Key, ContactInput Input) Row(int place)
    {
        var input = Reconciler.InputOf(source, place, Intake.File);
        return (desired.ReadKey(input), input);
    }

    private ContactAddress AddressOf(string key) => ContactKeys.AddressOf(key, options.MatchOn);

    private void Process(int place)
    {
        // The error of an unusable row was written when it was read.
        if (source.StateOf(place) == RowState.Unusable)
        {
            prune.TakeRefused(Reconciler.InputOf(source, place, Intake.File).Label);
            return;
        }

        if (source.StateOf(place) == RowState.UnusableMatched)
        {
            return;
        }

        var (key, input) = Row(place);
        switch (source.StateOf(place))
        {
            case RowState.Unchanged:
                var same = new ContactChange(ContactChangeAction.Unchanged, key, source.IdOf(place));
                Done(context.Streams.IsWhatIf ? same : same.Apply());
                break;
            case RowState.Changed:
                Update(input, key, new ContactDifference(source.HeldBy(place), desired.Read(input)));
                break;
            case RowState.Missing:
                Create(input, key);
                break;
            case RowState.Twice:
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.DuplicateKey, input.Target, input.Label, options.MatchOn, key));
                break;
            case RowState.Conflicting:
                var orphan = conflicts.OrphanOf(place);
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.Conflict, input.Target, input.Label, AddressOf(key), AddressOf(orphan.Key), orphan.Id));
                break;
            case RowState.Ambiguous:
                var ids = match.IdsOf(place);
                Fail(
                    new ContactChange(ContactChangeAction.Failed, key),
                    ErrorRecords.Of(FailureKind.AmbiguousContact, input.Target, input.Label, AddressOf(key), ids.Count, string.Join(", ", ids)));
                break;
            default:
                Fail(new ContactChange(ContactChangeAction.Failed, key), context.Streams.FailureOf(account.FailureOf(place), input.Target, input.Label));
                break;
        }
    }

    private void Create(ContactInput input, string key)
    {
        try
        {
            var contact = desired.ReadNew(input);
            Do(new ContactChange(ContactChangeAction.Created, key), "SyncCreate_Action", string.Empty, change => creations.Add(contact, input, change));
        }
        catch (InputException exception)
        {
            var failure = ErrorRecords.Of(exception, input.Target);
            prune.Take(failure, isCreation: true);
            Fail(new ContactChange(ContactChangeAction.Created, key), failure);
        }
    }

    private void Update(ContactInput input, string key, ContactDifference difference) =>
        Do(
            new ContactChange(ContactChangeAction.Updated, key, difference.Update.Id, difference.Changes),
            "SyncUpdate_Action",
            string.Join(", ", difference.Changes.Select(change => change.Field)),
            change => updates.Add(difference.Update, input, change));

    private void Remove(Orphan orphan)
    {
        var input = ContactInput.Typed(ContactAddress.OfId(orphan.Id), new Contact(orphan.Id), Messages.Get("ContactWith", AddressOf(orphan.Key)));
        Do(new ContactChange(ContactChangeAction.Removed, orphan.Key, orphan.Id), "SyncRemove_Action", string.Empty, change => removals.Add(orphan.Id, input, change));
    }

    /// <summary>Does a change, where it is to be done; else writes that it is not.</summary>
    private void Do(ContactChange change, string action, string fields, Action<ContactChange> send)
    {
        var address = AddressOf(change.Key!);
        if (!context.Streams.IsWhatIf && context.Streams.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, fields)))
        {
            send(change);
        }
        else
        {
            Write(change, isDone: context.Streams.IsWhatIf);
        }
    }

    private void Fail(ContactChange change, Failure failure)
    {
        Write(change.Fail(failure.Record));
        context.Streams.WriteFailure(failure);
    }

    private void Write(ContactChange change, bool isDone = true)
    {
        if (isDone)
        {
            Summary.Count(change.Action);
        }

        context.Streams.Write(change);
    }
}
