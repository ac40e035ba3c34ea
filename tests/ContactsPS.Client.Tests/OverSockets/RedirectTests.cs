using ContactsPS.Client.Errors;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>No redirect is followed, wherever it leads: token and key would be sent with it.</summary>
public sealed class RedirectTests
{
    private static readonly string[] Statuses = ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

    public static TheoryData<string, string> Redirects =>
        [.. from status in Statuses from operation in (string[])[nameof(ContactsClient.ListGroups), nameof(ContactsClient.GetSegmentAsync)] select (status, operation)];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task A_redirect_to_another_host_is_not_followed(string status, string operation)
    {
        using var elsewhere = LoopbackServer.Repeating(ScriptedResponses.Envelope(), "HTTP/1.1 200 OK");
        using var server = LoopbackServer.Repeating("", $"HTTP/1.1 {status}", $"Location: {elsewhere.BaseUri}/contact?sign-in=abc123");
        using var client = SandboxAccess.CreateClient(server.BaseUri, retries: 3);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.RunAsync(operation));
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.Contains($"127.0.0.1:{elsewhere.BaseUri.Port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Connections);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task A_redirect_to_the_same_host_is_not_followed(string status, string operation)
    {
        using var server = LoopbackServer.Repeating("", $"HTTP/1.1 {status}", "Location: /sign-in?next=abc123");
        using var client = SandboxAccess.CreateClient(server.BaseUri, retries: 3);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.RunAsync(operation));
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.DoesNotContain("abc123", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Operations.Create)]
    [InlineData(nameof(ContactsClient.UpdateContactsAsync))]
    [InlineData(nameof(ContactsClient.DeleteContactsAsync))]
    public async Task A_redirected_change_is_not_sent_again(string operation)
    {
        using var elsewhere = new LoopbackServer((_, _) => Task.CompletedTask);
        using var server = new LoopbackServer(async (stream, token) =>
        {
            await ReceivedRequest.ReadHeadAsync(stream, token);
            await LoopbackServer.WriteAsync(stream, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.BaseUri}/contact?sign-in=abc123\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token);
            await stream.CopyToAsync(Stream.Null, token);
        });
        using var client = SandboxAccess.CreateClient(server.BaseUri, retries: 3);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.RunAsync(operation));
        Assert.Equal(ContactsFailure.NotTheService, failure.Failure);
        Assert.Equal((1, 0), (server.Connections, elsewhere.Connections));
    }
}
