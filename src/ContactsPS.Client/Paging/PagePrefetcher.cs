namespace ContactsPS.Client.Paging;

/// <summary>
/// Asks for the pages of a list before they are wanted. No total is known, so every page ahead is a guess: there is one at the beginning, more
/// the more often the reader has to wait, and what lies behind the end is given up.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
internal sealed class PagePrefetcher<T> : IAsyncDisposable
{
    private const int Growth = 4;

    private readonly Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read;
    private readonly int pageSize;
    private readonly int most;
    private readonly CancellationTokenSource stop;
    private readonly Queue<PendingPage<T>> inFlight = new();
    private long offset;
    private long left;
    private int window = 1;

    /// <param name="read">Reads the page at an offset, of at most so many items.</param>
    /// <param name="paging">Which part of the list is wanted.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    public PagePrefetcher(Func<long, int, CancellationToken, Task<IReadOnlyList<T>>> read, ListOptions paging, CancellationToken cancellationToken)
    {
        this.read = read;
        pageSize = paging.PageSize;
        most = paging.ThrottleLimit;
        offset = paging.Skip;
        left = paging.First;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Whether the list ends with the page that was read last.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Whether nothing more of the list will be asked for, nor is being.</summary>
    public bool IsComplete => IsAtEnd || (left <= 0 && inFlight.Count == 0);

    /// <summary>The next page in order; empty where the list has no more of what is wanted.</summary>
    /// <exception cref="ContactsException">The page could not be read.</exception>
    public async Task<Page<T>> NextAsync()
    {
        if (inFlight.Count > 0 && !inFlight.Peek().Items.IsCompleted)
        {
            // The reader keeps up with us.
            window = Math.Min(window * Growth, most);
        }

        Ask(window);
        if (inFlight.Count == 0)
        {
            IsAtEnd = true;
            return new Page<T>(offset, []);
        }

        var asked = inFlight.Dequeue();
        var items = await asked.Items.ConfigureAwait(false);
        IsAtEnd = items.Count < asked.Limit;
        if (items.Count > asked.Limit)
        {
            // The service does not respect the limit, so what was guessed of the pages after this one is wrong.
            await GiveUpAsync().ConfigureAwait(false);
            items = items.Count > asked.Wanted ? items.Take((int)asked.Wanted).ToList() : items;
            (offset, left) = (asked.Offset + items.Count, asked.Wanted - items.Count);
        }
        else if (!IsAtEnd && most > 1)
        {
            // While the reader has this page, the next one is under way.
            Ask(window);
        }

        return new Page<T>(asked.Offset, items);
    }

    /// <summary>Wants so many more, for as many of those that were read do not count.</summary>
    public void WantMore(int items) => left += items;

    /// <summary>Ends every read.</summary>
    public void Stop() => stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await GiveUpAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    private void Ask(int pages)
    {
        while (inFlight.Count < pages && left > 0)
        {
            // The last page is asked for at its own size: a reader who wants three contacts does not wait for a thousand.
            var limit = (int)Math.Min(pageSize, left);
            inFlight.Enqueue(new PendingPage<T>(offset, limit, left, read(offset, limit, stop.Token)));
            offset += limit;
            left -= limit;
        }
    }

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
/// <param name="Items">What came, or will.</param>
internal sealed record PendingPage<T>(long Offset, int Limit, long Wanted, Task<IReadOnlyList<T>> Items);
