using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Commands;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Reads of the account what a sync has to know: all of it, or the keys of the rows one by one, whichever takes fewer requests.</summary>
/// <param name="cmdlet">Who reads.</param>
/// <param name="source">The rows.</param>
/// <param name="match">Takes what is found.</param>
/// <param name="keyOf">The key of a row, and the row as the input that errors are about.</param>
internal sealed class AccountReading(SyncContactCommand cmdlet, SyncSource source, AccountMatch match, Func<int, (string Key, ContactInput Input)> keyOf)
{
    // The service tells no total. Of larger sources a full read is taken to cost less than as many look-ups, without asking.
    private const int MostLookUps = 10_000;

    private readonly Dictionary<int, ContactsException> failed = [];

    /// <summary>Why a row could not be looked up.</summary>
    public ContactsException FailureOf(int place) => failed[place];

    /// <param name="prunes">Whether every contact has to be known.</param>
    /// <exception cref="ContactsException">The account could not be read.</exception>
    public void Read(bool prunes)
    {
        if (!prunes && source.Count <= MostLookUps && IsLargerThan(source.Count))
        {
            cmdlet.Narrate(Messages.Get("LookingUp", source.Count));
            LookUp();
            return;
        }

        var reason = prunes ? "ReadingAccount_Prune" : source.Count > MostLookUps ? "ReadingAccount_Many" : "ReadingAccount_Small";
        cmdlet.Narrate(Messages.Get("ReadingAccount", Messages.Get(reason, source.Count)));
        cmdlet.ReadAll(match.Take);
        if (prunes && match.Keyless > 0)
        {
            cmdlet.Narrate(Messages.Get("Keyless", match.Keyless, cmdlet.MatchOn));
        }
    }

    /// <summary>Whether the account has more pages than that.</summary>
    private bool IsLargerThan(int pages)
    {
        try
        {
            var behind = new ListOptions { Skip = (long)pages * ContactRules.MaximumPageSize, First = 1, PageSize = 1 };
            return cmdlet.Await(token => cmdlet.ReadAsync(new ContactQuery(), behind, token)).Count > 0;
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Refused or ContactsFailure.NotFound)
        {
            return false;
        }
    }

    private void LookUp()
    {
        for (var next = 0; next < source.Count; next++)
        {
            var place = next;
            if (source.FateOf(place) != Fate.Missing)
            {
                continue;
            }

            var query = ContactKeys.Query(keyOf(place).Key, cmdlet.MatchOn);
            cmdlet.Flights.Launch(
                token => cmdlet.ReadAsync(query, new ListOptions { First = 10 }, token),
                found => match.Take(place, found),
                failure => GiveUp(place, failure));
        }

        cmdlet.WaitUntil(() => cmdlet.Flights.Count == 0);
    }

    private void GiveUp(int place, ContactsException failure)
    {
        if (ErrorRecords.IsTerminating(failure.Failure))
        {
            cmdlet.WriteFailure(failure, keyOf(place).Input.Target);
        }

        failed[place] = failure;
        source.Doubt(place, Fate.NotLookedUp);
    }
}
