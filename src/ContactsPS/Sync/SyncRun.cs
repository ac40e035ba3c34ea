using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Commands;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// One sync: gathers the source, reads of the account what it has to know, compares, and sends the differences. Until everything is read nothing is changed.
/// </summary>
internal sealed class SyncRun : IChangeOutcome, IDisposable
{
    private readonly SyncContactCommand cmdlet;
    private readonly SyncSource source;
    private readonly DesiredReader desired;
    private readonly AccountMatch match;
    private readonly AccountReading account;
    private readonly PruneGuard prune;
    private readonly Creations creations;
    private readonly Updates updates;
    private readonly Removals removals;

    public SyncRun(SyncContactCommand cmdlet)
    {
        this.cmdlet = cmdlet;
        var bound = cmdlet.AddToGroup is null ? [] : new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [nameof(NewContact.AddToGroup)] = cmdlet.AddToGroup };
        source = new SyncSource([.. DesiredReader.Columns, .. cmdlet.ExternalDataProperty]);
        desired = new DesiredReader(cmdlet.MatchOn, bound, cmdlet.ClearEmpty, cmdlet.ExternalDataProperty);
        match = new AccountMatch(source, desired, cmdlet.MatchOn, cmdlet.Share);
        account = new AccountReading(cmdlet, source, match, Row);
        prune = new PruneGuard(cmdlet);
        Intake = new SyncIntake(cmdlet, source, desired, Fail);
        creations = new Creations(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        updates = new Updates(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        removals = new Removals(cmdlet.Client, cmdlet.Flights, cmdlet.BatchSize, this);
        Summary = new SyncSummary(cmdlet.MyInvocation.MyCommand.Name, cmdlet.IsWhatIf);
    }

    /// <summary>Takes the rows of the source.</summary>
    public SyncIntake Intake { get; }

    /// <summary>What became of it, so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Reads the account and, unless -WhatIf is given, sends what differs.</summary>
    public void Finish()
    {
        prune.RefuseUnread(Intake.Lost);
        prune.RefuseEmpty(source.Count);
        if (source.Count > 0 || prune.IsOn)
        {
            account.Read(prune.IsOn);
        }

        prune.RefuseMuch(match);
        for (var place = 0; place < source.Count; place++)
        {
            cmdlet.Drain();
            Settle(place);
        }

        foreach (var orphan in prune.IsOn ? match.Orphans : [])
        {
            cmdlet.Drain();
            Remove(orphan);
        }

        creations.Flush();
        updates.Flush();
        removals.Flush();
        cmdlet.Flights.Finish();
        _ = Summary.Finish(cmdlet.Tally);
        if (cmdlet.IsWhatIf)
        {
            var plan = Messages.Get("SyncPlan", Summary.Created, Summary.Updated, Summary.Removed, Summary.Unchanged, Summary.Failed);
            _ = cmdlet.ShouldDo(plan, plan, Messages.Get("Sync_Action"));
        }
    }

    public void Done(ContactChange change)
    {
        cmdlet.Tally.Done++;
        Write(change);
    }

    public void NotDone(ContactChange change, ErrorRecord record, ContactsException? failure)
    {
        Write(change);
        cmdlet.WriteFailure(record, failure);
    }

    public void NotDone(IReadOnlyList<ContactChange> changes, ErrorRecord record)
    {
        foreach (var change in changes)
        {
            Write(change);
        }

        cmdlet.WriteFailure(record, inputs: changes.Count);
    }

    public void Dispose() => source.Dispose();

    private (string Key, ContactInput Input) Row(int place)
    {
        var input = AccountMatch.InputOf(source, place, Intake.File);
        return (desired.ReadKey(input), input);
    }

    private ContactAddress AddressOf(string key) => ContactKeys.AddressOf(key, cmdlet.MatchOn);

    private void Settle(int place)
    {
        if (source.FateOf(place) == Fate.Unusable)
        {
            return;
        }

        var (key, input) = Row(place);
        switch (source.FateOf(place))
        {
            case Fate.Unchanged:
                var same = new ContactChange(ContactChangeAction.Unchanged, key, source.IdOf(place));
                Done(cmdlet.IsWhatIf ? same : same.Apply());
                break;
            case Fate.Changed:
                Update(input, key, new ContactDifference(source.HeldBy(place), desired.Read(input)));
                break;
            case Fate.Missing:
                Create(input, key);
                break;
            case Fate.Twice:
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(ErrorIds.DuplicateKey, ErrorCategory.InvalidData, input.Target, input.Label, cmdlet.MatchOn, key));
                break;
            case Fate.Ambiguous:
                var ids = match.IdsOf(place);
                Fail(
                    new ContactChange(ContactChangeAction.Failed, key),
                    ErrorRecords.Of(ErrorIds.AmbiguousContact, ErrorCategory.InvalidArgument, input.Target, input.Label, AddressOf(key), ids.Count, string.Join(", ", ids)));
                break;
            default:
                Fail(new ContactChange(ContactChangeAction.Failed, key), ErrorRecords.Of(account.FailureOf(place), input.Target, input.Label));
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
            Fail(new ContactChange(ContactChangeAction.Created, key), ErrorRecords.Of(exception, input.Target));
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
        if (!cmdlet.IsWhatIf && cmdlet.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, fields)))
        {
            send(change);
        }
        else
        {
            Write(change, isDone: cmdlet.IsWhatIf);
        }
    }

    private void Fail(ContactChange change, ErrorRecord record)
    {
        Write(change.Fail(record));
        cmdlet.WriteFailure(record);
    }

    private void Write(ContactChange change, bool isDone = true)
    {
        if (isDone)
        {
            Summary.Count(change.Action);
        }

        cmdlet.WriteObject(change);
    }
}
