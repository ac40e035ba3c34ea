using System.Runtime.ExceptionServices;

namespace ContactsPS.Client.Paging;

/// <summary>
/// Reads a list page by page. It can fetch the rest of the list before the caller changes what is listed, because a change moves the following
/// pages (F38 and F68 of docs/service.md). Without changes, the pages contain each item once (F37). Thread-safe; disposing ends the requests in flight.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class PageReader<T> : IAsyncDisposable
{
    private const int RememberedIds = 16_384;

    // This many pages in a row without a new item, after everything that was read came again several times, are not explained by inserts.
    private const int MostStalePages = 16;
    private const int MostRounds = 4;

    // In a row, each twice as far back as the one before: 15 pages in all, whose items are still remembered.
    private const int MostRewindsInARow = 4;
    private const int MostRewinds = 1_000;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly RecentIds recent = new(RememberedIds);
    private readonly Queue<Page<T>> rest = new();
    private readonly PagePrefetcher<T> pages;
    private readonly Func<T, long?> idOf;
    private ExceptionDispatchInfo? failure;
    private bool isEnded;
    private int rewinds;
    private int rewindsInARow;

    internal PageReader(PagePrefetcher<T> pages, Func<T, long?> idOf)
    {
        this.pages = pages;
        this.idOf = idOf;
    }

    /// <summary>Whether no more pages will be requested: the rest of the list, if any, is in memory.</summary>
    public bool IsComplete => failure is not null || pages.IsComplete;

    /// <summary>
    /// Whether items may be missing: overlapping pages did not fit together, even when they were read again. Other clients change the list too fast, or its order is not
    /// stable. Always false without <see cref="ListOptions.OverlapsPages"/>.
    /// </summary>
    public bool MayHaveGaps { get; private set; }

    /// <summary>The next page with items; null at the end of the list.</summary>
    /// <exception cref="ContactsException">The page could not be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public async Task<Page<T>?> ReadAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (rest.Count > 0)
            {
                return rest.Dequeue();
            }

            failure?.Throw();
            return await NextAsync().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether an item with this id is among the latest 16 384 items read.</summary>
    public bool HasGiven(long id)
    {
        lock (recent)
        {
            return recent.Contains(id);
        }
    }

    /// <summary>Fetches the rest of the list into memory for <see cref="ReadAsync"/>.</summary>
    /// <exception cref="ContactsException">A page could not be read. <see cref="ReadAsync"/> throws the same exception when it reaches that page.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public async Task FetchRestAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            while (!isEnded && failure is null && await NextAsync().ConfigureAwait(false) is { } page)
            {
                rest.Enqueue(page);
            }
        }
        catch (ContactsException exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A concurrent fetch of the rest is ended first. The gate itself needs no disposing.
        pages.Stop();
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            isEnded = true;
            await pages.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Page<T>?> NextAsync()
    {
        var staleItems = 0;
        var stalePages = 0;
        while (!pages.IsAtEnd)
        {
            var page = await pages.NextAsync().ConfigureAwait(false);
            if (pages.IsOverlapping && !MayHaveGaps && !FollowsOn(page))
            {
                MayHaveGaps = rewindsInARow == MostRewindsInARow || ++rewinds == MostRewinds;
                await pages.RewindAsync(MayHaveGaps ? 1 : 1 << rewindsInARow++).ConfigureAwait(false);
                (staleItems, stalePages) = (0, 0);
                continue;
            }

            var fresh = Fresh(page.Items);
            pages.WantMore(page.Items.Count - fresh.Count);
            if (fresh.Count > 0)
            {
                rewindsInARow = 0;
                return new Page<T>(page.Offset, fresh);
            }

            staleItems += page.Items.Count;
            stalePages += staleItems > MostRounds * recent.Count ? 1 : 0;
            if (stalePages >= MostStalePages)
            {
                throw new ContactsException(ContactsFailure.NotTheService, Messages.Get("ListRepeats"));
            }
        }

        return null;
    }

    /// <summary>Whether a page begins with an item that was read before. If not, a removal has moved items to pages that were already read.</summary>
    private bool FollowsOn(Page<T> page)
    {
        lock (recent)
        {
            return page.Items.Count > 0 && (idOf(page.Items[0]) is not { } id || recent.Contains(id));
        }
    }

    private List<T> Fresh(IReadOnlyList<T> items)
    {
        lock (recent)
        {
            return items.Where(item => idOf(item) is not { } id || recent.Add(id)).ToList();
        }
    }
}
