using ContactsPS.Testing;

namespace ContactsPS.Tests.Connections;

/// <summary>The service's logs show which module and which PowerShell a request came from.</summary>
[Collection(nameof(EnvironmentTests))]
public sealed class UserAgentTests : IDisposable
{
    private readonly LoopbackServer server = LoopbackServer.Repeating("""{"meta":{"uniqId":"085fa5dabf"},"data":[],"errors":[]}""", "HTTP/1.1 200 OK");
    private readonly HostedEngine engine = HostedEngine.WithModule();

    public void Dispose()
    {
        engine.Dispose();
        server.Dispose();
    }

    [Fact]
    public void Every_request_of_a_connection_names_the_module_and_the_engine()
    {
        engine.Connect(new EngineConnection(server.BaseUri, "key", "token"));
        Holds("Get-Contact; Test-ContactConnection; Remove-Contact -Id 1 -Confirm:$false -ErrorAction SilentlyContinue; Invoke-ContactApi /group; Get-ContactSegment -Id 1 -ErrorAction SilentlyContinue", 5);
    }

    [Fact]
    public void Every_request_of_the_environment_connection_names_them_too() => Holds(
        """
        $env:CONTACTSPS_BASE_URI = $baseUri; $env:CONTACTSPS_APPLICATION_KEY = 'key'; $env:CONTACTSPS_AUTHORIZATION = 'token'
        try {
            Connect-ContactService -FromEnvironment
            Get-Contact
            Disconnect-ContactService
            Connect-ContactService -FromEnvironment
            Get-Contact
        }
        finally { Remove-Item Env:CONTACTSPS_* }
        """,
        2);

    private void Holds(string script, int requests)
    {
        var expected = engine.Run(script + "\n'ContactsPS/{0} PowerShell/{1}' -f (Get-Module ContactsPS).Version, [version]$PSVersionTable.PSVersion", ("baseUri", server.BaseUri.ToString())).ThrowIfFailed().Texts[^1];
        Assert.Matches(@"^ContactsPS/[0-9.]+ PowerShell/[0-9.]+\z", expected);
        Assert.Equal(requests, server.Requests.Count);
        Assert.All(server.Requests, head => Assert.Contains($"\r\nUser-Agent: {expected}\r\n", head, StringComparison.Ordinal));
    }
}
