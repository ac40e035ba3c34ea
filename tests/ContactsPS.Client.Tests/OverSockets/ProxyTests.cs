using System.Net;
using ContactsPS.Client.Paging;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Models;
using ContactsPS.Sandbox;

namespace ContactsPS.Client.Tests;

/// <summary>Requests go through the configured proxy. It receives its own credentials only if it requires them, and never a readable secret of the service.</summary>
public sealed class ProxyTests : IDisposable
{
    // .NET Framework uses no proxy for loopback. The proxy of these tests forwards every host to loopback.
    private const string Host = "contacts.example";

    private readonly SandboxServer server = SandboxServer.Start();

    private Uri Service => new UriBuilder(server.BaseUri) { Scheme = "https", Host = Host }.Uri;

    public void Dispose() => server.Dispose();

#if NET
    // Plain http is accepted only for loopback, so these tests run only on .NET.
    [Fact]
    public async Task Requests_go_through_the_proxy()
    {
        using var proxy = new ProxyServer();
        using var client = Through(proxy, server.BaseUri);
        Assert.Equal(5, (await client.ListGroups(new ListOptions { First = 5 }).ToListAsync()).Count);
        Assert.StartsWith($"GET {server.BaseUri}/group", Assert.Single(proxy.Heads), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_credentials_of_the_proxy_are_sent_when_it_requires_them_and_never_to_the_service()
    {
        using var proxy = new ProxyServer("jane:open sesame");
        using var client = Through(proxy, server.BaseUri, new NetworkCredential("jane", "open sesame"));
        Assert.Equal(5, (await client.ListGroups(new ListOptions { First = 5 }).ToListAsync()).Count);
        Assert.Equal([false, true], proxy.Heads.Select(head => head.Contains("Proxy-Authorization: Basic", StringComparison.Ordinal)));
        Assert.All(proxy.Heads, head => Assert.Contains($"\r\nAuthorization: {server.AuthorizationToken}\r\n", head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_does_not_require_credentials_receives_none()
    {
        using var proxy = new ProxyServer();
        using var client = Through(proxy, server.BaseUri, new NetworkCredential("jane", "open sesame"));
        await client.ListGroups(new ListOptions { First = 5 }).ToListAsync();
        Assert.DoesNotContain("Proxy-Authorization", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }
#endif

    [Theory]
#if NET
    [InlineData("http", null)]
    [InlineData("http", "wrong")]
#endif
    [InlineData("https", null)]
    [InlineData("https", "wrong")]
    public async Task Credentials_that_the_proxy_refuses_are_an_error_that_names_the_proxy(string scheme, string? password)
    {
        using var proxy = new ProxyServer("jane:open sesame");
        using var client = Through(proxy, scheme == "https" ? Service : server.BaseUri, password is null ? null : new NetworkCredential("jane", password));
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.AddContactsAsync([new NewContact { Email = "ann@example.com" }]));
        Assert.Equal(ContactsFailure.Unreachable, failure.Failure);
        Assert.Contains("proxy", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.InRange(proxy.Heads.Count, 1, 2);
    }

    [Fact]
    public async Task Over_https_the_proxy_opens_a_tunnel_and_cannot_read_token_or_key()
    {
        // The tunnel leads to a server without TLS, so only the TLS greeting goes through it.
        using var proxy = new ProxyServer();
        using var client = Through(proxy, Service);
        await Assert.ThrowsAsync<ContactsException>(() => client.ListGroups().ToListAsync().AsTask());
        var through = string.Join('\n', [.. proxy.Heads, .. proxy.Tunnelled]);
        Assert.All(proxy.Heads, head => Assert.StartsWith($"CONNECT {Host}:{server.BaseUri.Port} ", head, StringComparison.Ordinal));
        Assert.NotEmpty(proxy.Tunnelled);
        Assert.DoesNotContain(server.AuthorizationToken, through, StringComparison.Ordinal);
        Assert.DoesNotContain(server.ApplicationKey, through, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", through, StringComparison.OrdinalIgnoreCase);
    }

    private ContactsClient Through(ProxyServer proxy, Uri baseUri, ICredentials? credentials = null) => new(new ContactsClientOptions
    {
        BaseUri = baseUri,
        ApplicationKey = server.ApplicationKey,
        AuthorizationToken = server.AuthorizationToken,
        MaximumRetryCount = 0,
        Timeout = TimeSpan.FromSeconds(10),
        Proxy = new WebProxy(proxy.Uri) { Credentials = credentials },
    });
}
