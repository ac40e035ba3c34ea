using ContactsPS.Client.Models;
using ContactsPS.Sandbox.Options;
using ContactsPS.Sandbox;
using Xunit;

namespace ContactsPS.Client.Tests.Sandbox;

public sealed class CredentialsAndRoutesTests : IDisposable
{
    private readonly SandboxCaller api = new();

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData(null, null, "Empty token")]
    [InlineData("right", null, "Empty token")]
    [InlineData(null, "right", "Empty token")]
    [InlineData("right", "wrong", "Invalid token")]
    [InlineData("wrong", "right", "Invalid token")]
    public async Task Both_credential_headers_must_be_correct(string? key, string? token, string title)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Server.BaseUri + "/contact"));
        Add("Application-Key", key, api.Server.ApplicationKey);
        Add("Authorization", token, api.Server.AuthorizationToken);
        using var response = await http.SendAsync(request);
        var result = new SandboxResponse((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
        Assert.Equal(401, result.Status);
        var error = Assert.Single(result.Errors);
        Assert.Equal(title, error.GetProperty("title").GetString());
        Assert.Equal("E-0-004", error.GetProperty("code").GetString());

        void Add(string name, string? value, string right)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value is "right" ? right : right.ToUpperInvariant() + "x");
            }
        }
    }

    [Fact]
    public void A_random_token_has_128_characters_and_some_that_strict_header_parsing_refuses()
    {
        Assert.Equal(128, api.Server.AuthorizationToken.Length);
        Assert.All("/+=:", character => Assert.Contains(character, api.Server.AuthorizationToken));
        using var other = new SandboxCaller();
        Assert.NotEqual((other.Server.ApplicationKey, other.Server.AuthorizationToken), (api.Server.ApplicationKey, api.Server.AuthorizationToken));
    }

    [Fact]
    public async Task Given_credentials_are_used()
    {
        using var sandbox = new SandboxCaller(new SandboxOptions { ApplicationKey = "my-key", AuthorizationToken = "a/b+c=:d" });
        Assert.Equal(("my-key", "a/b+c=:d"), (sandbox.Server.ApplicationKey, sandbox.Server.AuthorizationToken));
        Assert.Equal(404, (await sandbox.GetAsync("/contact")).Status);
    }

    [Theory]
    [InlineData("/v2/contact")]
    [InlineData("/contact")]
    [InlineData("/v2.1")]
    [InlineData("/v2.1/")]
    [InlineData("/v2.1/contacts")]
    [InlineData("/v2.1/contact/")]
    [InlineData("/v2.1/contact/1")]
    [InlineData("/v2.1/contact//group")]
    [InlineData("/")]
    public async Task A_path_outside_the_API_is_404_as_HTML_without_an_envelope(string path)
    {
        var root = api.Server.BaseUri.GetLeftPart(UriPartial.Authority);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(root + path));
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("meta\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_have_is_405_and_the_response_lists_its_methods()
    {
        var response = await api.SendAsync("PATCH", "/contact");
        Assert.Equal(405, response.Status);
        Assert.Single(response.Errors);
        Assert.Equal(["GET", "POST", "PUT", "DELETE"], response.ContentHeaders.Allow.ToArray());
        Assert.Equal(405, (await api.SendAsync("GET", "/contact/unsubscribe/email")).Status);
        Assert.Equal(405, (await api.SendAsync("OPTIONS", "/group")).Status);
    }

    [Fact]
    public async Task HEAD_returns_the_response_of_GET_without_a_body()
    {
        api.Add(1);
        var get = await api.GetAsync("/contact");
        var head = await api.SendAsync("HEAD", "/contact");
        Assert.Equal(200, head.Status);
        Assert.Empty(head.Text);
        Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
        Assert.Equal(404, (await api.SendAsync("HEAD", "/contact?id=9")).Status);
    }

    [Fact]
    public async Task Each_response_has_its_own_uniqId_of_ten_hex_characters()
    {
        var first = (await api.GetAsync("/group")).Meta.GetProperty("uniqId").GetString();
        var second = (await api.GetAsync("/group")).Meta.GetProperty("uniqId").GetString();
        Assert.Matches("^[0-9a-f]{10}$", first);
        Assert.False(string.Equals(first, second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unexpected_request_is_500_with_an_envelope_and_the_sandbox_keeps_running()
    {
        // An unpaired surrogate is accepted as JSON but is not valid text.
        var response = await api.PostAsync("/contact", """[{"email":"\ud800@example.com"}]""");
        Assert.Equal(500, response.Status);
        Assert.Equal("E-0-500", Assert.Single(response.Errors).GetProperty("code").GetString());
        Assert.Equal(200, (await api.GetAsync("/group")).Status);
    }

    [Fact]
    public async Task The_recorded_requests_have_their_status_and_number_of_items()
    {
        var before = DateTimeOffset.UtcNow;
        await api.PostAsync("/contact", """[{"email":"a@example.com"},{"email":"bad"}]""");
        await api.DeleteAsync("/contact", """{"id":[1]}""");
        await api.GetAsync("/contact?limit=5&email=a%40example.com");
        Assert.Equal(3, api.Server.RequestCount);
        Assert.Equal(
            [("POST", "/v2.1/contact", 207, 2), ("DELETE", "/v2.1/contact", 200, 1), ("GET", "/v2.1/contact?limit=5&email=a%40example.com", 404, 0)],
            api.Server.Requests.Select(request => (request.Method, request.Path, request.Status, request.Items)));
        Assert.All(api.Server.Requests, request => Assert.InRange(request.At, before, DateTimeOffset.UtcNow));
    }
}
