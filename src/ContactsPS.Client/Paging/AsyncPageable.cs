using System.Runtime.CompilerServices;

namespace ContactsPS.Client.Paging;

/// <summary>
/// A list of the service, read page by page while it is enumerated: item by item, or with <see cref="AsPages"/>. Nothing is requested before the
/// first item is read. Then pages are prefetched, more of them the more often the reader has to wait. When the
/// enumeration ends, no request is in flight.
/// </summary>
/// <remarks>
/// If another client inserts an item and so moves one to a later page, that item is returned only once, unless it moves by more than 16 384 items.
/// If another client removes an item and so moves one to a page that was already read, that item is missed, unless <see cref="ListOptions.OverlapsPages"/> is set: the service has no
/// snapshots.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class AsyncPageable<T> : IAsyncEnumerable<T>
{
    private readonly Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read;
    private readonly Func<T, long?> idOf;
    private readonly ListOptions paging;
    private readonly Func<T, bool>? isSought;

    /// <param name="read">Reads the page at an offset, with at most this many items.</param>
    /// <param name="idOf">Identifies an item; null if it has no id.</param>
    /// <param name="paging">Which part of the list to read.</param>
    /// <param name="isSought">If the list is the result of a look-up by key: whether an item has that key.</param>
    internal AsyncPageable(Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read, Func<T, long?> idOf, ListOptions paging, Func<T, bool>? isSought = null)
    {
        this.read = read;
        this.idOf = idOf;
        this.paging = paging;
        this.isSought = isSought;
    }

    /// <summary>The pages of the list, in order; an empty list has none.</summary>
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

    /// <summary>A reader of the pages, which the caller disposes.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public PageReader<T> Open(CancellationToken cancellationToken = default) => new(new PagePrefetcher<T>(read, paging, isSought, cancellationToken), idOf);

    /// <summary>Reads the whole list into memory; for short lists.</summary>
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
