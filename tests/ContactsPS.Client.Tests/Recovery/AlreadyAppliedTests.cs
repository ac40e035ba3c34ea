using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>A request that is sent again because its response was lost is not refused for what its first attempt did.</summary>
public sealed class AlreadyAppliedTests : IDisposable
{
    private const string Refused = """[{"title":"There is no such contact","meta":{"source":"7"}}]""";

    private readonly ScriptedResponses script = new();

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task A_contact_removed_by_the_first_attempt_counts_as_removed()
    {
        script.Breaks(Operations.Broken()).Answers(errors: Refused, status: 422, numberOfErrors: 1).Answers(status: 404);
        Assert.Equal(BatchOutcome.Accepted, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
        Assert.Equal("GET /contact?id=7&inArchive=0&offset=0&limit=1000", script.Requests[2].ToString());
    }

    [Fact]
    public async Task A_contact_that_still_exists_was_refused()
    {
        script.AnswersRaw(502).Answers(errors: Refused, status: 422, numberOfErrors: 1).Answers("""[{"id":7}]""");
        Assert.Equal(BatchOutcome.Refused, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
    }

    [Fact]
    public async Task A_look_up_that_returns_other_contacts_does_not_prove_the_removal()
    {
        script.AnswersRaw(502).Answers(errors: Refused, status: 422, numberOfErrors: 1).Answers("""[{"id":1},{"id":2}]""");
        Assert.Equal(BatchOutcome.Refused, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
    }

    [Fact]
    public async Task A_refusal_after_an_attempt_with_a_response_is_not_looked_up()
    {
        script.AnswersRaw(429).Answers(errors: Refused, status: 422, numberOfErrors: 1);
        Assert.Equal(BatchOutcome.Refused, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_failed_look_up_leaves_the_outcome_unknown()
    {
        script.AnswersRaw(502).Answers(errors: Refused, status: 422, numberOfErrors: 1).AnswersRaw(403);
        Assert.Equal(BatchOutcome.OutcomeUnknown, Assert.Single((await script.Client.DeleteContactsAsync([7])).Items).Outcome);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(422)]
    public async Task A_second_attempt_that_is_refused_as_a_whole_reports_that_the_first_may_have_been_processed(int status)
    {
        script.Breaks(Operations.Broken()).AnswersRaw(status);
        Assert.True((await Assert.ThrowsAsync<ContactsException>(() => script.Client.UpdateContactsAsync([new ContactUpdate { Id = 7, FirstName = new("Ewa") }]))).MayBeProcessed);
    }

    [Fact]
    public async Task A_refused_first_attempt_was_not_processed()
    {
        script.AnswersRaw(401);
        Assert.False((await Assert.ThrowsAsync<ContactsException>(() => script.Client.UpdateContactsAsync([new ContactUpdate { Id = 7, FirstName = new("Ewa") }]))).MayBeProcessed);
    }

    [Fact]
    public async Task A_contact_renamed_by_the_first_attempt_is_found_under_its_new_name()
    {
        script.Breaks(Operations.Broken())
            .Answers(errors: """[{"title":"There is no such contact","meta":{"source":"old"}}]""", status: 422, numberOfErrors: 1)
            .Answers("""[{"id":7,"externalId":"new"}]""");
        var item = Assert.Single((await script.Client.UpdateContactsAsync([new ContactUpdate { ExternalId = "old", NewExternalId = new("new") }])).Items);
        Assert.Equal((BatchOutcome.Accepted, 7L), (item.Outcome, item.Value?.Id));
    }

    [Theory]
    [InlineData(true, "[]", BatchOutcome.Refused)]
    [InlineData(true, """[{"id":3,"name":"VIP"}]""", BatchOutcome.Accepted)]
    [InlineData(false, "[]", BatchOutcome.Accepted)]
    [InlineData(false, """[{"id":3,"name":"VIP"}]""", BatchOutcome.Refused)]
    public async Task A_group_change_of_the_first_attempt_is_found_in_the_groups_of_the_contact(bool joins, string groups, BatchOutcome expected)
    {
        script.Breaks(Operations.Broken()).Answers(errors: """[{"title":"No","meta":{"source":"3"}}]""", status: 422, numberOfErrors: 1).Answers(groups);
        var result = joins ? await script.Client.AddContactToGroupsAsync(7, [3]) : await script.Client.RemoveContactFromGroupsAsync(7, [3]);
        Assert.Equal(expected, Assert.Single(result.Items).Outcome);
    }
}
