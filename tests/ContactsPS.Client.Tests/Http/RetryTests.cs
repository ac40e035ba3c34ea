using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ContactsPS.Client.Errors;
using ContactsPS.Client.Http;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>What is sent again, how often and after how long.</summary>
public sealed class RetryTests
{
    private static readonly int[] Passing = [408, 429, 500, 502, 503, 504];

    public static TheoryData<string, int> RepeatableByStatus =>
        [.. Operations.Repeatable.SelectMany(_ => Passing, (operation, status) => (operation, status))];

    [Theory]
    [MemberData(nameof(RepeatableByStatus))]
    public async Task An_idempotent_request_is_sent_again_unchanged_until_it_succeeds(string operation, int status)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(status).AnswersRaw(status, "<html>").Answers();
        await script.Client.RunAsync(operation);
        Assert.Equal(3, script.Requests.Count);
        Assert.Single(script.Requests.Select(request => request.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(2, script.Waits.Count);
    }

    [Theory]
    [MemberData(nameof(Operations.AllRepeatable), MemberType = typeof(Operations))]
    public async Task An_idempotent_request_is_sent_again_after_a_broken_connection(string operation)
    {
        using var script = new ScriptedResponses();
        script.Breaks(Operations.Broken()).Breaks(new IOException("Connection reset by peer")).Breaks(Operations.RefusedConnection()).Answers();
        await script.Client.RunAsync(operation);
        Assert.Equal((4, 3), (script.Requests.Count, script.Waits.Count));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_creation_that_may_have_been_processed_is_not_sent_again(int status)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(status);
        Assert.Equal(status, (int)(await script.LosesAsync()).Status!);
    }

    [Fact]
    public async Task A_creation_is_not_sent_again_after_a_broken_connection()
    {
        using var script = new ScriptedResponses();
        script.Breaks(Operations.Broken());
        Assert.Null((await script.LosesAsync()).Status);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "Retry-After: 1")]
    [InlineData(503, "Retry-After: 1")]
    public async Task A_creation_is_sent_again_if_the_response_proves_that_nothing_was_processed(int status, string? header)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(status, "", header is null ? [] : [header]).Answers("""[{"id":1,"email":"ann@example.com"}]""");
        await script.Client.RunAsync(Operations.Create);
        Assert.Equal(2, script.Requests.Count);
        Assert.Equal(script.Requests[0].Body, script.Requests[1].Body);
    }

    public static TheoryData<string> NeverSent => [.. NeverSentByName.Keys];

    private static readonly Dictionary<string, Func<Exception>> NeverSentByName = new(StringComparer.Ordinal)
    {
        ["refused"] = Operations.RefusedConnection,
        ["no such host"] = () => new HttpRequestException("No such host", new SocketException((int)SocketError.HostNotFound)),
        ["no network"] = () => new HttpRequestException("Unreachable", new SocketException((int)SocketError.NetworkUnreachable)),
        ["certificate"] = () => new HttpRequestException("SSL", new AuthenticationException("The remote certificate is invalid")),
        [".NET Framework: no connection"] = () => new HttpRequestException("x", new WebException("Unable to connect", WebExceptionStatus.ConnectFailure)),
        [".NET Framework: no name"] = () => new HttpRequestException("x", new WebException("No name", WebExceptionStatus.NameResolutionFailure)),
    };

    [Theory]
    [MemberData(nameof(NeverSent))]
    public async Task A_creation_is_sent_again_if_it_was_never_sent(string name)
    {
        using var script = new ScriptedResponses();
        script.Breaks(NeverSentByName[name]()).Answers();
        await script.Client.RunAsync(Operations.Create);
        Assert.Equal(2, script.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(NeverSent))]
    public async Task A_creation_that_cannot_be_sent_is_unreachable_and_its_outcome_is_not_unknown(string name)
    {
        using var script = new ScriptedResponses(retries: 2);
        script.Breaks(NeverSentByName[name](), times: 3);
        var failure = await script.FailsAsync(Operations.Create);
        Assert.Equal((ContactsFailure.Unreachable, null), (failure.Failure, failure.Status));
        Assert.Contains("contacts.example", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
        Assert.Equal(3, script.Requests.Count);
    }

    [Theory]
    [InlineData(WebExceptionStatus.ReceiveFailure)]
    [InlineData(WebExceptionStatus.ConnectionClosed)]
    public async Task A_failure_of_NET_Framework_after_sending_leaves_the_outcome_of_a_creation_unknown(WebExceptionStatus status)
    {
        using var script = new ScriptedResponses();
        script.Breaks(new HttpRequestException("x", new WebException("broken", status)));
        await script.LosesAsync();
    }

    [Fact]
    public async Task A_connection_that_keeps_breaking_is_reported_as_a_failure_of_the_service()
    {
        using var script = new ScriptedResponses(retries: 2);
        script.Breaks(Operations.Broken(), times: 3);
        var failure = await script.FailsAsync(nameof(ContactsClient.UpdateContactsAsync));
        Assert.Equal((ContactsFailure.ServiceFailed, null), (failure.Failure, failure.Status));
        Assert.Equal("PUT /contact (1 items) at contacts.example: The response ended prematurely.", failure.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_request_is_retried_no_more_often_than_allowed(int retries)
    {
        using var script = new ScriptedResponses(retries);
        script.AnswersTimes(retries + 1, 500);
        Assert.Equal(ContactsFailure.ServiceFailed, (await script.FailsAsync(nameof(ContactsClient.ListGroups))).Failure);
        Assert.Equal((retries + 1, retries), (script.Requests.Count, script.Waits.Count));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task A_permanent_failure_is_not_retried(int status)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(status);
        await script.FailsAsync(nameof(ContactsClient.ListGroups));
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: 0", 0)]
    [InlineData("Retry-After: 120", 120)]
    [InlineData("Retry-After: 1.5", 1.5)]
    public async Task Retry_After_in_seconds_takes_precedence_over_the_back_off(string header, double seconds)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(429, "", header).Answers();
        await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal(seconds > 0 ? [TimeSpan.FromSeconds(seconds)] : [], script.Waits);
    }

    [Theory]
    [InlineData(0, 40, 40)]
    [InlineData(-7200, 40, 40)]
    [InlineData(7200, 40, 40)]
    [InlineData(0, -40, 0)]
    public async Task Retry_After_as_a_date_is_compared_with_the_clock_of_the_service(int clockOff, int after, int expected)
    {
        using var script = new ScriptedResponses();
        var theirNow = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(clockOff);
        script.AnswersRaw(503, "", "Date: " + theirNow.ToString("R", CultureInfo.InvariantCulture), "Retry-After: " + theirNow.AddSeconds(after).ToString("R", CultureInfo.InvariantCulture)).Answers();
        await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal(expected > 0 ? [TimeSpan.FromSeconds(expected)] : [], script.Waits);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_compared_with_our_clock_if_the_response_has_no_date()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(503, "", "Retry-After: " + script.Clock.GetUtcNow().AddSeconds(60).ToString("R", CultureInfo.InvariantCulture)).Answers();
        await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal([TimeSpan.FromSeconds(60)], script.Waits);
    }

    [Theory]
    [InlineData("Retry-After: soon")]
    [InlineData("Retry-After: -5")]
    [InlineData("Retry-After: NaN")]
    public async Task An_invalid_Retry_After_is_ignored(string header)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(429, "", header).Answers();
        await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
        Assert.InRange(Assert.Single(script.Waits), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(429, "121", ContactsFailure.Throttled)]
    [InlineData(429, "99999999999", ContactsFailure.Throttled)]
    [InlineData(429, "120.5", ContactsFailure.Throttled)]
    [InlineData(429, "1e300", ContactsFailure.Throttled)]
    [InlineData(503, "3600", ContactsFailure.ServiceFailed)]
    public async Task A_Retry_After_of_more_than_two_minutes_is_an_error_at_once(int status, string seconds, ContactsFailure expected)
    {
        foreach (var operation in new[] { nameof(ContactsClient.ListGroups), Operations.Create })
        {
            using var script = new ScriptedResponses();
            script.AnswersRaw(status, "", "Retry-After: " + seconds);
            var failure = await script.FailsAsync(operation);
            Assert.Equal(expected, failure.Failure);
            Assert.Contains("retry after", failure.Message, StringComparison.Ordinal);
            Assert.Empty(script.Waits);
        }
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(50, 30)]
    [InlineData(int.MaxValue, 30)]
    public void The_back_off_doubles_up_to_30_seconds_with_full_jitter(int attempt, double most)
    {
        Assert.Equal(TimeSpan.Zero, RetryPolicy.BackOff(attempt, 0));
        Assert.Equal(TimeSpan.FromSeconds(most / 2), RetryPolicy.BackOff(attempt, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(most), RetryPolicy.BackOff(attempt, 1));
    }

    [Fact]
    public async Task Waits_are_within_the_back_off_and_differ_between_clients()
    {
        var all = new List<TimeSpan>();
        for (var run = 0; run < 20; run++)
        {
            using var script = new ScriptedResponses();
            script.AnswersTimes(4, 500).Answers();
            await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
            for (var i = 0; i < 4; i++)
            {
                Assert.InRange(script.Waits[i].TotalSeconds, 0, 0.5 * Math.Pow(2, i));
            }

            all.AddRange(script.Waits);
        }

        Assert.True(all.Distinct().Count() > 40, "80 waits with jitter should rarely be equal.");
    }

    [Fact]
    public async Task Each_attempt_has_its_own_timeout()
    {
        using var script = new ScriptedResponses(retries: 2, timeout: TimeSpan.FromMilliseconds(60));
        script.Hangs().Hangs().Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
        Assert.Equal((3, 2), (script.Requests.Count, script.Waits.Count));
    }

    [Theory]
    [InlineData(nameof(ContactsClient.ListContacts))]
    [InlineData(nameof(ContactsClient.DeleteContactsAsync))]
    public async Task A_missing_response_is_reported_as_timed_out(string operation)
    {
        using var script = new ScriptedResponses(retries: 1, timeout: TimeSpan.FromMilliseconds(60));
        script.Hangs().Hangs();
        var failure = await script.FailsAsync(operation);
        Assert.Equal((ContactsFailure.TimedOut, null), (failure.Failure, failure.Status));
        Assert.Contains("no response within 0.06 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_missing_response_leaves_the_outcome_of_a_creation_unknown()
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromMilliseconds(60));
        script.Hangs();
        Assert.EndsWith(": no response within 0.06 s. It is not known whether the service processed the request.", (await script.LosesAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>Sign in</html>")]
    [InlineData(200, "{\"meta\":{")]
    [InlineData(200, "")]
    [InlineData(404, "{\"meta\":{\"numberOfErrors\":0,\"numb")]
    [InlineData(422, " {\"meta\":")]
    public async Task A_garbled_response_is_requested_again(int status, string body)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(status, body).Answers("""[{"id":7}]""");
        Assert.Equal(7, Assert.Single(await script.Client.ListContacts(paging: new ListOptions { First = 1 }).ToListAsync()).Id);
        Assert.Single(script.Waits);
    }

    [Fact]
    public async Task A_truncated_refusal_leaves_the_outcome_of_a_creation_unknown()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(422, "{\"meta\":{\"numb");
        Assert.Equal(422, (int)(await script.LosesAsync()).Status!);
    }
}
