using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Reads what a sync needs from the account: all of it, or the keys of the rows one by one, whichever takes fewer requests.</summary>
/// <param name="context">Sends the requests.</param>
/// <param name="options">The options of the sync.</param>
/// <param name="source">The rows.</param>
/// <param name="match">Takes the contacts that are found.</param>
/// <param name="rowOf">The keys of a row, and the row as the input that errors are about.</param>
internal sealed class AccountScanner(CommandContext context, SyncOptions options, DesiredState source, Reconciler match, Func<int, (RowKeys Keys, ContactInput Input)> rowOf)
{
    // The service reports no total. For larger sources, reading the whole account is assumed to take fewer requests than as many look-ups.
    private const int MostLookUps = 10_000;

    private readonly Dictionary<int, ContactsException> failed = [];

    /// <summary>Why a row could not be looked up.</summary>
    public ContactsException FailureOf(int place) => failed[place];

    /// <param name="prunes">Whether all contacts must be known.</param>
    /// <exception cref="ContactsException">The account could not be read.</exception>
    /// <exception cref="InputException">The service does not apply the filter by group.</exception>
    public void Read(bool prunes)
    {
        // Look-ups for one share do not show which contacts match the rows of other shares, and which would leave a group.
        var managed = options.Managed;
        var isWhole = source.ShareCount == source.Count || (options.MatchOn.Count == 1 && managed?.Groups is null);
        var rows = source.ShareCount;
        if (options.GroupId is null && !options.PruneGroup && !prunes && isWhole && rows <= MostLookUps && new ListReader(context).IsLargerThan(rows))
        {
            context.Streams.WriteVerboseLine(Messages.Get("LookingUp", rows));
            for (var key = 0; key < options.MatchOn.Count; key++)
            {
                LookUp(key);
                Resolve(key);
            }

            match.Memberships = managed is null ? null : new MembershipReader(context).ReadContacts(MatchedIds(), managed.Groups ?? [], managed.Channels ?? []);
            return;
        }

        // Before the account, so that a contact who opts out meanwhile does not look like one that the source has forgotten.
        if (options.GroupId is not null || managed is not null)
        {
            match.Memberships = new MembershipReader(context).ReadLists([.. (options.GroupId is { } own ? [own] : Array.Empty<long>()).Union(managed?.Groups ?? [])], managed?.Channels ?? []);
            match.Members = options.GroupId is { } group ? match.Memberships.MembersOf(group) : null;
        }

        var reason = prunes ? "ReadingAccount_Prune" : options.GroupId is not null || options.PruneGroup ? "ReadingAccount_Group" : !isWhole ? "ReadingAccount_Share" : rows > MostLookUps ? "ReadingAccount_Many" : "ReadingAccount_Small";
        context.Streams.WriteVerboseLine(Messages.Get("ReadingAccount", Messages.Get(reason, rows)));
        new ListReader(context).ReadAccount(match.Take);
        for (var key = 1; key < options.MatchOn.Count; key++)
        {
            Resolve(key);
        }

        if (prunes && match.Keyless > 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("Keyless", match.Keyless, options.MatchOn[0]));
        }
    }

    private HashSet<long> MatchedIds() => [.. Enumerable.Range(0, source.Count)
        .Where(place => source.IsMine(place) && source.StateOf(place) is RowState.Unchanged or RowState.Changed or RowState.UnusableMatched)
        .Select(source.IdOf)
        .Where(static id => id > 0)];

    private void Resolve(int key)
    {
        if (key == 0)
        {
            return;
        }

        var before = match.Matched;
        match.Resolve(key);
        context.Streams.WriteVerboseLine(Messages.Get("MatchedLater", match.Matched - before, options.MatchOn[key]));
    }

    private void LookUp(int key)
    {
        for (var next = 0; next < source.Count; next++)
        {
            var place = next;
            if (source.IsMine(place) && source.StateOf(place) == RowState.Missing && rowOf(place).Keys.Texts[key] is { } text)
            {
                var query = options.MatchOn[key].AddressOf(text).Query;
                context.Requests.Start(
                    token => context.Client.FindContactsAsync(query, token),
                    found => match.Take(key, place, found),
                    failure => GiveUp(place, failure));
            }
        }

        context.WaitUntil(() => context.Requests.Count == 0);
    }

    private void GiveUp(int place, ContactsException failure)
    {
        if (FailureKind.Of(failure.Failure).IsTerminating)
        {
            context.Streams.WriteFailure(context.Streams.FailureOf(failure, rowOf(place).Input.Target));
        }

        failed[place] = failure;
        source.SetState(place, RowState.NotLookedUp);
    }
}
