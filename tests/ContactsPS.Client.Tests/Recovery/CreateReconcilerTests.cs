using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>What becomes of new contacts whose answer was lost: they are looked up, and none is created twice.</summary>
public sealed class CreateReconcilerTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 2);

    public void Dispose() => script.Dispose();

    private IReadOnlyList<string> Sent => [.. script.Requests.Select(request => request.ToString())];

    [Fact]
    public async Task What_is_there_is_not_sent_again_and_what_is_not_there_is()
    {
        script.AnswersRaw(502)
            .Answers("""[{"id":7,"externalId":"A","email":"a@example.com"}]""")
            .Answers(status: 404)
            .Answers("""[{"id":8,"externalId":"B","email":"b@example.com"}]""");
        var result = await script.Client.AddContactsAsync(
            [new NewContact { ExternalId = "A", Email = "a@example.com" }, new NewContact { ExternalId = "B", Email = "b@example.com" }]);
        Assert.Equal([(BatchOutcome.Accepted, 7L), (BatchOutcome.Accepted, 8L)], result.Items.Select(item => (item.Outcome, item.Value!.Id!.Value)));
        Assert.Equal("GET /contact?externalId=A&inArchive=0&offset=0&limit=1000", Sent[1]);
        Assert.Equal("GET /contact?externalId=B&inArchive=0&offset=0&limit=1000", Sent[2]);
        Assert.Equal("""POST /contact [{"externalId":"B","email":"b@example.com"}]""", Sent[3]);
        Assert.Single(script.Waits);
    }

    [Theory]
    [InlineData("""{"id":7,"email":"ANN@example.com","firstName":"Ann","createdAt":"2024-01-02 03:04:05","externalData":{"points":"12","vip":true,"empty":""}}""")]
    [InlineData("""{"id":7,"email":"ann@example.com","phoneNumber":"","firstName":"Ann","createdAt":1704164645,"externalData":{"vip":"true","points":12}}""")]
    public async Task A_row_without_an_externalId_is_a_contact_that_holds_exactly_what_was_sent_whatever_its_form(string found)
    {
        script.AnswersRaw(500).Answers($"[{found}]");
        Assert.Equal((BatchOutcome.Accepted, 7L), Outcome(await script.Client.AddContactsAsync([Ann()])));
        Assert.Equal(2, Sent.Count);
    }

    [Theory]
    [InlineData("""{"id":6,"email":"ann@example.com","firstName":"Anna","createdAt":"2024-01-02 03:04:05","externalData":{"points":12,"vip":true}}""")]
    [InlineData("""{"id":6,"email":"ann@example.com","firstName":"Ann","lastName":"Lee","createdAt":"2024-01-02 03:04:05","externalData":{"points":12,"vip":true}}""")]
    [InlineData("""{"id":6,"email":"ann@example.com","firstName":"Ann","createdAt":"2024-01-02 03:04:06","externalData":{"points":12,"vip":true}}""")]
    [InlineData("""{"id":6,"email":"ann@example.com","firstName":"Ann","createdAt":"2024-01-02 03:04:05","externalData":{"points":13,"vip":true}}""")]
    [InlineData("""{"id":6,"email":"ann@example.com","firstName":"Ann","createdAt":"2024-01-02 03:04:05","externalData":{"points":12,"vip":true,"city":"Rome"}}""")]
    [InlineData("""{"id":6,"externalId":"X","email":"ann@example.com","firstName":"Ann","createdAt":"2024-01-02 03:04:05","externalData":{"points":12,"vip":true}}""")]
    public async Task Somebody_elses_contact_with_the_same_address_does_not_stand_for_a_row(string found)
    {
        script.AnswersRaw(500).Answers($"[{found}]").Answers("""[{"id":7}]""");
        Assert.Equal((BatchOutcome.Accepted, 7L), Outcome(await script.Client.AddContactsAsync([Ann()])));
        Assert.Equal(["POST", "GET", "POST"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_row_without_externalId_and_email_is_looked_up_by_its_phone_number()
    {
        script.AnswersRaw(500).Answers("""[{"id":7,"phoneNumber":"48601234567"}]""");
        var result = await script.Client.AddContactsAsync([new NewContact { PhoneNumber = "48601234567" }]);
        Assert.Equal((BatchOutcome.Accepted, 7L), Outcome(result));
        Assert.Equal("GET /contact?phoneNumber=48601234567&inArchive=0&offset=0&limit=1000", Sent[1]);
    }

    [Fact]
    public async Task Of_two_rows_that_are_alike_one_contact_stands_for_one_of_them()
    {
        script.AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        var result = await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }, new NewContact { Email = "A@example.com" }]);
        Assert.Equal([7L, 8L], result.Items.Select(item => item.Value!.Id!.Value));
        Assert.Equal(["POST", "GET", "POST"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task What_an_earlier_row_created_does_not_stand_for_a_later_row_that_is_alike()
    {
        script.Answers("""[{"id":7,"email":"a@example.com"}]""").AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 8L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }])));
    }

    [Fact]
    public async Task An_externalId_that_is_there_with_other_content_is_not_sent_again_and_its_outcome_is_unknown()
    {
        script.AnswersRaw(500).Answers("""[{"id":7,"externalId":"A","email":"old@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "new@example.com" }])).Items);
        Assert.Equal(BatchOutcome.OutcomeUnknown, item.Outcome);
        Assert.Contains("its values differ from what was sent", item.Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Sent.Count);
    }

    [Fact]
    public async Task A_look_up_whose_filter_the_service_does_not_respect_tells_nothing()
    {
        script.AnswersRaw(500).Answers("""[{"id":1,"externalId":"Z"},{"id":2,"externalId":"Y"}]""");
        Assert.Equal(BatchOutcome.OutcomeUnknown, Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])).Items).Outcome);
        Assert.Equal(2, Sent.Count);
    }

    [Fact]
    public async Task A_look_up_that_finds_a_full_page_tells_nothing()
    {
        script.AnswersRaw(500).Answers($"[{string.Join(',', Enumerable.Range(1, 1000).Select(id => $$"""{"id":{{id}},"email":"ann@example.com","firstName":"X"}"""))}]");
        Assert.Equal(BatchOutcome.OutcomeUnknown, Outcome(await script.Client.AddContactsAsync([Ann()])).Outcome);
    }

    [Fact]
    public async Task A_look_up_that_fails_leaves_its_own_row_unknown_and_no_other()
    {
        using var one = new ScriptedResponses(retries: 0, throttle: 1);
        one.AnswersRaw(500).AnswersRaw(500).Answers("""[{"id":8,"externalId":"B","email":"b@example.com"}]""");
        var result = await one.Client.AddContactsAsync(
            [new NewContact { ExternalId = "A", Email = "a@example.com" }, new NewContact { ExternalId = "B", Email = "b@example.com" }]);
        Assert.Equal([BatchOutcome.OutcomeUnknown, BatchOutcome.Accepted], result.Items.Select(item => item.Outcome));
        Assert.Equal(ContactsFailure.OutcomeUnknown, result.Items[0].Failure!.Failure);
    }

    [Fact]
    public async Task What_is_never_there_is_sent_as_often_as_retries_allow_and_then_known_not_to_be()
    {
        script.AnswersRaw(500).Answers(status: 404).AnswersRaw(500).Answers(status: 404).AnswersRaw(500).Answers(status: 404);
        var item = Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items);
        Assert.Equal((BatchOutcome.Failed, ContactsFailure.ServiceFailed), (item.Outcome, item.Failure!.Failure));
        Assert.Contains("does not exist", item.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["POST", "GET", "POST", "GET", "POST", "GET"], script.Requests.Select(request => request.Method));
        Assert.Equal(3, script.Waits.Count);
    }

    [Fact]
    public async Task What_is_sent_again_and_refused_is_refused()
    {
        script.AnswersRaw(500).Answers(status: 404).Answers(errors: """[{"title":"Bad e-mail","meta":{"parameter":"email","value":"ann@example.com"}}]""", status: 422, numberOfErrors: 1)
            .Answers(status: 404);
        Assert.Equal(BatchOutcome.Refused, Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items).Outcome);
    }

    [Fact]
    public async Task What_is_sent_again_and_refused_because_the_first_request_came_through_after_all_is_created()
    {
        script.AnswersRaw(500).Answers(status: 404)
            .Answers(errors: """[{"title":"externalId is taken","meta":{"source":"A"}}]""", status: 422, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"A","email":"a@example.com"}]""");
        Assert.Equal((BatchOutcome.Accepted, 7L), Outcome(await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])));
        Assert.Equal(["POST", "GET", "POST", "GET"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task What_is_sent_again_and_refused_because_somebody_else_was_faster_is_refused()
    {
        script.AnswersRaw(500).Answers(status: 404)
            .Answers(errors: """[{"title":"externalId is taken","meta":{"source":"A"}}]""", status: 422, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"A","email":"else@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])).Items);
        Assert.Equal((BatchOutcome.Refused, "externalId is taken"), (item.Outcome, item.Error!.Title));
    }

    [Fact]
    public async Task What_an_answer_does_not_tell_apart_is_looked_up_and_what_is_not_there_was_refused()
    {
        script.Answers(errors: """[{"title":"Bad name"}]""", status: 207, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"A","email":"a@example.com"}]""")
            .Answers(status: 404);
        var result = await script.Client.AddContactsAsync(
            [new NewContact { ExternalId = "A", Email = "a@example.com" }, new NewContact { ExternalId = "B", Email = "b@example.com" }]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused], result.Items.Select(item => item.Outcome));
        Assert.Equal("Bad name", result.Items[1].Error!.Title);
        Assert.Equal(["POST", "GET", "GET"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task What_neither_answer_nor_look_up_tells_stays_unknown()
    {
        script.Answers(errors: """[{"title":"Bad name"}]""", status: 207, numberOfErrors: 1).AnswersRaw(403).AnswersRaw(403);
        var result = await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }, new NewContact { Email = "b@example.com" }]);
        Assert.All(result.Items, item => Assert.Equal((BatchOutcome.OutcomeUnknown, "Bad name"), (item.Outcome, item.Error!.Title)));
    }

    [Fact]
    public async Task What_an_earlier_row_created_whose_id_was_not_told_does_not_stand_for_a_later_row_that_is_alike()
    {
        script.Answers().AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 8L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "A@example.com" }])));
    }

    [Fact]
    public async Task Of_two_alike_where_the_first_ones_id_was_not_told_the_second_contact_stands_for_the_second_row()
    {
        script.Answers().AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"},{"id":9,"email":"a@example.com"}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 9L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }])));
    }

    [Fact]
    public async Task What_cannot_be_sent_again_failed_and_is_not_there()
    {
        script.AnswersRaw(500).Answers(status: 404).AnswersRaw(401);
        var item = Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items);
        Assert.Equal((BatchOutcome.Failed, ContactsFailure.Unauthorized), (item.Outcome, item.Failure!.Failure));
    }

    [Fact]
    public async Task Cancelled_before_the_look_up_the_outcome_is_unknown_and_said_so()
    {
        using var stop = new CancellationTokenSource();
        using var waiting = new ScriptedResponses(whenWaiting: stop.Cancel);
        waiting.AnswersRaw(502);
        Assert.Equal(BatchOutcome.OutcomeUnknown, Assert.Single((await waiting.Client.AddContactsAsync([Ann()], stop.Token)).Items).Outcome);
        Assert.Single(waiting.Requests);
    }

    [Fact]
    public async Task Cancelled_after_the_look_up_what_is_not_there_was_not_sent_again()
    {
        using var stop = new CancellationTokenSource();
        var client = script.Client.WithTrace(trace =>
        {
            if (trace.Line.EndsWith("do not exist", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });
        script.AnswersRaw(502).Answers(status: 404);
        Assert.Equal(BatchOutcome.Failed, Assert.Single((await client.AddContactsAsync([Ann()], stop.Token)).Items).Outcome);
        Assert.Equal(["POST", "GET"], script.Requests.Select(request => request.Method));
    }

    private static NewContact Ann() => new()
    {
        Email = "ann@example.com",
        FirstName = "Ann",
        CreatedAt = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ExternalData = new Dictionary<string, object?>(StringComparer.Ordinal) { ["points"] = 12, ["vip"] = true },
    };

    private static (BatchOutcome Outcome, long Id) Outcome(BatchResult<Contact> result) => (Assert.Single(result.Items).Outcome, result.Items[0].Value?.Id ?? 0);
}
