using ContactsPS.Commands.Base;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Holds a cmdlet's writes while a list of the same account is being read in the same runspace, and lets them go when it has ended. Where it cannot end before
/// they go, since it waits for them (<c>Get-Contact | ForEach-Object { Remove-Contact … }</c>), what is left of it is fetched into memory first.
/// </summary>
/// <param name="cmdlet">Whose writes they are.</param>
internal sealed class HeldWrites(ContactsCommand cmdlet)
{
    private readonly Queue<HeldWrite> held = new();
    private readonly HashSet<LiveRead> met = [];

    private IReadOnlyList<LiveRead> Live => LiveReads.OfProcess.Of(cmdlet.CurrentConnection, cmdlet.Runspace);

    /// <summary>Whether a write has to be held: a list is being read, or earlier ones are held.</summary>
    public bool MustHold()
    {
        var live = Live;
        if (live.Count > 0 && met.Count == 0)
        {
            cmdlet.Narrate(Messages.Get("Holding"));
        }

        met.UnionWith(live);
        return held.Count > 0 || live.Count > 0;
    }

    public void Hold(HeldWrite write) => held.Enqueue(write);

    /// <summary>
    /// Before a change of contacts that another runspace's list gave (<c>Get-Contact | ForEach-Object -Parallel …</c>), fetches what is left of that list. Its pipeline is not
    /// waited for, and lists that have nothing to do with these contacts are left alone.
    /// </summary>
    /// <param name="ids">The contacts to be changed.</param>
    /// <returns>Why the change must not be sent; null where it may.</returns>
    public ContactsException? FetchRestOfOthers(IReadOnlyCollection<long> ids)
    {
        var others = LiveReads.OfProcess.OfOthers(cmdlet.CurrentConnection, cmdlet.Runspace, ids);
        if (others.Count > 0)
        {
            cmdlet.Narrate(Messages.Get("FetchingRest"));
        }

        return Fetch(others);
    }

    /// <summary>Sends what is held, or reports that it is not sent, since the list could not be read to its end.</summary>
    public void LetGo()
    {
        if (held.Count == 0)
        {
            return;
        }

        met.UnionWith(Live);
        var failure = Fetch(Live) ?? (met.Any(read => read.HasFailed) ? new ContactsException(ContactsFailure.NotSent, Messages.Get("NotSent")) : null);
        cmdlet.Narrate(Messages.Get(failure is null ? "LettingGo" : "NotLettingGo", held.Count));
        while (held.Count > 0)
        {
            var write = held.Dequeue();
            if (failure is null)
            {
                write.Send();
            }
            else
            {
                write.Fail(failure);
            }
        }
    }

    private ContactsException? Fetch(IReadOnlyList<LiveRead> reads)
    {
        try
        {
            foreach (var read in reads)
            {
                cmdlet.Await(async _ =>
                {
                    await read.FetchRestAsync().ConfigureAwait(false);
                    return true;
                });
            }

            return null;
        }
        catch (ContactsException exception)
        {
            return new ContactsException(ContactsFailure.NotSent, Messages.Get("NotSent"), exception.Status, exception.Errors, exception.UniqId, exception);
        }
        catch (OperationCanceledException exception)
        {
            return new ContactsException(ContactsFailure.NotSent, Messages.Get("NotSent"), innerException: exception);
        }
    }
}

/// <summary>A write that is held.</summary>
/// <param name="Send">Sends it.</param>
/// <param name="Fail">Reports that it is not sent, for each of its rows.</param>
internal sealed record HeldWrite(Action Send, Action<ContactsException> Fail);
