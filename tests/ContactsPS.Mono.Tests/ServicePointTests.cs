using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Models;
using ContactsPS.Client.Tests;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using ContactsPS.Testing;

namespace ContactsPS.Mono.Tests;

/// <summary>.NET Framework has settings per host and process, whose defaults would slow down every bulk run.</summary>
public sealed class ServicePointTests
{
    [Fact]
    public async Task A_connection_is_opened_for_each_request_in_flight_whatever_the_default_of_the_process()
    {
        var usual = ServicePointManager.DefaultConnectionLimit;
        ServicePointManager.DefaultConnectionLimit = 2;
        try
        {
            using var api = new SandboxAccess(new SandboxOptions { Delay = TimeSpan.FromMilliseconds(100) }, throttle: 8);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => api.Client.ListGroups(new ListOptions { First = 5 }).ToListAsync().AsTask()));
            Assert.Equal((40, 8), (api.Server.RequestCount, api.Server.MostInFlight));
        }
        finally
        {
            ServicePointManager.DefaultConnectionLimit = usual;
        }
    }

    [Fact]
    public async Task A_body_is_sent_without_Expect_100_continue()
    {
        var heads = new ConcurrentQueue<string>();
        using var server = new LoopbackServer(async (stream, token) =>
        {
            heads.Enqueue(await ReceivedRequest.ReadHeadAsync(stream, token));
            await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {ScriptedResponses.Envelope().Length}\r\n\r\n{ScriptedResponses.Envelope()}", token);
        });
        using var client = SandboxAccess.CreateClient(server.BaseUri);
        await client.AddContactsAsync([new NewContact { Email = "ann@example.com" }]);
        await client.DeleteContactsAsync([7]);
        Assert.Equal(2, heads.Count);
        Assert.All(heads, head => Assert.DoesNotContain("Expect", head, StringComparison.OrdinalIgnoreCase));
    }
}
