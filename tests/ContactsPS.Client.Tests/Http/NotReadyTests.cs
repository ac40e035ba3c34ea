using ContactsPS.Client.Errors;

namespace ContactsPS.Client.Tests;

/// <summary>202: the result is being prepared, and the same request is to be repeated after Retry-After and not after Expires.</summary>
public sealed class NotReadyTests
{
    private static string In(ScriptedResponses script, TimeSpan time) => script.Clock.GetUtcNow().Add(time).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task The_same_request_is_repeated_after_the_time_asked_for(string operation)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, ScriptedResponses.Envelope(), "Retry-After: 7").AnswersRaw(202, "", "Retry-After: 3").Answers();
        await script.Client.RunAsync(operation);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)], script.Waits);
        Assert.Single(script.Requests.Select(request => request.ToString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(3, script.Requests.Count);
    }

    [Fact]
    public async Task Waiting_for_a_result_does_not_use_up_the_retries()
    {
        using var script = new ScriptedResponses(retries: 1);
        script.AnswersTimes(3, 202, "", "Retry-After: 1").AnswersRaw(500).AnswersTimes(3, 202, "", "Retry-After: 1").Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
        Assert.Equal(8, script.Requests.Count);
    }

    [Fact]
    public async Task Without_a_time_asked_for_a_second_is_waited()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202).Answers();
        await script.Client.GetSegmentAsync("7");
        Assert.Equal([TimeSpan.FromSeconds(1)], script.Waits);
    }

    [Theory]
    [InlineData(nameof(ContactsClient.GetSegmentAsync))]
    [InlineData(nameof(ContactsClient.UpdateContactsAsync))]
    public async Task A_result_that_will_not_be_ready_in_time_is_not_waited_for(string operation)
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromSeconds(30));
        script.AnswersRaw(202, "", "Retry-After: 31");
        var failure = await script.FailsAsync(operation);
        Assert.Equal((ContactsFailure.TimedOut, 202), (failure.Failure, (int)failure.Status!));
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
        Assert.Empty(script.Waits);
    }

    [Fact]
    public async Task The_time_allowed_begins_with_the_first_request()
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
    public async Task Creating_that_will_not_be_ready_in_time_is_unknown()
    {
        using var script = new ScriptedResponses(timeout: TimeSpan.FromSeconds(30));
        script.AnswersRaw(202, "", "Retry-After: 31");
        Assert.Equal(202, (int)(await script.LosesAsync()).Status!);
    }

    [Fact]
    public async Task A_result_that_has_expired_is_not_asked_for_again()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 1", "Expires: " + In(script, TimeSpan.FromMinutes(-5)));
        var failure = await script.FailsAsync(nameof(ContactsClient.GetSegmentAsync));
        Assert.Equal(ContactsFailure.TimedOut, failure.Failure);
        Assert.Contains("expire", failure.Message, StringComparison.Ordinal);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_result_that_will_have_expired_when_it_may_be_asked_for_is_not_asked_for()
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 20", "Expires: " + In(script, TimeSpan.FromSeconds(10)));
        Assert.Equal(ContactsFailure.TimedOut, (await script.FailsAsync(nameof(ContactsClient.GetSegmentAsync))).Failure);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task The_time_a_result_expires_is_read_by_the_services_own_clock()
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
    public async Task An_expiry_that_is_no_date_says_nothing(string expires)
    {
        using var script = new ScriptedResponses();
        script.AnswersRaw(202, "", "Retry-After: 1", "Expires: " + expires).Answers("""[{"id":7}]""");
        Assert.NotNull(await script.Client.GetSegmentAsync("7"));
    }

    [Fact]
    public async Task Without_a_limit_an_absurd_wait_is_bounded()
    {
        using var script = new ScriptedResponses(timeout: Timeout.InfiniteTimeSpan);
        script.AnswersRaw(202, "", "Retry-After: 2147483647").Answers();
        await script.Client.GetSegmentAsync("7");
        Assert.Equal(TimeSpan.FromDays(1), Assert.Single(script.Waits));
    }
}
