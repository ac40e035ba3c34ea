using System.Net;
using System.Net.Sockets;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Processes;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("http_proxy")]
    [InlineData("https_proxy")]
    [InlineData("all_proxy")]
    public async Task The_systems_proxy_is_not_asked_for_a_sandbox_on_this_machine(string variable)
    {
        // Bound and not listening: a port where nobody answers.
        using var dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var answer = await PowerShellProcess.RunCommandAsync(
            $"Import-Module '{Repository.Manifest}'; $env:{variable} = 'http://127.0.0.1:{((IPEndPoint)dead.LocalEndPoint!).Port}'; Start-ContactSandbox | Connect-ContactService -MaximumRetryCount 0; $null = New-Contact -Email ann@example.com; (Get-Contact).Email");

        Assert.Empty(answer.Error);
        Assert.Equal("ann@example.com\n", answer.Output);
    }
}
