using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>What no client can prevent, as docs/reliability.md says: a request is processed after the look-up, or its result is not visible yet.</summary>
public sealed class LateProcessingTests
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);
    private static readonly NewContact[] Eve = [new() { ExternalId = "E", Email = "eve@example.com" }];

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task A_creation_processed_after_the_look_up_makes_a_second_contact_if_the_service_accepts_duplicates()
    {
        using var api = new SandboxAccess(new SandboxOptions { Alternatives = [SandboxAlternative.DuplicateExternalIdAllowed], FaultDelay = Later, TimeProvider = clock }, retries: 2);
        api.Server.FailNext(SandboxFault.ProcessedLate);
        Assert.Equal(BatchOutcome.Accepted, Assert.Single((await api.Client.AddContactsAsync(Eve)).Items).Outcome);
        Assert.Equal(["POST", "GET", "POST"], api.Server.Requests.Select(request => request.Method));
        clock.Advance(Later);
        Until(() => api.Account.Contacts.Count == 2);
    }

    [Fact]
    public async Task A_creation_not_visible_to_the_look_up_makes_a_second_contact_if_the_service_accepts_duplicates()
    {
        using var script = new ScriptedResponses(retries: 2);
        script.AnswersRaw(502).Answers(status: 404).Answers("""[{"id":8,"externalId":"E","email":"eve@example.com"}]""");
        var item = Assert.Single((await script.Client.AddContactsAsync(Eve)).Items);
        Assert.Equal((BatchOutcome.Accepted, 8L), (item.Outcome, item.Value?.Id));
        Assert.Equal(["POST", "GET", "POST"], script.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_creation_processed_after_the_look_up_exists_although_it_was_reported_as_failed_if_there_are_no_retries()
    {
        using var api = new SandboxAccess(new SandboxOptions { FaultDelay = Later, TimeProvider = clock }, retries: 0);
        api.Server.FailNext(SandboxFault.ProcessedLate);
        var item = Assert.Single((await api.Client.AddContactsAsync(Eve)).Items);
        Assert.Equal((BatchOutcome.Failed, ContactsFailure.ServiceFailed), (item.Outcome, item.Failure?.Failure));
        clock.Advance(Later);
        Until(() => api.Account.Contacts.Count == 1);
    }

    [Fact]
    public async Task A_change_that_is_processed_late_undoes_a_later_one()
    {
        using var api = new SandboxAccess(new SandboxOptions { FaultDelay = Later, TimeProvider = clock }, retries: 2);
        api.Add(1);
        api.Server.FailNext(SandboxFault.ProcessedLate);
        await NameAsync(api, "First");
        await NameAsync(api, "Second");
        Assert.Equal("Second", api.Account.Contacts[0].FirstName);
        clock.Advance(Later);
        Until(() => api.Account.Contacts[0].FirstName == "First");
    }

    private static async Task NameAsync(SandboxAccess api, string name)
    {
        var result = await api.Client.UpdateContactsAsync([new ContactUpdate { Id = 1, FirstName = new(name) }]);
        Assert.Equal(BatchOutcome.Accepted, Assert.Single(result.Items).Outcome);
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)));
}
