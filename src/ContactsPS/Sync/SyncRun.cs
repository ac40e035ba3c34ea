using System.Management.Automation;
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
        source = new DesiredState([.. DesiredContactReader.Columns, .. options.ExternalDataColumns.Union((options.Map?.DataColumns ?? []).Select(static column => column.Column), StringComparer.OrdinalIgnoreCase)], options.MatchOn.Count, options.Map);
        desired = new DesiredContactReader(options, new GroupReferences(context).Read, () => context.FieldSpellings);
        match = new Reconciler(source, desired, options);
        account = new AccountScanner(context, options, source, match, Row);
        prune = new PruneGuard(options, integrity, source, match);
        conflicts = new ConflictFinder(source, match, place => desired.ReadNew(Row(place).Input), place => Row(place).Keys.Text);
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
        if (source.ShareCount > 0 || options.Prune)
        {
            account.Read(options.Prune);
        }

        if (options.Prune)
        {
            conflicts.Find();
            integrity.FindSwallowed(match.Orphans, options.MatchOn[0]);
        }

        var end = prune.FindReasonToEnd();
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        // Before the first change: if nobody can answer, nothing is done.
        var mayRemove = context.Streams.IsWhatIf || !context.Streams.Confirmation.IsWanted(ConfirmImpact.High) || prune.FindQuestion() is not { } question || context.Streams.Confirmation.Ask(question);
        for (var place = 0; place < source.Count; place++)
        {
            context.Drain();
            Process(place);
        }

        creations.Flush();
        updates.Flush();
        context.Requests.Finish();
        RemoveOrphans(mayRemove);
        removals.Flush();
        context.Requests.Finish();
        _ = Summary.Finish(context.Counters);
        if (context.Streams.IsWhatIf)
        {
            var plan = Messages.Get("SyncPlan", Summary.Created, Summary.Updated, Summary.Removed, Summary.Unchanged, Summary.Skipped, Summary.Failed);
            _ = context.Streams.ShouldDo(plan, plan, Messages.Get("Sync_Action"));
        }

        if (end is not null)
        {
            throw end;
        }
    }

    public void Dispose() => source.Dispose();

    /// <summary>Removes what the source does not have, if the guard agrees: everything else that was sent is answered by now.</summary>
    private void RemoveOrphans(bool mayRemove)
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

        foreach (var orphan in match.Orphans.Where(static orphan => orphan.IsMine))
        {
            context.Drain();
            Remove(orphan, mayRemove);
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

    private (RowKeys Keys, ContactInput Input) Row(int place)
    {
        var input = Reconciler.InputOf(source, place, Intake.File);
        return (desired.ReadKeys(input), input);
    }

    private void Process(int place)
    {
        // The error of an unusable row was written when it was read.
        if (source.StateOf(place) == RowState.Unusable)
        {
            prune.TakeRefused(Reconciler.InputOf(source, place, Intake.File).Label);
            return;
        }

        if (source.StateOf(place) == RowState.UnusableMatched || !source.IsMine(place))
        {
            return;
        }

        var (keys, input) = Row(place);
        var (key, address) = (keys.Text, options.MatchOn[keys.Own].AddressOf(keys.Text));
        switch (source.StateOf(place))
        {
            case RowState.Unchanged:
                var same = new ContactChange(ContactChangeAction.Unchanged, key, source.IdOf(place));
                if (input.Place is { } result)
                {
                    context.Run?.Finish(result, same.Id);
                }

                Done(context.Streams.IsWhatIf ? same : same.Apply());
                break;
            case RowState.Excluded or RowState.ExcludedMatched or RowState.OutOfScope:
                Skip(input, new ContactChange(ContactChangeAction.Skipped, key, source.StateOf(place) == RowState.Excluded ? null : source.IdOf(place)), source.StateOf(place) == RowState.OutOfScope ? "Skipped_Scope" : "Skipped_Exclude");
                break;
            case RowState.Changed when options.NoUpdate:
                var difference = new ContactDifference(source.HeldBy(place), desired.Read(input));
                Skip(input, new ContactChange(ContactChangeAction.Skipped, key, difference.Update.Id, difference.Changes), "Skipped_NoUpdate");
                break;
            case RowState.Missing when options.NoCreate:
                Skip(input, new ContactChange(ContactChangeAction.Skipped, key), "Skipped_NoCreate");
                break;
            case RowState.Changed:
                Update(input, key, address, new ContactDifference(source.HeldBy(place), desired.Read(input)));
                break;
            case RowState.Missing when options.MatchOn[keys.Own] == MatchKey.Id && keys.Texts.Count(static text => text is not null) == 1:
                // It would get another id, and the next run would not find it and create it again.
                prune.TakeRefused(input.Label);
                Fail(input, new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.ContactNotFound, input.Target, input.Label, address));
                break;
            case RowState.Missing:
                Create(input, key, address);
                break;
            case RowState.Twice:
                Fail(input, new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.DuplicateKey, input.Target, input.Label, options.MatchOn[keys.Own], key));
                break;
            case RowState.Conflicting:
                var orphan = conflicts.OrphanOf(place);
                Fail(input, new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.Conflict, input.Target, input.Label, address, options.MatchOn[0].AddressOf(orphan.Key), orphan.Id));
                break;
            case RowState.Uncertain:
                var other = match.UncertainOf(place);
                Fail(
                    input,
                    new ContactChange(ContactChangeAction.Failed, key),
                    ErrorRecords.Of(InputException.Of(FailureKind.Conflict, "Conflict_Uncertain", input.Label, other.Id, string.Join(", ", options.MatchOn.Skip(1))), input.Target));
                break;
            case RowState.Ambiguous:
                var ids = match.IdsOf(place);
                Fail(
                    input,
                    new ContactChange(ContactChangeAction.Failed, key),
                    ErrorRecords.Of(FailureKind.AmbiguousContact, input.Target, input.Label, address, ids.Count, string.Join(", ", ids)));
                break;
            default:
                Fail(input, new ContactChange(ContactChangeAction.Failed, key), context.Streams.FailureOf(account.FailureOf(place), input.Target, input.Label));
                break;
        }
    }

    /// <summary>Leaves a row alone, which is what was asked for.</summary>
    private void Skip(ContactInput input, ContactChange change, string reason)
    {
        context.Streams.WriteVerboseLine(Messages.Get("Skipped", input.Label, Messages.Get(reason)));
        if (input.Place is { } result)
        {
            context.Run?.Finish(result, change.Id);
        }

        Write(change);
    }

    private void Create(ContactInput input, string key, ContactAddress address)
    {
        try
        {
            var contact = desired.ReadNew(input);
            Do(new ContactChange(ContactChangeAction.Created, key), address, "SyncCreate_Action", string.Empty, change => creations.Add(contact, input, change));
        }
        catch (InputException exception)
        {
            var failure = ErrorRecords.Of(exception, input.Target);
            prune.Take(failure, isCreation: true);
            Fail(input, new ContactChange(ContactChangeAction.Created, key), failure);
        }
    }

    private void Update(ContactInput input, string key, ContactAddress address, ContactDifference difference) =>
        Do(
            new ContactChange(ContactChangeAction.Updated, key, difference.Update.Id, difference.Changes),
            address,
            "SyncUpdate_Action",
            string.Join(", ", difference.Changes.Select(change => change.Field)),
            change => updates.Add(difference.Update, input, change));

    private void Remove(Orphan orphan, bool mayRemove)
    {
        var change = new ContactChange(ContactChangeAction.Removed, orphan.Key, orphan.Id);
        if (context.Streams.IsWhatIf || !mayRemove)
        {
            Write(change, isDone: context.Streams.IsWhatIf);
            return;
        }

        var address = options.MatchOn[0].AddressOf(orphan.Key);
        context.Streams.WriteVerboseLine(Messages.Get("ShouldProcess", Messages.Get("SyncRemove_Action"), Messages.Get("ContactWith", address.Redacted)));
        var input = ContactInput.Typed(ContactAddress.OfId(orphan.Id), new Contact(orphan.Id), Messages.Get("ContactWith", address));
        input.Place = context.Run?.Begin(number: 0, input: null);
        removals.Add(orphan.Id, input, change);
    }

    /// <summary>Does a change, if it is to be done; else writes that it is not.</summary>
    private void Do(ContactChange change, ContactAddress address, string action, string fields, Action<ContactChange> send)
    {
        if (!context.Streams.IsWhatIf && context.Streams.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, fields)))
        {
            send(change);
        }
        else
        {
            Write(change, isDone: context.Streams.IsWhatIf);
        }
    }

    private void Fail(ContactInput input, ContactChange change, Failure failure)
    {
        context.Record(input, failure);
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
