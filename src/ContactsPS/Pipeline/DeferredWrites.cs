using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Defers a cmdlet's changes while a list of the same account is read in the same runspace, and sends them after it. If the list cannot end before
/// that, because it waits for the changes (<c>Get-Contact | ForEach-Object { Remove-Contact … }</c>), its rest is first fetched into memory.
/// </summary>
/// <param name="context">The context of the changes.</param>
internal sealed class DeferredWrites(CommandContext context)
{
    private readonly Queue<(Action Send, Action<ContactsException> Fail)> deferred = new();
    private readonly HashSet<ActiveRead> met = [];

    private IReadOnlyList<ActiveRead> Active => ActiveReads.OfProcess.Of(context.Connection, context.Runspace);

    /// <summary>Whether a change must be deferred: a list is being read, or earlier changes are deferred.</summary>
    public bool MustDefer()
    {
        var active = Active;
        if (active.Count > 0 && met.Count == 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("Holding"));
        }

        met.UnionWith(active);
        return deferred.Count > 0 || active.Count > 0;
    }

    /// <summary>Defers a change.</summary>
    /// <param name="send">Sends it.</param>
    /// <param name="fail">Reports that it is not sent, for each of its rows.</param>
    public void Add(Action send, Action<ContactsException> fail) => deferred.Enqueue((send, fail));

    /// <summary>
    /// Before a change of contacts from another runspace's list (<c>Get-Contact | ForEach-Object -Parallel …</c>), fetches the rest of that list. It does not wait for that
    /// pipeline, and ignores lists without these contacts.
    /// </summary>
    /// <param name="ids">The contacts to change.</param>
    /// <returns>Why the change must not be sent; null if it can be sent.</returns>
    public ContactsException? FetchRestOfOthers(IReadOnlyCollection<long> ids)
    {
        var others = ActiveReads.OfProcess.OfOthers(context.Connection, context.Runspace, ids);
        if (others.Count > 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("FetchingRest"));
        }

        return Fetch(others);
    }

    /// <summary>Sends the deferred changes, or reports that they are not sent, because the list was not read to its end.</summary>
    public void Send()
    {
        if (deferred.Count == 0)
        {
            return;
        }

        met.UnionWith(Active);
        var failure = Fetch(Active) ?? (met.Any(read => read.HasFailed) ? NotSent() : null);
        context.Streams.WriteVerboseLine(Messages.Get(failure is null ? "LettingGo" : "NotLettingGo", deferred.Count));
        while (deferred.Count > 0)
        {
            var write = deferred.Dequeue();
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

    private ContactsException? Fetch(IReadOnlyList<ActiveRead> reads)
    {
        try
        {
            foreach (var read in reads)
            {
                context.Await(async _ =>
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
            return NotSent(exception);
        }
    }

    /// <summary>Why a change is not sent.</summary>
    public static ContactsException NotSent(Exception? cause = null) => new(ContactsFailure.NotSent, Messages.Get("NotSent"), innerException: cause);
}
