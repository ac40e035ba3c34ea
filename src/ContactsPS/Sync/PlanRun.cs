using System.Management.Automation;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Does, or reverses, the changes of an earlier run: takes all of them, reads of the account what it has to know, and changes only contacts that have the old values. What cannot be undone comes last,
/// under the rules of a sync.
/// </summary>
internal sealed class PlanRun : IDisposable
{
    // Of larger plans a full read is taken to cost less than as many look-ups.
    private const int MostLookUps = 10_000;

    private readonly CommandContext context;
    private readonly PlanOptions options;
    private readonly PlanStore plan = new();
    private readonly GroupReferences groups;
    private readonly ChangeSender sender;
    private readonly Dictionary<int, string> reasons = [];
    private readonly Dictionary<string, long> archived = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> leaving = [];
    private readonly HashSet<long> kept = [];
    private MembershipIndex memberships = new();
    private long contacts;
    private int unknown;
    private RemovalRecord? removed;
    private string? failed;

    /// <param name="context">Whose requests and streams they are.</param>
    /// <param name="options">How it is done.</param>
    public PlanRun(CommandContext context, PlanOptions options)
    {
        this.context = context;
        this.options = options;
        groups = new GroupReferences(context);
        sender = new ChangeSender(context, options.BatchSize, Completed, (failure, isCreation) =>
        {
            if (isCreation || failure.Kind.Outcome != FailureKind.Refused.Outcome)
            {
                failed ??= Messages.Get("ChangeFailed", failure.Kind.Id);
            }
        });
        Summary = new SyncSummary(context.Streams.CommandName, context.Streams.IsWhatIf);
    }

    /// <summary>What became of it, so far.</summary>
    public SyncSummary Summary { get; }

    /// <summary>Takes a change of a plan or of a run.</summary>
    /// <param name="change">The change.</param>
    /// <param name="number">Its place in the pipeline.</param>
    /// <param name="label">It as messages name it.</param>
    /// <exception cref="InputException">It is about another account, or cannot be done.</exception>
    public void Add(PlannedChange change, long number, string label)
    {
        if (change.Account is not null && change.Account != context.Connection.AccountHash)
        {
            throw InputException.Of(FailureKind.StalePlan, "StalePlan_Account", context.Streams.CommandName);
        }

        if (options.IsUndo && change.IsUnknown)
        {
            unknown++;
            context.Streams.WriteWarning(Messages.Get("UndoUnknown", label, change.Key));
            return;
        }

        if (change.Action is not (ContactChangeAction.Created or ContactChangeAction.Updated or ContactChangeAction.Removed) || (options.IsUndo && !change.Applied))
        {
            return;
        }

        change = options.IsUndo ? change.Reversed() : change;
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
            Read();
            Do();
        }

        _ = Summary.Finish(context.Counters);
    }

    public void Dispose() => plan.Dispose();

    private IEnumerable<int> Places => Enumerable.Range(0, plan.Count);

    private void Do()
    {
        var (removing, again) = CountDestructive();
        KeepMembers();
        var end = FindReasonToEnd(removing, again);
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        var destructive = removing + leaving.Count + again;
        var mayDestroy = context.Streams.IsWhatIf || destructive == 0 || !context.Streams.Confirmation.IsWanted(ConfirmImpact.High)
            || context.Streams.Confirmation.Ask(Messages.Get("SyncDestructive_Question", removing, leaving.Values.Sum(), again));
        FindArchived();
        var pending = new Dictionary<int, PendingChange>();
        foreach (var place in Places)
        {
            context.Drain();
            if (Begin(place) is { } change)
            {
                pending.Add(place, change);
                if (!context.Streams.IsWhatIf)
                {
                    sender.OptOut(plan.IdOf(place), Difference(place, plan.Read(place)).OptOuts, change);
                }
            }
        }

        sender.FinishOptOuts();
        foreach (var (place, change) in pending.Select(static entry => (entry.Key, entry.Value)))
        {
            Send(place, change);
        }

        sender.FinishChanges();
        foreach (var (place, change) in pending.Select(static entry => (entry.Key, entry.Value)))
        {
            if (Difference(place, plan.Read(place)).Joins is { Count: > 0 } joins && change.Change.Kind == ContactChangeAction.Updated)
            {
                sender.Join(plan.IdOf(place), joins, change);
            }
        }

        sender.FinishJoins();
        Destroy(pending, mayDestroy);
        sender.FinishDestructive();
        if (end is not null)
        {
            throw end;
        }
    }

    /// <summary>Begins a change; null if nothing of it is sent.</summary>
    private PendingChange? Begin(int place)
    {
        var planned = plan.Read(place);
        var label = Messages.Get("Row", plan.NumberOf(place));
        var input = ContactInput.TypedFields(ChangeOf(planned, planned.Id, planned.Changes), planned.Key is null ? label : $"{label} ({planned.Key})");
        input.Place = plan.ResultOf(place);
        var id = plan.IdOf(place) is var found and >= 0 ? found : planned.Id;
        switch (plan.StateOf(place))
        {
            case PlanState.Stale:
                Fail(input, ChangeOf(planned, id, planned.Changes), ErrorRecords.Of(FailureKind.StalePlan, input.Target, input.Label, reasons[place]));
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
            case PlanState.Done when planned.Action == ContactChangeAction.Created:
                Finish(input, new ContactChange(ContactChangeAction.Unchanged, planned.Key, id));
                return null;
        }

        var difference = Difference(place, planned);
        var fields = planned.Changes.Where(static change => change.Field is not (MembershipColumns.Group or MembershipColumns.Unsubscribed)).ToList();
        var isFieldDone = plan.StateOf(place) == PlanState.Done;
        var changes = planned.Changes.Where(change => planned.Action != ContactChangeAction.Updated
            || (change.Field == MembershipColumns.Group ? difference.Joins.Count + difference.Leaves.Count > 0
                : change.Field == MembershipColumns.Unsubscribed ? difference.OptOuts.Count + Again(difference).Count > 0
                : !isFieldDone)).ToList();
        if (planned.Action == ContactChangeAction.Updated && changes.Count == 0)
        {
            var isKept = difference.OptIns.Count > 0 || planned.Changes.Any(change => change.Field == MembershipColumns.Group && kept.Count > 0);
            Finish(input, new ContactChange(isKept ? ContactChangeAction.Skipped : ContactChangeAction.Unchanged, planned.Key, id));
            return null;
        }

        var pending = new PendingChange(input, ChangeOf(planned, id, changes));
        pending.Expect(planned.Action switch
        {
            ContactChangeAction.Updated => (fields.Count > 0 && !isFieldDone ? 1 : 0) + difference.Requests(options.AllowResubscribe),
            ContactChangeAction.Removed => 1,
            _ => 0,
        });
        var address = id is { } known ? ContactAddress.OfId(known) : PlanStore.KeyOf(planned) is var (key, text) ? key.AddressOf(text) : default;
        var action = planned.Action == ContactChangeAction.Created ? "SyncCreate_Action" : planned.Action == ContactChangeAction.Removed ? "SyncRemove_Action" : "SyncUpdate_Action";
        if (context.Streams.IsWhatIf)
        {
            Write(pending.Change);
            return null;
        }

        if (context.Streams.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, string.Join(", ", changes.Select(static change => change.Field)))))
        {
            return pending;
        }

        Write(pending.Change, isDone: false);
        return null;
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

                sender.Create(new NewContact(fields) { ExternalData = planned.Contact!.ExternalData }, ReadGroups(planned.Group ?? [], change.Input.Label), ReadChannels(planned.Unsubscribed!), change);
                break;
            case ContactChangeAction.Updated when plan.StateOf(place) == PlanState.Current && UpdateOf(plan.IdOf(place), planned) is { IsEmpty: false } update:
                sender.Update(update, change);
                break;
        }
    }

    private void Destroy(Dictionary<int, PendingChange> pending, bool mayDestroy)
    {
        var refused = failed is null ? null : InputException.Of(FailureKind.PruneRefused, "PruneRefused_NotCreated", failed);
        var isReported = false;
        foreach (var (place, change) in pending.Select(static entry => (entry.Key, entry.Value)))
        {
            var planned = plan.Read(place);
            var difference = Difference(place, planned);
            var again = Again(difference);
            var parts = planned.Action == ContactChangeAction.Removed ? 1 : planned.Action == ContactChangeAction.Updated ? (difference.Leaves.Count > 0 ? 1 : 0) + again.Count : 0;
            if (parts == 0)
            {
                continue;
            }

            if (refused is not null || !mayDestroy)
            {
                if (refused is not null && !isReported)
                {
                    isReported = true;
                    context.Streams.WriteFailure(ErrorRecords.Of(refused, target: null), inputs: 0);
                }

                change.Change.Replace([.. change.Change.Changes.Where(static field => field.Field is not (MembershipColumns.Group or MembershipColumns.Unsubscribed))]);
                sender.Drop(change, parts);
                continue;
            }

            if (planned.Action == ContactChangeAction.Removed)
            {
                sender.Remove(plan.IdOf(place), change);
                continue;
            }

            if (difference.Leaves.Count > 0)
            {
                sender.Leave(plan.IdOf(place), difference.Leaves, change);
            }

            sender.OptIn(plan.IdOf(place), again, change);
        }

        foreach (var group in kept)
        {
            context.Streams.WriteFailure(
                ErrorRecords.Of(InputException.Of(FailureKind.PruneRefused, "PruneRefused_Group", groups.NameOf(group), leaving[group], memberships.MembersOf(group).Count, options.MaximumPrunePercent), target: null), inputs: 0);
        }
    }

    private void Read()
    {
        var isDestructive = false;
        var groupIds = new HashSet<long>();
        var channels = new HashSet<SubscriptionChannel>();
        foreach (var place in Places)
        {
            var planned = plan.Read(place);
            isDestructive |= planned.Action == ContactChangeAction.Removed || planned.Changes.Any(static change => change.Field is MembershipColumns.Group or MembershipColumns.Unsubscribed);
            foreach (var change in planned.Changes.Where(static change => change.Field == MembershipColumns.Group))
            {
                groupIds.UnionWith(ReadGroups([.. Names(change.From), .. Names(change.To)], Messages.Get("Row", plan.NumberOf(place))));
            }

            channels.UnionWith(planned.Changes.Where(static change => change.Field == MembershipColumns.Unsubscribed).SelectMany(static change => ReadChannels([.. Names(change.From), .. Names(change.To)])));
        }

        if (groupIds.Count + channels.Count > 0)
        {
            memberships = new MembershipReader(context).ReadLists(groupIds, channels);
        }

        if (!isDestructive && plan.Count <= MostLookUps && new ListReader(context).IsLargerThan(plan.Count))
        {
            LookUp();
            return;
        }

        new ListReader(context).ReadAccount(Take);
        Record();
    }

    /// <summary>Records what those who are to be removed are in now. Somebody who has joined a group or opted out since the plan was made is left alone, since the removal would lose that.</summary>
    private void Record()
    {
        var places = Places.Where(place => plan.StateOf(place) == PlanState.Current && plan.Read(place).Action == ContactChangeAction.Removed).ToList();
        removed = new RemovalRecord(context, places.ConvertAll(plan.IdOf));
        foreach (var place in places)
        {
            var (planned, id) = (plan.Read(place), plan.IdOf(place));
            var field = Differs(planned.Group, removed.GroupsOf(id)) ? MembershipColumns.Group : Differs(planned.Unsubscribed, removed.OptOutsOf(id)) ? MembershipColumns.Unsubscribed : null;
            if (field is not null)
            {
                plan.SetState(place, PlanState.Stale);
                reasons[place] = Messages.Get("StalePlan_Field", field);
            }
        }
    }

    private static bool Differs(IReadOnlyList<string>? planned, IReadOnlyList<string>? now) =>
        planned is not null && now is not null && !new HashSet<string>(planned, StringComparer.OrdinalIgnoreCase).SetEquals(now);

    private void LookUp()
    {
        foreach (var place in Places)
        {
            var planned = plan.Read(place);
            var address = planned.Id is { } id && planned.Action != ContactChangeAction.Created ? ContactAddress.OfId(id) : PlanStore.KeyOf(planned) is var (key, text) ? key.AddressOf(text) : default;
            context.Requests.Start(
                context.Client.ListContacts(address.Query, new ListOptions { First = 10 }).ReadAllAsync,
                found => found.ToList().ForEach(Take),
                failure =>
                {
                    plan.SetState(place, PlanState.Stale);
                    reasons[place] = failure.Message;
                });
        }

        context.WaitUntil(() => context.Requests.Count == 0);
    }

    /// <summary>Takes a contact of the account.</summary>
    private void Take(Contact contact)
    {
        contacts++;
        if (contact.Id is not { } id || plan.Find(contact) is not { } place || plan.StateOf(place) != PlanState.Missing)
        {
            return;
        }

        var planned = plan.Read(place);
        string? reason = null;
        var state = planned.Action switch
        {
            ContactChangeAction.Created => FindDifference(planned.Contact, contact) is { } other ? Stale(Messages.Get("StalePlan_Exists", id, other)) : PlanState.Done,
            ContactChangeAction.Removed => FindDifference(planned.Contact, contact) is { } field ? Stale(Messages.Get("StalePlan_Field", field)) : PlanState.Current,
            _ => StateOf(planned, contact),
        };
        plan.Keep(place, id, state);
        if (reason is not null)
        {
            reasons[place] = reason;
        }

        PlanState Stale(string why)
        {
            reason = why;
            return PlanState.Stale;
        }

        PlanState StateOf(PlannedChange change, Contact held)
        {
            var fields = change.Changes.Where(static one => one.Field is not (MembershipColumns.Group or MembershipColumns.Unsubscribed)).ToList();
            return fields.Find(one => !IsSame(one.Field, held, one.From) && !IsSame(one.Field, held, one.To)) is { } stale ? Stale(Messages.Get("StalePlan_Field", stale.Field))
                : fields.Exists(one => !IsSame(one.Field, held, one.To)) ? PlanState.Current
                : PlanState.Done;
        }
    }

    /// <summary>The first field in which a contact is not as it was recorded; null if it is.</summary>
    private static string? FindDifference(Contact? recorded, Contact held)
    {
        if (recorded is null)
        {
            return nameof(Contact);
        }

        // The service says itself when a contact was created if nobody else does.
        var field = StandardField.All.FirstOrDefault(field => !(field == StandardField.CreatedAt && recorded.CreatedAt is null) && !field.IsSame(field.Of(recorded), field.Of(held)));
        var data = recorded.ExternalData.Keys.Union(held.ExternalData.Keys, StringComparer.Ordinal)
            .FirstOrDefault(name => !DataValue.Of(ValueOf(recorded, name)).IsSame(DataValue.Of(ValueOf(held, name))));
        return field?.Name ?? (data is null ? null : DataColumnOf(data));
    }

    private static string DataColumnOf(string name) => $"{nameof(Contact.ExternalData)}.{name}";

    private static object? ValueOf(Contact contact, string name) => contact.ExternalData.TryGetValue(name, out var value) ? value : null;

    private static bool IsSame(string name, Contact held, object? value) => StandardField.All.FirstOrDefault(field => field.Name == name) is { } field
        ? field.IsSame(field.Of(held), value)
        : DataValue.Of(ValueOf(held, name.Substring(nameof(Contact.ExternalData).Length + 1))).IsSame(DataValue.Of(value));

    private static ContactUpdate UpdateOf(long id, PlannedChange planned)
    {
        var fields = new FieldValues();
        var data = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var change in planned.Changes.Where(static change => change.Field is not (MembershipColumns.Group or MembershipColumns.Unsubscribed)))
        {
            if (StandardField.All.FirstOrDefault(field => field.Name == change.Field) is { } field)
            {
                fields.Set(field, change.To);
            }
            else
            {
                data[change.Field.Substring(nameof(Contact.ExternalData).Length + 1)] = change.To;
            }
        }

        return new ContactUpdate(fields) { Id = id, ExternalData = data.Count > 0 ? new Maybe<IReadOnlyDictionary<string, object?>?>(data) : default };
    }

    private static IEnumerable<string> Names(object? list) => list as IEnumerable<string> ?? [];

    private static IReadOnlyCollection<SubscriptionChannel> ReadChannels(IEnumerable<string> names) =>
        [.. SubscriptionChannel.All.Where(channel => names.Contains(channel.Name, StringComparer.OrdinalIgnoreCase))];

    private IReadOnlyList<long> ReadGroups(IReadOnlyCollection<string> names, string label) => names.Count == 0 ? [] : groups.Read(names.ToArray(), label, MembershipColumns.Group);

    /// <summary>What of groups and opt-outs is to be done: only what the contact does not have yet, and nobody leaves a group that more would leave than are allowed.</summary>
    private PlannedMemberships Difference(int place, PlannedChange planned)
    {
        if (planned.Action != ContactChangeAction.Updated || plan.StateOf(place) is PlanState.Stale or PlanState.Missing)
        {
            return PlannedMemberships.Empty;
        }

        var id = plan.IdOf(place);
        var (held, unsubscribed) = (memberships.GroupsOf(id).ToList(), memberships.OptOutsOf(id).ToList());
        var label = Messages.Get("Row", plan.NumberOf(place));
        var group = planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Group);
        var channel = planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Unsubscribed);
        var (from, to) = (ReadGroups([.. Names(group?.From)], label), ReadGroups([.. Names(group?.To)], label));
        var (optedOut, optsOut) = (ReadChannels(Names(channel?.From)), ReadChannels(Names(channel?.To)));
        return new PlannedMemberships(
            [.. to.Except(from).Except(held)],
            [.. from.Except(to).Intersect(held).Where(one => !kept.Contains(one))],
            [.. optsOut.Except(optedOut).Except(unsubscribed)],
            [.. optedOut.Except(optsOut).Intersect(unsubscribed)]);
    }

    private IReadOnlyList<SubscriptionChannel> Again(PlannedMemberships difference) => options.AllowResubscribe ? difference.OptIns : [];

    private (int Removing, int Again) CountDestructive()
    {
        var (removing, again) = (0, 0);
        foreach (var place in Places)
        {
            var planned = plan.Read(place);
            var difference = Difference(place, planned);
            removing += planned.Action == ContactChangeAction.Removed && plan.StateOf(place) == PlanState.Current ? 1 : 0;
            again += Again(difference).Count > 0 ? 1 : 0;
            foreach (var group in difference.Leaves)
            {
                leaving[group] = leaving.TryGetValue(group, out var count) ? count + 1 : 1;
            }
        }

        return (removing, again);
    }

    private void KeepMembers() => kept.UnionWith(leaving
        .Where(entry => entry.Value > Math.Max(1, memberships.MembersOf(entry.Key).Count * options.MaximumPrunePercent / 100))
        .Select(static entry => entry.Key));

    private InputException? FindReasonToEnd(int removing, int again)
    {
        if (removing + leaving.Count + again > 0 && !Places.Any(place => plan.StateOf(place) is PlanState.Current or PlanState.Done))
        {
            return InputException.Of(FailureKind.PruneRefused, "PruneRefused_Unmatched", removing + leaving.Count + again);
        }

        var percent = contacts == 0 ? 0 : 100.0 * removing / contacts;
        return removing > 0 && percent > options.MaximumPrunePercent
            ? InputException.Of(FailureKind.PruneRefused, "PruneRefused_PlanPercent", removing, contacts, percent, options.MaximumPrunePercent)
            : null;
    }

    /// <summary>Finds archived contacts with the external ids of those who are created again, for the error if the service refuses one.</summary>
    private void FindArchived()
    {
        foreach (var place in options.IsUndo ? Places.Where(place => plan.StateOf(place) == PlanState.Missing) : [])
        {
            if (plan.Read(place) is { Action: ContactChangeAction.Created, Contact.ExternalId: { Length: > 0 } key })
            {
                context.Requests.Start(
                    context.Client.ListContacts(new ContactQuery { ExternalId = key, Archived = true }, new ListOptions { First = 10 }).ReadAllAsync,
                    found =>
                    {
                        if (found.FirstOrDefault(contact => contact.ExternalId == key)?.Id is { } id)
                        {
                            archived[key] = id;
                        }
                    },
                    static _ => { });
            }
        }

        context.WaitUntil(() => context.Requests.Count == 0);
    }

    private ContactChange ChangeOf(PlannedChange planned, long? id, IReadOnlyList<FieldChange> changes)
    {
        var isRecorded = planned.Action == ContactChangeAction.Removed && removed is not null && id is not null;
        return new ContactChange(planned.Action, planned.Key, id, changes)
        {
            Contact = planned.Contact,
            Group = isRecorded ? removed!.GroupsOf(id!.Value) : planned.Group,
            Unsubscribed = isRecorded ? removed!.OptOutsOf(id!.Value) : planned.Unsubscribed,
        };
    }

    private void Completed(PendingChange pending)
    {
        var change = pending.Change;
        if (change is { Error: null, Applied: true })
        {
            context.Counters.Done++;
        }

        if (pending.Input.Place is { } result && change.Error is null)
        {
            context.Run?.Finish(result, change.Id);
        }

        if (change.Error is not null && change.Contact?.ExternalId is { } key && archived.TryGetValue(key, out var id))
        {
            context.Streams.WriteWarning(Messages.Get("UndoArchived", change.Key, id));
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

/// <summary>What of groups and opt-outs a planned change has to do.</summary>
/// <param name="Joins">Groups that the contact joins.</param>
/// <param name="Leaves">Groups that it leaves.</param>
/// <param name="OptOuts">Channels that it is unsubscribed from.</param>
/// <param name="OptIns">Channels that it would be subscribed to again.</param>
internal sealed record PlannedMemberships(IReadOnlyList<long> Joins, IReadOnlyList<long> Leaves, IReadOnlyList<SubscriptionChannel> OptOuts, IReadOnlyList<SubscriptionChannel> OptIns)
{
    public static PlannedMemberships Empty { get; } = new([], [], [], []);

    /// <summary>The requests that it takes.</summary>
    public int Requests(bool subscribesAgain) => (Joins.Count > 0 ? 1 : 0) + (Leaves.Count > 0 ? 1 : 0) + OptOuts.Count + (subscribesAgain ? OptIns.Count : 0);
}
