using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class PaceTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    [Fact]
    public async Task Requests_above_the_rate_are_429_with_the_seconds_to_wait()
    {
        var clock = new FakeTimeProvider();
        using var api = new SandboxCaller(new SandboxOptions { RequestsPerSecond = 0.1, TimeProvider = clock });
        Assert.Equal(200, (await api.GetAsync("/group")).Status);
        var response = await api.GetAsync("/group");
        Assert.Equal(429, response.Status);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter!.Delta);
        Assert.Single(response.Errors);

        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), (await api.GetAsync("/group")).Headers.RetryAfter!.Delta);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await api.GetAsync("/group")).Status);
    }

    [Fact]
    public async Task A_burst_of_one_second_is_allowed_and_the_wait_is_at_least_one_second()
    {
        using var api = new SandboxCaller(new SandboxOptions { RequestsPerSecond = 3, TimeProvider = new FakeTimeProvider() });
        var responses = new List<SandboxResponse>();
        for (var i = 0; i < 30; i++)
        {
            responses.Add(await api.GetAsync("/group"));
        }

        Assert.All(responses.Take(3), response => Assert.Equal(200, response.Status));
        Assert.All(responses.Skip(3), response => Assert.Equal((429, TimeSpan.FromSeconds(1)), (response.Status, response.Headers.RetryAfter!.Delta)));
    }

    [Fact]
    public async Task A_response_is_delayed_by_the_given_time()
    {
        var clock = new FakeTimeProvider();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new WaitSkippingClock(clock) { WhenWaiting = held.SetResult };
        using var api = new SandboxCaller(new SandboxOptions { Delay = TimeSpan.FromSeconds(9), TimeProvider = waits });
        var response = api.GetAsync("/group");
        await held.Task;
        Assert.Equal([TimeSpan.FromSeconds(9)], waits.Waits);
        Assert.False(response.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(200, (await response).Status);
    }

    [Fact]
    public async Task A_request_whose_client_disconnects_during_the_delay_was_processed()
    {
        using var api = new SandboxCaller(new SandboxOptions { Delay = Forever });
        using var connection = await RawConnection.OpenAsync(api.Server);
        const string Item = """[{"email":"a@example.com"}]""";
        await connection.SendAsync(connection.Head("POST /v2.1/contact HTTP/1.1") + $"Content-Length: {Item.Length}\r\n\r\n{Item}");
        Until(() => api.Server.RequestCount == 1);
        Assert.Single(api.Account.Contacts);
        Assert.Equal(200, Assert.Single(api.Server.Requests).Status);
    }

    [Fact]
    public async Task The_maximum_number_of_requests_in_flight_is_counted()
    {
        using var api = new SandboxCaller(new SandboxOptions { Delay = Forever });
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 6).Select(_ => api.GetAsync("/group", cancellation.Token)).ToArray();
        Until(() => api.Server.RequestCount == 6);
        Assert.Equal(6, api.Server.MostInFlight);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Sequential_requests_are_never_counted_as_two_in_flight()
    {
        using var api = new SandboxCaller();
        for (var i = 0; i < 100; i++)
        {
            using var connection = await RawConnection.OpenAsync(api.Server);
            await connection.SendAsync(connection.Head("GET /v2.1/group HTTP/1.1") + "\r\n");
            await connection.ReadAnswerAsync();
        }

        Assert.Equal(1, api.Server.MostInFlight);
    }

    [Fact]
    public async Task Concurrent_requests_lose_and_duplicate_no_contact()
    {
        using var api = new SandboxCaller();
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (batch, token) =>
        {
            var items = string.Join(',', Enumerable.Range(0, 25).Select(i => $$"""{"externalId":"{{batch}}-{{i}}","email":"a@example.com"}"""));
            Assert.Equal(200, (await api.PostAsync("/contact", $"[{items}]", token)).Status);
        });
        Assert.Equal(Enumerable.Range(1, 1000).Select(id => (long)id), api.Account.Contacts.Select(contact => contact.Id));
        Assert.Equal(1000, (await api.GetAsync("/contact?limit=1000")).Each("externalId").Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_last_ten_thousand_requests_are_recorded()
    {
        using var api = new SandboxCaller();
        using var connection = await RawConnection.OpenAsync(api.Server);
        var head = connection.Head("GET /v2.1/group HTTP/1.1") + "\r\n";
        var hundred = string.Concat(Enumerable.Repeat(head, 100));
        for (var i = 0; i < 101; i++)
        {
            await connection.SendAsync(i == 100 ? connection.Head("GET /v2.1/group?last HTTP/1.1") + "\r\n" : hundred);
            for (var responses = 0; responses < (i == 100 ? 1 : 100); responses++)
            {
                await connection.ReadAnswerAsync();
            }
        }

        Assert.Equal(10_001, api.Server.RequestCount);
        Assert.Equal(10_000, api.Server.Requests.Count);
        Assert.EndsWith("?last", api.Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));
}
