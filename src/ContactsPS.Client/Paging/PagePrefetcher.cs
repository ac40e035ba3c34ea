using System.Collections;

namespace ContactsPS.Client.Paging;

/// <summary>
/// Requests the pages of a list before they are wanted. No total is known, so every prefetched page is a guess: there is one at the beginning, more
/// the more often the reader has to wait, and what lies behind the end, an empty page (F34 of docs/service.md), is given up.
/// </summary>
/// <remarks>
/// Only an empty page ends a list: a service may cap the size of a page below what is requested (F22 of docs/service.md). The next offset follows from what was received. After a short page,
/// pages of that size are requested; if sizes vary, none is prefetched any more. With <see cref="ListOptions.OverlapsPages"/> each page begins with the last item of
/// the one before it.
/// </remarks>
/// <typeparam name="T">What is listed.</typeparam>
internal sealed class PagePrefetcher<T> : IAsyncDisposable
{
    private const int Growth = 4;

    // Others may insert just a page of items once, and a full page is there again. So often in a row it is no coincidence.
    private const int MostRepeats = 3;

    // Of a look-up, a page with fewer items than services cap a page at is the last one, unless its items show that the filter was not applied.
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

    /// <param name="read">Reads the page at an offset, of at most so many items.</param>
    /// <param name="paging">Which part of the list is wanted.</param>
    /// <param name="isSought">If the list is what a key finds, whether an item has that key.</param>
    /// <param name="cancellationToken">Ends every read.</param>
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

    /// <summary>Whether the list ends with the page that was read last.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Whether the page that was read last should begin with an item of the page before it.</summary>
    public bool IsOverlapping { get; private set; }

    /// <summary>Whether nothing more of the list will be asked for, nor is being.</summary>
    public bool IsComplete => IsAtEnd || (left <= 0 && inFlight.Count == 0);

    /// <summary>The next page in order; empty where the list has no more of what is wanted.</summary>
    /// <exception cref="ContactsException">The page could not be read.</exception>
    public async Task<Page<T>> NextAsync()
    {
        var isProbablyEnd = previous is { IsShort: true };
        if (!isProbablyEnd && inFlight.Count > 0 && !inFlight.Peek().Items.IsCompleted)
        {
            // The reader keeps up with us.
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
            // A short page that is there again is all of a list that the service does not page (F23 of docs/service.md).
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
            // What was guessed of the pages after this one is wrong.
            await GiveUpAsync().ConfigureAwait(false);
            items = items.Count > asked.Wanted ? items.Take((int)asked.Wanted).ToList() : items;
            (offset, left) = (asked.Offset + items.Count - OverlapAfter(items.Count), asked.Wanted - items.Count);
            overlaps = OverlapAfter(items.Count) > 0;
            if (items.Count > 1 || !asked.IsOverlapping)
            {
                // Nothing but the item of the page before tells nothing of a page's size.
                Resize(items.Count, asked.Limit);
            }
        }

        IsAtEnd = isSought is not null && items.Count < Math.Min(asked.Limit, FewItems) && items.All(isSought);
        if (!IsAtEnd && most > 1)
        {
            // While the reader has this page, the next one is under way: after a short one, which may be the last, no more than one.
            Ask(items.Count < asked.Limit ? 1 : window);
        }

        if (repeats == 0)
        {
            return new Page<T>(asked.Offset, items);
        }

        left += items.Count;
        return new Page<T>(asked.Offset, []);
    }

    /// <summary>Wants so many more, for as many of those that were read do not count.</summary>
    public void WantMore(int items) => left += items;

    /// <summary>Goes back so many pages before the one that was read last, and gives up what is in flight.</summary>
    public async Task RewindAsync(int count)
    {
        await GiveUpAsync().ConfigureAwait(false);
        offset = Math.Max(options.Skip, latest!.Offset - ((long)count * Math.Max(1, options.PageSize - 1)));
        left = latest.Wanted;
        (IsAtEnd, overlaps, previous, repeats) = (false, offset > options.Skip, null, 0);

        // The short page may have been the end of the list.
        (size, hasShortPage, most) = (options.PageSize, false, options.ThrottleLimit);
    }

    /// <summary>Ends every read.</summary>
    public void Stop() => stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await GiveUpAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    /// <summary>Whether a page is the one before it again, as far as both go.</summary>
    private bool IsRepeated(IReadOnlyList<T> items) =>
        previous is { } before && items.Count > 0
        && items.Zip(before.Items, static (item, other) => StructuralComparisons.StructuralEqualityComparer.Equals(item, other)).All(static isSame => isSame);

    /// <summary>Takes the size of the service's pages from the first short one.</summary>
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
            // The last page is asked for at its own size: a reader who wants three contacts does not wait for a thousand.
            var limit = (int)Math.Min(size, left);
            inFlight.Enqueue(new PendingPage<T>(offset, limit, left, overlaps, read(offset, limit, stop.Token)));
            offset += limit - OverlapAfter(limit);
            left -= limit;
            overlaps = OverlapAfter(limit) > 0;
        }
    }

    /// <summary>How many items of a page the next one holds too: none of a page of one, which would never end.</summary>
    private int OverlapAfter(int items) => options.OverlapsPages && items > 1 ? 1 : 0;

    /// <summary>Waits for what is in flight to end, so that nothing is left behind, and throws it away: failures too, for nobody wanted it.</summary>
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
                // Thrown away like the rest.
            }
        }
    }
}

/// <summary>A page that was asked for.</summary>
/// <param name="Offset">How many items lie before it.</param>
/// <param name="Limit">How many items it may hold.</param>
/// <param name="Wanted">How many items were wanted from its offset on.</param>
/// <param name="IsOverlapping">Whether it should begin with the last item of the page before it.</param>
/// <param name="Items">What came, or will.</param>
internal sealed record PendingPage<T>(long Offset, int Limit, long Wanted, bool IsOverlapping, Task<IReadOnlyList<T>> Items);
