using ContactsPS.Client.Http;
using Xunit;

namespace ContactsPS.Client.Tests.Http;

public sealed class AdaptiveConcurrencyLimiterTests
{
    private const string Kind = "GET contact 2";
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(64, 4)]
    public async Task It_starts_gently_and_below_its_ceiling(int ceiling, int start)
    {
        var throttle = new AdaptiveConcurrencyLimiter(ceiling);
        var entered = Enumerable.Range(0, ceiling).Select(_ => throttle.AcquireAsync(CancellationToken.None)).ToList();
        Assert.Equal(start, entered.Count(task => task.IsCompleted));
        await entered[0];
    }

    [Fact]
    public async Task Good_answers_let_one_more_in_each_up_to_the_ceiling()
    {
        var throttle = new AdaptiveConcurrencyLimiter(16);
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
        var throttle = new AdaptiveConcurrencyLimiter(16);
        for (var i = 0; i < 50; i++)
        {
            throttle.Release(await throttle.AcquireAsync(CancellationToken.None), Kind, RequestOutcome.Answered, Quick);
        }

        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Overload_halves_once_for_all_that_were_in_flight_together_and_never_below_one()
    {
        var throttle = new AdaptiveConcurrencyLimiter(16);
        await RoundAsync(throttle);
        await RoundAsync(throttle, RequestOutcome.Overloaded);
        Assert.Equal(4, throttle.Limit);
        await RoundAsync(throttle, RequestOutcome.Overloaded);
        await RoundAsync(throttle, RequestOutcome.Overloaded);
        await RoundAsync(throttle, RequestOutcome.Overloaded);
        Assert.Equal(1, throttle.Limit);
    }

    [Fact]
    public async Task After_overload_it_grows_by_one_a_round()
    {
        var throttle = new AdaptiveConcurrencyLimiter(64);
        await RoundAsync(throttle);
        await RoundAsync(throttle, RequestOutcome.Overloaded);
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
        var throttle = new AdaptiveConcurrencyLimiter(8);
        await RoundAsync(throttle);
        await RoundAsync(throttle);
        Assert.Equal(8, throttle.Limit);
        await RoundAsync(throttle, latency: TimeSpan.FromSeconds(2));
        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Latency_is_compared_among_requests_of_a_kind()
    {
        var throttle = new AdaptiveConcurrencyLimiter(8);
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
        var throttle = new AdaptiveConcurrencyLimiter(8);
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
        var throttle = new AdaptiveConcurrencyLimiter(1);
        var first = await throttle.AcquireAsync(CancellationToken.None);
        var waiting = Enumerable.Range(0, 3).Select(_ => throttle.AcquireAsync(CancellationToken.None)).ToList();
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        throttle.Release(first, Kind, RequestOutcome.None, default);
        for (var i = 0; i < 3; i++)
        {
            var round = await waiting[i];
            Assert.All(waiting.Skip(i + 1), task => Assert.False(task.IsCompleted));
            throttle.Release(round, Kind, RequestOutcome.None, default);
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nobodys_place()
    {
        var throttle = new AdaptiveConcurrencyLimiter(1);
        var first = await throttle.AcquireAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var gone = throttle.AcquireAsync(patience.Token);
        var next = throttle.AcquireAsync(CancellationToken.None);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        throttle.Release(first, Kind, RequestOutcome.None, default);
        throttle.Release(await next, Kind, RequestOutcome.None, default);
        await throttle.AcquireAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => throttle.AcquireAsync(patience.Token));
    }

    [Fact]
    public async Task A_change_is_told_with_its_reason()
    {
        var throttle = new AdaptiveConcurrencyLimiter(4);
        var round = await throttle.AcquireAsync(CancellationToken.None);
        Assert.Equal("Concurrency limit: 4 -> 2 requests in flight, because the service asks for fewer or does not respond.", throttle.Release(round, Kind, RequestOutcome.Overloaded, Quick));
        round = await throttle.AcquireAsync(CancellationToken.None);
        Assert.Null(throttle.Release(round, Kind, RequestOutcome.None, Quick));
    }

    /// <summary>As many requests as may be in flight, all of which end alike.</summary>
    private static async Task RoundAsync(AdaptiveConcurrencyLimiter throttle, RequestOutcome verdict = RequestOutcome.Answered, TimeSpan? latency = null, string kind = Kind)
    {
        var rounds = await Task.WhenAll(Enumerable.Range(0, throttle.Limit).Select(_ => throttle.AcquireAsync(CancellationToken.None)));
        var waiting = Enumerable.Range(0, 64).Select(_ => throttle.AcquireAsync(CancellationToken.None)).ToList();
        foreach (var round in rounds)
        {
            throttle.Release(round, kind, verdict, latency ?? Quick);
        }

        // Those who were let in meanwhile say nothing.
        foreach (var task in waiting)
        {
            throttle.Release(await task, kind, RequestOutcome.None, default);
        }
    }
}
