using System.Runtime.CompilerServices;

namespace ContactsPS.Client.Paging;

/// <summary>
/// A list of the service, read page by page as it is enumerated: item by item, or by <see cref="AsPages"/>. Nothing is requested before the
/// first item is asked for. From then on pages are requested ahead of their reader, more of them the more often it has to wait; when the
/// enumeration ends, nothing is in flight any more.
/// </summary>
/// <remarks>
/// An item that somebody else's insert moves onto a later page is given once, as long as it moves no further than the latest 16 384 items.
/// An item that a removal moves onto an earlier page, while that one is being read, is missed unless <see cref="ListOptions.OverlapsPages"/> is set: the service has no
/// snapshot to read from.
/// </remarks>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class AsyncPageable<T> : IAsyncEnumerable<T>
{
    private readonly Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read;
    private readonly Func<T, long?> idOf;
    private readonly ListOptions paging;
    private readonly Func<T, bool>? isSought;

    /// <param name="read">Reads the page at an offset, of at most so many items.</param>
    /// <param name="idOf">Tells two items apart; null where one cannot be told.</param>
    /// <param name="paging">Which part of the list to read.</param>
    /// <param name="isSought">If the list is what a key finds, whether an item has that key.</param>
    internal AsyncPageable(Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read, Func<T, long?> idOf, ListOptions paging, Func<T, bool>? isSought = null)
    {
        this.read = read;
        this.idOf = idOf;
        this.paging = paging;
        this.isSought = isSought;
    }

    /// <summary>The list's pages, in order; a list without items has none.</summary>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public async IAsyncEnumerable<Page<T>> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = Open(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false) is { } page)
            {
                yield return page;
            }
        }
    }

    /// <summary>A reader of the list's pages, which is the caller's to dispose.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public PageReader<T> Open(CancellationToken cancellationToken = default) => new(new PagePrefetcher<T>(read, paging, isSought, cancellationToken), idOf);

    /// <summary>Reads the whole list into memory: for lists that are short.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public async Task<IReadOnlyList<T>> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        var items = new List<T>();
        await foreach (var page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            items.AddRange(page.Items);
        }

        return items;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in page.Items)
            {
                yield return item;
            }
        }
    }
}
