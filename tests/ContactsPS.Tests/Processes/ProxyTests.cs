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
    public async Task The_proxy_of_the_system_is_not_used_for_a_sandbox_on_this_machine(string variable)
    {
        // Bound but not listening: a port without a server.
        using var dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var result = await PowerShellProcess.RunCommandAsync(
            $"Import-Module '{Repository.Manifest}'; $env:{variable} = 'http://127.0.0.1:{((IPEndPoint)dead.LocalEndPoint!).Port}'; Start-ContactSandbox | Connect-ContactService -MaximumRetryCount 0; $null = New-Contact -Email ann@example.com; (Get-Contact).Email");

        Assert.Empty(result.Error);
        Assert.Equal("ann@example.com\n", result.Output);
    }
}
