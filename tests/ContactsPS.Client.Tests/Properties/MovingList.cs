using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>A change that somebody else makes to a list just before a page of it is read.</summary>
/// <param name="BeforeRequest">The request before which it happens, from 0.</param>
/// <param name="Added">How many items are inserted; a negative number removes as many.</param>
/// <param name="Place">The position in the list, in percent.</param>
internal sealed record Move(int BeforeRequest, int Added, int Place);

/// <summary>A list of numbered groups that others change while it is read, and that responds at once or later.</summary>
internal sealed class MovingList(int count, IReadOnlyList<Move> moves, int seed)
{
    private readonly Lock gate = new();
    private readonly List<long> ids = [.. Enumerable.Range(1, count).Select(id => (long)id)];
    private readonly Random random = new(seed);
    private long latest = 1_000_000;
    private int requests;
    private int inFlight;

    public int MostInFlight { get; private set; }

    public async Task<List<long>> ReadAsync(ListOptions paging)
    {
        var read = new List<long>();
        await foreach (var group in new AsyncPageable<ContactGroup>(RequestAsync, static group => group.Id, paging))
        {
            read.Add(group.Id!.Value);
        }

        return read;
    }

    /// <summary>The items that are in the list now.</summary>
    public IReadOnlyList<long> Left => ids;

    /// <summary>Reads the list, and says whether items may be missing.</summary>
    public async Task<(List<long> Read, bool MayHaveGaps)> ReadWholeAsync(ListOptions paging)
    {
        var read = new List<long>();
        await using var reader = new AsyncPageable<ContactGroup>(RequestAsync, static group => group.Id, paging).Open();
        while (await reader.ReadAsync() is { } page)
        {
            read.AddRange(page.Items.Select(group => group.Id!.Value));
        }

        return (read, reader.MayHaveGaps);
    }

    private async Task<IReadOnlyList<ContactGroup>> RequestAsync(long offset, int limit, CancellationToken cancellationToken)
    {
        List<ContactGroup> page;
        int yields;
        lock (gate)
        {
            MostInFlight = Math.Max(MostInFlight, ++inFlight);
            foreach (var move in moves.Where(move => move.BeforeRequest == requests))
            {
                Make(move);
            }

            requests++;
            page = [.. ids.Skip((int)Math.Min(offset, int.MaxValue)).Take(limit).Select(id => new ContactGroup(id))];
            yields = random.Next(4);
        }

        for (var i = 0; i < yields; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (gate)
        {
            inFlight--;
        }

        return page;
    }

    private void Make(Move move)
    {
        var place = ids.Count * move.Place / 100;
        if (move.Added > 0)
        {
            ids.InsertRange(place, Enumerable.Range(0, move.Added).Select(_ => ++latest));
        }
        else
        {
            ids.RemoveRange(place, Math.Min(-move.Added, ids.Count - place));
        }
    }
}
