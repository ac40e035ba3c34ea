using ContactsPS.Acceptance.Api;
using ContactsPS.Acceptance.Own;
using ContactsPS.Acceptance.Results;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Acceptance.Tests;

/// <summary>Whatever happens, a run leaves nothing behind and changes nothing of others. After every run, the test asserts that the data of others is unchanged.</summary>
public sealed class SafetyTests
{
    [Fact]
    public async Task Without_permission_to_write_a_run_only_reads()
    {
        using var service = new ServiceUnderTest();
        var result = await service.RunAsync(mayWrite: false);
        Assert.DoesNotContain(service.Sandbox.Requests, static request => request.Method != "GET");
        Assert.Equal(12, service.Sandbox.Account.Contacts.Count);
        Assert.Equal((0, 0), (result!.Contacts, result.CountOf(Outcome.DoesNotHold)));
        Assert.All(["F2", "F3", "F5", "F7", "F23", "F25", "F26", "F27", "F30", "F33", "F34", "F36", "F55", "F58", "F61", "F62", "F66"], fact => Assert.Contains(result.Findings, finding => finding.Fact.Number == fact && finding.Verdict == Verdict.Holds));
    }

    [Fact]
    public async Task Without_permission_to_write_a_run_still_detects_an_ignored_filter()
    {
        using var service = new ServiceUnderTest(new SandboxOptions { Alternatives = [SandboxAlternative.FilterIgnored] });
        var result = await service.RunAsync(mayWrite: false);
        Assert.Equal(["F24"], result!.Findings.Where(static finding => finding.Verdict.Outcome == Outcome.DoesNotHold).Select(static finding => finding.Fact.Number));
    }

    [Fact]
    public async Task Requests_are_sent_one_after_the_other()
    {
        using var service = new ServiceUnderTest();
        await service.RunAsync();
        Assert.Equal(1, service.Sandbox.MostInFlight);
    }

    [Fact]
    public async Task A_run_that_is_stopped_at_any_request_leaves_nothing_behind()
    {
        using var whole = new ServiceUnderTest(contacts: 3);
        var requests = (await whole.RunAsync())!.Findings.Sum(static finding => finding.Requests);
        Assert.True(requests > 200);
        for (var request = 1; request < requests; request += 9)
        {
            using var service = new ServiceUnderTest(contacts: 3);
            using var stopping = new CancellationTokenSource();
            service.BeforeRequest = number => Stop(number == request, stopping);
            var result = await service.RunAsync(stopping: stopping.Token);
            Assert.True(request == 1 ? result is null : result is { Left: 0, EndedBy: "it was stopped" }, $"{request}");
            Assert.Empty(service.Left);
        }
    }

    [Fact]
    public async Task A_run_that_loses_some_responses_leaves_nothing_behind()
    {
        using var service = new ServiceUnderTest();
        service.BeforeRequest = number => Fail(service, number % 9 == 8 ? SandboxFault.ConnectionClosedAfterProcessing : null);
        var result = await service.RunAsync();
        Assert.Equal((0, null), (result!.Left, result.EndedBy));
        Assert.True(result.CountOf(Outcome.NotDecided) > 10);
        Assert.Equal(0, result.CountOf(Outcome.DoesNotHold));
        Assert.Empty(service.Left);
    }

    [Fact]
    public async Task A_run_ends_if_the_service_stops_responding_and_says_how_to_remove_what_is_left()
    {
        using var service = new ServiceUnderTest();
        service.BeforeRequest = number => { if (number == 200) { service.Sandbox.Dispose(); } };
        var result = await service.RunAsync();
        Assert.Equal((null, "the service no longer responds"), (result!.Left, result.EndedBy));
        Assert.Matches("Something of this run may be left: no response. Later, run this with --remove acc-[a-z0-9]{8}\\.", service.Output.ToString());
    }

    [Fact]
    public async Task A_later_run_removes_what_a_killed_run_left_behind()
    {
        using var service = new ServiceUnderTest();
        service.BeforeRequest = static number => ThrowIf(number >= 200);
        Assert.Null((await service.RunAsync())!.Left);
        Assert.NotEmpty(service.Left);

        var prefix = service.Left.First()[..12];
        Assert.True(RunNames.IsPrefix(prefix));
        using var run = new AcceptanceRun(service.Settings, mayWrite: true, service.Output, CancellationToken.None, names: new RunNames(prefix));
        var left = await run.RemoveLeftoversAsync();
        Assert.True(left == 0, service.Output.ToString());
        Assert.Empty(service.Left);
        Assert.Equal(12, service.Sandbox.Account.Contacts.Count(static contact => !contact.InArchive));
    }

    [Fact]
    public async Task A_run_stays_within_its_limits_if_the_service_returns_one_item_per_page()
    {
        using var service = new ServiceUnderTest(new SandboxOptions { MaximumPageSize = 1 });
        var result = await service.RunAsync();
        Assert.True(result is { Left: 0, Requests: <= ApiSession.Limit, Contacts: <= OwnContacts.Limit }, $"{result!.Requests}");
        Assert.Empty(service.Left);
    }

    [Fact]
    public async Task A_run_stops_creating_at_its_limit()
    {
        using var service = new ServiceUnderTest();
        using var api = new ApiSession(service.Settings.BaseUri, service.Settings.Credentials, handler: null, TimeProvider.System, CancellationToken.None);
        var own = new OwnContacts(api, RunNames.New());
        for (var i = 0; i < OwnContacts.Limit; i += 50)
        {
            await own.PostAsync([.. Enumerable.Range(0, 50).Select(_ => own.New())]);
        }

        await Assert.ThrowsAsync<LimitException>(() => own.PostAsync(own.New()));
        api.BeginRemoval();
        Assert.Equal(0, await own.RemoveAllAsync());
        Assert.Empty(service.Left);
    }

    [Fact]
    public async Task A_run_reserves_some_of_its_requests_for_the_removal()
    {
        using var service = new ServiceUnderTest();
        using var api = new ApiSession(service.Settings.BaseUri, service.Settings.Credentials, handler: null, TimeProvider.System, CancellationToken.None);
        for (var i = 0; i < ApiSession.Limit - ApiSession.KeptForRemoval; i++)
        {
            await api.GetAsync("contact?limit=1");
        }

        await Assert.ThrowsAsync<LimitException>(() => api.GetAsync("contact?limit=1"));
        api.BeginRemoval();
        for (var i = 0; i < ApiSession.KeptForRemoval; i++)
        {
            await api.GetAsync("contact?limit=1");
        }

        await Assert.ThrowsAsync<LimitException>(() => api.GetAsync("contact?limit=1"));
        Assert.Equal(ApiSession.Limit, service.Sandbox.RequestCount);
    }

    [Theory]
    [InlineData(401, "does not accept these credentials (401)")]
    [InlineData(403, "does not let this key read contacts (403)")]
    public async Task A_run_with_refused_credentials_ends_with_its_first_request(int status, string message)
    {
        var change = new ServiceChange("not let in", [], () => (_, _) => Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status)));
        using var service = new ServiceUnderTest(change: change);
        Assert.Null(await service.RunAsync());
        Assert.Contains(message, service.Output.ToString(), StringComparison.Ordinal);
    }

    private static void ThrowIf(bool isKilled)
    {
        if (isKilled)
        {
            throw new HttpRequestException("As if the run had been killed.");
        }
    }

    private static void Stop(bool now, CancellationTokenSource stopping)
    {
        if (now)
        {
            stopping.Cancel();
        }
    }

    private static void Fail(ServiceUnderTest service, SandboxFault? fault)
    {
        if (fault is { } next)
        {
            service.Sandbox.FailNext(next);
        }
    }
}
