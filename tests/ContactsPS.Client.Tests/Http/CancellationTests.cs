using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>A caller who cancels is heard at once, wherever the request happens to be, and nothing more is sent.</summary>
public sealed class CancellationTests
{
    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task What_is_cancelled_before_it_began_is_never_sent(string operation)
    {
        using var script = new ScriptedResponses();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.RunAsync(operation, new CancellationToken(canceled: true)));
        Assert.Empty(script.Requests);
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task A_request_under_way_ends_and_is_not_repeated(string operation)
    {
        using var script = new ScriptedResponses();
        using var source = new CancellationTokenSource();
        script.Hangs(whenAsked: source.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.RunAsync(operation, source.Token));
        Assert.Single(script.Requests);
        Assert.Empty(script.Waits);
    }

    [Fact]
    public async Task A_wait_between_attempts_ends_and_nothing_more_is_sent()
    {
        using var source = new CancellationTokenSource();
        using var script = new ScriptedResponses(whenWaiting: source.Cancel);
        script.AnswersRaw(500);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.DeleteContactsAsync([1], source.Token));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_wait_for_a_result_that_is_not_ready_ends_too()
    {
        using var source = new CancellationTokenSource();
        using var script = new ScriptedResponses(whenWaiting: source.Cancel);
        script.AnswersRaw(202, "", "Retry-After: 5");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.GetSegmentAsync("7", source.Token));
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData(nameof(ContactsClient.ListContacts))]
    [InlineData(Operations.Create)]
    public async Task A_connection_that_breaks_because_of_cancelling_counts_as_cancelled(string operation)
    {
        using var script = new ScriptedResponses();
        using var source = new CancellationTokenSource();
        script.Does(_ =>
        {
            source.Cancel();
            return Task.FromException<HttpResponseMessage>(Operations.Broken());
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.RunAsync(operation, source.Token));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task Cancelling_between_pages_asks_for_no_more()
    {
        using var script = new ScriptedResponses(throttle: 1);
        using var source = new CancellationTokenSource();
        script.Answers("""[{"id":1}]""");
        await using var reader = script.Client.ListGroups(new ListOptions { PageSize = 1 }).GetAsyncEnumerator(source.Token);
        Assert.True(await reader.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.MoveNextAsync().AsTask());
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_request_that_waits_for_its_turn_ends_and_the_turn_is_not_lost()
    {
        using var script = new ScriptedResponses(throttle: 1);
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        script.Does(_ =>
        {
            asked.SetResult();
            return answer.Task;
        });
        var first = script.Client.GetGroupsOfContactAsync(1);
        await asked.Task;
        using var source = new CancellationTokenSource();
        var second = script.Client.GetGroupsOfContactAsync(2, source.Token);
        Assert.False(second.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        answer.SetResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope())));
        await first;
        script.Answers();
        await script.Client.GetGroupsOfContactAsync(3);
        Assert.Equal(["/contact/1/group", "/contact/3/group"], script.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_failed_request_gives_its_turn_back()
    {
        using var script = new ScriptedResponses(retries: 0, throttle: 1);
        script.Breaks(Operations.Broken()).AnswersRaw(401).Breaks(new InvalidOperationException("not of the network")).Answers();
        await script.FailsAsync(nameof(ContactsClient.ListGroups));
        await script.FailsAsync(nameof(ContactsClient.ListGroups));
        await Assert.ThrowsAsync<InvalidOperationException>(() => script.Client.RunAsync(nameof(ContactsClient.ListGroups)));
        await script.Client.RunAsync(nameof(ContactsClient.ListGroups));
        Assert.Equal(4, script.Requests.Count);
    }
}
