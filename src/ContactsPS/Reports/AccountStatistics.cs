using ContactsPS.Client.Paging;
using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Reports;

/// <summary>Counts a whole account: its contacts page by page, then its groups and segments concurrently.</summary>
/// <param name="context">Sends the requests.</param>
internal sealed class AccountStatistics(CommandContext context)
{
    private ContactsClient Client => context.Client;

    /// <summary>Counts all contacts that are not archived.</summary>
    /// <exception cref="ContactsException">A page could not be read.</exception>
    public void Count(ContactCounts counts) => new ListReader(context).ReadAccount(contact =>
    {
        counts.Add(contact);
        context.Counters.Done++;
    });

    /// <summary>Counts with the service's filter the channels that contacts do not report.</summary>
    public void CountChannels(ContactCounts counts)
    {
        var length = new ListCounter(Client, counts.Total);
        foreach (var channel in counts.Channels.Where(channel => channel.NotKnown == counts.Total && counts.Total > 0))
        {
            var found = Together([false, true], (hasLeft, token) => length.OfAsync(channel.Query(hasLeft), token));
            channel.Take(found[0], found[1]);
        }
    }

    /// <summary>Counts the members of the first groups.</summary>
    public NamedCounts Groups(int limit, long contacts)
    {
        var length = new ListCounter(Client, contacts);
        return Named(Client.ListGroups(), limit, group => $"group.{group.Id}", (group, token) => length.OfAsync(new ContactQuery { GroupId = group.Id }, token));
    }

    /// <summary>Asks the service to count the first segments.</summary>
    public NamedCounts Segments(int limit) =>
        Named(Client.ListSegments(), limit, segment => $"segment.{segment.Id}", async (segment, token) => (await Client.GetSegmentAsync(segment.Id!, token).ConfigureAwait(false))?.Count);

    private NamedCounts Named<T>(AsyncPageable<T> list, int limit, Func<T, string> key, Func<T, CancellationToken, Task<long?>> count)
        where T : notnull
    {
        if (limit == 0)
        {
            return NamedCounts.None;
        }

        var all = Together<AsyncPageable<T>, IReadOnlyList<T>>([list], (pages, token) => pages.ReadAllAsync(token)!)[0] ?? [];
        var counted = all.Take(limit).ToList();
        var counts = Together(counted, count);
        var items = counted.Select((item, place) => new NamedCount(key(item), item.ToString()!, counts[place])).OrderByDescending(item => item.Count ?? -1).ThenBy(item => item.Name, StringComparer.Ordinal);
        return new NamedCounts([.. items], all.Count);
    }

    /// <summary>
    /// Requests several counts concurrently, within the concurrency limit. A count that fails is a warning and null: a report without one number is still useful.
    /// </summary>
    private TResult?[] Together<T, TResult>(List<T> items, Func<T, CancellationToken, Task<TResult?>> ask)
    {
        var results = new TResult?[items.Count];
        for (var next = 0; next < items.Count; next++)
        {
            var place = next;
            context.Requests.Start(
                token => ask(items[place], token),
                result => results[place] = result,
                failure => context.Streams.WriteWarning(Messages.Get("NotCounted", failure.Message)));
        }

        context.WaitUntil(() => context.Requests.Count == 0);
        return results;
    }
}
