using System.Net;
using System.Net.Sockets;

namespace ContactsPS.Tests.Redaction;

/// <summary>Every cmdlet succeeds and fails with all output turned on, and shows neither credentials nor data of other people.</summary>
public sealed class LeakTests : IDisposable
{
    private readonly LeakSession session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public void Every_cmdlet_has_its_scenarios() =>
        Assert.Equal(session.Cmdlets.Order(StringComparer.Ordinal), Scenarios.ByCmdlet.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Success_and_refusals_reveal_nothing()
    {
        session.Connect(session.StartSandbox());
        session.Run(Scenarios.All());
        Assert.Subset(
            session.ErrorIds.ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(["Refused", "InvalidField", "ContactNotFound", "AmbiguousContact", "SegmentNotFound", "ConnectionNotFound", "InvalidConnection", "SandboxFailed"], StringComparer.Ordinal));
        Assert.Contains(session.Logs, line => line.Contains("POST /contact", StringComparison.Ordinal));
        Assert.Contains("What if: ", session.Shown, StringComparison.Ordinal);
        session.ShouldRevealNothing();
    }

    [Fact]
    public void Retries_and_look_ups_reveal_nothing()
    {
        session.Connect(session.StartSandbox("-FaultRate 0.4 -Fault ServerError, ConnectionClosedAfterProcessing, HtmlInsteadOfJson, TruncatedBody"), "-MaximumRetryCount 2");
        session.Run([.. Scenarios.InBrief(), "$rows | New-Contact -BatchSize 1 -ExternalDataProperty City @sure"]);
        Assert.Contains(session.Logs, line => line.Contains("etry 1 of 2", StringComparison.Ordinal));
        session.ShouldRevealNothing();
    }

    [Fact]
    public void Wrong_credentials_are_not_revealed_either()
    {
        session.Connect(session.StartSandbox(), credential: LeakSession.Credential());
        session.Run(Scenarios.All());
        Assert.Contains("Unauthorized", session.ErrorIds);
        session.ShouldRevealNothing();
    }

    [Fact]
    public void An_unreachable_host_reveals_nothing()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        session.Connect(new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}/v2.1"), LeakSession.Credential());
        session.Run(Scenarios.All());
        Assert.Contains("Unreachable", session.ErrorIds);
        session.ShouldRevealNothing();
    }

    [Fact]
    public void A_session_without_a_connection_reveals_nothing()
    {
        session.Prepare(new Uri("https://contacts.example/v2.1"), LeakSession.Credential());
        session.Run(Scenarios.All());
        Assert.Contains("NotConnected", session.ErrorIds);
        session.ShouldRevealNothing();
    }
}
