using ContactsPS.Client.Errors;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>Pages are asked for ahead of their reader: as many as it keeps up with, none beyond what is wanted, and nothing is left behind.</summary>
public sealed class PagePrefetcherTests
{
    private readonly ScriptedList list = new();

    [Fact]
    public async Task The_first_page_is_asked_for_alone()
    {
        list.Holds(10_000);
        await using var reader = list.Read();
        var first = reader.MoveNextAsync();
        Assert.Equal(["offset=0&limit=10"], list.Asked);
        list.AnswerOldest();
        Assert.True(await first);
    }

    [Fact]
    public async Task While_the_reader_has_the_first_page_one_more_is_under_way()
    {
        list.Holds(10_000).AnswersAtOnce();
        await using var reader = list.Read();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(["offset=0&limit=10", "offset=10&limit=10"], list.Asked);
    }

    [Fact]
    public async Task A_reader_who_has_to_wait_gets_more_pages_ahead_up_to_the_limit()
    {
        list.Holds(10_000);
        await using var reader = list.Read(throttle: 10);
        var inFlight = new List<int>();
        for (var page = 0; page < 4; page++)
        {
            var next = reader.MoveNextAsync();
            inFlight.Add(list.InFlight);
            list.AnswerOldest();
            Assert.True(await next);
        }

        Assert.Equal([1, 4, 10, 10], inFlight);
    }

    [Fact]
    public async Task A_reader_who_never_waits_has_one_page_ahead()
    {
        list.Holds(100).AnswersAtOnce();
        await using var reader = list.Read();
        for (var page = 1; page <= 5; page++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(page + 1, list.Asked.Count);
        }
    }

    [Fact]
    public async Task Pages_come_in_order_whatever_order_they_arrive_in()
    {
        list.Holds(95);
        var reading = list.ReadAllAsync();
        while (!reading.IsCompleted)
        {
            list.AnswerLatest();
        }

        Assert.Equal(Enumerable.Range(1, 95).Select(id => (long)id), await reading);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(101)]
    public async Task All_is_read_once_and_what_lies_behind_the_end_is_given_up(int count)
    {
        list.Holds(count);
        var reading = list.ReadAllAsync();
        while (!reading.IsCompleted)
        {
            list.AnswerOldest();
        }

        Assert.Equal(Enumerable.Range(1, count).Select(id => (long)id), await reading);
        Assert.Equal(0, list.InFlight);
    }

    [Fact]
    public async Task A_failure_behind_the_end_is_nobodys_failure()
    {
        list.Holds(35).FailsFrom(offset: 40);
        var reading = list.ReadAllAsync();
        while (!reading.IsCompleted)
        {
            list.AnswerLatest();
        }

        Assert.Contains("offset=40&limit=10", list.Asked);
        Assert.Equal(35, (await reading).Count);
    }

    [Fact]
    public async Task A_failure_comes_after_the_pages_before_it()
    {
        list.Holds(100).AnswersAtOnce().FailsFrom(offset: 30);
        var read = 0;
        await using var reader = list.Read();
        await Assert.ThrowsAsync<ContactsException>(async () =>
        {
            while (await reader.MoveNextAsync())
            {
                read += reader.Current.Items.Count;
            }
        });
        Assert.Equal(30, read);
    }

    [Fact]
    public async Task A_reader_who_leaves_leaves_nothing_in_flight()
    {
        list.Holds(10_000);
        var reader = list.Read();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var next = reader.MoveNextAsync();
            list.AnswerOldest();
            Assert.True(await next);
        }

        Assert.Equal(4, list.InFlight);
        await reader.DisposeAsync();
        Assert.Equal(0, list.InFlight);
    }

    [Fact]
    public async Task No_page_is_asked_for_beyond_what_is_wanted()
    {
        list.Holds(10_000).AnswersAtOnce();
        Assert.Equal(25, (await list.ReadAllAsync(first: 25)).Count);
        Assert.Equal(["offset=0&limit=10", "offset=10&limit=10", "offset=20&limit=5"], list.Asked);
    }

    [Fact]
    public async Task What_an_insert_moves_onto_the_next_page_is_read_once()
    {
        list.Holds(50).AnswersAtOnce().InsertsAtTheFront(3, beforeOffset: 20);
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), await list.ReadAllAsync());
    }

    [Fact]
    public async Task For_what_is_read_twice_as_many_more_are_wanted()
    {
        list.Holds(50).AnswersAtOnce().InsertsAtTheFront(3, beforeOffset: 20);
        Assert.Equal(Enumerable.Range(1, 40).Select(id => (long)id), await list.ReadAllAsync(first: 40));
    }

    [Fact]
    public async Task A_page_that_overlaps_begins_with_the_last_item_of_the_page_before_it()
    {
        list.Holds(25).AnswersAtOnce();
        Assert.Equal(25, (await list.ReadAllAsync(throttle: 1, overlaps: true)).Count);
        Assert.Equal(["offset=0&limit=10", "offset=9&limit=10", "offset=18&limit=10", "offset=24&limit=7", "offset=25&limit=7"], list.Asked);
    }

    [Fact]
    public async Task What_a_removal_moves_onto_a_page_that_was_read_is_read_all_the_same()
    {
        list.Holds(50).AnswersAtOnce().RemovesAtTheFront(3, beforeOffset: 18);
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), await list.ReadAllAsync(throttle: 1, overlaps: true));
        Assert.Equal(["offset=0&limit=10", "offset=9&limit=10", "offset=18&limit=10", "offset=9&limit=10"], list.Asked.Take(4));
    }

    [Fact]
    public async Task An_empty_page_does_not_end_the_list_if_a_removal_has_moved_its_items()
    {
        list.Holds(15).AnswersAtOnce().RemovesAtTheFront(8, beforeOffset: 9);
        Assert.Equal(Enumerable.Range(1, 15).Select(id => (long)id), await list.ReadAllAsync(throttle: 1, overlaps: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_are_in_flight_than_is_allowed(int throttle)
    {
        list.Holds(200);
        var reading = list.ReadAllAsync(throttle: throttle);
        while (!reading.IsCompleted)
        {
            list.AnswerOldest();
        }

        Assert.Equal(200, (await reading).Count);
        Assert.Equal(throttle, list.MostInFlight);
    }

    [Fact]
    public void A_limit_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ListOptions { ThrottleLimit = 0 });
}
