using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// One sync: reads the source, reads what it needs from the account, compares, and sends the differences. Nothing is changed before everything is read, and nobody is removed
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
    private readonly MembershipChanges? memberships;
    private readonly ChangeSender sender;
    private readonly List<int> undecided = [];
    private string? accountHash;

    /// <param name="context">The context of the requests.</param>
    /// <param name="options">What it is to do.</param>
    public SyncRun(CommandContext context, SyncOptions options)
    {
        this.context = context;
        this.options = options;
        source = new DesiredState([.. DesiredContactReader.Columns, .. options.ManagedColumns, .. options.ExternalDataColumns.Union((options.Map?.DataColumns ?? []).Select(static column => column.Column), StringComparer.OrdinalIgnoreCase)], options.MatchOn.Count, options.Map);
        desired = new DesiredContactReader(options, new GroupReferences(context).Read, () => context.FieldSpellings);
        match = new Reconciler(source, desired, options);
        account = new AccountScanner(context, options, source, match, Row);
        sender = new ChangeSender(context, options.BatchSize, Completed, (failure, isCreation) => prune!.Take(failure, isCreation));
        memberships = options.Managed is { } managed ? new MembershipChanges(context, options, managed, source, match, sender, Begin, Completed) : null;
        prune = new PruneGuard(options, integrity, source, match, memberships);
        conflicts = new ConflictFinder(source, match, place => desired.ReadNew(Row(place).Input), place => Row(place).Keys.Text);
        Intake = new SourceReader(context, options, source, desired, integrity, Fail);
        Summary = new SyncSummary(context.Streams.CommandName, context.Streams.IsWhatIf);
    }

    /// <summary>Takes the rows of the source.</summary>
    public SourceReader Intake { get; }

    /// <summary>The outcome so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Reads the account and, unless -WhatIf is given, sends what differs.</summary>
    /// <param name="inputs">How many inputs the pipeline has brought.</param>
    public void Finish(long inputs)
    {
        Intake.Complete(inputs);
        if (source.ShareCount > 0 || options.Prune || options.PruneGroup)
        {
            account.Read(options.Prune);
        }

        if (options.Prune)
        {
            conflicts.Find();
            integrity.FindSwallowed(match.Orphans, options.MatchOn[0]);
        }

        if (match.Memberships is not null)
        {
            memberships?.Plan();
        }

        var end = prune.FindReasonToEnd();
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        // Before the first change: if nobody can answer, nothing is changed.
        var mayDestroy = context.Streams.IsWhatIf || !context.Streams.Confirmation.IsWanted(ConfirmImpact.High) || prune.FindQuestion() is not { } question || context.Streams.Confirmation.Ask(question);
        if (!context.Streams.IsWhatIf)
        {
            memberships?.SendOptOuts();
        }

        for (var place = 0; place < source.Count; place++)
        {
            context.Drain();
            Process(place);
        }

        sender.FinishChanges();
        if (!context.Streams.IsWhatIf)
        {
            memberships?.SendJoins();
        }

        sender.FinishJoins();
        Destroy(mayDestroy);
        sender.FinishDestructive();
        Summary.OpenOptOuts = context.Streams.IsWhatIf ? 0 : sender.OpenOptOuts;
        _ = Summary.Finish(context.Counters);
        if (context.Streams.IsWhatIf)
        {
            var plan = Messages.Get("SyncPlan", Summary.Created, Summary.Updated, Summary.Removed, Summary.Unchanged, Summary.Skipped, Summary.Failed);
            _ = context.Streams.ShouldDo(() => new Question(plan, plan, Messages.Get("Sync_Action")));
        }

        if (end is not null)
        {
            throw end;
        }
    }

    public void Dispose() => source.Dispose();

    /// <summary>Removes contacts, makes them leave groups and resubscribes them, if the guard agrees. All other requests are complete by now.</summary>
    private void Destroy(bool mayDestroy)
    {
        foreach (var refusal in memberships?.Refusals ?? [])
        {
            context.Streams.WriteFailure(ErrorRecords.Of(refusal, target: null), inputs: 0);
        }

        if (!prune.IsDestructive)
        {
            return;
        }

        var reason = prune.FindReasonToKeep();
        if (reason is not null)
        {
            context.Streams.WriteFailure(ErrorRecords.Of(reason, target: null), inputs: 0);
        }

        if (context.Streams.IsWhatIf)
        {
            foreach (var place in undecided)
            {
                _ = Begin(place, isKept: reason is not null);
            }

            foreach (var change in reason is null ? memberships?.Leavers ?? [] : [])
            {
                Write(change);
            }
        }
        else
        {
            memberships?.SendDestructive(mayDestroy && reason is null, isRefused: reason is not null);
        }

        if (reason is not null || !options.Prune)
        {
            return;
        }

        var orphans = match.Orphans.FindAll(static orphan => orphan.IsMine);
        var record = new RemovalRecord(context, orphans.ConvertAll(static orphan => orphan.Id));
        foreach (var orphan in orphans)
        {
            context.Drain();
            Remove(orphan, mayDestroy, record);
        }
    }

    /// <summary>Begins the change of a matched row of which groups or opt-outs differ; null if the answer to its question is no.</summary>
    private PendingChange? Begin(int place) => Begin(place, isKept: false);

    /// <param name="place">The row.</param>
    /// <param name="isKept">Whether it must not leave groups or be resubscribed.</param>
    private PendingChange? Begin(int place, bool isKept)
    {
        var (keys, input) = Row(place);
        var key = keys.Text;
        var difference = memberships!.DifferenceOf(place)!;
        var fields = source.StateOf(place) == RowState.Changed && !options.NoUpdate ? new ContactDifference(source.HeldBy(place), desired.Read(input)) : null;
        if (isKept)
        {
            difference.Keep(static _ => true);
        }

        var change = new ContactChange(ContactChangeAction.Updated, key, source.IdOf(place));
        change.Replace([.. fields?.Changes ?? [], .. difference.ChangesOf(options.AllowResubscribe && !isKept)]);
        if (change.Changes.Count == 0 && !isKept)
        {
            return null;
        }

        // The error of an unusable row has its place among the results.
        input.Place = source.StateOf(place) == RowState.UnusableMatched ? null : input.Place;
        var pending = new PendingChange(input, change);
        pending.Expect((fields is null ? 0 : 1) + difference.Requests(options.AllowResubscribe));
        var isAllowed = false;
        Ask(change, options.MatchOn[keys.Own].AddressOf(key), "SyncUpdate_Action", string.Join(", ", change.Changes.Select(static one => one.Field)), () => isAllowed = true);
        return isAllowed ? pending : null;
    }

    private void Completed(PendingChange pending)
    {
        var change = pending.Change;
        if (change.Error is null && change.Applied)
        {
            context.Counters.Done++;
        }

        if (pending is { Input.Place: { } result, IsPartial: false } && change is { Error: null, Applied: true })
        {
            context.Run?.Finish(result, change.Id);
        }

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

        if (!source.IsMine(place))
        {
            TakeOther(place);
            return;
        }

        if (source.StateOf(place) == RowState.UnusableMatched)
        {
            // The error was written; its opt-outs are sent all the same.
            if (context.Streams.IsWhatIf && memberships?.DifferenceOf(place) is not null)
            {
                _ = Begin(place);
            }

            return;
        }

        var (keys, input) = Row(place);
        var (key, address) = (keys.Text, options.MatchOn[keys.Own].AddressOf(keys.Text));
        if (memberships?.DifferenceOf(place) is { } difference)
        {
            Process(place, input, key, address, difference);
            return;
        }

        switch (source.StateOf(place))
        {
            case RowState.Unchanged:
                WriteUnchanged(place, input, key);
                break;
            case RowState.Excluded or RowState.ExcludedMatched or RowState.OutOfScope:
                Skip(input, new ContactChange(ContactChangeAction.Skipped, key, source.StateOf(place) == RowState.Excluded ? null : source.IdOf(place)), source.StateOf(place) == RowState.OutOfScope ? "Skipped_Scope" : "Skipped_Exclude");
                break;
            case RowState.Changed when options.NoUpdate:
                SkipUpdate(place, input, key);
                break;
            case RowState.Missing when options.NoCreate:
                Skip(input, new ContactChange(ContactChangeAction.Skipped, key), "Skipped_NoCreate");
                break;
            case RowState.Changed:
                Update(input, key, address, new ContactDifference(source.HeldBy(place), desired.Read(input)));
                break;
            case RowState.Missing when HasOnlyId(keys):
                // It would get another id, and the next run would not find it and would create it again.
                prune.TakeRefused(input.Label);
                Fail(input, new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(FailureKind.ContactNotFound, input.Target, input.Label, address));
                break;
            case RowState.Missing:
                Create(place, input, key, address);
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

    /// <summary>Takes a row of another share. If it cannot be created there, nothing is done here that cannot be undone.</summary>
    private void TakeOther(int place)
    {
        // Without these, only rows of this share were looked up.
        if (source.StateOf(place) != RowState.Missing || options.NoCreate || !(options.Prune || options.Managed?.Groups is not null))
        {
            return;
        }

        var (keys, input) = Row(place);
        try
        {
            if (HasOnlyId(keys))
            {
                prune.TakeRefused(input.Label);
            }

            _ = desired.ReadNew(input);
        }
        catch (InputException)
        {
            // The run of its own share reports it.
            prune.TakeRefused(input.Label);
        }
    }

    private bool HasOnlyId(RowKeys keys) => options.MatchOn[keys.Own] == MatchKey.Id && keys.Texts.Count(static text => text is not null) == 1;

    /// <summary>Skips a row, as requested.</summary>
    private void Skip(ContactInput input, ContactChange change, string reason)
    {
        context.Streams.WriteVerboseLine(Messages.Get("Skipped", input.Label, Messages.Get(reason)));
        if (input.Place is { } result)
        {
            context.Run?.Finish(result, change.Id);
        }

        Write(change);
    }

    private void SkipUpdate(int place, ContactInput input, string key)
    {
        var difference = source.StateOf(place) == RowState.Changed ? new ContactDifference(source.HeldBy(place), desired.Read(input)).Changes : [];
        var changes = memberships?.DifferenceOf(place)?.KeptGroups is { } groups ? [.. difference, groups] : difference;
        Skip(input, new ContactChange(ContactChangeAction.Skipped, key, source.IdOf(place), changes), "Skipped_NoUpdate");
    }

    /// <summary>Changes a contact of which groups or opt-outs differ, and perhaps fields. Its opt-outs were sent.</summary>
    private void Process(int place, ContactInput input, string key, ContactAddress address, MembershipDifference difference)
    {
        var isChanged = source.StateOf(place) == RowState.Changed;
        if (difference.Requests(options.AllowResubscribe) == 0)
        {
            // Nothing of it is sent, except what the source must record.
            if (options.NoUpdate && (isChanged || difference.KeptGroups is not null))
            {
                SkipUpdate(place, input, key);
            }
            else if (!isChanged)
            {
                WriteUnchanged(place, input, key);
            }
            else
            {
                Update(input, key, address, new ContactDifference(source.HeldBy(place), desired.Read(input)));
            }
        }
        else if (context.Streams.IsWhatIf && difference.IsDestructive(options.AllowResubscribe))
        {
            // The guard decides when all rows were checked.
            undecided.Add(place);
        }
        else if (context.Streams.IsWhatIf)
        {
            _ = Begin(place);
        }
        else if (memberships!.ChangeOf(place) is { } pending && isChanged && !options.NoUpdate)
        {
            sender.Update(new ContactDifference(source.HeldBy(place), desired.Read(input)).Update, pending);
        }

        if (difference.OptIns.Count > 0 && !options.AllowResubscribe)
        {
            Write(new ContactChange(ContactChangeAction.OptedOut, key, source.IdOf(place), [difference.OptedOut]));
        }
    }

    private void WriteUnchanged(int place, ContactInput input, string key)
    {
        var same = new ContactChange(ContactChangeAction.Unchanged, key, source.IdOf(place));
        if (input.Place is { } result)
        {
            context.Run?.Finish(result, same.Id);
        }

        context.Counters.Done++;
        Write(context.Streams.IsWhatIf ? same : same.Apply());
    }

    private void Create(int place, ContactInput input, string key, ContactAddress address)
    {
        try
        {
            var contact = desired.ReadNew(input);
            var wanted = memberships?.Read(place, input) ?? default;
            IReadOnlyList<long> groups = wanted.Groups is { Count: > 0 } managed ? [.. (contact.AddToGroup ?? []).Union(managed)] : contact.AddToGroup ?? [];
            var optOuts = wanted.OptOuts ?? [];
            var pending = new PendingChange(input, new ContactChange(ContactChangeAction.Created, key, changes: memberships?.ChangesOfNew(wanted.Groups ?? [], optOuts))
            {
                Contact = new Contact(null, contact.Fields, externalData: contact.ExternalData),
                Group = groups.Count == 0 ? [] : [.. groups.Select(GroupReferences.IdNameOf)],
                Unsubscribed = optOuts.Count == 0 ? [] : [.. optOuts.Select(static channel => channel.Name)],
            });
            Ask(pending.Change, address, "SyncCreate_Action", string.Empty, () => sender.Create(contact, groups, optOuts, pending));
        }
        catch (InputException exception)
        {
            var failure = ErrorRecords.Of(exception, input.Target);
            prune.Take(failure, isCreation: true);
            Fail(input, new ContactChange(ContactChangeAction.Created, key), failure);
        }
    }

    private void Update(ContactInput input, string key, ContactAddress address, ContactDifference difference)
    {
        var pending = new PendingChange(input, new ContactChange(ContactChangeAction.Updated, key, difference.Update.Id, difference.Changes));
        pending.Expect(1);
        Ask(pending.Change, address, "SyncUpdate_Action", string.Join(", ", difference.Changes.Select(static change => change.Field)), () => sender.Update(difference.Update, pending));
    }

    private void Remove(Orphan orphan, bool mayRemove, RemovalRecord record)
    {
        var change = new ContactChange(ContactChangeAction.Removed, orphan.Key, orphan.Id) { Contact = source.ReadKept(orphan.Kept), Group = record.GroupsOf(orphan.Id), Unsubscribed = record.OptOutsOf(orphan.Id) };
        if (context.Streams.IsWhatIf || !mayRemove)
        {
            Write(change, isDone: context.Streams.IsWhatIf);
            return;
        }

        var address = options.MatchOn[0].AddressOf(orphan.Key);
        context.Streams.WriteVerboseLine(Messages.Get("ShouldProcess", Messages.Get("SyncRemove_Action"), Messages.Get("ContactWith", address.Redacted)));
        var input = ContactInput.Typed(ContactAddress.OfId(orphan.Id), new Contact(orphan.Id), Messages.Get("ContactWith", address));
        input.Place = context.Run?.Begin(number: 0, input: null);
        var pending = new PendingChange(input, change);
        pending.Expect(1);
        sender.Remove(orphan.Id, pending);
    }

    /// <summary>Does a change, if it is to be done; else writes that it is not.</summary>
    private void Ask(ContactChange change, ContactAddress address, string action, string fields, Action send)
    {
        if (!context.Streams.IsWhatIf && context.Streams.ShouldDo(() => new Question(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, fields))))
        {
            send();
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
            Summary.Count(change.Kind);
        }

        change.Account = accountHash ??= context.Connection.AccountHash;
        context.Streams.Write(change);
    }
}
