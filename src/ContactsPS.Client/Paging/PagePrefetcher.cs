using System.Collections;

namespace ContactsPS.Client.Paging;

/// <summary>
/// Requests pages of a list before they are needed. The total is not known, so each prefetched page is a guess: at first one page, more
/// the more often the reader has to wait. Pages after the end, which are empty (F34 of docs/service.md), are discarded.
/// </summary>
/// <remarks>
/// Only an empty page ends a list, because a service may limit pages to fewer items than requested (F22 of docs/service.md). The next offset follows from the items received. After a short page,
/// pages of its size are requested; if the sizes vary, nothing is prefetched any more. With <see cref="ListOptions.OverlapsPages"/>, each page begins with the last item of
/// the previous one.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class PagePrefetcher<T> : IAsyncDisposable
{
    private const int Growth = 4;

    // Another client may insert exactly one page of items, so that a full page repeats. This many repeats in a row are not a coincidence.
    private const int MostRepeats = 3;

    // A page of a look-up with fewer items than any service limits pages to is the last one, unless its items show that the filter was not applied.
    private const int FewItems = 100;

    private readonly Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read;
    private readonly ListOptions options;
    private readonly Func<T, bool>? isSought;
    private readonly CancellationTokenSource stop;
    private readonly Queue<PendingPage<T>> inFlight = new();
    private long offset;
    private long left;
    private int size;
    private int most;
    private int window = 1;
    private bool hasShortPage;
    private bool overlaps;
    private PendingPage<T>? latest;
    private (IReadOnlyList<T> Items, bool IsShort)? previous;
    private int repeats;

    /// <param name="read">Reads the page at an offset, with at most this many items.</param>
    /// <param name="paging">Which part of the list to read.</param>
    /// <param name="isSought">If the list is the result of a look-up by key: whether an item has that key.</param>
    /// <param name="cancellationToken">Ends all reads.</param>
    public PagePrefetcher(Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read, ListOptions paging, Func<T, bool>? isSought, CancellationToken cancellationToken)
    {
        this.read = read;
        this.isSought = isSought;
        options = paging;
        size = paging.PageSize;
        most = paging.ThrottleLimit;
        offset = paging.Skip;
        left = paging.First;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Whether the last page read is the end of the list.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Whether the last page read should begin with an item of the previous page.</summary>
    public bool IsOverlapping { get; private set; }

    /// <summary>Whether no more pages are or will be requested.</summary>
    public bool IsComplete => IsAtEnd || (left <= 0 && inFlight.Count == 0);

    /// <summary>The next page in order; empty if the list has no more of the wanted items.</summary>
    /// <exception cref="ContactsException">The page could not be read.</exception>
    public async Task<Page<T>> NextAsync()
    {
        var isProbablyEnd = previous is { IsShort: true };
        if (!isProbablyEnd && inFlight.Count > 0 && !inFlight.Peek().Items.IsCompleted)
        {
            // The reader waits for us.
            window = Math.Min(window * Growth, most);
        }

        Ask(isProbablyEnd ? 1 : window);
        IsOverlapping = false;
        if (inFlight.Count == 0)
        {
            IsAtEnd = true;
            return new Page<T>(offset, []);
        }

        var asked = latest = inFlight.Dequeue();
        var items = await asked.Items.ConfigureAwait(false);
        var isRepeated = IsRepeated(items);
        IsOverlapping = asked.IsOverlapping && !isRepeated;
        if (items.Count == 0 || (isRepeated && previous!.Value.IsShort))
        {
            // A short page that repeats is the whole of a list without pages (F23 of docs/service.md).
            IsAtEnd = true;
            return new Page<T>(asked.Offset, []);
        }

        repeats = isRepeated ? repeats + 1 : 0;
        if (repeats == MostRepeats)
        {
            throw new ContactsException(ContactsFailure.NotTheService, Messages.Get("ListRepeats"));
        }

        previous = (items, IsShort: items.Count < asked.Limit);
        if (items.Count != asked.Limit)
        {
            // The prefetched pages have wrong offsets.
            await GiveUpAsync().ConfigureAwait(false);
            items = items.Count > asked.Wanted ? items.Take((int)asked.Wanted).ToList() : items;
            (offset, left) = (asked.Offset + items.Count - OverlapAfter(items.Count), asked.Wanted - items.Count);
            overlaps = OverlapAfter(items.Count) > 0;
            if (items.Count > 1 || !asked.IsOverlapping)
            {
                // A page with only the overlapping item says nothing about the page size.
                Resize(items.Count, asked.Limit);
            }
        }

        IsAtEnd = isSought is not null && items.Count < Math.Min(asked.Limit, FewItems) && items.All(isSought);
        if (!IsAtEnd && most > 1)
        {
            // Prefetch while the reader uses this page. After a short page, which may be the last, prefetch only one.
            Ask(items.Count < asked.Limit ? 1 : window);
        }

        if (repeats == 0)
        {
            return new Page<T>(asked.Offset, items);
        }

        left += items.Count;
        return new Page<T>(asked.Offset, []);
    }

    /// <summary>Reads this many more items, because as many were repeats.</summary>
    public void WantMore(int items) => left += items;

    /// <summary>Goes back this many pages from the last page read, and discards the requests in flight.</summary>
    public async Task RewindAsync(int count)
    {
        await GiveUpAsync().ConfigureAwait(false);
        offset = Math.Max(options.Skip, latest!.Offset - ((long)count * Math.Max(1, options.PageSize - 1)));
        left = latest.Wanted;
        (IsAtEnd, overlaps, previous, repeats) = (false, offset > options.Skip, null, 0);

        // The short page may have been the end of the list.
        (size, hasShortPage, most) = (options.PageSize, false, options.ThrottleLimit);
    }

    /// <summary>Ends all reads.</summary>
    public void Stop() => stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await GiveUpAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    /// <summary>Whether a page repeats the previous one, as far as both go.</summary>
    private bool IsRepeated(IReadOnlyList<T> items) =>
        previous is { } before && items.Count > 0
        && items.Zip(before.Items, static (item, other) => StructuralComparisons.StructuralEqualityComparer.Equals(item, other)).All(static isSame => isSame);

    /// <summary>Learns the page size of the service from the first short page.</summary>
    private void Resize(int received, int requested)
    {
        if (received < requested && !hasShortPage)
        {
            (size, hasShortPage) = (received, true);
        }
        else
        {
            (size, most, window) = (options.PageSize, 1, 1);
        }
    }

    private void Ask(int pages)
    {
        while (inFlight.Count < pages && left > 0)
        {
            // The last page is requested with its own size, so that a reader of three contacts does not wait for a thousand.
            var limit = (int)Math.Min(size, left);
            inFlight.Enqueue(new PendingPage<T>(offset, limit, left, overlaps, read(offset, limit, stop.Token)));
            offset += limit - OverlapAfter(limit);
            left -= limit;
            overlaps = OverlapAfter(limit) > 0;
        }
    }

    /// <summary>How many items of a page the next page repeats: none if a page has one item, because the list would never advance.</summary>
    private int OverlapAfter(int items) => options.OverlapsPages && items > 1 ? 1 : 0;

    /// <summary>Waits for the requests in flight, and discards their results and failures, which are not needed.</summary>
    private async Task GiveUpAsync()
    {
        while (inFlight.Count > 0)
        {
            try
            {
                await inFlight.Dequeue().Items.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ContactsException or OperationCanceledException)
            {
                // Discarded like the results.
            }
        }
    }
}

/// <summary>A requested page.</summary>
/// <param name="Offset">The number of items before it.</param>
/// <param name="Limit">The most items it may have.</param>
/// <param name="Wanted">The number of items that were wanted from its offset on.</param>
/// <param name="IsOverlapping">Whether it should begin with the last item of the previous page.</param>
/// <param name="Items">The task that reads its items.</param>
internal sealed record PendingPage<T>(long Offset, int Limit, long Wanted, bool IsOverlapping, Task<IReadOnlyList<T>> Items);
