using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Writes lists page by page as they arrive, limited to -First and -Skip, which count over all lists that one
/// cmdlet writes. Nothing is read that is not needed.
/// </summary>
/// <param name="context">The context of the output.</param>
/// <param name="pageSize">The items of one request.</param>
/// <param name="read">The registration of the list, which defers changes; null if nothing here changes what is listed.</param>
/// <param name="form">Converts an item for the output; null to write the item itself.</param>
internal sealed class PageWriter(CommandContext context, int pageSize, ActiveRead? read = null, Func<object?, object?>? form = null)
{
    private readonly ListReader reader = new(context);
    private long first = (long)Math.Min(context.Streams.Paging.First, long.MaxValue);
    private long skip = (long)Math.Min(context.Streams.Paging.Skip, long.MaxValue);

    /// <summary>Whether -First is given.</summary>
    public bool IsBounded => first < long.MaxValue;

    /// <summary>Whether all requested items are written.</summary>
    public bool IsFull => first <= 0;

    /// <summary>The part to read of one of several lists.</summary>
    public ListOptions Next => Part(0, skip == 0 ? first : long.MaxValue);

    /// <summary>Reports for -IncludeTotalCount that the total is unknown: the service does not report it, and reading everything to count it was not requested.</summary>
    public void WriteTotalCountIfAsked()
    {
        if (context.Streams.Paging.IncludeTotalCount)
        {
            context.Streams.Write(context.Streams.Paging.NewTotalCount(0, accuracy: 0));
        }
    }

    /// <summary>Writes the only list of the cmdlet. The service skips items, unless a filter decides which items count.</summary>
    public void WriteOnly<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, Func<T, bool>? filter = null)
    {
        var part = filter is null ? Part(skip, first) : Part(0, long.MaxValue);
        skip = filter is null ? 0 : skip;
        Write(open, part, filter);
    }

    /// <summary>Writes one of several lists.</summary>
    public void WriteNext<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, Func<T, bool>? filter = null) =>
        Write(open, filter is null ? Next : Part(0, long.MaxValue), filter);

    /// <summary>Writes the items of a list that have one of the names. A name without wildcards that no item has is an error.</summary>
    /// <param name="open">Opens the list.</param>
    /// <param name="names">The names.</param>
    /// <param name="nameOf">An item's name.</param>
    /// <param name="missing">The error for a name.</param>
    public void WriteNamed<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, NameFilter names, Func<T, string?> nameOf, Func<string, Failure> missing)
    {
        if (names.IsEmpty)
        {
            WriteOnly(open);
            return;
        }

        var candidates = new List<T>();
        reader.Read(open(context.Client, Part(0, long.MaxValue)), items =>
        {
            candidates.AddRange(items.Where(item => names.MayMatch(nameOf(item))));
            return true;
        });
        var found = names.Select(candidates, nameOf).ToList();
        Write(found);
        foreach (var name in names.FindMissing([.. found.Select(nameOf)]))
        {
            context.Streams.WriteFailure(missing(name));
        }
    }

    /// <summary>Writes the items of one response.</summary>
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
            context.Counters.Done++;
            context.Streams.Write(form is null ? item : form(item));
        }
    }

    private ListOptions Part(long from, long most) => new() { PageSize = pageSize, ThrottleLimit = context.ConcurrencyLimit, Skip = from, First = most };

    private void Write<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, ListOptions part, Func<T, bool>? filter)
    {
        context.Progress.Total = IsBounded ? first : null;
        if (!IsFull)
        {
            reader.Read(open(context.Client, part), Take, read);
        }

        context.Progress.Complete();

        bool Take(IReadOnlyList<T> items)
        {
            Write(items, filter);
            return !IsFull;
        }
    }
}
