using ContactsPS.Binding;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Finds the differences in groups and opt-outs, and sends them in an order that loses no opt-out: opt-outs come first; joining a group may send a mail and follows them; leaving a group and
/// resubscribing come last.
/// </summary>
internal sealed class MembershipChanges
{
    private readonly CommandContext context;
    private readonly SyncOptions options;
    private readonly ManagedMemberships managed;
    private readonly DesiredState source;
    private readonly Reconciler match;
    private readonly Func<int, PendingChange?> begin;
    private readonly ChangeSender sender;
    private readonly Action<PendingChange> completed;
    private readonly Dictionary<int, MembershipDifference> differences = [];
    private readonly Dictionary<int, PendingChange?> pending = [];
    private readonly LeaveLimit limit;
    private readonly List<Leaver> leavers = [];

    /// <param name="context">Sends the requests.</param>
    /// <param name="options">The options of the sync.</param>
    /// <param name="managed">What is managed.</param>
    /// <param name="source">The rows.</param>
    /// <param name="match">The contacts that rows were matched with.</param>
    /// <param name="sender">Sends the changes.</param>
    /// <param name="begin">Begins the change of a matched row; null if the answer to a question was no.</param>
    /// <param name="completed">Takes a change whose last request is complete.</param>
    public MembershipChanges(
        CommandContext context,
        SyncOptions options,
        ManagedMemberships managed,
        DesiredState source,
        Reconciler match,
        ChangeSender sender,
        Func<int, PendingChange?> begin,
        Action<PendingChange> completed)
    {
        this.context = context;
        this.options = options;
        this.managed = managed;
        this.source = source;
        this.match = match;
        this.sender = sender;
        this.begin = begin;
        limit = new LeaveLimit(options.MaximumPrunePercent);
        this.completed = completed;
    }

    /// <summary>Contacts that would leave groups, of other shares too, and also those that must stay in theirs.</summary>
    public int Leaving { get; private set; }

    /// <summary>Contacts that would be resubscribed, of other shares too.</summary>
    public int SubscribedAgain { get; private set; }

    /// <summary>Contacts of this share that are to leave groups.</summary>
    public int ToLeave => differences.Values.Count(static difference => difference.Leaves.Count > 0) + leavers.Count;

    /// <summary>Contacts of this share that are to be resubscribed.</summary>
    public int ToSubscribe => options.AllowResubscribe ? differences.Values.Count(static difference => difference.OptIns.Count > 0) : 0;

    /// <summary>Why nobody leaves a group, for each that more would leave than are allowed.</summary>
    public IEnumerable<InputException> Refusals => limit.Refusals(managed.NameOf);

    /// <summary>Finds what differs, before anything is changed.</summary>
    public void Plan()
    {
        for (var place = 0; place < source.Count; place++)
        {
            context.Drain();
            Plan(place);
        }

        foreach (var member in match.MembersWithoutRow)
        {
            var groups = match.Memberships!.GroupsOf(member.Id).Where(managed.Groups!.Contains).ToList();
            Count(groups);
            if (groups.Count > 0 && member.IsMine)
            {
                leavers.Add(new Leaver(member, groups));
            }
        }

        KeepMembers();
    }

    /// <summary>What differs for a matched row; null if nothing does.</summary>
    public MembershipDifference? DifferenceOf(int place) => differences.TryGetValue(place, out var difference) ? difference : null;

    /// <summary>What a row says.</summary>
    public DesiredMemberships Read(int place, ContactInput input) => managed.Read(input, source.IsShort(place));

    /// <summary>What is reported of a contact that is created.</summary>
    public IReadOnlyList<FieldChange> ChangesOfNew(IEnumerable<long> groups, IEnumerable<SubscriptionChannel> channels) =>
        [.. managed.Compare(new DesiredMemberships([.. groups], [.. channels], IsShort: false), [], []).ChangesOf(subscribesAgain: false)];

    /// <summary>The change of a matched row, begun once; null if the answer to its question was no.</summary>
    public PendingChange? ChangeOf(int place) => pending.TryGetValue(place, out var change) ? change : pending[place] = begin(place);

    /// <summary>Sends the opt-outs of contacts that are there.</summary>
    public void SendOptOuts()
    {
        foreach (var (place, difference) in differences.Where(static entry => entry.Value.OptOuts.Count > 0).Select(static entry => (entry.Key, entry.Value)))
        {
            if (ChangeOf(place) is { } change)
            {
                sender.OptOut(source.IdOf(place), difference.OptOuts, change);
            }
        }

        sender.FinishOptOuts();
    }

    /// <summary>Makes contacts join groups whose opt-outs are done.</summary>
    public void SendJoins()
    {
        foreach (var (place, difference) in differences.Where(static entry => entry.Value.Joins.Count > 0).Select(static entry => (entry.Key, entry.Value)))
        {
            if (ChangeOf(place) is { } change)
            {
                sender.Join(source.IdOf(place), difference.Joins, change);
            }
        }
    }

    /// <summary>Makes contacts leave groups, and resubscribes them.</summary>
    /// <param name="may">Whether it may be done.</param>
    /// <param name="isRefused">Whether the guard refused it; else the answer to the question was no.</param>
    public void SendDestructive(bool may, bool isRefused)
    {
        foreach (var (place, difference) in differences.Select(static entry => (entry.Key, entry.Value)))
        {
            var again = options.AllowResubscribe ? difference.OptIns : [];
            if ((difference.Leaves.Count == 0 && again.Count == 0) || ChangeOf(place) is not { } change)
            {
                continue;
            }

            if (!may)
            {
                Keep(change, difference, again.Count);
                continue;
            }

            if (difference.Leaves.Count > 0)
            {
                sender.Leave(source.IdOf(place), difference.Leaves, change);
            }

            sender.OptIn(source.IdOf(place), again, change);
        }

        foreach (var leaver in isRefused ? [] : leavers)
        {
            context.Drain();
            Leave(leaver, may);
        }
    }

    /// <summary>The change of a contact that leaves groups because the source does not have it.</summary>
    public IEnumerable<ContactChange> Leavers => leavers.Select(ChangeOf);

    private void Plan(int place)
    {
        var state = source.StateOf(place);
        var isMine = source.IsMine(place);
        if (state is RowState.Excluded or RowState.ExcludedMatched or RowState.OutOfScope || (state == RowState.Missing && options.NoCreate))
        {
            return;
        }

        var input = Reconciler.InputOf(source, place, file: null);
        if (state is not (RowState.Unchanged or RowState.Changed or RowState.Missing))
        {
            var listed = managed.TryReadOptOuts(input);
            if (listed is not null && state == RowState.UnusableMatched && source.IdOf(place) > 0)
            {
                // Its contact is certain, and an opt-out must not wait until another field is corrected.
                Take(place, isMine, managed.Compare(new DesiredMemberships(null, listed, IsShort: true), [], match.Memberships!.OptOutsOf(source.IdOf(place))));
            }
            else
            {
                sender.ExpectOptOuts(isMine ? listed?.Count ?? 1 : 0);
            }

            return;
        }

        var desired = managed.Read(input, source.IsShort(place));
        if (state == RowState.Missing)
        {
            sender.ExpectOptOuts(isMine ? desired.OptOuts?.Count ?? 0 : 0);
            return;
        }

        var id = source.IdOf(place);
        Take(place, isMine, managed.Compare(desired, match.Memberships!.GroupsOf(id), match.Memberships.OptOutsOf(id)));
    }

    private void Take(int place, bool isMine, MembershipDifference difference)
    {
        if (options.NoUpdate)
        {
            difference.KeepGroups();
        }

        if (difference.IsEmpty)
        {
            return;
        }

        Count(difference.Leaves);
        SubscribedAgain += options.AllowResubscribe && difference.OptIns.Count > 0 ? 1 : 0;
        if (isMine)
        {
            differences.Add(place, difference);
            sender.ExpectOptOuts(difference.OptOuts.Count);
        }
    }

    private void Count(IReadOnlyCollection<long> groups)
    {
        Leaving += groups.Count > 0 ? 1 : 0;
        limit.Count(groups);
    }

    /// <summary>Keeps all members of groups that more would leave than are allowed.</summary>
    private void KeepMembers()
    {
        limit.Apply(CountMembers);
        foreach (var entry in differences.ToList())
        {
            entry.Value.Keep(limit.IsExceeded);
            if (entry.Value.IsEmpty)
            {
                differences.Remove(entry.Key);
            }
        }

        leavers.ForEach(leaver => leaver.Groups.RemoveAll(limit.IsExceeded));
        leavers.RemoveAll(static leaver => leaver.Groups.Count == 0);
    }

    /// <summary>All members of a group, those without a row among them.</summary>
    private int CountMembers(long group) => (match.Memberships!.IsWhole ? match.Memberships : new MembershipReader(context).ReadLists([group], [])).MembersOf(group).Count;

    /// <summary>Leaves a contact in its groups, and unsubscribed.</summary>
    private void Keep(PendingChange change, MembershipDifference difference, int again)
    {
        var parts = (difference.Leaves.Count > 0 ? 1 : 0) + again;
        difference.Keep(static _ => true);
        change.Change.Replace([.. change.Change.Changes.Where(static field => field.Field is not (MembershipColumns.Group or MembershipColumns.Unsubscribed)), .. difference.ChangesOf(subscribesAgain: false)]);
        sender.Drop(change, parts);
    }

    private void Leave(Leaver leaver, bool may)
    {
        var input = ContactInput.Typed(ContactAddress.OfId(leaver.Member.Id), new Contact(leaver.Member.Id), Messages.Get("ContactWith", ContactAddress.OfId(leaver.Member.Id)));
        var change = new PendingChange(input, ChangeOf(leaver));
        if (!may)
        {
            completed(change);
            return;
        }

        input.Place = context.Run?.Begin(number: 0, input: null);
        change.Expect(1);
        sender.Leave(leaver.Member.Id, leaver.Groups, change);
    }

    private ContactChange ChangeOf(Leaver leaver)
    {
        var names = leaver.Groups.Select(managed.NameOf).ToArray();
        return new ContactChange(ContactChangeAction.Updated, leaver.Member.Key, leaver.Member.Id, [new FieldChange(MembershipColumns.Group, names, Array.Empty<string>())]);
    }

    /// <summary>A member that leaves groups because the source does not have it.</summary>
    private sealed record Leaver(Member Member, List<long> Groups);
}
