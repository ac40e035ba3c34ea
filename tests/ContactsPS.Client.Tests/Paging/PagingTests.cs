using System.Globalization;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>With one request in flight, a page is requested only when the reader needs it.</summary>
public sealed class PagingTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 0, throttle: 1);

    public void Dispose() => script.Dispose();

    private static string Items(int from, int count) => $"[{string.Join(',', Enumerable.Range(from, count).Select(i => $$"""{"id":{{i.ToString(CultureInfo.InvariantCulture)}}}"""))}]";

    private string[] RequestedPages() => [.. script.Requests.Select(request => request.Path.Split('?')[1])];

    private static Task<List<long>> IdsAsync(AsyncPageable<ContactGroup> groups) => groups.Select(group => group.Id!.Value).ToListAsync().AsTask();

    [Fact]
    public void Nothing_is_requested_before_the_list_is_read()
    {
        var list = script.Client.ListContacts();
        _ = list.AsPages();
        Assert.Empty(script.Requests);
    }

    [Fact]
    public async Task A_short_page_is_followed_by_an_empty_one()
    {
        script.Answers(Items(1, 2)).Answers(Items(3, 2)).Answers(Items(5, 1)).Answers();
        Assert.Equal([1, 2, 3, 4, 5], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2 })));
        Assert.Equal(["offset=0&limit=2", "offset=2&limit=2", "offset=4&limit=2", "offset=5&limit=1"], RequestedPages());
    }

    [Fact]
    public async Task A_list_is_complete_if_the_service_returns_smaller_pages_than_requested()
    {
        script.Answers(Items(1, 3)).Answers(Items(4, 3)).Answers(Items(7, 3)).Answers();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 10 })));
        Assert.Equal(["offset=0&limit=10", "offset=3&limit=3", "offset=6&limit=3", "offset=9&limit=3"], RequestedPages());
    }

    [Fact]
    public async Task Pages_of_varying_size_are_read_to_the_end()
    {
        script.Answers(Items(1, 4)).Answers(Items(5, 2)).Answers(Items(7, 3)).Answers(Items(10, 1)).Answers();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 10 })));
        Assert.Equal(["offset=0&limit=10", "offset=4&limit=4", "offset=6&limit=10", "offset=9&limit=10", "offset=10&limit=10"], RequestedPages());
    }

    [Fact]
    public async Task A_list_that_returns_the_same_short_page_twice_is_complete()
    {
        const string Fields = """[{"id":"1","name":"City"},{"id":"2","name":"Points"}]""";
        script.Answers(Fields).Answers(Fields);
        Assert.Equal(["City", "Points"], await script.Client.ListFields().Select(field => field.Name).ToListAsync());
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_returns_the_same_full_page_again_is_an_error()
    {
        const string Fields = """[{"id":"1","name":"City"},{"id":"2","name":"Points"}]""";
        script.AnswersTimes(4, 200, ScriptedResponses.Envelope(Fields));
        var failure = await Assert.ThrowsAsync<ContactsException>(async () => await script.Client.ListFields(new ListOptions { PageSize = 2 }).ToListAsync());
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.Equal(4, script.Requests.Count);
    }

    [Fact]
    public async Task A_look_up_by_key_ends_with_its_first_page()
    {
        script.Answers("""[{"id":1,"externalId":"A"}]""");
        Assert.Single(await script.Client.ListContacts(new ContactQuery { ExternalId = "A" }).ToListAsync());
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_look_up_by_key_that_returns_other_contacts_continues()
    {
        script.Answers(Items(1, 2)).Answers("""[{"id":3,"externalId":"A"}]""");
        Assert.Equal([1, 2, 3], (await script.Client.ListContacts(new ContactQuery { ExternalId = "A" }).ToListAsync()).Select(contact => contact.Id!.Value));
        Assert.Equal(2, script.Requests.Count);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task Ten_contacts_without_the_key_mean_that_the_service_ignores_the_filter(int others, bool isCertain)
    {
        script.Answers(Items(1, others)).Answers(status: 404);
        var find = script.Client.FindContactsAsync(new ContactQuery { Email = "ann@example.com" });
        if (isCertain)
        {
            Assert.Equal(others, (await find).Count);
            return;
        }

        var failure = await Assert.ThrowsAsync<ContactsException>(() => find);
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.Contains("does not apply the filter email", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task An_empty_page_ends_the_list(int status)
    {
        script.Answers(Items(1, 2)).Answers(status: status);
        Assert.Equal([1, 2], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2 })));
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task The_requested_number_does_not_depend_on_the_page_size()
    {
        script.Answers(Items(11, 2)).Answers(Items(13, 2)).Answers(Items(15, 1));
        Assert.Equal([11, 12, 13, 14, 15], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2, Skip = 10, First = 5 })));
        Assert.Equal(["offset=10&limit=2", "offset=12&limit=2", "offset=14&limit=1"], RequestedPages());
    }

    [Fact]
    public async Task Fewer_items_than_a_page_are_requested_with_their_exact_number()
    {
        script.Answers(Items(1, 3));
        Assert.Equal([1, 2, 3], await IdsAsync(script.Client.ListGroups(new ListOptions { First = 3 })));
        Assert.Equal(["offset=0&limit=3"], RequestedPages());
    }

    [Fact]
    public async Task No_page_follows_if_full_pages_make_up_the_requested_number()
    {
        script.Answers(Items(1, 2)).Answers(Items(3, 2));
        Assert.Equal(4, (await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2, First = 4 }))).Count);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Nothing_is_requested_if_the_requested_number_is_0()
    {
        Assert.Empty(await IdsAsync(script.Client.ListGroups(new ListOptions { First = 0 })));
        Assert.Empty(script.Requests);
    }

    [Fact]
    public async Task A_page_larger_than_requested_moves_the_offset_by_the_received_items()
    {
        script.Answers(Items(1, 3)).Answers(Items(4, 1)).Answers();
        Assert.Equal([1, 2, 3, 4], await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2 })));
        Assert.Equal(["offset=0&limit=2", "offset=3&limit=2", "offset=4&limit=1"], RequestedPages());
    }

    [Fact]
    public async Task At_most_ten_items_more_than_requested_are_read_from_a_page()
    {
        script.Answers(Items(1, 100)).Answers(Items(13, 1)).Answers();
        Assert.Equal(13, (await IdsAsync(script.Client.ListGroups(new ListOptions { PageSize = 2 }))).Count);
        Assert.Equal(["offset=0&limit=2", "offset=12&limit=2", "offset=13&limit=1"], RequestedPages());
    }

    [Fact]
    public async Task Items_beyond_the_requested_number_are_dropped()
    {
        script.Answers(Items(1, 100));
        Assert.Equal([1, 2, 3], await IdsAsync(script.Client.ListGroups(new ListOptions { First = 3 })));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_reader_that_stops_early_requests_no_more_pages()
    {
        script.Answers(Items(1, 2)).Answers(Items(3, 2));
        await foreach (var group in script.Client.ListGroups(new ListOptions { PageSize = 2 }))
        {
            if (group.Id == 3)
            {
                break;
            }
        }

        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task The_next_page_is_not_requested_while_a_page_is_read()
    {
        script.Answers(Items(1, 2)).Answers(Items(3, 1));
        await using var reader = script.Client.ListGroups(new ListOptions { PageSize = 2 }).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.True(await reader.MoveNextAsync());
        Assert.Single(script.Requests);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_page_has_its_offset_in_the_list()
    {
        script.Answers(Items(1, 2)).Answers(Items(3, 1)).Answers();
        var pages = await script.Client.ListGroups(new ListOptions { PageSize = 2, Skip = 7 }).AsPages().ToListAsync();
        Assert.Equal([(7L, 2), (9L, 1)], pages.Select(page => (page.Offset, page.Items.Count)));
    }

    [Fact]
    public async Task A_list_can_be_read_again_from_its_beginning()
    {
        script.Answers(Items(1, 1)).Answers().Answers(Items(2, 1)).Answers();
        var list = script.Client.ListGroups();
        Assert.Equal([1], await IdsAsync(list));
        Assert.Equal([2], await IdsAsync(list));
        Assert.Equal(4, script.Requests.Count);
    }

    [Fact]
    public async Task Filters_are_sent_with_every_page()
    {
        script.Answers(Items(1, 1)).Answers(status: 404);
        await script.Client.ListContacts(new ContactQuery { GroupId = 5, UnsubscribedFromSms = true }, new ListOptions { PageSize = 1 }).ToListAsync();
        Assert.Equal(2, script.Requests.Count);
        Assert.All(script.Requests, request => Assert.Contains("group=5&inArchive=0&isUnsubscribeSms=1&offset=", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_page_ends_the_list_after_the_pages_before_it()
    {
        script.Answers(Items(1, 2)).AnswersRaw(500);
        var seen = new List<long?>();
        var failure = await Assert.ThrowsAsync<ContactsException>(async () =>
        {
            await foreach (var group in script.Client.ListGroups(new ListOptions { PageSize = 2 }))
            {
                seen.Add(group.Id);
            }
        });
        Assert.Equal(ContactsFailure.ServiceFailed, failure.Failure);
        Assert.Equal([1, 2], seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_page_holds_1_to_1000_items(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ListOptions { PageSize = size });
}
