using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>How many requests the service receives for a complete list, including those whose pages are discarded.</summary>
public sealed class RequestCountTests
{
    private const int PageSize = 1000;

    /// <summary>One request for each page with items, and one that finds no more.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(999, 2)]
    [InlineData(1000, 2)]
    [InlineData(1001, 3)]
    [InlineData(100_000, 101)]
    public async Task With_one_request_in_flight_only_one_empty_page_is_requested(int contacts, int requests)
    {
        using var api = new SandboxAccess(throttle: 1);
        api.Add(contacts);
        Assert.Equal(contacts, await api.Client.ListContacts(paging: new ListOptions { PageSize = PageSize }).CountAsync());
        Assert.Equal(requests, api.Server.Requests.Count);
    }

    /// <summary>The same with eight in flight: a reader that never waits gets one page prefetched, a reader that always waits up to eight.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(999, 2, 2)]
    [InlineData(1000, 2, 5)]
    [InlineData(1001, 3, 6)]
    [InlineData(100_000, 101, 108)]
    public async Task With_eight_in_flight_up_to_seven_pages_past_the_end_are_requested(int contacts, int withoutWaiting, int withWaiting)
    {
        Assert.Equal((withoutWaiting, withWaiting), (await CountAsync(contacts, waits: false), await CountAsync(contacts, waits: true)));
    }

    private static async Task<int> CountAsync(int contacts, bool waits)
    {
        var list = waits ? new ScriptedList().Holds(contacts) : new ScriptedList().Holds(contacts).AnswersAtOnce();
        var reader = list.Read(PageSize, throttle: 8);
        var read = 0;
        for (var next = ReadAsync(reader, list); await next; next = ReadAsync(reader, list))
        {
            read += reader.Current.Items.Count;
        }

        await reader.DisposeAsync();
        Assert.Equal(contacts, read);
        return list.Requests.Count;
    }

    /// <summary>Responds until the reader has a page.</summary>
    private static Task<bool> ReadAsync(IAsyncEnumerator<Page<ContactGroup>> reader, ScriptedList list)
    {
        var next = reader.MoveNextAsync();
        while (!next.IsCompleted)
        {
            list.AnswerOldest();
        }

        return next.AsTask();
    }
}
