using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>Reads lists page by page, and passes each page to the pipeline's thread as it arrives.</summary>
/// <param name="context">Sends the requests.</param>
internal sealed class ListReader(CommandContext context)
{
    /// <summary>
    /// Reads all contacts of the account except archived ones, whose external ids can be used again (F29 of docs/service.md). Contacts that a removal moves to a page that was already read
    /// are found too. Warns if some may be missing.
    /// </summary>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public void ReadAccount(Action<Contact> take) => ReadWhole(query: null, take);

    /// <summary>Reads all contacts of a query, in the same way.</summary>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public void ReadWhole(ContactQuery? query, Action<Contact> take) => Read(
        context.Client.ListContacts(query, new ListOptions { ThrottleLimit = context.ConcurrencyLimit, OverlapsPages = true }),
        items =>
        {
            foreach (var contact in items)
            {
                take(contact);
            }

            return true;
        });

    /// <summary>Whether the account has more pages than this, which the service does not report.</summary>
    /// <exception cref="ContactsException">The request failed.</exception>
    public bool IsLargerThan(long pages)
    {
        try
        {
            var behind = new ListOptions { Skip = pages * ContactRules.MaximumPageSize, First = 1, PageSize = 1 };
            return context.Await(context.Client.ListContacts(paging: behind).ReadAllAsync).Count > 0;
        }
        catch (ContactsException exception) when (exception.Failure is ContactsFailure.Refused or ContactsFailure.NotFound)
        {
            return false;
        }
    }

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="take">Takes the items of a page; returns false if no more are needed.</param>
    /// <param name="read">The registration of the list, which defers changes; null if nothing here changes what is listed.</param>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public void Read<T>(AsyncPageable<T> list, Func<IReadOnlyList<T>, bool> take, ActiveRead? read = null)
    {
        var reader = list.Open(context.StopToken);
        read?.Follow(reader as PageReader<Contact>);
        try
        {
            while (context.Await(_ => reader.ReadAsync()) is { } page && take(page.Items))
            {
                context.ShowProgress();
            }

            if (reader.MayHaveGaps)
            {
                context.Streams.WriteWarning(Messages.Get("ListMayHaveGaps"));
            }
        }
        catch (ContactsException) when (read is not null)
        {
            read.HasFailed = true;
            throw;
        }
        finally
        {
            read?.Follow(null);

            // Prefetched pages are cancelled, so this does not block for long.
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
