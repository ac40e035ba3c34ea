using System.Diagnostics;
using System.Net.Sockets;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class LifetimeTests
{
    [Fact]
    public async Task It_responds_as_soon_as_it_has_started_at_a_URI_without_a_final_slash()
    {
        using var api = new SandboxCaller();
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/v2\.1$", api.Server.BaseUri.ToString());
        Assert.Equal(200, (await api.GetAsync("/group")).Status);
    }

    [Fact]
    public async Task Disposing_it_closes_its_port_and_connections_and_the_port_is_free_again()
    {
        int port;
        using (var api = new SandboxCaller())
        {
            port = api.Server.BaseUri.Port;
            using var connection = await RawConnection.OpenAsync(api.Server);
            await connection.SendAsync(connection.Head("GET /v2.1/group HTTP/1.1") + "\r\n");
            await connection.ReadAnswerAsync();
            api.Server.Dispose();
            api.Server.Dispose();
            Assert.True(await connection.IsClosedAsync());
            using var late = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => late.ConnectAsync("127.0.0.1", port));
        }

        using var again = new SandboxCaller(new SandboxOptions { Port = port });
        Assert.Equal(port, again.Server.BaseUri.Port);
        Assert.Equal(200, (await again.GetAsync("/group")).Status);
    }

    [Fact]
    public async Task Disposing_it_does_not_wait_for_a_delay_or_a_hanging_request()
    {
        using var api = new SandboxCaller(new SandboxOptions { Delay = TimeSpan.FromHours(1) });
        using var hanging = new SandboxCaller();
        hanging.Server.FailNext(SandboxFault.Hang);
        Task[] waiting = [api.GetAsync("/group"), hanging.GetAsync("/group")];
        Assert.True(SpinWait.SpinUntil(() => api.Server.RequestCount + hanging.Server.RequestCount == 2, TimeSpan.FromSeconds(10)));

        var watch = Stopwatch.StartNew();
        api.Server.Dispose();
        hanging.Server.Dispose();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
        foreach (var request in waiting)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => request);
        }
    }

    [Fact]
    public void A_port_in_use_is_a_socket_exception()
    {
        using var first = SandboxServer.Start();
        Assert.Throws<SocketException>(() => SandboxServer.Start(new SandboxOptions { Port = first.BaseUri.Port }));
    }

    [Fact]
    public void Two_sandboxes_share_nothing()
    {
        using var one = new SandboxCaller();
        using var other = new SandboxCaller();
        one.Add(1);
        Assert.Empty(other.Account.Contacts);
        Assert.NotEqual(one.Server.BaseUri, other.Server.BaseUri);
    }

    public static TheoryData<string, SandboxOptions> InvalidOptions => new()
    {
        { "Port", new SandboxOptions { Port = -1 } },
        { "Port", new SandboxOptions { Port = 65536 } },
        { "ApplicationKey", new SandboxOptions { ApplicationKey = "" } },
        { "AuthorizationToken", new SandboxOptions { AuthorizationToken = "a\r\nb" } },
        { "Delay", new SandboxOptions { Delay = TimeSpan.FromSeconds(-1) } },
        { "Delay", new SandboxOptions { Delay = TimeSpan.FromDays(30) } },
        { "FaultRate", new SandboxOptions { FaultRate = 1.1 } },
        { "FaultRate", new SandboxOptions { FaultRate = double.NaN } },
        { "RequestsPerSecond", new SandboxOptions { RequestsPerSecond = 0 } },
        { "RequestsPerSecond", new SandboxOptions { RequestsPerSecond = double.PositiveInfinity } },
        { "MaximumBatchSize", new SandboxOptions { MaximumBatchSize = 0 } },
    };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public void An_option_out_of_range_is_refused_by_name_without_showing_its_value(string name, SandboxOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => SandboxServer.Start(options));
        Assert.StartsWith(name + " ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a\r\nb", error.Message, StringComparison.Ordinal);
    }
}
