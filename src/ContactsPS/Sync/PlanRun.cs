using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Makes or reverses the changes of an earlier run: takes all of them, reads what it needs from the account, and changes only contacts that have the old values. What cannot be undone comes last,
/// under the rules of a sync.
/// </summary>
internal sealed class PlanRun : IDisposable
{
    private readonly CommandContext context;
    private readonly PlanOptions options;
    private readonly PlanStore plan = new();
    private readonly GroupReferences groups;
    private readonly ChangeSender sender;
    private readonly PlanReader account;

    // Changes of which a part was sent and another follows in a later stage.
    private readonly Dictionary<int, PendingChange> pending = [];
    private readonly List<ContactChange> notCreated = [];
    private readonly PlanMemberships memberships;
    private string? failed;

    /// <param name="context">The context of the requests.</param>
    /// <param name="options">How it is done.</param>
    public PlanRun(CommandContext context, PlanOptions options)
    {
        this.context = context;
        this.options = options;
        groups = new GroupReferences(context);
        account = new PlanReader(context, plan, groups);
        memberships = new PlanMemberships(plan, account, groups, options);
        sender = new ChangeSender(context, options.BatchSize, Completed, (failure, isCreation) =>
        {
            if (isCreation || failure.Kind.Outcome != FailureKind.Refused.Outcome)
            {
                failed ??= Messages.Get("ChangeFailed", failure.Kind.Id);
            }
        });
        Summary = new SyncSummary(context.Streams.CommandName, context.Streams.IsWhatIf);
    }

    /// <summary>The outcome so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Ends the command if a change is not about the account of the connection.</summary>
    /// <exception cref="InputException">It is about another account, or does not say about which.</exception>
    public void ThrowIfOther(PlannedChange change)
    {
        if (change.Account != context.Connection.AccountHash)
        {
            throw InputException.Of(FailureKind.StalePlan, "StalePlan_Account", context.Streams.CommandName);
        }
    }

    /// <summary>Takes an input that is not a change, or one that cannot be done. It may have been a creation, so nothing is done that cannot be undone.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="number">Its number in the pipeline.</param>
    /// <param name="label">Its name in messages.</param>
    public void Refuse(Failure failure, long number, string label)
    {
        failed ??= Messages.Get("ChangeRefused", label);
        if (context.Run is { } run)
        {
            run.Fail(run.Begin(number, input: null), failure);
        }

        context.Streams.WriteFailure(failure);
    }

    /// <summary>Takes a change of a plan or of a run.</summary>
    /// <param name="change">The change.</param>
    /// <param name="number">Its number in the pipeline.</param>
    /// <param name="label">Its name in messages.</param>
    /// <exception cref="InputException">It cannot be done.</exception>
    /// <exception cref="ContactsException">The groups could not be listed.</exception>
    public void Add(PlannedChange change, long number, string label)
    {
        if (options.IsUndo && change.IsUnknown)
        {
            context.Streams.WriteWarning(Messages.Get("UndoUnknown", label, change.Key));
            return;
        }

        if (change.Action is not (ContactChangeAction.Created or ContactChangeAction.Updated or ContactChangeAction.Removed) || (options.IsUndo && !change.Applied))
        {
            return;
        }

        change = options.IsUndo ? change.Reversed() : change;
        _ = account.ReadGroups([.. change.Group ?? [], .. change.Changes.Where(static one => one.Field == MembershipColumns.Group).SelectMany(static one => PlanReader.Names(one.From).Concat(PlanReader.Names(one.To)))], label);
        if (!plan.Add(change, number))
        {
            throw InputException.InvalidField(label, nameof(ContactChange.Key), change.Key, Messages.Get("NeedsOneChange"));
        }

        if (context.Run is { } run)
        {
            plan.SetResult(plan.Count - 1, run.Begin(number, input: null));
        }
    }

    /// <summary>Reads the account and, unless -WhatIf is given, sends what is to be done.</summary>
    public void Finish()
    {
        if (plan.Count > 0)
        {
            account.Read();
            Do();
        }

        Summary.OpenOptOuts = context.Streams.IsWhatIf ? 0 : sender.OpenOptOuts;
        _ = Summary.Finish(context.Counters);
    }

    public void Dispose() => plan.Dispose();

    private void Do()
    {
        memberships.Limit();
        var (removing, leavers, again) = CountDestructive();
        var end = FindReasonToEnd(removing, again);
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        var mayDestroy = context.Streams.IsWhatIf || removing + leavers + again == 0 || failed is not null || !context.Streams.Confirmation.IsWanted(ConfirmImpact.High)
            || context.Streams.Confirmation.Ask(Messages.Get("SyncDestructive_Question", removing, leavers, again));
        ForEach(memberships.Places, static parts => parts.OptOuts, static parts => parts.Change || parts.Joins || parts.Destructive, (place, change, difference) => sender.OptOut(plan.IdOf(place), difference.OptOuts, change));
        sender.FinishOptOuts();
        ForEach(plan.Places, static parts => parts.Change || parts is { OptOuts: false, Joins: false, Destructive: false }, static parts => parts.Joins || parts.Destructive, (place, change, _) => Send(place, change));
        sender.FinishChanges();
        FindArchived();
        ForEach(memberships.Places, static parts => parts.Joins, static parts => parts.Destructive, (place, change, difference) => sender.Join(plan.IdOf(place), difference.Joins, change));
        sender.FinishJoins();
        Destroy(mayDestroy);
        sender.FinishDestructive();
        if (end is not null)
        {
            throw end;
        }
    }

    /// <summary>Sends one part of the changes that have it. A change is in memory only from its first part to its last.</summary>
    /// <param name="places">The changes that may have it.</param>
    /// <param name="isWanted">Whether a change has the part.</param>
    /// <param name="isLater">Whether it has another that follows.</param>
    /// <param name="send">Sends it.</param>
    private void ForEach(IEnumerable<int> places, Func<Parts, bool> isWanted, Func<Parts, bool> isLater, Action<int, PendingChange, MembershipDifference> send)
    {
        foreach (var place in places.Where(place => plan.StateOf(place) != PlanState.Finished))
        {
            context.Drain();
            var planned = plan.Read(place);
            var difference = memberships.Of(place, planned);
            var parts = PartsOf(place, planned, difference);
            if (!isWanted(parts) || (context.Streams.IsWhatIf && parts.Destructive))
            {
                continue;
            }

            if (Take(place, planned, difference) is { } change)
            {
                send(place, change, difference);
                if (!isLater(parts))
                {
                    pending.Remove(place);
                    plan.SetState(place, PlanState.Finished);
                }
            }
        }
    }

    private Parts PartsOf(int place, PlannedChange planned, MembershipDifference difference) => new(
        difference.OptOuts.Count > 0,
        (planned.Action == ContactChangeAction.Created && plan.StateOf(place) == PlanState.Missing)
            || (planned.Action == ContactChangeAction.Updated && plan.StateOf(place) == PlanState.Current),
        difference.Joins.Count > 0,
        difference.Leaves.Count + memberships.Again(difference).Count > 0 || (planned.Action == ContactChangeAction.Removed && plan.StateOf(place) == PlanState.Current));

    /// <summary>A change that has begun, or begins now; null if nothing of it is sent.</summary>
    private PendingChange? Take(int place, PlannedChange planned, MembershipDifference difference)
    {
        if (pending.TryGetValue(place, out var change))
        {
            return change;
        }

        if (Begin(place, planned, difference) is { } begun)
        {
            return pending[place] = begun;
        }

        plan.SetState(place, PlanState.Finished);
        return null;
    }

    /// <summary>Begins a change; null if nothing of it is sent.</summary>
    private PendingChange? Begin(int place, PlannedChange planned, MembershipDifference difference)
    {
        var input = InputOf(place, planned);
        var id = plan.IdOf(place) is var found and >= 0 ? found : planned.Id;
        switch (plan.StateOf(place))
        {
            case PlanState.Stale when account.FailureOf(place) is { } failure:
                Fail(input, ChangeOf(planned, id, planned.Changes), context.Streams.FailureOf(failure, input.Target, input.Label));
                return null;
            case PlanState.Stale:
                Fail(input, ChangeOf(planned, id, planned.Changes), ErrorRecords.Of(FailureKind.StalePlan, input.Target, input.Label, account.ReasonOf(place)));
                return null;
            case PlanState.Missing when planned.Action == ContactChangeAction.Updated:
                Fail(input, ChangeOf(planned, id, planned.Changes), ErrorRecords.Of(FailureKind.StalePlan, input.Target, input.Label, Messages.Get("StalePlan_Missing")));
                return null;
            case PlanState.Missing when planned is { Action: ContactChangeAction.Created, Contact: null }:
            case PlanState.Missing when planned.Action == ContactChangeAction.Created && planned.Unsubscribed is null:
                failed ??= Messages.Get("RowNotCreated", input.Label);
                Fail(input, ChangeOf(planned, id, []), ErrorRecords.Of(FailureKind.StalePlan, input.Target, input.Label, Messages.Get("StalePlan_NotRecorded")));
                return null;
            case PlanState.Missing when planned.Action == ContactChangeAction.Removed:
                Finish(input, new ContactChange(ContactChangeAction.Unchanged, planned.Key, id));
                return null;
        }

        var subscribesAgain = options.AllowResubscribe;
        var requests = difference.Requests(subscribesAgain);
        var isPresent = planned.Action == ContactChangeAction.Created && plan.StateOf(place) == PlanState.Done;
        var isCurrent = plan.StateOf(place) == PlanState.Current;
        if ((isPresent || (planned.Action == ContactChangeAction.Updated && !isCurrent)) && requests == 0)
        {
            if (difference.IsKept)
            {
                Write(new ContactChange(ContactChangeAction.Skipped, planned.Key, id));
                return null;
            }

            Finish(input, new ContactChange(difference.OptIns.Count > 0 ? ContactChangeAction.Skipped : ContactChangeAction.Unchanged, planned.Key, id));
            return null;
        }

        // Of a contact that was created before, what was to follow is done.
        var change = isPresent || planned.Action == ContactChangeAction.Updated
            ? new ContactChange(ContactChangeAction.Updated, planned.Key, id, [.. isCurrent ? planned.Fields : [], .. difference.ChangesOf(subscribesAgain)])
            : ChangeOf(planned, id, planned.Changes);
        var begun = new PendingChange(input, change);
        begun.Expect(planned.Action switch
        {
            ContactChangeAction.Updated => (isCurrent ? 1 : 0) + requests,
            ContactChangeAction.Removed => 1,
            _ => requests,
        });
        var address = id is { } known ? ContactAddress.OfId(known) : PlanStore.KeyOf(planned) is var (key, text) ? key.AddressOf(text) : default;
        var action = change.Kind == ContactChangeAction.Created ? "SyncCreate_Action" : change.Kind == ContactChangeAction.Removed ? "SyncRemove_Action" : "SyncUpdate_Action";
        if (context.Streams.IsWhatIf)
        {
            Write(change);
            return null;
        }

        if (context.Streams.ShouldDo(() => new Question(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, string.Join(", ", change.Changes.Select(static one => one.Field))))))
        {
            return begun;
        }

        Write(change, isDone: false);
        return null;
    }

    private ContactInput InputOf(int place, PlannedChange planned)
    {
        var label = Messages.Get("Row", plan.NumberOf(place));
        var input = ContactInput.TypedFields(ChangeOf(planned, planned.Id, planned.Changes), planned.Key is null ? label : $"{label} ({planned.Key})");
        input.Place = plan.ResultOf(place);
        return input;
    }

    private void Send(int place, PendingChange change)
    {
        var planned = plan.Read(place);
        switch (planned.Action)
        {
            case ContactChangeAction.Created:
                var fields = new FieldValues();
                foreach (var field in StandardField.All.Where(field => field.Of(planned.Contact!) is not null))
                {
                    fields.Set(field, field.Of(planned.Contact!));
                }

                sender.Create(new NewContact(fields) { ExternalData = planned.Contact!.ExternalData }, account.ReadGroups(planned.Group ?? [], change.Input.Label), PlanReader.ReadChannels(planned.Unsubscribed!), change);
                break;
            case ContactChangeAction.Updated:
                sender.Update(planned.ToUpdate(plan.IdOf(place)), change);
                break;
        }
    }

    private void Destroy(bool mayDestroy)
    {
        var refused = failed is null ? null : InputException.Of(FailureKind.PruneRefused, "PruneRefused_NotCreated", failed);
        var isReported = false;
        foreach (var place in plan.Places.Where(place => plan.StateOf(place) != PlanState.Finished))
        {
            context.Drain();
            var planned = plan.Read(place);
            var difference = memberships.Of(place, planned);
            if (!PartsOf(place, planned, difference).Destructive)
            {
                continue;
            }

            if (refused is not null && !isReported)
            {
                isReported = true;
                context.Streams.WriteFailure(ErrorRecords.Of(refused, target: null), inputs: 0);
            }

            if (refused is not null || !mayDestroy)
            {
                Keep(place, planned, difference);
            }
            else if (Take(place, planned, difference) is { } change)
            {
                Send(place, change, difference);
            }

            pending.Remove(place);
            plan.SetState(place, PlanState.Finished);
        }

        foreach (var refusal in memberships.Refusals)
        {
            context.Streams.WriteFailure(ErrorRecords.Of(refusal, target: null), inputs: 0);
        }

        void Send(int place, PendingChange change, MembershipDifference difference)
        {
            if (plan.ActionOf(place) == ContactChangeAction.Removed)
            {
                sender.Remove(plan.IdOf(place), change);
                return;
            }

            if (difference.Leaves.Count > 0)
            {
                sender.Leave(plan.IdOf(place), difference.Leaves, change);
            }

            sender.OptIn(plan.IdOf(place), memberships.Again(difference), change);
        }
    }

    /// <summary>Leaves a contact there, in its groups, and unsubscribed.</summary>
    private void Keep(int place, PlannedChange planned, MembershipDifference difference)
    {
        var isCurrent = plan.StateOf(place) == PlanState.Current && planned.Action == ContactChangeAction.Updated;
        var parts = (difference.Leaves.Count > 0 ? 1 : 0) + memberships.Again(difference).Count;
        difference.Keep(static _ => true);
        IReadOnlyList<FieldChange> rest = planned.Action == ContactChangeAction.Removed ? [] : [.. isCurrent ? planned.Fields : [], .. difference.ChangesOf(subscribesAgain: false)];
        if (pending.TryGetValue(place, out var change))
        {
            change.Change.Replace(rest);
            sender.Drop(change, parts);
            return;
        }

        var unsent = ChangeOf(planned, plan.IdOf(place), []);
        unsent.Replace(rest);
        Write(unsent);
    }

    private (int Removing, int Leaving, int Again) CountDestructive()
    {
        var (leavers, again) = (0, 0);
        foreach (var place in memberships.Places)
        {
            var planned = plan.Read(place);
            var difference = memberships.Of(place, planned);
            leavers += difference.Leaves.Count > 0 ? 1 : 0;
            again += memberships.Again(difference).Count > 0 ? 1 : 0;
            sender.ExpectOptOuts(memberships.OptOutsOf(place, planned, difference));
        }

        return (plan.Places.Count(place => plan.ActionOf(place) == ContactChangeAction.Removed && plan.StateOf(place) == PlanState.Current), leavers, again);
    }

    private InputException? FindReasonToEnd(int removing, int again)
    {
        if (removing + memberships.Groups + again > 0 && !plan.Places.Any(place => plan.StateOf(place) is PlanState.Current or PlanState.Done))
        {
            return InputException.Of(FailureKind.PruneRefused, "PruneRefused_Unmatched", removing + memberships.Groups + again);
        }

        var percent = account.Contacts == 0 ? 0 : 100.0 * removing / account.Contacts;
        return removing > 0 && percent > options.MaximumPrunePercent
            ? InputException.Of(FailureKind.PruneRefused, "PruneRefused_PlanPercent", removing, account.Contacts, percent, options.MaximumPrunePercent)
            : null;
    }

    /// <summary>Finds archived contacts with the external ids of those who were to be created again and were not.</summary>
    private void FindArchived()
    {
        foreach (var change in options.IsUndo ? notCreated : [])
        {
            var key = change.Contact!.ExternalId!;
            context.Requests.Start(
                context.Client.ListContacts(new ContactQuery { ExternalId = key, Archived = true }, new ListOptions { First = 10 }).ReadAllAsync,
                found =>
                {
                    if (found.FirstOrDefault(contact => contact.ExternalId == key)?.Id is { } id)
                    {
                        context.Streams.WriteWarning(Messages.Get("UndoArchived", change.Key, id));
                    }
                },
                static _ => { });
        }

        context.WaitUntil(() => context.Requests.Count == 0);
    }

    private ContactChange ChangeOf(PlannedChange planned, long? id, IReadOnlyList<FieldChange> changes)
    {
        var isRecorded = planned.Action == ContactChangeAction.Removed && account.Removed is not null && id is not null;
        return new ContactChange(planned.Action, planned.Key, id, changes)
        {
            Contact = planned.Action == ContactChangeAction.Updated ? null : planned.Contact,
            Group = isRecorded ? account.Removed!.GroupsOf(id!.Value) : planned.Group,
            Unsubscribed = isRecorded ? account.Removed!.OptOutsOf(id!.Value) : planned.Unsubscribed,
        };
    }

    private void Completed(PendingChange done)
    {
        var change = done.Change;
        if (change is { Error: null, Applied: true })
        {
            context.Counters.Done++;
        }

        if (done is { Input.Place: { } result, IsPartial: false } && change.Error is null)
        {
            context.Run?.Finish(result, change.Id);
        }

        if (change is { Error: not null, Id: null, Contact.ExternalId.Length: > 0 })
        {
            notCreated.Add(change);
        }

        Write(change);
    }

    private void Finish(ContactInput input, ContactChange change)
    {
        if (input.Place is { } result)
        {
            context.Run?.Finish(result, change.Id);
        }

        context.Counters.Done++;
        Write(context.Streams.IsWhatIf ? change : change.Apply());
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

        change.Account = context.Connection.AccountHash;
        context.Streams.Write(change);
    }
}

/// <summary>Which stages a planned change has a part in.</summary>
internal readonly record struct Parts(bool OptOuts, bool Change, bool Joins, bool Destructive);
