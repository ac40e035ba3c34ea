using System.Text;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;

namespace ContactsPS.Client.Tests;

/// <summary>The envelope in every form that is known or possible, and responses that are not an envelope.</summary>
public sealed class EnvelopeTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 0);

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task A_200_returns_the_items_in_order()
    {
        script.Answers("""[{"id":"2"},{"id":"1"}]""");
        Assert.Equal([2L, 1L], (await script.Client.ListContacts(paging: new ListOptions { First = 2 }).ToListAsync()).Select(contact => contact.Id!.Value));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"none\"")]
    [InlineData("0")]
    public async Task Data_without_items_is_an_empty_list_in_any_form(string data)
    {
        script.Answers(data);
        Assert.Empty(await script.Client.ListContacts().ToListAsync());
    }

    [Fact]
    public async Task Data_and_errors_may_be_missing()
    {
        script.AnswersRaw(200, $$"""{"meta":{{ScriptedResponses.Meta()}}}""");
        Assert.Empty(await script.Client.ListContacts().ToListAsync());
    }

    [Fact]
    public async Task A_single_item_may_be_written_without_a_list()
    {
        script.Answers("""{"id":7,"name":"Active","count":12}""");
        var segment = await script.Client.GetSegmentAsync("7");
        Assert.Equal(("7", "Active", 12L), (segment!.Id, segment.Name, segment.Count!.Value));
    }

    [Fact]
    public async Task A_404_with_an_envelope_is_an_empty_list()
    {
        script.Answers(status: 404).Answers(status: 404).Answers(status: 404);
        Assert.Empty(await script.Client.ListContacts().ToListAsync());
        Assert.Empty(await script.Client.GetGroupsOfContactAsync(1));
        Assert.Null(await script.Client.GetSegmentAsync("1"));
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task A_404_without_an_envelope_is_NotTheService(string operation)
    {
        script.AnswersRaw(404, "<html>404 Not Found</html>");
        var failure = await script.FailsAsync(operation);
        Assert.Equal((ContactsFailure.NotTheService, 404), (failure.Failure, (int)failure.Status!));
    }

    public static TheoryData<string, string> NoEnvelopes => new()
    {
        { "a page of HTML", "<!DOCTYPE html><html><body>Welcome</body></html>" },
        { "nothing", "" },
        { "white space", "  \r\n" },
        { "null", "null" },
        { "a list", "[]" },
        { "other JSON", """{"hello":"world"}""" },
        { "an envelope without a head", """{"meta":null,"data":[],"errors":[]}""" },
        { "items that are no objects", ScriptedResponses.Envelope("[1,2]") },
        { "items that are null", ScriptedResponses.Envelope("[null]") },
    };

    [Theory]
    [MemberData(nameof(NoEnvelopes))]
    public async Task A_response_that_is_not_an_envelope_is_NotTheService(string what, string body)
    {
        script.AnswersRaw(200, body);
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        Assert.True(failure.Failure == ContactsFailure.NotTheService, $"{what}: {failure.Failure}");
        Assert.Single(script.Requests);
    }

    [Theory]
    [MemberData(nameof(NoEnvelopes))]
    public async Task A_creation_whose_response_is_not_an_envelope_leaves_the_outcome_unknown(string what, string body)
    {
        script.AnswersRaw(200, body);
        Assert.True((int?)(await script.LosesAsync()).Status == 200, what);
    }

    public static TheoryData<string, string> BrokenEnvelopes => new()
    {
        { "half an envelope", ScriptedResponses.Envelope("""[{"id":1},{"id""")[..90] },
        { "an envelope and more", ScriptedResponses.Envelope() + "}" },
    };

    [Theory]
    [MemberData(nameof(BrokenEnvelopes))]
    public async Task An_envelope_that_is_invalid_JSON_was_damaged_on_the_way(string what, string body)
    {
        script.AnswersRaw(200, body);
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        Assert.True(failure.Failure == ContactsFailure.ServiceFailed, $"{what}: {failure.Failure}");
    }

    [Theory]
    [MemberData(nameof(BrokenEnvelopes))]
    public async Task A_creation_whose_envelope_was_damaged_leaves_the_outcome_unknown(string what, string body)
    {
        script.AnswersRaw(200, body);
        Assert.True((int?)(await script.LosesAsync()).Status == 200, what);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_NotTheService()
    {
        script.AnswersBytes(200, Encoding.Latin1.GetBytes(ScriptedResponses.Envelope("""[{"firstName":"Zoë"}]""")));
        Assert.Equal(ContactsFailure.NotTheService, (await script.FailsAsync(nameof(ContactsClient.ListContacts))).Failure);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_envelope_is_ignored()
    {
        script.AnswersBytes(200, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ScriptedResponses.Envelope("""[{"firstName":"Zoë"}]"""))]);
        Assert.Equal("Zoë", Assert.Single(await script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync()).FirstName);
    }

    [Fact]
    public async Task A_list_with_an_error_item_fails()
    {
        script.Answers("""[{"id":1}]""", """[{"title":"Broken","message":"One shard is away","code":"E-9-001"}]""", numberOfErrors: 1);
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        Assert.Equal((ContactsFailure.Refused, 200, "085fa5dabf"), (failure.Failure, (int)failure.Status!, failure.UniqId));
        Assert.Equal("Broken: One shard is away (E-9-001)", Assert.Single(failure.Errors).ToString());
        Assert.Contains("Broken: One shard is away (E-9-001)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    public async Task Errors_that_are_only_counted_are_errors(string count)
    {
        script.AnswersRaw(200, $$"""{"meta":{"numberOfErrors":{{count}},"uniqId":17},"data":[],"errors":[]}""");
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        Assert.Equal((ContactsFailure.Refused, "17"), (failure.Failure, failure.UniqId));
        Assert.Equal("no reason given", Assert.Single(failure.Errors).ToString());
    }

    [Fact]
    public async Task An_impossible_count_of_errors_allocates_no_memory()
    {
        script.AnswersRaw(200, """{"meta":{"numberOfErrors":9000000000},"data":[]}""");
        Assert.Equal(1000, (await script.FailsAsync(nameof(ContactsClient.ListContacts))).Errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","meta":null""")]
    [InlineData(""","meta":{}""")]
    [InlineData(""","meta":[]""")]
    [InlineData(""","meta":"none" """)]
    public async Task The_meta_of_an_error_may_be_missing_or_empty(string meta)
    {
        script.Answers(errors: $$"""[{"title":"Refused","code":"E-1-001"{{meta}}}]""", status: 422);
        var item = Assert.Single((await script.Client.DeleteContactsAsync([7])).Items);
        Assert.Equal((BatchOutcome.Refused, "Refused (E-1-001)"), (item.Outcome, item.Error!.ToString()));
        Assert.Equal((null, null, null), (item.Error.Parameter, item.Error.Value, item.Error.Source));
    }

    [Fact]
    public async Task Every_property_of_an_error_is_read_from_any_scalar()
    {
        script.Answers(
            errors: """[{"title":"Bad","message":null,"code":41,"new":{"a":1},"meta":{"parameter":"id","value":7,"source":7.5,"more":[1]}}]""",
            status: 422);
        var error = Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Error!;
        Assert.Equal(("41", "Bad", null), (error.Code, error.Title, error.Message));
        Assert.Equal(("id", "7", "7.5"), (error.Parameter, error.Value, error.Source));
    }

    [Fact]
    public async Task Errors_may_be_one_object_or_an_empty_one()
    {
        script.Answers("""[{"id":7}]""", "{}").Answers(errors: """{"code":"E-1"}""", status: 422);
        Assert.Equal(BatchOutcome.Accepted, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
        Assert.Equal("E-1", Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Error!.Code);
    }

    [Fact]
    public async Task A_207_reports_both_accepted_and_refused_items()
    {
        script.Answers("""[{"id":"1"},{"id":"3"}]""", """[{"code":"E-1-014","meta":{"parameter":"id","value":"2","source":"2"}}]""", 207, 1);
        var result = await script.Client.DeleteContactsAsync([1, 2, 3]);
        Assert.Equal((207, "085fa5dabf"), (result.Status, result.UniqId));
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], result.Items.Select(item => item.Outcome));
        Assert.Equal([1L, null, 3L], result.Items.Select(item => item.Value?.Id));
        Assert.Equal([null, "E-1-014", null], result.Items.Select(item => item.Error?.Code));
    }

    [Theory]
    [InlineData("[", "1,", "1]")]
    [InlineData("[", "[],", "[]]")]
    [InlineData("[", "{\"a\":1},", "{}]")]
    public async Task A_response_with_more_values_than_a_page_of_contacts_can_hold_is_NotTheService(string begin, string unit, string end)
    {
        script.Answers($$$"""[{"id":1,"externalData":{"x":{{{begin}}}{{{string.Concat(Enumerable.Repeat(unit, 500_000))}}}{{{end}}}}}]""");
        var failure = await Assert.ThrowsAsync<ContactsException>(() => script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync().AsTask());
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.Contains("more than 500,000 values", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_items_read_from_a_response_without_pages_is_limited()
    {
        script.Answers($"[{string.Join(',', Enumerable.Range(1, 20_000).Select(id => $"{{\"id\":{id}}}"))}]");
        Assert.Equal(10_000, (await script.Client.GetGroupsOfContactAsync(1)).Count);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(100_000, null)]
    public async Task A_very_long_uniqId_is_ignored(int length, int? expected)
    {
        script.AnswersRaw(200, $"{{\"meta\":{{\"numberOfErrors\":0,\"uniqId\":\"{new string('a', length)}\"}},\"data\":[{{\"id\":1}}]}}");
        Assert.Equal(expected, (await script.Client.DeleteContactsAsync([1])).UniqId?.Length);
    }
}
