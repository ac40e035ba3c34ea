using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>Cancelling ends a request at once, whatever it is waiting for, and nothing more is sent.</summary>
public sealed class CancellationTests
{
    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task A_request_that_is_cancelled_before_it_starts_is_never_sent(string operation)
    {
        using var script = new ScriptedResponses();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.RunAsync(operation, new CancellationToken(canceled: true)));
        Assert.Empty(script.Requests);
    }

    [Theory]
    [MemberData(nameof(Operations.All), MemberType = typeof(Operations))]
    public async Task A_request_in_flight_is_cancelled_and_not_sent_again(string operation)
    {
        using var script = new ScriptedResponses();
        using var source = new CancellationTokenSource();
        script.Hangs(onRequest: source.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.RunAsync(operation, source.Token));
        Assert.Single(script.Requests);
        Assert.Empty(script.Waits);
    }

    [Fact]
    public async Task A_wait_between_attempts_is_cancelled_and_nothing_more_is_sent()
    {
        using var source = new CancellationTokenSource();
        using var script = new ScriptedResponses(whenWaiting: source.Cancel);
        script.AnswersRaw(500);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script.Client.DeleteContactsAsync([1], source.Token));
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_wait_for_a_result_that_is_not_ready_is_cancelled()
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
    public async Task A_connection_that_breaks_because_of_cancelling_is_reported_as_cancelled(string operation)
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
    public async Task Cancelling_between_pages_requests_no_more_pages()
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
    public async Task A_request_that_waits_for_a_slot_is_cancelled_and_frees_the_slot()
    {
        using var script = new ScriptedResponses(throttle: 1);
        var response = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        script.Does(_ =>
        {
            requested.SetResult();
            return response.Task;
        });
        var first = script.Client.GetGroupsOfContactAsync(1);
        await requested.Task;
        using var source = new CancellationTokenSource();
        var second = script.Client.GetGroupsOfContactAsync(2, source.Token);
        Assert.False(second.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        response.SetResult(ScriptedResponses.Message(200, System.Text.Encoding.UTF8.GetBytes(ScriptedResponses.Envelope())));
        await first;
        script.Answers();
        await script.Client.GetGroupsOfContactAsync(3);
        Assert.Equal(["/contact/1/group", "/contact/3/group"], script.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_failed_request_frees_its_slot()
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
