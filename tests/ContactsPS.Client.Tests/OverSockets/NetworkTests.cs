using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ContactsPS.Client.Batching;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>Compression, connections, concurrency, and what happens to a request if the network fails.</summary>
public sealed class NetworkTests
{
    private static readonly NewContact[] One = [new() { Email = "ann@example.com" }];

    private static readonly string[] Ok = ["HTTP/1.1 200 OK", "Content-Type: application/json"];

    private static byte[] Gzip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }

    [Fact]
    public async Task A_response_may_be_compressed()
    {
        using var server = LoopbackServer.Repeating(Gzip(ScriptedResponses.Envelope("""[{"id":7,"name":"Zażółć"}]""")), [.. Ok, "Content-Encoding: gzip"]);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        Assert.Equal("Zażółć", (await client.GetSegmentAsync("7"))!.Name);
        var head = Assert.Single(server.Requests);
        Assert.Contains("Accept-Encoding: gzip", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_that_cannot_be_decompressed_is_a_failure_of_the_service(bool cut)
    {
        using var server = LoopbackServer.Repeating(cut ? Gzip(ScriptedResponses.Envelope()).AsSpan(0, 20).ToArray() : Encoding.ASCII.GetBytes(ScriptedResponses.Envelope()), [.. Ok, "Content-Encoding: gzip"]);
        using var client = SandboxAccess.CreateClient(server.BaseUri, retries: 1);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.GetSegmentAsync("7"));
        Assert.True(failure.Failure is ContactsFailure.ServiceFailed or ContactsFailure.NotTheService, failure.ToString());
    }

    [Fact]
    public async Task Key_and_token_are_sent_unchanged_and_cookies_are_not_returned()
    {
        using var server = LoopbackServer.Repeating(ScriptedResponses.Envelope(), [.. Ok, "Set-Cookie: session=1"]);
        using var client = SandboxAccess.CreateClient(server.BaseUri, ScriptedResponses.Key, ScriptedResponses.Token);
        await client.GetSegmentAsync("7");
        await client.GetSegmentAsync("7");
        Assert.All(server.Requests, head =>
        {
            Assert.Contains($"\r\nAuthorization: {ScriptedResponses.Token}\r\n", head, StringComparison.Ordinal);
            Assert.Contains($"\r\nApplication-Key: {ScriptedResponses.Key}\r\n", head, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie", head, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Sequential_requests_use_one_connection()
    {
        using var server = LoopbackServer.Repeating(ScriptedResponses.Envelope("""[{"id":7}]"""), Ok);
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        for (var i = 0; i < 20; i++)
        {
            await client.WithTrace(_ => { }).GetSegmentAsync("7");
        }

        Assert.Equal((20, 1), (server.Requests.Count, server.Connections));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_more_requests_than_the_throttle_limit_are_in_flight(int limit)
    {
        using var api = new SandboxAccess(new SandboxOptions { Delay = TimeSpan.FromMilliseconds(25) }, throttle: limit);
        var traced = api.Client.WithTrace(_ => { });
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? api.Client : traced).ListGroups(new ListOptions { First = 5 }).ToListAsync().AsTask()));
        Assert.Equal((24, limit), (api.Server.RequestCount, api.Server.MostInFlight));
    }

    [Fact]
    public async Task A_request_without_a_response_ends_as_soon_as_it_is_cancelled()
    {
        using var api = new SandboxAccess();
        api.Server.FailNext(SandboxFault.Hang);
        using var source = new CancellationTokenSource();
        var hanging = api.Client.AddContactsAsync(One, source.Token);
        Assert.True(SpinWait.SpinUntil(() => api.Server.RequestCount == 1, TimeSpan.FromSeconds(10)));
        Assert.False(hanging.IsCompleted);
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed} to end.");
        Assert.Equal(1, api.Server.RequestCount);
    }

    [Theory]
    [InlineData(SandboxFault.ServerError)]
    [InlineData(SandboxFault.BadGateway)]
    [InlineData(SandboxFault.Unavailable)]
    [InlineData(SandboxFault.TooManyRequests)]
    [InlineData(SandboxFault.ConnectionClosed)]
    [InlineData(SandboxFault.ConnectionClosedAfterProcessing)]
    [InlineData(SandboxFault.TruncatedBody)]
    public async Task An_idempotent_request_succeeds_despite_a_fault(SandboxFault fault)
    {
        using var api = new SandboxAccess();
        api.Add(2);
        api.Server.FailNext(fault, 2);
        Assert.Equal(2, (await api.Client.ListContacts().ToListAsync()).Count);
        api.Server.FailNext(fault, 2);
        var updated = await api.Client.UpdateContactsAsync([new ContactUpdate { Id = 1, FirstName = new("Eve") }]);
        Assert.Equal(("Eve", "Eve"), (Assert.Single(updated.Items).Value!.FirstName, api.Account.Contacts[0].FirstName));
        if (fault is SandboxFault.Unavailable or SandboxFault.TooManyRequests)
        {
            Assert.All(api.Waits, wait => Assert.Equal(TimeSpan.FromSeconds(1), wait));
        }
    }

    [Theory]
    [InlineData(SandboxFault.ServerError, ContactsFailure.ServiceFailed)]
    [InlineData(SandboxFault.BadGateway, ContactsFailure.ServiceFailed)]
    [InlineData(SandboxFault.Unavailable, ContactsFailure.ServiceFailed)]
    [InlineData(SandboxFault.TooManyRequests, ContactsFailure.Throttled)]
    [InlineData(SandboxFault.TruncatedBody, ContactsFailure.ServiceFailed)]
    [InlineData(SandboxFault.HtmlInsteadOfJson, ContactsFailure.NotTheService)]
    [InlineData(SandboxFault.Hang, ContactsFailure.TimedOut)]
    public async Task Without_retries_each_fault_is_reported_as_its_own_failure(SandboxFault fault, ContactsFailure expected)
    {
        using var api = new SandboxAccess(retries: 0, clock: new FakeTimeProvider());
        api.Server.FailNext(fault);
        Assert.Equal(expected, (await Assert.ThrowsAsync<ContactsException>(() => api.Client.ListGroups().ToListAsync().AsTask())).Failure);
    }

    [Theory]
    [InlineData(SandboxFault.ServerError, 2)]
    [InlineData(SandboxFault.BadGateway, 2)]
    [InlineData(SandboxFault.UnavailableWithoutRetryAfter, 2)]
    [InlineData(SandboxFault.GatewayTimeout, 1)]
    [InlineData(SandboxFault.ConnectionClosed, 2)]
    [InlineData(SandboxFault.ConnectionClosedAfterProcessing, 1)]
    [InlineData(SandboxFault.TruncatedBody, 1)]
    [InlineData(SandboxFault.WrongContentLength, 1)]
    [InlineData(SandboxFault.HtmlInsteadOfJson, 2)]
    [InlineData(SandboxFault.Hang, 2)]
    [InlineData(SandboxFault.HangAfterProcessing, 1)]
    public async Task A_creation_whose_outcome_is_unknown_is_looked_up_and_sent_again_if_the_contact_does_not_exist(SandboxFault fault, int posts)
    {
        using var api = new SandboxAccess(clock: new FakeTimeProvider());

        // On a used connection, on which the framework may send again by itself.
        await api.Client.GetSegmentAsync("1");
        api.Server.FailNext(fault);
        var result = await api.Client.AddContactsAsync(One);
        Assert.Equal((BatchOutcome.Accepted, 1L), (Assert.Single(result.Items).Outcome, result.Items[0].Value!.Id!.Value));
        Assert.Single(api.Account.Contacts);
        Assert.Equal(posts, api.Server.Requests.Count(request => request.Method == "POST"));
    }

    [Theory]
    [InlineData(SandboxFault.Unavailable)]
    [InlineData(SandboxFault.TooManyRequests)]
    public async Task A_creation_is_sent_again_after_the_requested_time_if_nothing_was_processed(SandboxFault fault)
    {
        using var api = new SandboxAccess();
        api.Server.FailNext(fault, 2);
        Assert.Equal(BatchOutcome.Accepted, Assert.Single((await api.Client.AddContactsAsync(One)).Items).Outcome);
        Assert.Single(api.Account.Contacts);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], api.Waits);
    }

    [Fact]
    public async Task No_page_is_lost_if_many_requests_fail()
    {
        using var api = new SandboxAccess(new SandboxOptions { FaultRate = 0.3, Seed = 7, TimeProvider = new WaitSkippingClock(TimeProvider.System) }, retries: 12);
        api.Add(300);
        var ids = await api.Client.ListContacts(paging: new ListOptions { PageSize = 10 }).Select(contact => contact.Id!.Value).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), ids);
        Assert.NotEmpty(api.Waits);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task A_redirect_is_not_followed_so_that_the_token_is_not_sent_elsewhere(string status)
    {
        using var elsewhere = LoopbackServer.Repeating(ScriptedResponses.Envelope(), Ok);
        using var server = LoopbackServer.Repeating("", $"HTTP/1.1 {status}", $"Location: {elsewhere.BaseUri}/contact");
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        Assert.Equal(ContactsFailure.NotTheService, (await Assert.ThrowsAsync<ContactsException>(() => client.ListGroups().ToListAsync().AsTask())).Failure);
        Assert.Empty(elsewhere.Requests);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_port_without_a_server_is_unreachable_also_for_creating()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = SandboxAccess.CreateClient(new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}")), retries: 1);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.AddContactsAsync(One));
        Assert.Equal((ContactsFailure.Unreachable, null), (failure.Failure, failure.Status));
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }
}
