using ContactsPS.Client.Batching;
using ContactsPS.Client.Models;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>
/// A missing row is sent again and refused, because the first request has been processed meanwhile. The client looks it up again, and the row counts as created.
/// </summary>
public sealed class RefusedAsDuplicateTests
{
    private const string Taken = """[{"title":"Contact exists","code":"E-1-008","meta":{"parameter":"externalId","value":"E","source":"E"}}]""";

    private static readonly NewContact Eve = new() { ExternalId = "E", Email = "eve@example.com" };

    [Fact]
    public async Task A_creation_processed_between_the_look_up_and_the_second_request_counts_as_created()
    {
        using var api = new SandboxAccess(retries: 2);
        var item = Assert.Single((await Late(api, "E").AddContactsAsync([Eve])).Items);
        Assert.Equal((BatchOutcome.Accepted, 1L), (item.Outcome, item.Value?.Id));
        Assert.Single(api.Account.Contacts);
        Assert.Equal(["POST", "GET", "POST", "GET"], api.Server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task In_a_batch_that_is_processed_late_a_row_refused_for_another_reason_stays_refused()
    {
        using var api = new SandboxAccess(retries: 2);
        var result = await Late(api, "E", "G").AddContactsAsync([Eve, new() { ExternalId = "F", Email = "no address" }, new() { ExternalId = "G", Email = "eve@example.com" }]);
        Assert.Equal([BatchOutcome.Accepted, BatchOutcome.Refused, BatchOutcome.Accepted], result.Items.Select(item => item.Outcome));
        Assert.Equal(["E", "G"], api.Account.Contacts.Select(contact => contact.ExternalId));
    }

    [Fact]
    public async Task A_contact_not_visible_to_the_look_up_counts_as_created()
    {
        using var script = new ScriptedResponses(retries: 2);
        script.AnswersRaw(502).Answers(status: 404).Answers(errors: Taken, status: 422, numberOfErrors: 1).Answers("""[{"id":7,"externalId":"E","email":"eve@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync([Eve])).Items);
        Assert.Equal((BatchOutcome.Accepted, 7L), (item.Outcome, item.Value?.Id));
        Assert.Equal(["POST", "GET", "POST", "GET"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_different_contact_with_the_externalId_does_not_count_as_created()
    {
        using var script = new ScriptedResponses(retries: 2);
        script.AnswersRaw(502).Answers(status: 404).Answers(errors: Taken, status: 422, numberOfErrors: 1).Answers("""[{"id":7,"externalId":"E","email":"somebody@example.com"}]""");
        Assert.NotEqual(BatchOutcome.Accepted, Assert.Single((await script.Client.AddContactsAsync([Eve])).Items).Outcome);
        Assert.Equal(2, script.Requests.Count(request => request.Method == "POST"));
    }

    /// <summary>A client whose first request is processed as soon as a look-up has found nothing.</summary>
    private static ContactsClient Late(SandboxAccess api, params string[] externalIds)
    {
        api.Server.FailNext(SandboxFault.ConnectionClosed);
        return api.Client.WithTrace(trace =>
        {
            if (api.Account.Contacts.Count == 0 && trace.Line.EndsWith("do not exist", StringComparison.Ordinal))
            {
                foreach (var externalId in externalIds)
                {
                    api.Account.AddContact(new SandboxContact { ExternalId = externalId, Email = Eve.Email });
                }
            }
        });
    }
}
