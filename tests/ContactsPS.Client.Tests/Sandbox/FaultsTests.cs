using System.Net;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class FaultsTests : IDisposable
{
    private const string Item = """[{"email":"a@example.com"}]""";

    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData(SandboxFault.ServerError, 500, "application/json", null)]
    [InlineData(SandboxFault.BadGateway, 502, "text/html", null)]
    [InlineData(SandboxFault.Unavailable, 503, "text/html", 1)]
    [InlineData(SandboxFault.TooManyRequests, 429, "application/json", 1)]
    [InlineData(SandboxFault.HtmlInsteadOfJson, 200, "text/html", null)]
    [InlineData(SandboxFault.UnavailableWithoutRetryAfter, 503, "text/html", null)]
    [InlineData(SandboxFault.TooManyRequestsWithoutRetryAfter, 429, "application/json", null)]
    public async Task A_fault_that_replaces_the_response_of_the_API_changes_nothing(SandboxFault fault, int status, string mediaType, int? retryAfter)
    {
        api.Server.FailNext(fault);
        var response = await api.PostAsync("/contact", Item);
        Assert.Equal(status, response.Status);
        Assert.Equal(mediaType, response.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(retryAfter, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Empty(api.Account.Contacts);
        Assert.Equal((status, 1), api.Server.Requests.Select(request => (request.Status, request.Items)).Single());
    }

    [Theory]
    [InlineData(SandboxFault.ConnectionClosed, 0)]
    [InlineData(SandboxFault.ConnectionClosedAfterProcessing, 1)]
    public async Task A_closed_connection_sends_no_response_whether_the_request_was_processed_or_not(SandboxFault fault, int contacts)
    {
        api.Server.FailNext(fault);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.PostAsync("/contact", Item));
        Assert.Equal(contacts, api.Account.Contacts.Count);
        Assert.Equal(0, Assert.Single(api.Server.Requests).Status);
    }

    [Fact]
    public async Task A_truncated_body_was_processed_and_has_half_of_its_announced_length()
    {
        api.Server.FailNext(SandboxFault.TruncatedBody);
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(connection.Head("POST /v2.1/contact HTTP/1.1") + $"Content-Length: {Item.Length}\r\n\r\n{Item}");
        var parts = (await connection.ReadToEndAsync()).Split("\r\n\r\n");
        var announced = int.Parse(parts[0].Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(announced / 2, parts[1].Length);
        Assert.Single(api.Account.Contacts);

        api.Server.FailNext(SandboxFault.TruncatedBody);
        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync("/contact"));
    }

    [Fact]
    public async Task A_gateway_timeout_does_not_undo_what_was_processed()
    {
        api.Server.FailNext(SandboxFault.GatewayTimeout);
        Assert.Equal(504, (await api.PostAsync("/contact", Item)).Status);
        Assert.Single(api.Account.Contacts);
    }

    [Fact]
    public async Task A_wrong_content_length_announces_half_of_the_body()
    {
        api.Server.FailNext(SandboxFault.WrongContentLength);
        using var connection = await RawConnection.OpenAsync(api.Server);
        await connection.SendAsync(connection.Head("POST /v2.1/contact HTTP/1.1") + $"Content-Length: {Item.Length}\r\n\r\n{Item}");
        var parts = (await connection.ReadToEndAsync()).Split("\r\n\r\n");
        var announced = int.Parse(parts[0].Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(parts[1].Length / 2, announced);
        Assert.Single(api.Account.Contacts);
    }

    [Fact]
    public async Task A_slow_response_is_complete_and_late()
    {
        var clock = new FakeTimeProvider();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new WaitSkippingClock(clock) { WhenWaiting = held.SetResult };
        using var slow = new SandboxCaller(new SandboxOptions { Delay = TimeSpan.FromSeconds(2), FaultDelay = TimeSpan.FromSeconds(9), TimeProvider = waits });
        slow.Server.FailNext(SandboxFault.Slow);
        var response = slow.PostAsync("/contact", Item);
        await held.Task;
        Assert.Equal([TimeSpan.FromSeconds(11)], waits.Waits);
        Assert.False(response.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(200, (await response).Status);
    }

    [Fact]
    public async Task A_request_that_hangs_after_processing_was_processed()
    {
        api.Server.FailNext(SandboxFault.HangAfterProcessing);
        using var cancellation = new CancellationTokenSource();
        var hanging = api.PostAsync("/contact", Item, cancellation.Token);
        Until(() => api.Server.RequestCount == 1);
        Assert.Single(api.Account.Contacts);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task A_request_may_be_processed_after_its_client_stopped_waiting()
    {
        var clock = new FakeTimeProvider();
        using var late = new SandboxCaller(new SandboxOptions { FaultDelay = TimeSpan.FromSeconds(9), TimeProvider = clock });
        late.Server.FailNext(SandboxFault.ProcessedLate);
        await Assert.ThrowsAsync<HttpRequestException>(() => late.PostAsync("/contact", Item));
        Assert.Empty(late.Account.Contacts);
        clock.Advance(TimeSpan.FromSeconds(9));
        Until(() => late.Account.Contacts.Count == 1);
    }

    [Fact]
    public async Task Only_the_given_faults_are_chosen()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { FaultRate = 1, Faults = [SandboxFault.BadGateway, SandboxFault.ServerError] });
        var statuses = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            statuses.Add((await sandbox.GetAsync("/group")).Status);
        }

        Assert.Equal([500, 502], statuses.Distinct().Order());
    }

    [Fact]
    public async Task A_hanging_request_ends_when_its_client_disconnects()
    {
        api.Server.FailNext(SandboxFault.Hang);
        using var cancellation = new CancellationTokenSource();
        var hanging = api.GetAsync("/contact", cancellation.Token);
        Until(() => api.Server.RequestCount == 1);
        Assert.False(hanging.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal(404, (await api.GetAsync("/contact")).Status);
    }

    [Fact]
    public async Task Scripted_faults_occur_in_order_and_then_end()
    {
        api.Server.FailNext(SandboxFault.ServerError, 2);
        api.Server.FailNext(SandboxFault.TooManyRequests);
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await api.GetAsync("/group")).Status);
        }

        Assert.Equal([500, 500, 429, 200, 200], statuses);
    }

    [Fact]
    public void An_unknown_fault_or_a_count_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => api.Server.FailNext((SandboxFault)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => api.Server.FailNext(SandboxFault.ServerError, 0));
        Assert.All(Enum.GetValues<SandboxFault>(), fault => api.Server.FailNext(fault));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_and_another_seed_gives_others()
    {
        var first = await StatusesAsync(seed: 7);
        Assert.Equal(first, await StatusesAsync(seed: 7));
        Assert.NotEqual(first, await StatusesAsync(seed: 8));
        Assert.Equal([0, 200, 429, 500, 502, 503, 504], first.Distinct().Order());
        Assert.InRange(first.Count(status => status == 200), 15, 55);
    }

    [Fact]
    public async Task With_a_fault_rate_of_one_every_request_fails_and_scripted_faults_come_first()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { FaultRate = 1 });
        sandbox.Server.FailNext(SandboxFault.HtmlInsteadOfJson);
        Assert.Equal(200, (await sandbox.GetAsync("/group")).Status);
        Assert.All(await StatusesAsync(seed: 1, rate: 1, SandboxFault.ServerError, SandboxFault.ConnectionClosed), status => Assert.NotEqual(200, status));
    }

    /// <summary>Each request has its own connection: on a pooled connection that is closed, HttpClient would send again by itself.</summary>
    private static async Task<int[]> StatusesAsync(int seed, double rate = 0.5, params IReadOnlyList<SandboxFault> faults)
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { FaultRate = rate, Seed = seed, Faults = faults, FaultDelay = TimeSpan.Zero });
        for (var i = 0; i < 60; i++)
        {
            using var connection = await RawConnection.OpenAsync(sandbox.Server);
            await connection.SendAsync(connection.Head("GET /v2.1/group HTTP/1.1") + "Connection: close\r\n\r\n");
            await connection.ReadToEndAsync();
        }

        return [.. sandbox.Server.Requests.Select(request => request.Status)];
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));
}
