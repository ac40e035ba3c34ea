using System.Text;
using System.Text.RegularExpressions;
using ContactsPS.Client.Http;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;

namespace ContactsPS.Client.Tests;

/// <summary>What debug output shows of requests and responses: their structure, and values only as hashes.</summary>
public sealed class DetailedTraceTests : IDisposable
{
    private readonly ScriptedResponses script = new();

    public void Dispose() => script.Dispose();

    [Theory]
    [InlineData("""{"id":"1234567","createdAt":"2025-01-02 03:04:05","inArchive":false}""", """{"id":"1234567","createdAt":"2025-01-02 03:04:05","inArchive":false}""")]
    [InlineData("""[{"email":"ann@example.com","phoneNumber":601234567,"firstName":"Ann"}]""", """[{"email":#,"phoneNumber":#,"firstName":#}]""")]
    [InlineData("""{"externalData":{"id":"Ann","points":12,"tags":[{"code":"x"}]},"code":"E-1"}""", """{"externalData":{"id":#,"points":#,"tags":[{"code":#}]},"code":"E-1"}""")]
    [InlineData("""{"id":"ann@example.com","code":"ann@example.com","uniqId":"601 234 567"}""", """{"id":"<e-mail #>","code":"<e-mail #>","uniqId":"<number #>"}""")]
    [InlineData("""{"id":[1,2,3],"lastName":"","companyName":null,"points":1.5}""", """{"id":[1,2,3],"lastName":"","companyName":null,"points":#}""")]
    [InlineData("""{"id":1,<html>Ann</html>""", """{"id":1… (not JSON from here on)""")]
    [InlineData("Ann", "… (not JSON from here on)")]
    [InlineData("", "")]
    public void A_value_that_may_be_personal_is_shown_as_a_hash(string json, string shown) =>
        Assert.Equal(shown, Regex.Replace(JsonRedactor.Of(Encoding.UTF8.GetBytes(json)), "#[0-9a-f]{6}", "#"));

    [Fact]
    public void A_traced_body_is_shown_from_its_beginning()
    {
        var shown = JsonRedactor.Of(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(1, 100_000))}]"));
        Assert.InRange(shown.Length, 4000, 5000);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_or_value_that_is_too_long_is_not_shown()
    {
        var text = new string('a', 100_000);
        var shown = JsonRedactor.Of(Encoding.UTF8.GetBytes($$"""{"{{text}}":1,"uniqId":"{{text}}","code":"E-1"}"""));
        Assert.Matches("^{\"…\":#[0-9a-f]{6},\"uniqId\":#[0-9a-f]{6},\"code\":\"E-1\"}$", shown);
    }

    [Fact]
    public async Task Each_attempt_and_each_response_is_traced_in_order_without_headers()
    {
        var lines = new List<string>();
        script.AnswersRaw(503, "<html>ann@example.com</html>", "Retry-After: 2").Answers("""[{"id":7,"email":"ann@example.com"}]""");
        await script.Client.WithTrace(trace => lines.AddRange(trace.IsDetail ? [trace.Line] : []), isDetailed: true)
            .AddContactsAsync([new NewContact { Email = "ann@example.com", FirstName = "Ann" }]);
        Assert.Equal(4, lines.Count);
        Assert.StartsWith("> POST /contact (1 items) (attempt 1)\n[{\"email\":#", lines[0], StringComparison.Ordinal);
        Assert.Equal("< 503 ServiceUnavailable, 28 bytes, Retry-After 2 s\n… (not JSON from here on)", lines[1]);
        Assert.StartsWith("> POST /contact (1 items) (attempt 2)\n", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("< 200 OK, ", lines[3], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotMatch("(?i)ann|example\\.com|secret|app-key", line));
    }

    [Fact]
    public async Task Details_are_traced_only_if_they_were_requested()
    {
        var lines = new List<RequestTrace>();
        script.Answers();
        await script.Client.WithTrace(lines.Add).ListGroups().ToListAsync();
        Assert.DoesNotContain(lines, line => line.IsDetail);
    }

    [Fact]
    public async Task An_echoed_key_or_token_is_not_traced()
    {
        using var once = new ScriptedResponses(retries: 0);
        var echo = $"{ScriptedResponses.Token} and {ScriptedResponses.Key}";
        once.Answers(errors: System.Text.Json.JsonSerializer.Serialize(new[] { new { code = echo, title = echo, message = echo, meta = new { parameter = echo, value = echo, source = echo } } }), status: 422);
        var failure = await once.FailsAsync(nameof(ContactsClient.ListContacts));
        var error = Assert.Single(failure.Errors);
        Assert.All(
            [failure.ToString(), error.ToString(), error.Code!, error.Title!, error.Message!, error.Parameter!, error.Value!, error.Source!],
            text => Assert.DoesNotMatch($"{Regex.Escape(ScriptedResponses.Token)}|{Regex.Escape(ScriptedResponses.Key)}", text));
        Assert.Equal("<secret> and <secret>", error.Message);
    }

    [Fact]
    public async Task The_error_text_of_the_service_is_not_traced_as_it_may_hold_a_name()
    {
        var lines = new List<string>();
        script.AnswersTimes(9, 500, ScriptedResponses.Envelope(errors: """[{"title":"Ann Smith","message":"Ann Smith is unknown","code":"E-1"}]"""));
        var client = script.Client.WithTrace(trace => lines.Add(trace.Line));
        await client.AddContactsAsync([new NewContact { Email = "ann@example.com" }]);
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains("Smith", StringComparison.Ordinal));
    }
}
