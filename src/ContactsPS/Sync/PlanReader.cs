using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Reads what a plan needs from the account, and finds out which of its contacts still have the old values.</summary>
/// <param name="context">Sends the requests.</param>
/// <param name="plan">The changes.</param>
/// <param name="groups">Reads groups.</param>
internal sealed class PlanReader(CommandContext context, PlanStore plan, GroupReferences groups)
{
    // For larger plans, reading the whole account is assumed to take fewer requests than as many look-ups.
    private const int MostLookUps = 10_000;

    private readonly Dictionary<int, string> reasons = [];
    private readonly Dictionary<int, ContactsException> unread = [];

    /// <summary>How many contacts were read.</summary>
    public long Contacts { get; private set; }

    /// <summary>Who is in the groups and unsubscribed from the channels that are changed.</summary>
    public MembershipIndex Memberships { get; private set; } = new();

    /// <summary>What those are in that were created before.</summary>
    public MembershipIndex FollowUps { get; private set; } = new();

    /// <summary>What those are in who are to be removed; null if nobody is.</summary>
    public RemovalRecord? Removed { get; private set; }

    /// <summary>Why a change is stale.</summary>
    public string ReasonOf(int place) => reasons[place];

    /// <summary>Why a contact could not be looked up; null if it could.</summary>
    public ContactsException? FailureOf(int place) => unread.TryGetValue(place, out var failure) ? failure : null;

    /// <summary>Reads all of the account, or looks each contact up, whichever takes fewer requests.</summary>
    /// <exception cref="ContactsException">The account could not be read.</exception>
    /// <exception cref="InputException">The service does not apply a filter.</exception>
    public void Read()
    {
        var isDestructive = false;
        var groupIds = new HashSet<long>();
        var channels = new HashSet<SubscriptionChannel>();
        foreach (var place in plan.Places)
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
            Memberships = new MembershipReader(context).ReadLists(groupIds, channels);
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

    /// <summary>Reads the memberships of contacts that were created before: a stopped run may not have sent what follows a creation.</summary>
    private void ReadFollowUps()
    {
        var (ids, groupIds, channels) = (new List<long>(), new HashSet<long>(), new HashSet<SubscriptionChannel>());
        foreach (var place in plan.Places.Where(place => plan.ActionOf(place) == ContactChangeAction.Created && plan.StateOf(place) == PlanState.Done && plan.HasMemberships(place)))
        {
            var planned = plan.Read(place);
            ids.Add(plan.IdOf(place));
            groupIds.UnionWith(ReadGroups(planned.Group ?? [], Messages.Get("Row", plan.NumberOf(place))));
            channels.UnionWith(ReadChannels(planned.Unsubscribed ?? []));
        }

        if (ids.Count > 0)
        {
            FollowUps = new MembershipReader(context).Read(ids, groupIds, channels);
        }
    }

    /// <summary>Records the current memberships of contacts to remove. A contact that has joined a group or opted out since the plan was made is not removed, because that would be lost.</summary>
    private void Record()
    {
        var places = plan.Places.Where(place => plan.StateOf(place) == PlanState.Current && plan.ActionOf(place) == ContactChangeAction.Removed).ToList();
        Removed = new RemovalRecord(context, places.ConvertAll(plan.IdOf));
        foreach (var place in places)
        {
            var (planned, id) = (plan.Read(place), plan.IdOf(place));
            var field = Differs(planned.Group, Removed.GroupsOf(id)) ? MembershipColumns.Group : Differs(planned.Unsubscribed, Removed.OptOutsOf(id)) ? MembershipColumns.Unsubscribed : null;
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
        foreach (var place in plan.Places)
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
        Contacts++;
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

        // The service sets the time of creation itself if it is not given.
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

    /// <summary>The names that a side of a change lists.</summary>
    public static IEnumerable<string> Names(object? list) => list as IEnumerable<string> ?? [];

    /// <summary>The channels of these names.</summary>
    public static IReadOnlyCollection<SubscriptionChannel> ReadChannels(IEnumerable<string> names) =>
        [.. SubscriptionChannel.All.Where(channel => names.Contains(channel.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The ids of groups.</summary>
    /// <exception cref="InputException">There is no such group.</exception>
    public IReadOnlyList<long> ReadGroups(IReadOnlyCollection<string> names, string label) => names.Count == 0 ? [] : groups.Read(names.ToArray(), label, MembershipColumns.Group);
}
