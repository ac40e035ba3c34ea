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
    public async Task It_starts_with_at_most_four_requests_in_flight(int ceiling, int start)
    {
        var throttle = new AdaptiveConcurrencyLimiter(ceiling);
        var entered = Enumerable.Range(0, ceiling).Select(_ => throttle.AcquireAsync(CancellationToken.None)).ToList();
        Assert.Equal(start, entered.Count(task => task.IsCompleted));
        await entered[0];
    }

    [Fact]
    public async Task Each_successful_response_raises_the_limit_by_one_up_to_the_maximum()
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
    public async Task Sequential_requests_do_not_raise_the_limit()
    {
        var throttle = new AdaptiveConcurrencyLimiter(16);
        for (var i = 0; i < 50; i++)
        {
            throttle.Release(await throttle.AcquireAsync(CancellationToken.None), Kind, RequestOutcome.Answered, Quick);
        }

        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Overload_halves_the_limit_once_for_all_requests_in_flight_but_never_below_one()
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
    public async Task After_overload_the_limit_grows_by_one_for_each_full_set_of_responses()
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
    public async Task Rising_latency_halves_the_limit()
    {
        var throttle = new AdaptiveConcurrencyLimiter(8);
        await RoundAsync(throttle);
        await RoundAsync(throttle);
        Assert.Equal(8, throttle.Limit);
        await RoundAsync(throttle, latency: TimeSpan.FromSeconds(2));
        Assert.Equal(4, throttle.Limit);
    }

    [Fact]
    public async Task Latency_is_compared_only_among_requests_of_one_kind()
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
    public async Task The_limit_recovers_if_a_service_stays_slower()
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
    public async Task Waiting_requests_start_in_order()
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
    public async Task A_cancelled_wait_does_not_use_up_a_slot()
    {
        var throttle = new AdaptiveConcurrencyLimiter(1);
        var first = await throttle.AcquireAsync(CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var cancelled = throttle.AcquireAsync(cancellation.Token);
        var next = throttle.AcquireAsync(CancellationToken.None);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        throttle.Release(first, Kind, RequestOutcome.None, default);
        throttle.Release(await next, Kind, RequestOutcome.None, default);
        await throttle.AcquireAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => throttle.AcquireAsync(cancellation.Token));
    }

    [Fact]
    public async Task A_change_of_the_limit_is_reported_with_its_reason()
    {
        var throttle = new AdaptiveConcurrencyLimiter(4);
        var round = await throttle.AcquireAsync(CancellationToken.None);
        Assert.Equal("Concurrency limit: 4 -> 2 requests in flight, because the service asks for fewer or does not respond.", throttle.Release(round, Kind, RequestOutcome.Overloaded, Quick));
        round = await throttle.AcquireAsync(CancellationToken.None);
        Assert.Null(throttle.Release(round, Kind, RequestOutcome.None, Quick));
    }

    /// <summary>As many requests as the limit allows, which all end with the same outcome.</summary>
    private static async Task RoundAsync(AdaptiveConcurrencyLimiter throttle, RequestOutcome outcome = RequestOutcome.Answered, TimeSpan? latency = null, string kind = Kind)
    {
        var rounds = await Task.WhenAll(Enumerable.Range(0, throttle.Limit).Select(_ => throttle.AcquireAsync(CancellationToken.None)));
        var waiting = Enumerable.Range(0, 64).Select(_ => throttle.AcquireAsync(CancellationToken.None)).ToList();
        foreach (var round in rounds)
        {
            throttle.Release(round, kind, outcome, latency ?? Quick);
        }

        // The requests that could start meanwhile end without an outcome.
        foreach (var task in waiting)
        {
            throttle.Release(await task, kind, RequestOutcome.None, default);
        }
    }
}
