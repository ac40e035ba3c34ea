using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ContactsPS.Client.Models;
using ContactsPS.Sandbox;
using ContactsPS.Sandbox.Account;
using ContactsPS.Sandbox.Options;

namespace ContactsPS.Client.Tests.Sandbox;

/// <summary>A sandbox and a plain HttpClient, without any code of the client.</summary>
public sealed class SandboxCaller : IDisposable
{
    private readonly HttpClient http;

    public SandboxCaller(SandboxOptions? options = null)
    {
        Server = SandboxServer.Start(options);
        http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Application-Key", Server.ApplicationKey);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Server.AuthorizationToken);
    }

    public SandboxServer Server { get; }

    public SandboxAccount Account => Server.Account;

    public Task<SandboxResponse> GetAsync(string path, CancellationToken cancellation = default) => SendAsync("GET", path, json: null, cancellation);

    public Task<SandboxResponse> PostAsync(string path, string json, CancellationToken cancellation = default) => SendAsync("POST", path, json, cancellation);

    public Task<SandboxResponse> PutAsync(string path, string json) => SendAsync("PUT", path, json);

    public Task<SandboxResponse> DeleteAsync(string path, string json) => SendAsync("DELETE", path, json);

    public async Task<SandboxResponse> SendAsync(string method, string path, string? json = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.BaseUri + path));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancellation);
        return new SandboxResponse((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync(cancellation));
    }

    public SandboxContact Add(string email, string? externalId = null) =>
        Account.AddContact(new SandboxContact { Email = email, ExternalId = externalId });

    public void Add(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Add($"c{i}@example.com", $"K{i}");
        }
    }

    public void Dispose()
    {
        http.Dispose();
        Server.Dispose();
    }
}

public sealed class SandboxResponse(int status, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, string text)
{
    public int Status => status;

    public HttpResponseHeaders Headers => headers;

    public HttpContentHeaders ContentHeaders => contentHeaders;

    public string Text => text;

    public JsonElement Json { get; } = contentHeaders.ContentType?.MediaType is "application/json" && text.Length > 0 ? JsonElement.Parse(text) : default;

    public JsonElement Meta => Json.GetProperty("meta");

    public JsonElement[] Data => [.. Json.GetProperty("data").EnumerateArray()];

    public JsonElement[] Errors => [.. Json.GetProperty("errors").EnumerateArray()];

    /// <summary>One field of each item of data, as text.</summary>
    public IReadOnlyList<string> Each(string field) => [.. Data.Select(item => item.GetProperty(field).ToString())];

    /// <summary>Parameter, value and source of each error.</summary>
    public (string Parameter, string Value, string Source)[] Refusals =>
        [.. Errors.Select(error => error.GetProperty("meta")).Select(meta => (Member(meta, "parameter"), Member(meta, "value"), Member(meta, "source")))];

    private static string Member(JsonElement meta, string name) => meta.GetProperty(name).GetString()!;
}
