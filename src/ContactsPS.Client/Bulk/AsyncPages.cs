using System.Runtime.CompilerServices;

namespace ContactsPS.Client;

/// <summary>
/// A list of the service, read page by page as it is enumerated: item by item, or by <see cref="AsPages"/>.
/// Nothing is requested before the first item is asked for, and nothing after the enumeration ends.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class AsyncPages<T> : IAsyncEnumerable<T>
{
    private readonly Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read;
    private readonly Paging paging;

    /// <param name="read">Reads the page at an offset, of at most so many items.</param>
    /// <param name="paging">Which part of the list to read.</param>
    internal AsyncPages(Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read, Paging paging)
    {
        this.read = read;
        this.paging = paging;
    }

    /// <summary>The list's pages, in order; a list without items has none.</summary>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public async IAsyncEnumerable<Page<T>> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var offset = paging.Skip;
        var left = paging.First;
        while (left > 0)
        {
            // The last page is asked for at its own size: a reader who wants three contacts does not wait for a thousand.
            var limit = (int)Math.Min(paging.PageSize, left);
            var items = await read(offset, limit, cancellationToken).ConfigureAwait(false);
            if (items.Count == 0)
            {
                yield break;
            }

            // A service that does not heed the limit must not give the reader more than was wanted.
            yield return new Page<T>(offset, items.Count <= left ? items : items.Take((int)left).ToList());
            if (items.Count < limit)
            {
                yield break;
            }

            offset += items.Count;
            left -= items.Count;
        }
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
