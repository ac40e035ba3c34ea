using ContactsPS.Client.Errors;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>Pages are prefetched: as many as the reader needs, none beyond the requested number, and none stays in flight.</summary>
public sealed class PagePrefetcherTests
{
    private readonly ScriptedList list = new();

    [Fact]
    public async Task The_first_page_is_requested_alone()
    {
        list.Holds(10_000);
        await using var reader = list.Read();
        var first = reader.MoveNextAsync();
        Assert.Equal(["offset=0&limit=10"], list.Requests);
        list.AnswerOldest();
        Assert.True(await first);
    }

    [Fact]
    public async Task One_more_page_is_in_flight_while_the_reader_has_the_first()
    {
        list.Holds(10_000).AnswersAtOnce();
        await using var reader = list.Read();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(["offset=0&limit=10", "offset=10&limit=10"], list.Requests);
    }

    [Fact]
    public async Task A_reader_that_waits_gets_more_pages_prefetched_up_to_the_limit()
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
    public async Task A_reader_that_never_waits_gets_one_page_prefetched()
    {
        list.Holds(100).AnswersAtOnce();
        await using var reader = list.Read();
        for (var page = 1; page <= 5; page++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(page + 1, list.Requests.Count);
        }
    }

    [Fact]
    public async Task Pages_are_returned_in_order_whatever_order_they_arrive_in()
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
    public async Task Each_item_is_read_once_and_requests_past_the_end_are_cancelled(int count)
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
    public async Task A_failure_past_the_end_of_the_list_is_ignored()
    {
        list.Holds(35).FailsFrom(offset: 40);
        var reading = list.ReadAllAsync();
        while (!reading.IsCompleted)
        {
            list.AnswerLatest();
        }

        Assert.Contains("offset=40&limit=10", list.Requests);
        Assert.Equal(35, (await reading).Count);
    }

    [Fact]
    public async Task A_failure_is_reported_after_the_pages_before_it()
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
    public async Task A_reader_that_stops_leaves_nothing_in_flight()
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
    public async Task No_page_is_requested_beyond_the_requested_number()
    {
        list.Holds(10_000).AnswersAtOnce();
        Assert.Equal(25, (await list.ReadAllAsync(first: 25)).Count);
        Assert.Equal(["offset=0&limit=10", "offset=10&limit=10", "offset=20&limit=5"], list.Requests);
    }

    [Fact]
    public async Task An_item_that_an_insertion_moves_to_the_next_page_is_read_once()
    {
        list.Holds(50).AnswersAtOnce().InsertsAtTheFront(3, beforeOffset: 20);
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), await list.ReadAllAsync());
    }

    [Fact]
    public async Task Repeated_items_do_not_count_towards_the_requested_number()
    {
        list.Holds(50).AnswersAtOnce().InsertsAtTheFront(3, beforeOffset: 20);
        Assert.Equal(Enumerable.Range(1, 40).Select(id => (long)id), await list.ReadAllAsync(first: 40));
    }

    [Fact]
    public async Task With_overlap_a_page_begins_with_the_last_item_of_the_page_before_it()
    {
        list.Holds(25).AnswersAtOnce();
        Assert.Equal(25, (await list.ReadAllAsync(throttle: 1, overlaps: true)).Count);
        Assert.Equal(["offset=0&limit=10", "offset=9&limit=10", "offset=18&limit=10", "offset=24&limit=7", "offset=25&limit=7"], list.Requests);
    }

    [Fact]
    public async Task With_overlap_an_item_that_a_removal_moves_to_a_page_already_read_is_still_read()
    {
        list.Holds(50).AnswersAtOnce().RemovesAtTheFront(3, beforeOffset: 18);
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), await list.ReadAllAsync(throttle: 1, overlaps: true));
        Assert.Equal(["offset=0&limit=10", "offset=9&limit=10", "offset=18&limit=10", "offset=9&limit=10"], list.Requests.Take(4));
    }

    [Fact]
    public async Task With_overlap_an_empty_page_does_not_end_the_list_if_a_removal_moved_its_items()
    {
        list.Holds(15).AnswersAtOnce().RemovesAtTheFront(8, beforeOffset: 9);
        Assert.Equal(Enumerable.Range(1, 15).Select(id => (long)id), await list.ReadAllAsync(throttle: 1, overlaps: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_pages_are_in_flight_than_the_limit_allows(int throttle)
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
