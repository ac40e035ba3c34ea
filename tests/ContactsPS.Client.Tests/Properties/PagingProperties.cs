using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Lists of any length, with any page size and concurrency limit, while others add and remove items.</summary>
public sealed class PagingProperties
{
    private static readonly Gen<ListOptions> AnyPaging =
        from size in Gen.Int[1, 30]
        from throttle in Gen.Int[1, 8]
        from skip in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[0, 120]))
        from first in Gen.Frequency((1, Gen.Const(int.MaxValue)), (2, Gen.Int[0, 150]))
        select new ListOptions { PageSize = size, ThrottleLimit = throttle, Skip = skip, First = first == int.MaxValue ? long.MaxValue : first };

    private static readonly Gen<Move[]> Inserts = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 40], (request, added) => new Move(request, added, Place: 0)).Array[0, 4];

    private static readonly Gen<Move[]> Moves = Gen.Select(Gen.Int[0, 12], Gen.Int[-20, 20], Gen.Int[0, 100], (request, added, place) => new Move(request, added, place)).Array[0, 6];

    [Fact]
    public Task A_list_that_does_not_change_is_read_within_its_skip_and_first() => Gen.Select(Gen.Int[0, 200], AnyPaging, Gen.Int).SampleAsync(
        async (count, paging, seed) =>
        {
            var list = new MovingList(count, [], seed);
            var wanted = Enumerable.Range(1, count).Select(id => (long)id).Skip((int)paging.Skip).Take((int)Math.Min(paging.First, count));
            Assert.Equal(wanted, await list.ReadAsync(paging));
            Assert.True(list.MostInFlight <= paging.ThrottleLimit);
        },
        iter: 3_000);

    [Fact]
    public Task No_item_is_read_twice_and_no_more_than_requested_whatever_others_do() => Gen.Select(Gen.Int[0, 200], AnyPaging, Moves, Gen.Int).SampleAsync(
        async (count, paging, moves, seed) =>
        {
            var read = await new MovingList(count, moves, seed).ReadAsync(paging);
            Assert.Equal(read.Distinct(), read);
            Assert.True(read.Count <= paging.First);
        },
        iter: 3_000);

    [Fact]
    public Task One_page_at_a_time_misses_no_item_if_others_add_at_the_front() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 30], Gen.Int[0, 250], Inserts, Gen.Int).SampleAsync(
            async (count, size, first, inserts, seed) =>
            {
                var read = await new MovingList(count, inserts, seed).ReadAsync(new ListOptions { PageSize = size, First = first, ThrottleLimit = 1 });

                // An added item may be after the part already read, and then counts towards the requested number.
                var before = read.Where(id => id <= count).ToList();
                Assert.Equal(Enumerable.Range(1, before.Count).Select(id => (long)id), before);
                Assert.True(before.Count == count || read.Count == first);
            },
            iter: 3_000);

    [Fact]
    public Task Pages_that_overlap_miss_no_item_whatever_others_add_or_remove() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[2, 30], Gen.Int[1, 8], Moves, Gen.Int).SampleAsync(
            async (count, size, throttle, moves, seed) =>
            {
                var list = new MovingList(count, moves, seed);
                var (read, mayHaveGaps) = await list.ReadWholeAsync(new ListOptions { PageSize = size, ThrottleLimit = throttle, OverlapsPages = true });
                Assert.Equal(read.Distinct(), read);
                if (!mayHaveGaps)
                {
                    Assert.Empty(list.Left.Where(id => id <= count).Except(read));
                }

                // The reader searches at most fifteen pages back for items that moved, so no more than 120 items are removed.
                Assert.False(mayHaveGaps && 15 * (size - 1) > 120);
            },
            iter: 5_000);

    [Fact]
    public async Task A_list_continues_if_others_add_more_items_than_have_been_read()
    {
        Move[] moves = [new(7, -10, 10), new(11, 8, 48), new(5, 19, 6), new(4, 13, 56), new(2, 11, 16), new(2, 10, 2)];
        var list = new MovingList(41, moves, seed: 99259);
        var (read, mayHaveGaps) = await list.ReadWholeAsync(new ListOptions { PageSize = 21, ThrottleLimit = 4, OverlapsPages = true });
        Assert.True(mayHaveGaps || !list.Left.Where(id => id <= 41).Except(read).Any());
    }

    [Fact]
    public Task A_list_whose_pages_repeat_in_turn_ends() => Gen.Select(Gen.Int[2, 30], Gen.Int[1, 8], Gen.Int[1, 5], Gen.Bool).SampleAsync(
        async (size, throttle, turns, overlaps) =>
        {
            var requests = 0;
            Task<IReadOnlyList<ContactGroup>> ReadAsync(long offset, int limit, CancellationToken cancellationToken)
            {
                var request = Interlocked.Increment(ref requests);
                Assert.True(request <= 2_000, "The list requested more than 2,000 pages.");
                return Task.FromResult<IReadOnlyList<ContactGroup>>([.. Enumerable.Range(request % turns * size, Math.Min(limit, size)).Select(id => new ContactGroup(id))]);
            }

            var list = new AsyncPageable<ContactGroup>(ReadAsync, static group => group.Id, new ListOptions { PageSize = size, ThrottleLimit = throttle, OverlapsPages = overlaps });
            await Assert.ThrowsAsync<ContactsException>(() => list.ToListAsync().AsTask());
        },
        iter: 200);

    [Fact]
    public Task Pages_that_overlap_end_even_if_the_order_of_the_list_is_not_stable() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[2, 30], Gen.Int[1, 8], Gen.Int).SampleAsync(
            async (count, size, throttle, seed) =>
            {
                var random = new Random(seed);
                var requests = 0;
                Task<IReadOnlyList<ContactGroup>> ReadAsync(long offset, int limit, CancellationToken cancellationToken)
                {
                    lock (random)
                    {
                        Assert.True(++requests < 20_000, "The list does not end.");
                        return Task.FromResult<IReadOnlyList<ContactGroup>>(
                            [.. Enumerable.Range(1, count).OrderBy(_ => random.Next()).Skip((int)offset).Take(limit).Select(id => new ContactGroup(id))]);
                    }
                }

                var list = new AsyncPageable<ContactGroup>(
                    ReadAsync, static group => group.Id, new ListOptions { PageSize = size, ThrottleLimit = throttle, OverlapsPages = true });
                var read = await list.ToListAsync();
                Assert.Equal(read.Select(group => group.Id).Distinct().Count(), read.Count);
            },
            iter: 500);

    [Fact]
    public Task A_list_that_ignores_the_offset_ends() => Gen.Select(Gen.Int[1, 30], Gen.Int[1, 8], Gen.Long[1, 1_000]).SampleAsync(
        async (size, throttle, first) =>
        {
            var requests = 0;
            Task<IReadOnlyList<ContactGroup>> ReadAsync(long offset, int limit, CancellationToken cancellationToken) => Interlocked.Increment(ref requests) <= 2_000
                ? Task.FromResult<IReadOnlyList<ContactGroup>>([.. Enumerable.Range(1, limit).Select(id => new ContactGroup(id))])
                : throw new InvalidOperationException("The list requested the same page more than 2,000 times.");

            var list = new AsyncPageable<ContactGroup>(ReadAsync, static group => group.Id, new ListOptions { PageSize = size, ThrottleLimit = throttle, First = first });
            try
            {
                Assert.True((await list.ToListAsync()).Count <= first);
            }
            catch (ContactsException)
            {
                // Ending with the error that the list cannot be read is correct too.
            }
        },
        iter: 200);
}
