using ContactsPS.Client.Http;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

public sealed class ContactsClientOptionsTests
{
    private const string Secret = "secret/+=:value";

    private static ContactsClient Create(string? key = "key", string? token = "token", string uri = ScriptedResponses.BaseUri, int throttle = 1, int retries = 0, double timeout = 1) =>
        new(new ContactsClientOptions
        {
            BaseUri = new Uri(uri, UriKind.RelativeOrAbsolute),
            ApplicationKey = key!,
            AuthorizationToken = token!,
            ThrottleLimit = throttle,
            MaximumRetryCount = retries,
            Timeout = TimeSpan.FromSeconds(timeout),
        });

    [Theory]
    [InlineData(Secret + "\r\nX-Evil: 1", "line break")]
    [InlineData(Secret + "\n", "line break")]
    [InlineData("\0" + Secret, "control character")]
    [InlineData(Secret + "\t", "control character")]
    [InlineData(Secret + "\u007f", "control character")]
    [InlineData(Secret + "ż", "outside ASCII")]
    [InlineData("\ufeff" + Secret, "outside ASCII")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData(null, "empty")]
    public void A_key_or_token_that_is_invalid_in_a_header_is_refused_and_not_shown(string? value, string reason)
    {
        foreach (var (name, create) in new (string, Func<ContactsClient>)[] { ("application key", () => Create(key: value)), ("authorization token", () => Create(token: value)) })
        {
            var refused = Assert.Throws<ArgumentException>(create);
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a/b+c=:d")]
    [InlineData("Bearer abc")]
    [InlineData("Basic realm=\"x\", charset=\"UTF-8\"")]
    [InlineData("!\"#$%&'()*,;<>?@[\\]^`{|}~")]
    public async Task A_token_is_sent_unchanged_whatever_its_form(string token)
    {
        using var handler = new ScriptedHandler();
        handler.Enqueue(_ => Task.FromResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope()))));
        using var client = new ContactsClient(
            new ContactsClientOptions { BaseUri = new Uri(ScriptedResponses.BaseUri), ApplicationKey = token, AuthorizationToken = token }, handler);
        await client.GetSegmentAsync("1");
        var headers = Assert.Single(handler.Requests).Headers;
        Assert.Equal((token, token), (headers["Authorization"], headers["Application-Key"]));
    }

    [Theory]
    [InlineData("MyProgram/1.0")]
    [InlineData("MyProgram/1.0-rc.1+7 (nightly) PowerShell/7.4.6")]
    public async Task A_program_can_set_the_user_agent(string userAgent)
    {
        OnMono.Skip("Mono's headers are read one product at a time.");
        using var handler = new ScriptedHandler();
        handler.Enqueue(_ => Task.FromResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope()))));
        using var client = new ContactsClient(
            new ContactsClientOptions { BaseUri = new Uri(ScriptedResponses.BaseUri), ApplicationKey = "key", AuthorizationToken = "token", UserAgent = userAgent }, handler);
        await client.GetSegmentAsync("1");
        Assert.Equal(userAgent, Assert.Single(handler.Requests).Headers["User-Agent"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words/")]
    [InlineData("a/1\r\nX-Evil: 1")]
    [InlineData("ä/1")]
    [InlineData("a/1 (open")]
    public void A_user_agent_that_is_invalid_in_a_header_is_refused(string userAgent) =>
        Assert.Contains("user agent", Assert.Throws<ArgumentException>(() => new ContactsClient(
            new ContactsClientOptions { BaseUri = new Uri(ScriptedResponses.BaseUri), ApplicationKey = "key", AuthorizationToken = "token", UserAgent = userAgent })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://api.example/v2.1")]
    [InlineData("https://api.example:8443")]
    [InlineData("http://localhost:5000/v2.1")]
    [InlineData("http://127.0.0.1/v2.1/")]
    [InlineData("http://[::1]:80")]
    public void A_base_URI_uses_https_or_the_loopback_address(string uri) => Create(uri: uri).Dispose();

    [Theory]
    [InlineData("http://api.example/v2.1")]
    [InlineData("http://127.0.0.1.example/v2.1")]
    [InlineData("http://10.0.0.1")]
    [InlineData("ftp://api.example")]
    [InlineData("file:///v2.1")]
    [InlineData("/v2.1")]
    [InlineData("api.example/v2.1")]
    public void Any_other_base_URI_is_refused_so_that_no_token_is_sent_unencrypted(string uri) =>
        Assert.Contains("https", Assert.Throws<ArgumentException>(() => Create(uri: uri)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://" + "user:" + Secret + "@api.example/v2.1")]
    [InlineData("https://api.example/v2.1?token=" + Secret)]
    [InlineData("https://api.example/v2.1#" + Secret)]
    public void A_base_URI_with_a_user_a_query_or_a_fragment_is_refused_and_not_shown(string uri)
    {
        var refused = Assert.Throws<ArgumentException>(() => Create(uri: uri.Replace(Secret, "secret", StringComparison.Ordinal)));
        Assert.Contains("must not contain a user, a query or a fragment", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Contains("throttle limit", Assert.Throws<ArgumentException>(() => Create(throttle: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("retries", Assert.Throws<ArgumentException>(() => Create(retries: -1)).Message, StringComparison.Ordinal);
        Assert.Contains("timeout", Assert.Throws<ArgumentException>(() => Create(timeout: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("timeout", Assert.Throws<ArgumentException>(() => Create(timeout: -5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new ContactsClient(null!));
    }

    [Fact]
    public void The_defaults_are_as_documented()
    {
        var options = new ContactsClientOptions { ApplicationKey = "k", AuthorizationToken = "t" };
        Assert.Equal("https://api.messageflow.com/v2.1", options.BaseUri.AbsoluteUri);
        Assert.Equal((TimeSpan.FromSeconds(30), 4, 8, null), (options.Timeout, options.MaximumRetryCount, options.ThrottleLimit, options.Proxy));
    }

    [Fact]
    public void The_text_of_the_options_holds_no_secret()
    {
        var options = new ContactsClientOptions { ApplicationKey = ScriptedResponses.Key, AuthorizationToken = ScriptedResponses.Token };
        Assert.Equal("https://api.messageflow.com/v2.1", options.ToString());
    }
}
