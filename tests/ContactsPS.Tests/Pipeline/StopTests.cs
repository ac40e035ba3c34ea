using System.Diagnostics;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>Ctrl+C, and a downstream stop.</summary>
public sealed class StopTests : IDisposable
{
    // Without the stop it would run for a minute.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly HostedEngine engine = HostedEngine.Connected("-DelayMilliseconds 60000");

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-Contact")]
    [InlineData("Get-ContactGroup -ContactId 1")]
    [InlineData("Get-ContactSegment -Id 1")]
    [InlineData("Set-Contact -Id 1 -FirstName Ewa")]
    [InlineData("Remove-Contact -Email a@example.com -Confirm:$false")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId 2")]
    [InlineData("Invoke-ContactApi /group")]
    [InlineData("Invoke-ContactApi /group -Method POST -Body @(@{ name = 'Spring' })")]
    [InlineData("Test-ContactConnection")]
    public async Task Ctrl_C_ends_a_request_in_flight_at_once(string command) => await StopInFlight(command);

    [Fact]
    public async Task The_rows_of_a_write_that_Ctrl_C_cancelled_are_in_the_last_run()
    {
        await StopInFlight("$rows = @{ Email = 'a@example.com' }, @{ Email = 'b@example.com' }; $rows | New-Contact");
        Assert.Equal([true, true], engine.Run("$open = @((Get-ContactConnection).LastRun.Results | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input); 0..1 | ForEach-Object { [object]::ReferenceEquals($rows[$_], $open[$_]) }").Output.Select(item => (bool)item.BaseObject));
    }

    [Fact]
    public async Task OutcomeUnknown_lists_only_the_rows_that_were_sent()
    {
        await StopInFlight("$rows = 1..5 | ForEach-Object { @{ Email = \"c$_@example.com\" } }; $rows | New-Contact -BatchSize 2");
        Assert.Equal([0, 1], engine.Run("$open = @((Get-ContactConnection).LastRun.Results | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input); foreach ($row in $open) { 0..4 | Where-Object { [object]::ReferenceEquals($rows[$_], $row) } }").Output.Select(item => (int)item.BaseObject));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait_between_retries_at_once()
    {
        using var limited = HostedEngine.Connected("-RequestsPerSecond 0.02");
        await StopWhen(limited, "Get-Contact; Get-Contact", "A read after a 429", () => limited.Statuses.Contains(429));
    }

    [Fact]
    public void A_downstream_stop_ends_the_reading()
    {
        using var quick = HostedEngine.Connected();
        quick.Run("1..20 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact | Out-Null").ThrowIfFailed();
        quick.ForgetRequests();
        quick.Run("foreach ($once in 1) { Get-Contact -PageSize 5 | ForEach-Object { break } }").ThrowIfFailed();
        Assert.InRange(quick.Requests.Count, 1, 2);
    }

    [Fact]
    public void On_a_stop_no_new_write_starts()
    {
        using var quick = HostedEngine.Connected();
        quick.Run("foreach ($once in 1) { 1..30 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 10 | ForEach-Object { break } }").ThrowIfFailed();
        Assert.Single(quick.ChangingRequests);
    }

    private Task StopInFlight(string command) => StopWhen(engine, command, command, () => engine.LogLength >= 1);

    private static async Task StopWhen(HostedEngine engine, string command, string what, Func<bool> isUnderWay)
    {
        using var pipeline = engine.Create($"{command}; $reached = $true", ("reached", false));
        var running = pipeline.BeginInvoke();
        var limit = Stopwatch.StartNew();
        while (!isUnderWay())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20), $"{what} was never in flight.");
            Assert.False(running.IsCompleted, $"{what} ended before the stop.");
            await Task.Yield();
        }

        var stopping = Stopwatch.StartNew();
        await Task.Run(pipeline.Stop);
        Assert.True(stopping.Elapsed < Soon, $"{what} took {stopping.Elapsed} to stop.");
        Assert.True(running.IsCompleted, what);
        Assert.Equal(false, engine.Run("$reached").Value);
        Assert.Empty(pipeline.Streams.Error);
    }
}
