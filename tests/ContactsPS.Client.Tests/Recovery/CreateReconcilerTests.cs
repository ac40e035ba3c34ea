using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>New contacts whose response was lost are looked up, and none is created twice.</summary>
public sealed class CreateReconcilerTests : IDisposable
{
    private readonly ScriptedResponses script = new(retries: 2);

    public void Dispose() => script.Dispose();

    private IReadOnlyList<string> Sent => [.. script.Requests.Select(request => request.ToString())];

    [Fact]
    public async Task Existing_contacts_are_not_sent_again_and_missing_ones_are()
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
    public async Task A_row_without_an_externalId_matches_a_contact_with_the_same_values_in_any_form(string found)
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
    public async Task A_different_contact_with_the_same_email_does_not_match_a_row(string found)
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
    public async Task One_contact_matches_only_one_of_two_identical_rows()
    {
        script.AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        var result = await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }, new NewContact { Email = "A@example.com" }]);
        Assert.Equal([7L, 8L], result.Items.Select(item => item.Value!.Id!.Value));
        Assert.Equal(["POST", "GET", "POST"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_contact_created_for_an_earlier_row_does_not_match_a_later_identical_row()
    {
        script.Answers("""[{"id":7,"email":"a@example.com"}]""").AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 8L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }])));
    }

    [Fact]
    public async Task The_outcome_is_unknown_if_a_different_contact_has_the_externalId()
    {
        script.AnswersRaw(500).Answers("""[{"id":7,"externalId":"A","email":"old@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "new@example.com" }])).Items);
        Assert.Equal(BatchOutcome.OutcomeUnknown, item.Outcome);
        Assert.Contains("its values differ from what was sent", item.Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Sent.Count);
    }

    [Fact]
    public async Task The_outcome_is_unknown_if_the_service_ignores_the_filter_of_the_look_up()
    {
        script.AnswersRaw(500).Answers("""[{"id":1,"externalId":"Z"},{"id":2,"externalId":"Y"}]""");
        Assert.Equal(BatchOutcome.OutcomeUnknown, Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])).Items).Outcome);
        Assert.Equal(2, Sent.Count);
    }

    [Fact]
    public async Task The_outcome_is_unknown_if_the_look_up_returns_a_full_page()
    {
        script.AnswersRaw(500).Answers($"[{string.Join(',', Enumerable.Range(1, 1000).Select(id => $$"""{"id":{{id}},"email":"ann@example.com","firstName":"X"}"""))}]");
        Assert.Equal(BatchOutcome.OutcomeUnknown, Outcome(await script.Client.AddContactsAsync([Ann()])).Outcome);
    }

    [Fact]
    public async Task A_failed_look_up_leaves_only_its_own_row_unknown()
    {
        using var one = new ScriptedResponses(retries: 0, throttle: 1);
        one.AnswersRaw(500).AnswersRaw(500).Answers("""[{"id":8,"externalId":"B","email":"b@example.com"}]""");
        var result = await one.Client.AddContactsAsync(
            [new NewContact { ExternalId = "A", Email = "a@example.com" }, new NewContact { ExternalId = "B", Email = "b@example.com" }]);
        Assert.Equal([BatchOutcome.OutcomeUnknown, BatchOutcome.Accepted], result.Items.Select(item => item.Outcome));
        Assert.Equal(ContactsFailure.OutcomeUnknown, result.Items[0].Failure!.Failure);
    }

    [Fact]
    public async Task A_contact_that_never_exists_is_sent_again_as_often_as_allowed_and_then_failed()
    {
        script.AnswersRaw(500).Answers(status: 404).AnswersRaw(500).Answers(status: 404).AnswersRaw(500).Answers(status: 404);
        var item = Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items);
        Assert.Equal((BatchOutcome.Failed, ContactsFailure.ServiceFailed), (item.Outcome, item.Failure!.Failure));
        Assert.Contains("does not exist", item.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["POST", "GET", "POST", "GET", "POST", "GET"], script.Requests.Select(request => request.Method));
        Assert.Equal(3, script.Waits.Count);
    }

    [Fact]
    public async Task A_row_that_is_sent_again_and_refused_is_refused()
    {
        script.AnswersRaw(500).Answers(status: 404).Answers(errors: """[{"title":"Bad e-mail","meta":{"parameter":"email","value":"ann@example.com"}}]""", status: 422, numberOfErrors: 1)
            .Answers(status: 404);
        Assert.Equal(BatchOutcome.Refused, Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items).Outcome);
    }

    [Fact]
    public async Task A_row_that_is_refused_because_the_first_request_was_processed_later_counts_as_created()
    {
        script.AnswersRaw(500).Answers(status: 404)
            .Answers(errors: """[{"title":"externalId is taken","meta":{"source":"A"}}]""", status: 422, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"A","email":"a@example.com"}]""");
        Assert.Equal((BatchOutcome.Accepted, 7L), Outcome(await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])));
        Assert.Equal(["POST", "GET", "POST", "GET"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_row_that_is_refused_because_of_another_contact_is_refused()
    {
        script.AnswersRaw(500).Answers(status: 404)
            .Answers(errors: """[{"title":"externalId is taken","meta":{"source":"A"}}]""", status: 422, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"A","email":"else@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync([new NewContact { ExternalId = "A", Email = "a@example.com" }])).Items);
        Assert.Equal((BatchOutcome.Refused, "externalId is taken"), (item.Outcome, item.Error!.Title));
    }

    [Fact]
    public async Task Items_that_the_response_does_not_identify_are_looked_up_and_refused_if_missing()
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
    public async Task The_outcome_is_unknown_if_neither_the_response_nor_the_look_up_shows_it()
    {
        script.Answers(errors: """[{"title":"Bad name"}]""", status: 207, numberOfErrors: 1).AnswersRaw(403).AnswersRaw(403);
        var result = await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }, new NewContact { Email = "b@example.com" }]);
        Assert.All(result.Items, item => Assert.Equal((BatchOutcome.OutcomeUnknown, "Bad name"), (item.Outcome, item.Error!.Title)));
    }

    [Fact]
    public async Task A_contact_created_without_returning_its_id_does_not_match_a_later_identical_row()
    {
        script.Answers().AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"}]""").Answers("""[{"id":8}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 8L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "A@example.com" }])));
    }

    [Fact]
    public async Task If_the_id_of_the_first_of_two_identical_rows_is_unknown_the_second_contact_matches_the_second_row()
    {
        script.Answers().AnswersRaw(500).Answers("""[{"id":7,"email":"a@example.com"},{"id":9,"email":"a@example.com"}]""");
        await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }]);
        Assert.Equal((BatchOutcome.Accepted, 9L), Outcome(await script.Client.AddContactsAsync([new NewContact { Email = "a@example.com" }])));
    }

    [Fact]
    public async Task A_missing_contact_that_cannot_be_sent_again_is_failed()
    {
        script.AnswersRaw(500).Answers(status: 404).AnswersRaw(401);
        var item = Assert.Single((await script.Client.AddContactsAsync([Ann()])).Items);
        Assert.Equal((BatchOutcome.Failed, ContactsFailure.Unauthorized), (item.Outcome, item.Failure!.Failure));
    }

    [Fact]
    public async Task Cancelling_before_the_look_up_leaves_the_outcome_unknown()
    {
        using var stop = new CancellationTokenSource();
        using var waiting = new ScriptedResponses(whenWaiting: stop.Cancel);
        waiting.AnswersRaw(502);
        Assert.Equal(BatchOutcome.OutcomeUnknown, Assert.Single((await waiting.Client.AddContactsAsync([Ann()], stop.Token)).Items).Outcome);
        Assert.Single(waiting.Requests);
    }

    [Fact]
    public async Task After_cancelling_a_missing_contact_is_not_sent_again()
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
