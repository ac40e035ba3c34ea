using ContactsPS.Client.Http;
using Xunit;

namespace ContactsPS.Client.Tests.Bulk;

public sealed class AdaptiveThrottleTests
{
    private const string Kind = "GET contact 2";
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(64, 4)]
    public async Task It_starts_gently_and_below_its_ceiling(int ceiling, int start)
    {
        var throttle = new AdaptiveThrottle(ceiling);
        var entered = Enumerable.Range(0, ceiling).Select(_ => throttle.EnterAsync(CancellationToken.None)).ToList();
        Assert.Equal(start, entered.Count(task => task.IsCompleted));
        await entered[0];
    }

    [Fact]
    public async Task Good_answers_let_one_more_in_each_up_to_the_ceiling()
    {
        var throttle = new AdaptiveThrottle(16);
        await RoundAsync(throttle);
        Assert.Equal(8, throttle.Limit);
        await RoundAsync(throttle);
        Assert.Equal(16, throttle.Limit);
        await RoundAsync(throttle);
        Assert.Equal(16, throttle.Limit);
    }

    [Fact]
    public async Task One_request_after_the_other_is_no_reason_to_let_more_in()
    {
        var throttle = new AdaptiveThrottle(16);
        for (var i = 0; i < 50; i++)
        {
            throttle.Leave(await throttle.EnterAsync(CancellationToken.None), Kind, ThrottleVerdict.Answered, Quick);
        }

        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Overload_halves_once_for_all_that_flew_together_and_never_below_one()
    {
        var throttle = new AdaptiveThrottle(16);
        await RoundAsync(throttle);
        await RoundAsync(throttle, ThrottleVerdict.Overloaded);
        Assert.Equal(4, throttle.Limit);
        await RoundAsync(throttle, ThrottleVerdict.Overloaded);
        await RoundAsync(throttle, ThrottleVerdict.Overloaded);
        await RoundAsync(throttle, ThrottleVerdict.Overloaded);
        Assert.Equal(1, throttle.Limit);
    }

    [Fact]
    public async Task After_overload_it_grows_by_one_a_round()
    {
        var throttle = new AdaptiveThrottle(64);
        await RoundAsync(throttle);
        await RoundAsync(throttle, ThrottleVerdict.Overloaded);
        var limits = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            await RoundAsync(throttle);
            limits.Add(throttle.Limit);
        }

        Assert.InRange(limits[^1], 6, 8);
        Assert.All(limits.Zip(limits.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 1));
    }

    [Fact]
    public async Task Answers_that_take_longer_and_longer_halve_it()
    {
        var throttle = new AdaptiveThrottle(8);
        await RoundAsync(throttle);
        await RoundAsync(throttle);
        Assert.Equal(8, throttle.Limit);
        await RoundAsync(throttle, latency: TimeSpan.FromSeconds(2));
        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Latency_is_compared_among_requests_of_a_kind()
    {
        var throttle = new AdaptiveThrottle(8);
        for (var i = 0; i < 20; i++)
        {
            await RoundAsync(throttle, kind: "GET contact 2");
            await RoundAsync(throttle, latency: TimeSpan.FromSeconds(3), kind: "POST contact 2");
        }

        Assert.Equal(8, throttle.Limit);
    }

    [Fact]
    public async Task A_service_that_became_slower_for_good_is_got_used_to()
    {
        var throttle = new AdaptiveThrottle(8);
        await RoundAsync(throttle);
        await RoundAsync(throttle);
        for (var i = 0; i < 300; i++)
        {
            await RoundAsync(throttle, latency: TimeSpan.FromSeconds(1));
        }

        Assert.Equal(8, throttle.Limit);
    }

    [Fact]
    public async Task Who_waits_is_let_in_in_turn()
    {
        var throttle = new AdaptiveThrottle(1);
        var first = await throttle.EnterAsync(CancellationToken.None);
        var waiting = Enumerable.Range(0, 3).Select(_ => throttle.EnterAsync(CancellationToken.None)).ToList();
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        throttle.Leave(first, Kind, ThrottleVerdict.None, default);
        for (var i = 0; i < 3; i++)
        {
            var round = await waiting[i];
            Assert.All(waiting.Skip(i + 1), task => Assert.False(task.IsCompleted));
            throttle.Leave(round, Kind, ThrottleVerdict.None, default);
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nobodys_place()
    {
        var throttle = new AdaptiveThrottle(1);
        var first = await throttle.EnterAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var gone = throttle.EnterAsync(patience.Token);
        var next = throttle.EnterAsync(CancellationToken.None);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        throttle.Leave(first, Kind, ThrottleVerdict.None, default);
        throttle.Leave(await next, Kind, ThrottleVerdict.None, default);
        await throttle.EnterAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => throttle.EnterAsync(patience.Token));
    }

    [Fact]
    public async Task A_change_is_told_with_its_reason()
    {
        var throttle = new AdaptiveThrottle(4);
        var round = await throttle.EnterAsync(CancellationToken.None);
        Assert.Equal("Throttle: 4 -> 2 requests in flight, for the service asks for fewer or does not answer.", throttle.Leave(round, Kind, ThrottleVerdict.Overloaded, Quick));
        round = await throttle.EnterAsync(CancellationToken.None);
        Assert.Null(throttle.Leave(round, Kind, ThrottleVerdict.None, Quick));
    }

    /// <summary>As many requests as may fly at once, all of which end alike.</summary>
    private static async Task RoundAsync(AdaptiveThrottle throttle, ThrottleVerdict verdict = ThrottleVerdict.Answered, TimeSpan? latency = null, string kind = Kind)
    {
        var rounds = await Task.WhenAll(Enumerable.Range(0, throttle.Limit).Select(_ => throttle.EnterAsync(CancellationToken.None)));
        var waiting = Enumerable.Range(0, 64).Select(_ => throttle.EnterAsync(CancellationToken.None)).ToList();
        foreach (var round in rounds)
        {
            throttle.Leave(round, kind, verdict, latency ?? Quick);
        }

        // Those who were let in meanwhile say nothing.
        foreach (var task in waiting)
        {
            throttle.Leave(await task, kind, ThrottleVerdict.None, default);
        }
    }
}
