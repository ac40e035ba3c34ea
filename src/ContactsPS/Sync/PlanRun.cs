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
    private readonly Dictionary<int, ContactsException> unread = [];

    // Changes of which a part was sent and another follows in a later stage.
    private readonly Dictionary<int, PendingChange> pending = [];
    private readonly List<ContactChange> notCreated = [];
    private readonly Dictionary<long, int> leaving = [];
    private readonly HashSet<long> kept = [];
    private MembershipIndex memberships = new();
    private MembershipIndex followUps = new();
    private long contacts;
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

    /// <summary>Ends the command if a change is not about the account of the connection.</summary>
    /// <exception cref="InputException">It is about another account, or does not say about which.</exception>
    public void ThrowIfOther(PlannedChange change)
    {
        if (change.Account != context.Connection.AccountHash)
        {
            throw InputException.Of(FailureKind.StalePlan, "StalePlan_Account", context.Streams.CommandName);
        }
    }

    /// <summary>Takes an input that is no change, or one that cannot be done. It may have been a creation, so nothing is done that cannot be undone.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="number">Its place in the pipeline.</param>
    /// <param name="label">It as messages name it.</param>
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
    /// <param name="number">Its place in the pipeline.</param>
    /// <param name="label">It as messages name it.</param>
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
        _ = ReadGroups([.. change.Group ?? [], .. change.Changes.Where(static one => one.Field == MembershipColumns.Group).SelectMany(static one => Names(one.From).Concat(Names(one.To)))], label);
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

        Summary.OpenOptOuts = context.Streams.IsWhatIf ? 0 : sender.OpenOptOuts;
        _ = Summary.Finish(context.Counters);
    }

    public void Dispose() => plan.Dispose();

    private IEnumerable<int> Places => Enumerable.Range(0, plan.Count);

    /// <summary>The changes that are about groups or opt-outs.</summary>
    private IEnumerable<int> Members => Places.Where(plan.HasMemberships);

    private void Do()
    {
        CountLeaving();
        KeepMembers();
        var (removing, leavers, again) = CountDestructive();
        var end = FindReasonToEnd(removing, again);
        if (end is not null && !context.Streams.IsWhatIf)
        {
            throw end;
        }

        var mayDestroy = context.Streams.IsWhatIf || removing + leavers + again == 0 || failed is not null || !context.Streams.Confirmation.IsWanted(ConfirmImpact.High)
            || context.Streams.Confirmation.Ask(Messages.Get("SyncDestructive_Question", removing, leavers, again));
        ForEach(Members, static parts => parts.OptOuts, static parts => parts.Change || parts.Joins || parts.Destructive, (place, change, difference) => sender.OptOut(plan.IdOf(place), difference.OptOuts, change));
        sender.FinishOptOuts();
        ForEach(Places, static parts => parts.Change || parts is { OptOuts: false, Joins: false, Destructive: false }, static parts => parts.Joins || parts.Destructive, (place, change, _) => Send(place, change));
        sender.FinishChanges();
        FindArchived();
        ForEach(Members, static parts => parts.Joins, static parts => parts.Destructive, (place, change, difference) => sender.Join(plan.IdOf(place), difference.Joins, change));
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
            var difference = Difference(place, planned);
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
        difference.Leaves.Count + Again(difference).Count > 0 || (planned.Action == ContactChangeAction.Removed && plan.StateOf(place) == PlanState.Current));

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
            case PlanState.Stale when unread.TryGetValue(place, out var failure):
                Fail(input, ChangeOf(planned, id, planned.Changes), context.Streams.FailureOf(failure, input.Target, input.Label));
                return null;
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

        if (context.Streams.ShouldDo(Messages.Get("ContactWith", address), Messages.Get("ContactWith", address.Redacted), Messages.Get(action, string.Join(", ", change.Changes.Select(static one => one.Field)))))
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

                sender.Create(new NewContact(fields) { ExternalData = planned.Contact!.ExternalData }, ReadGroups(planned.Group ?? [], change.Input.Label), ReadChannels(planned.Unsubscribed!), change);
                break;
            case ContactChangeAction.Updated:
                sender.Update(UpdateOf(plan.IdOf(place), planned), change);
                break;
        }
    }

    private void Destroy(bool mayDestroy)
    {
        var refused = failed is null ? null : InputException.Of(FailureKind.PruneRefused, "PruneRefused_NotCreated", failed);
        var isReported = false;
        foreach (var place in Places.Where(place => plan.StateOf(place) != PlanState.Finished))
        {
            context.Drain();
            var planned = plan.Read(place);
            var difference = Difference(place, planned);
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

        foreach (var group in kept)
        {
            context.Streams.WriteFailure(
                ErrorRecords.Of(InputException.Of(FailureKind.PruneRefused, "PruneRefused_Group", groups.NameOf(group), leaving[group], memberships.MembersOf(group).Count, options.MaximumPrunePercent), target: null), inputs: 0);
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

            sender.OptIn(plan.IdOf(place), Again(difference), change);
        }
    }

    /// <summary>Leaves a contact there, in its groups, and unsubscribed.</summary>
    private void Keep(int place, PlannedChange planned, MembershipDifference difference)
    {
        var isCurrent = plan.StateOf(place) == PlanState.Current && planned.Action == ContactChangeAction.Updated;
        var parts = (difference.Leaves.Count > 0 ? 1 : 0) + Again(difference).Count;
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

    private void Read()
    {
        var isDestructive = false;
        var groupIds = new HashSet<long>();
        var channels = new HashSet<SubscriptionChannel>();
        foreach (var place in Places)
        {
            var planned = plan.Read(place);
            isDestructive |= planned.Action == ContactChangeAction.Removed || planned.Changes.Count > planned.Fields.Count();
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
        }
        else
        {
            new ListReader(context).ReadAccount(Take);
            Record();
        }

        ReadFollowUps();
    }

    /// <summary>Reads what those are in that were created before: a run that was stopped then may not have sent what was to follow.</summary>
    private void ReadFollowUps()
    {
        var (ids, groupIds, channels) = (new List<long>(), new HashSet<long>(), new HashSet<SubscriptionChannel>());
        foreach (var place in Places.Where(place => plan.ActionOf(place) == ContactChangeAction.Created && plan.StateOf(place) == PlanState.Done && plan.HasMemberships(place)))
        {
            var planned = plan.Read(place);
            ids.Add(plan.IdOf(place));
            groupIds.UnionWith(ReadGroups(planned.Group ?? [], Messages.Get("Row", plan.NumberOf(place))));
            channels.UnionWith(ReadChannels(planned.Unsubscribed ?? []));
        }

        if (ids.Count > 0)
        {
            followUps = new MembershipReader(context).Read(ids, groupIds, channels);
        }
    }

    /// <summary>Records what those who are to be removed are in now. Somebody who has joined a group or opted out since the plan was made is left alone, since the removal would lose that.</summary>
    private void Record()
    {
        var places = Places.Where(place => plan.StateOf(place) == PlanState.Current && plan.ActionOf(place) == ContactChangeAction.Removed).ToList();
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
                    if (FailureKind.Of(failure.Failure).IsTerminating)
                    {
                        context.Streams.WriteFailure(context.Streams.FailureOf(failure, target: null));
                    }

                    plan.SetState(place, PlanState.Stale);
                    unread[place] = failure;
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
        if (state == PlanState.Current && planned.Action == ContactChangeAction.Updated)
        {
            // Only what it does not have yet is done, and reversed if the run is undone.
            plan.Replace(place, planned.Narrowed(contact, change => !IsSame(change.Field, contact, change.To)));
        }

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
            var fields = change.Fields.ToList();
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
        foreach (var change in planned.Fields)
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

        var update = new ContactUpdate(fields) { Id = id, ExternalData = data.Count > 0 ? new Maybe<IReadOnlyDictionary<string, object?>?>(data) : default };
        return planned.Contact is { } held ? update.WithDataOf(held) : update;
    }

    private static IEnumerable<string> Names(object? list) => list as IEnumerable<string> ?? [];

    private static IReadOnlyCollection<SubscriptionChannel> ReadChannels(IEnumerable<string> names) =>
        [.. SubscriptionChannel.All.Where(channel => names.Contains(channel.Name, StringComparer.OrdinalIgnoreCase))];

    private IReadOnlyList<long> ReadGroups(IReadOnlyCollection<string> names, string label) => names.Count == 0 ? [] : groups.Read(names.ToArray(), label, MembershipColumns.Group);

    /// <summary>What of groups and opt-outs is to be done: only what the contact does not have yet, and nobody leaves a group that more would leave than are allowed.</summary>
    private MembershipDifference Difference(int place, PlannedChange planned)
    {
        if (!plan.HasMemberships(place) || planned.Action == ContactChangeAction.Removed || plan.StateOf(place) is not (PlanState.Current or PlanState.Done))
        {
            return new MembershipDifference(groups.NameOf, [], []);
        }

        var id = plan.IdOf(place);
        var isPresent = planned.Action == ContactChangeAction.Created;
        var index = isPresent ? followUps : memberships;
        var (held, unsubscribed) = (index.GroupsOf(id).ToList(), index.OptOutsOf(id).ToList());
        var label = Messages.Get("Row", plan.NumberOf(place));
        var group = isPresent ? null : planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Group);
        var channel = isPresent ? null : planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Unsubscribed);
        var (from, to) = (ReadGroups([.. Names(group?.From)], label), ReadGroups(isPresent ? planned.Group ?? [] : [.. Names(group?.To)], label));
        var (optedOut, optsOut) = (ReadChannels(Names(channel?.From)), ReadChannels(isPresent ? planned.Unsubscribed ?? [] : Names(channel?.To)));
        var difference = new MembershipDifference(groups.NameOf, [.. held.Intersect(from.Concat(to))], [.. unsubscribed.Intersect(optedOut.Concat(optsOut))])
        {
            Joins = [.. to.Except(from).Except(held)],
            Leaves = [.. from.Except(to).Intersect(held)],
            OptOuts = [.. optsOut.Except(optedOut).Except(unsubscribed)],
            OptIns = [.. optedOut.Except(optsOut).Intersect(unsubscribed)],
        };
        difference.Keep(kept.Contains);
        return difference;
    }

    /// <summary>The opt-outs of a change that are to be done, whether or not they can be.</summary>
    private int OptOutsOf(int place, PlannedChange planned, MembershipDifference difference) => planned.Action switch
    {
        ContactChangeAction.Created when plan.StateOf(place) != PlanState.Done => planned.Unsubscribed?.Count ?? 0,
        ContactChangeAction.Updated when plan.StateOf(place) is PlanState.Stale or PlanState.Missing =>
            planned.Changes.Where(static change => change.Field == MembershipColumns.Unsubscribed).Sum(static change => Names(change.To).Except(Names(change.From), StringComparer.Ordinal).Count()),
        _ => difference.OptOuts.Count,
    };

    private IReadOnlyList<SubscriptionChannel> Again(MembershipDifference difference) => options.AllowResubscribe ? difference.OptIns : [];

    private void CountLeaving()
    {
        foreach (var place in Members)
        {
            foreach (var group in Difference(place, plan.Read(place)).Leaves)
            {
                leaving[group] = leaving.TryGetValue(group, out var count) ? count + 1 : 1;
            }
        }
    }

    private (int Removing, int Leaving, int Again) CountDestructive()
    {
        var (leavers, again) = (0, 0);
        foreach (var place in Members)
        {
            var planned = plan.Read(place);
            var difference = Difference(place, planned);
            leavers += difference.Leaves.Count > 0 ? 1 : 0;
            again += Again(difference).Count > 0 ? 1 : 0;
            sender.ExpectOptOuts(OptOutsOf(place, planned, difference));
        }

        return (Places.Count(place => plan.ActionOf(place) == ContactChangeAction.Removed && plan.StateOf(place) == PlanState.Current), leavers, again);
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
        var isRecorded = planned.Action == ContactChangeAction.Removed && removed is not null && id is not null;
        return new ContactChange(planned.Action, planned.Key, id, changes)
        {
            Contact = planned.Action == ContactChangeAction.Updated ? null : planned.Contact,
            Group = isRecorded ? removed!.GroupsOf(id!.Value) : planned.Group,
            Unsubscribed = isRecorded ? removed!.OptOutsOf(id!.Value) : planned.Unsubscribed,
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
