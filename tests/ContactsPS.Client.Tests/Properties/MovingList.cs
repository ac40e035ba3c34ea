using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>What somebody else does to a list just before a page of it is read.</summary>
/// <param name="BeforeRequest">Before which request, from 0.</param>
/// <param name="Added">How many items are put in at a place; negative where so many are taken out there.</param>
/// <param name="Place">Where, as a share of the list in percent.</param>
internal sealed record Move(int BeforeRequest, int Added, int Place);

/// <summary>A list of numbered groups that others change while it is read, and that answers at once or a moment later.</summary>
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
        await foreach (var group in new AsyncPageable<ContactGroup>(AskAsync, static group => group.Id, paging))
        {
            read.Add(group.Id!.Value);
        }

        return read;
    }

    /// <summary>What is left of the list.</summary>
    public IReadOnlyList<long> Left => ids;

    /// <summary>Reads the list, and whether items may be missing.</summary>
    public async Task<(List<long> Read, bool MayHaveGaps)> ReadWholeAsync(ListOptions paging)
    {
        var read = new List<long>();
        await using var reader = new AsyncPageable<ContactGroup>(AskAsync, static group => group.Id, paging).Open();
        while (await reader.ReadAsync() is { } page)
        {
            read.AddRange(page.Items.Select(group => group.Id!.Value));
        }

        return (read, reader.MayHaveGaps);
    }

    private async Task<IReadOnlyList<ContactGroup>> AskAsync(long offset, int limit, CancellationToken cancellationToken)
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
