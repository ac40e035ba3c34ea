using System.Management.Automation;
using ContactsPS.Client.Paging;
using ContactsPS.Commands.Base;

namespace ContactsPS.Pipeline;

/// <summary>
/// Writes lists page by page as they arrive, and of them the part that -First and -Skip name, counted over everything that one
/// cmdlet writes. Nothing is read that nobody takes.
/// </summary>
/// <param name="cmdlet">Whose output it is.</param>
/// <param name="pageSize">Items a request asks for.</param>
/// <param name="read">What those who change what is listed are told by; null where nobody here changes it.</param>
/// <param name="form">Makes of an item what is written; null where that is the item itself.</param>
internal sealed class PageWriter(ContactsCommand cmdlet, int pageSize, LiveRead? read = null, Func<object?, object?>? form = null)
{
    private long first = (long)Math.Min(cmdlet.PagingParameters.First, long.MaxValue);
    private long skip = (long)Math.Min(cmdlet.PagingParameters.Skip, long.MaxValue);

    /// <summary>Whether -First says how many are wanted.</summary>
    public bool IsBounded => first < long.MaxValue;

    /// <summary>What to read of a list that is one of several.</summary>
    public ListOptions Next => new() { PageSize = pageSize, ThrottleLimit = cmdlet.MostInFlight, First = skip == 0 ? first : long.MaxValue };

    /// <summary>What to read of a list of which a filter decides what counts.</summary>
    private ListOptions Everything => new() { PageSize = pageSize, ThrottleLimit = cmdlet.MostInFlight };

    /// <summary>Whether everything that was asked for is written.</summary>
    public bool IsFull => first <= 0;

    /// <summary>Answers -IncludeTotalCount honestly: the service tells no total, and reading everything to count it is not what was asked.</summary>
    public void WriteTotalCountIfAsked()
    {
        if (cmdlet.PagingParameters.IncludeTotalCount)
        {
            cmdlet.WriteObject(cmdlet.PagingParameters.NewTotalCount(0, accuracy: 0));
        }
    }

    /// <summary>Writes the only list that the cmdlet reads: the service leaves out what is to be skipped.</summary>
    public void WriteOnly<T>(Func<ContactsClient, ListOptions, AsyncPages<T>> open, Func<T, bool>? filter = null)
    {
        if (filter is not null)
        {
            Write(open, Everything, filter);
            return;
        }

        var paging = new ListOptions { PageSize = pageSize, ThrottleLimit = cmdlet.MostInFlight, Skip = skip, First = first };
        skip = 0;
        Write(open, paging, filter);
    }

    /// <summary>Writes one of several lists.</summary>
    public void WriteNext<T>(Func<ContactsClient, ListOptions, AsyncPages<T>> open, Func<T, bool>? filter = null) =>
        Write(open, filter is null ? Next : Everything, filter);

    /// <summary>Writes items that came in one answer.</summary>
    public void Write<T>(IEnumerable<T> items, Func<T, bool>? filter = null)
    {
        foreach (var item in items)
        {
            if (IsFull)
            {
                return;
            }

            if (filter is not null && !filter(item))
            {
                continue;
            }

            if (skip > 0)
            {
                skip--;
                continue;
            }

            first--;
            cmdlet.Tally.Done++;
            cmdlet.WriteObject(form is null ? item : form(item));
        }
    }

    private void Write<T>(Func<ContactsClient, ListOptions, AsyncPages<T>> open, ListOptions paging, Func<T, bool>? filter)
    {
        cmdlet.Progress.Total = IsBounded ? first : null;
        var reader = open(cmdlet.Client, paging).Open(cmdlet.StopToken);
        read?.Follow(reader as PageReader<Contact>);
        try
        {
            while (!IsFull && ReadNext(reader) is { } page)
            {
                Write(page.Items, filter);
                cmdlet.ShowProgress();
            }
        }
        finally
        {
            read?.Follow(null);

            // Pages that were asked for ahead are cancelled, so this does not block for long.
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        cmdlet.Progress.Complete();
    }

    /// <summary>The next page; null at the end of the list.</summary>
    private Page<T>? ReadNext<T>(PageReader<T> reader)
    {
        try
        {
            return cmdlet.Await(_ => reader.ReadAsync());
        }
        catch (ContactsException) when (read is not null)
        {
            read.HasFailed = true;
            throw;
        }
    }
}
