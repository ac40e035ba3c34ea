using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Defers a cmdlet's writes while a list of the same account is being read in the same runspace, and sends them when it has ended. If it cannot end before
/// they are sent, since it waits for them (<c>Get-Contact | ForEach-Object { Remove-Contact … }</c>), what is left of it is fetched into memory first.
/// </summary>
/// <param name="context">Whose writes they are.</param>
internal sealed class DeferredWrites(CommandContext context)
{
    private readonly Queue<(Action Send, Action<ContactsException> Fail)> deferred = new();
    private readonly HashSet<ActiveRead> met = [];

    private IReadOnlyList<ActiveRead> Active => ActiveReads.OfProcess.Of(context.Connection, context.Runspace);

    /// <summary>Whether a write has to be deferred: a list is being read, or earlier ones are deferred.</summary>
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

    /// <summary>Defers a write.</summary>
    /// <param name="send">Sends it.</param>
    /// <param name="fail">Reports that it is not sent, for each of its rows.</param>
    public void Add(Action send, Action<ContactsException> fail) => deferred.Enqueue((send, fail));

    /// <summary>
    /// Before a change of contacts that another runspace's list gave (<c>Get-Contact | ForEach-Object -Parallel …</c>), fetches what is left of that list. Its pipeline is not
    /// waited for, and lists that have nothing to do with these contacts are left alone.
    /// </summary>
    /// <param name="ids">The contacts to be changed.</param>
    /// <returns>Why the change must not be sent; null if it may.</returns>
    public ContactsException? FetchRestOfOthers(IReadOnlyCollection<long> ids)
    {
        var others = ActiveReads.OfProcess.OfOthers(context.Connection, context.Runspace, ids);
        if (others.Count > 0)
        {
            context.Streams.WriteVerboseLine(Messages.Get("FetchingRest"));
        }

        return Fetch(others);
    }

    /// <summary>Sends what is deferred, or reports that it is not sent, since the list could not be read to its end.</summary>
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

    /// <summary>Why a write is not sent.</summary>
    public static ContactsException NotSent(Exception? cause = null) => new(ContactsFailure.NotSent, Messages.Get("NotSent"), innerException: cause);
}
