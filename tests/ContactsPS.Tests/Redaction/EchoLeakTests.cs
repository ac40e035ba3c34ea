using ContactsPS.Testing;

namespace ContactsPS.Tests.Redaction;

/// <summary>A service, or a gateway, whose responses repeat what it received: credentials, addresses and whole bodies.</summary>
public sealed class EchoLeakTests
{
    public static TheoryData<string> Echoes => [.. Echo.ByName.Keys];

    [Theory]
    [MemberData(nameof(Echoes))]
    public void What_a_response_echoes_is_not_shown(string how)
    {
        using var service = LoopbackServer.Responding(request => Task.FromResult<string?>(Echo.ByName[how](request)));
        using var session = new LeakSession();
        session.Connect(service.BaseUri, LeakSession.Credential());
        session.Run(Scenarios.ForReal());
        Assert.NotEmpty(session.ErrorIds);
        session.ShouldRevealNothing();
    }
}
