using System.Globalization;
using System.Text.RegularExpressions;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Tests;

/// <summary>No secret and no personal data in exceptions and traces.</summary>
public sealed class RedactionTests
{
    private const string Mail = "ann.smith+news@example.com";
    private const string Phone = "+48601234567";
    private const string Code = "CUSTOMER-0042";

    private static readonly ContactQuery Personal = new() { Email = Mail, PhoneNumber = Phone, ExternalId = Code };

    private static void AssertRedacted(string text)
    {
        Assert.NotEmpty(text);
        foreach (var personal in new[] { ScriptedResponses.Token, "secret+token", ScriptedResponses.Key, Mail, "ann.smith", Uri.EscapeDataString(Mail), Phone, "601234567", Code })
        {
            Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    public static TheoryData<int> Statuses => [302, 400, 401, 403, 404, 408, 413, 422, 429, 500, 503];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task An_exception_shows_neither_the_request_nor_what_the_service_echoes(int status)
    {
        using var script = new ScriptedResponses(retries: 0);
        script.Answers(errors: $$$"""[{"title":"Bad {{{Mail}}}","message":"'{{{Phone}}}' is not a number, nor is <{{{Mail}}}>","meta":{"parameter":"email","value":"{{{Mail}}}","source":"{{{Code}}}"}}]""", status: status);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => script.Client.ListContacts(Personal).ToListAsync().AsTask());
        AssertRedacted(failure.ToString());
        AssertRedacted(string.Join(' ', failure.Errors));
        Assert.Contains("GET /contact?externalId=#", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_the_network_layer_shows_no_personal_data()
    {
        using var script = new ScriptedResponses(retries: 0, timeout: TimeSpan.FromMilliseconds(60));
        script.Breaks(Operations.RefusedConnection()).Breaks(Operations.Broken()).Hangs().AnswersRaw(202, "", "Retry-After: 500");
        for (var i = 0; i < 4; i++)
        {
            AssertRedacted((await Assert.ThrowsAsync<ContactsException>(() => script.Client.ListContacts(Personal).ToListAsync().AsTask())).ToString());
        }
    }

    [Fact]
    public async Task A_failed_write_shows_the_number_of_items_and_not_their_values()
    {
        using var script = new ScriptedResponses(retries: 0);
        script.AnswersRaw(500).AnswersRaw(403);
        var lost = await script.Client.AddContactsAsync([new NewContact { Email = Mail, PhoneNumber = Phone, ExternalId = Code }]);
        var failure = Assert.Single(lost.Items).Failure!;
        AssertRedacted(failure.ToString());
        Assert.Contains("POST /contact (1 items)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_error_is_reported_by_position_and_not_by_text()
    {
        using var script = new ScriptedResponses(retries: 0);
        script.AnswersRaw(200, $"{{\"meta\":{{}},\n\"data\":[{{\"email\":\"{Mail}\"}},{Mail}]}}");
        var failure = await script.FailsAsync(nameof(ContactsClient.ListContacts));
        AssertRedacted(failure.ToString());
        Assert.Contains("line 2, byte ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_lines_hold_no_personal_data_and_equal_values_have_equal_hashes()
    {
        using var script = new ScriptedResponses();
        var traced = new List<string>();
        var client = script.Client.WithTrace(trace => traced.Add(trace.Line));
        for (var i = 0; i < 2; i++)
        {
            script.AnswersRaw(202, "", "Retry-After: 1").AnswersRaw(429, "", "Retry-After: 2").Breaks(new HttpRequestException($"no {Mail}"))
                .Answers($$"""[{"id":1,"externalId":"{{Code}}","email":"{{Mail}}","phoneNumber":"{{Phone}}"}]""");
            await client.ListContacts(Personal).ToListAsync();
        }

        Assert.All(traced, AssertRedacted);
        var lines = traced.Where(line => !line.StartsWith("Concurrency limit: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, lines.Count);
        Assert.All(lines, line => Assert.Matches("^GET /contact\\?externalId=#[0-9a-f]{6}&email=#[0-9a-f]{6}&phoneNumber=#[0-9a-f]{6}&inArchive=0&offset=0&limit=1000: ", line));
        Assert.Single(lines.Select(line => line.Split(' ')[1]).Distinct(StringComparer.Ordinal));
        Assert.EndsWith(": 202, not ready; next request in 1 s", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(": 429; retry 1 of 4 in 2 s", lines[1], StringComparison.Ordinal);
        Assert.Matches("no <e-mail #[0-9a-f]{6}>. Retry 2 of 4 in [0-9.]+ s$", lines[2]);
        Assert.Matches(": 200 in [0-9]+ ms, 1 items, 0 errors, uniqId 085fa5dabf$", lines[3]);
        Assert.Contains(PersonalData.Hash(Mail), lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task Every_operation_is_traced_with_its_uniqId(string operation)
    {
        using var script = new ScriptedResponses();
        var lines = new List<string>();
        script.Answers();
        await script.Client.WithTrace(trace => lines.Add(trace.ToString())).RunAsync(operation);
        var line = Assert.Single(lines);
        Assert.StartsWith($"{script.OnlyRequest.Method} {script.OnlyRequest.Path.Split('?')[0]}", line, StringComparison.Ordinal);
        Assert.EndsWith("uniqId 085fa5dabf", line, StringComparison.Ordinal);
        AssertRedacted(line);
    }

    [Fact]
    public async Task Only_the_client_with_a_trace_writes_one()
    {
        using var script = new ScriptedResponses();
        var lines = new List<string>();
        _ = script.Client.WithTrace(trace => lines.Add(trace.Line));
        script.Answers();
        await script.Client.ListGroups().ToListAsync();
        Assert.Empty(lines);
    }

    [Fact]
    public async Task A_client_with_a_trace_shares_the_concurrency_limit()
    {
        using var script = new ScriptedResponses(throttle: 1);
        var response = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        script.Does(_ =>
        {
            requested.SetResult();
            return response.Task;
        });
        script.Answers();
        var first = script.Client.GetGroupsOfContactAsync(1);
        await requested.Task;
        var second = script.Client.WithTrace(_ => { }).GetGroupsOfContactAsync(2);
        Assert.False(second.IsCompleted);
        Assert.Single(script.Requests);
        response.SetResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope())));
        await Task.WhenAll(first, second);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task Disposing_a_client_disposes_the_clients_made_from_it()
    {
        using var script = new ScriptedResponses();
        var traced = script.Client.WithTrace(_ => { });
        script.Client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => traced.GetSegmentAsync("1"));
    }

    [Theory]
    [InlineData("mail to ann@example.com, please", "mail to <e-mail #>, please")]
    [InlineData("<ann@example.com>", "<<e-mail #>>")]
    [InlineData("'a+b@x.pl';\"c@y.pl\"", "'<e-mail #>';\"<e-mail #>\"")]
    [InlineData("call +48 601 234 567 now", "call <number #> now")]
    [InlineData("601-234-567", "<number #>")]
    [InlineData("(601.234.567)", "(<number #>)")]
    [InlineData("E-0-004 at 12:30, 100 items, 999999", "E-0-004 at 12:30, 100 items, 999999")]
    [InlineData("", "")]
    public void Email_addresses_and_long_numbers_are_masked_and_nothing_else(string text, string expected) =>
        Assert.Equal(expected, Regex.Replace(PersonalData.Mask(text), "#[0-9a-f]{6}", "#", RegexOptions.None, TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_hash_is_short_and_stable_and_differs_for_each_value()
    {
        Assert.Equal("#ba7816", PersonalData.Hash("abc"));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => PersonalData.Hash(i.ToString(CultureInfo.InvariantCulture))).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("a@")]
    [InlineData("@")]
    public void A_long_text_from_the_network_does_not_slow_down_the_masking(string piece)
    {
        var text = "1" + string.Concat(Enumerable.Repeat(piece, 50_000)) + "x";
        Assert.NotEmpty(PersonalData.Mask(text));
    }

    [Theory]
    [InlineData(null, null, null, "no reason given")]
    [InlineData("E-1", null, null, "no reason given (E-1)")]
    [InlineData("E-1", "Title", null, "Title (E-1)")]
    [InlineData("", "Title", "Message.", "Title: Message")]
    [InlineData("E-1", "Same", "same", "Same (E-1)")]
    [InlineData("E-1", " ", "Message", "Message (E-1)")]
    public void An_error_of_the_service_is_shown_with_its_own_text(string? code, string? title, string? message, string expected) =>
        Assert.Equal(expected, new ServiceError(code, title, message).ToString());

    [Fact]
    public void An_exception_has_the_properties_that_it_was_created_with()
    {
        Assert.Equal(ContactsFailure.ServiceFailed, new ContactsException().Failure);
        Assert.Equal("why", new ContactsException("why").Message);
        var cause = new IOException();
        Assert.Same(cause, new ContactsException("why", cause).InnerException);
        Assert.Empty(new ContactsException("why").Errors);
    }
}
