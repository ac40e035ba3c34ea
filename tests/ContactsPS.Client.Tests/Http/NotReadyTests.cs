using ContactsPS.Client.Errors;

namespace ContactsPS.Client.Tests;

/// <summary>Status 202: the result is not ready. The same request is sent again after Retry-After, but not after Expires.</summary>
public sealed class NotReadyTests
{
    private static string In(ScriptedResponses script, TimeSpan time) => script.Clock.GetUtcNow().Add(time).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task The_same_request_is_sent_again_after_the_requested_time(string operation)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, ScriptedResponses.Envelope(), "Retry-After: 7").AnswersRaw(202, "", "Retry-After: 3").Answers();
        await script.Client.RunAsync(operation);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)], script.Waits);
        Assert.Single(script.Requests.Select(request => request.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(3, script.Requests.Count);
    }

    [Fact]
    public async Task Waiting_for_a_result_does_not_use_up_retries()
    {
        using var script = new ScriptedResponses(retries: 1);
        script.AnswersTimes(3, 202, "", "Retry-After: 1").AnswersRaw(500).AnswersTimes(3, 202, "", "Retry-After: 1").Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
        Assert.Equal(8, script.Requests.Count);
    }

    [Fact]
    public async Task Without_Retry_After_the_client_waits_one_second()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202).Answers();
        await script.Client.GetSegmentAsync("7");
        Assert.Equal([TimeSpan.FromSeconds(1)], script.Waits);
    }

    [Theory]
    [InlineData(nameof(ContactsClient.GetSegmentAsync))]
    [InlineData(nameof(ContactsClient.UpdateContactsAsync))]
    public async Task A_result_that_will_not_be_ready_before_the_timeout_is_not_waited_for(string operation)
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromSeconds(30));
        script.AnswersRaw(202, "", "Retry-After: 31");
        var failure = await script.FailsAsync(operation);
        Assert.Equal((ContactsFailure.TimedOut, 202), (failure.Failure, (int)failure.Status!));
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
        Assert.Empty(script.Waits);
    }

    [Fact]
    public async Task The_timeout_for_a_result_starts_with_the_first_request()
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromSeconds(30));
        script.Does(After(20)).Does(After(6));
        var failure = await script.FailsAsync(nameof(ContactsClient.GetSegmentAsync));
        Assert.Equal((ContactsFailure.TimedOut, 202), (failure.Failure, (int)failure.Status!));
        Assert.Equal([TimeSpan.FromSeconds(5)], script.Waits);
        Assert.Equal(2, script.Requests.Count);

        Func<CancellationToken, Task<HttpResponseMessage>> After(int seconds) => _ =>
        {
            script.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return Task.FromResult(ScriptedResponses.Message(202, [], "Retry-After: 5"));
        };
    }

    [Fact]
    public async Task The_outcome_of_a_creation_that_will_not_be_ready_before_the_timeout_is_unknown()
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromSeconds(30));
        script.AnswersRaw(202, "", "Retry-After: 31");
        Assert.Equal(202, (int)(await script.LosesAsync()).Status!);
    }

    [Fact]
    public async Task An_expired_result_is_not_requested_again()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 1", "Expires: " + In(script, TimeSpan.FromMinutes(-5)));
        var failure = await script.FailsAsync(nameof(ContactsClient.GetSegmentAsync));
        Assert.Equal(ContactsFailure.TimedOut, failure.Failure);
        Assert.Contains("expire", failure.Message, StringComparison.Ordinal);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_result_that_expires_before_the_next_request_is_not_requested()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 20", "Expires: " + In(script, TimeSpan.FromSeconds(10)));
        Assert.Equal(ContactsFailure.TimedOut, (await script.FailsAsync(nameof(ContactsClient.GetSegmentAsync))).Failure);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Expires_is_compared_with_the_clock_of_the_service()
    {
        using var script = new ScriptedResponses();
        script
            .AnswersRaw(202, "", "Retry-After: 1", "Date: " + In(script, TimeSpan.FromHours(-3)), "Expires: " + In(script, TimeSpan.FromHours(-3) + TimeSpan.FromMinutes(1)))
            .Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task An_invalid_Expires_header_is_ignored(string expires)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 1", "Expires: " + expires).Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
    }

    [Fact]
    public async Task A_very_long_wait_is_bounded_even_without_a_timeout()
    {
        using var script = new ScriptedResponses(timeout: Timeout.InfiniteTimeSpan);
        script.AnswersRaw(202, "", "Retry-After: 2147483647").Answers();
        await script.Client.GetSegmentAsync("7");
        Assert.Equal(TimeSpan.FromDays(1), Assert.Single(script.Waits));
    }
}
