using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Errors;

namespace ContactsPS.Pipeline;

/// <summary>
/// Writes lists page by page as they arrive, and of them the part that -First and -Skip name, counted over everything that one
/// cmdlet writes. Nothing is read that nobody takes.
/// </summary>
/// <param name="context">Whose output it is.</param>
/// <param name="pageSize">Items a request asks for.</param>
/// <param name="read">What changes of what is listed are deferred by; null if nobody here changes it.</param>
/// <param name="form">Makes of an item what is written; null if that is the item itself.</param>
internal sealed class PageWriter(CommandContext context, int pageSize, ActiveRead? read = null, Func<object?, object?>? form = null)
{
    private readonly ListReader reader = new(context);
    private long first = (long)Math.Min(context.Streams.Paging.First, long.MaxValue);
    private long skip = (long)Math.Min(context.Streams.Paging.Skip, long.MaxValue);

    /// <summary>Whether -First says how many are wanted.</summary>
    public bool IsBounded => first < long.MaxValue;

    /// <summary>Whether everything that was asked for is written.</summary>
    public bool IsFull => first <= 0;

    /// <summary>What to read of a list that is one of several.</summary>
    public ListOptions Next => Part(0, skip == 0 ? first : long.MaxValue);

    /// <summary>Answers -IncludeTotalCount honestly: the service tells no total, and reading everything to count it is not what was asked.</summary>
    public void WriteTotalCountIfAsked()
    {
        if (context.Streams.Paging.IncludeTotalCount)
        {
            context.Streams.Write(context.Streams.Paging.NewTotalCount(0, accuracy: 0));
        }
    }

    /// <summary>Writes the only list that the cmdlet reads: the service leaves out what is to be skipped, unless a filter decides what counts.</summary>
    public void WriteOnly<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, Func<T, bool>? filter = null)
    {
        var part = filter is null ? Part(skip, first) : Part(0, long.MaxValue);
        skip = filter is null ? 0 : skip;
        Write(open, part, filter);
    }

    /// <summary>Writes one of several lists.</summary>
    public void WriteNext<T>(Func<ContactsClient, ListOptions, AsyncPageable<T>> open, Func<T, bool>? filter = null) =>
        Write(open, filter is null ? Next : Part(0, long.MaxValue), filter);

    /// <summary>Writes those of a list that names name, when all have been seen. A name without wildcards that nothing has is an error.</summary>
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

    /// <summary>Writes items that came in one response.</summary>
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
