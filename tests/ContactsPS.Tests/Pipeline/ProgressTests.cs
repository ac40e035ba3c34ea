using System.Diagnostics;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

public sealed class ProgressTests
{
    [Fact]
    public void A_short_run_shows_no_progress()
    {
        using var quick = HostedEngine.Connected();
        Assert.Empty(quick.Run("1..50 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 5; Get-Contact -PageSize 5 | Remove-Contact -Confirm:$false").Progress);
    }

    [Fact]
    public void A_longer_run_shows_progress_at_most_four_times_a_second_and_removes_it_at_the_end()
    {
        using var slow = HostedEngine.Connected("-DelayMilliseconds 250");
        var watch = Stopwatch.StartNew();
        var records = slow.Run("1..10 | ForEach-Object { @{ Email = $(if ($_ -eq 2) { 'bad@example' } else { \"c$_@example.com\" }) } } | New-Contact -BatchSize 1 -ThrottleLimit 1").Progress;
        Assert.InRange(records.Count, 3, (int)(watch.Elapsed.TotalSeconds * 4) + 1);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        var last = records[^2];
        Assert.Equal("New-Contact", last.Activity);
        Assert.Matches("^[0-9]+ done, 1 failed, 1 in flight, [0-9]+ per second, 00:00:0[0-9]$", last.StatusDescription);
        Assert.Equal(-1, last.PercentComplete);
        Assert.Single(records.Select(record => record.ActivityId).Distinct());
    }

    [Theory]
    [InlineData("Remove-Contact -Id (1..10) -BatchSize 1 -ThrottleLimit 1 -Confirm:$false")]
    [InlineData("Get-Contact -First 10 -PageSize 1 -ThrottleLimit 1")]
    public void If_the_number_of_inputs_is_known_the_remaining_time_is_shown(string command)
    {
        using var slow = HostedEngine.Connected("-DelayMilliseconds 220");
        slow.Run("$null = 1..10 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact").ThrowIfFailed();
        var records = slow.Run(command).ThrowIfFailed().Progress;
        Assert.All(records.Take(records.Count - 1), record => Assert.InRange(record.PercentComplete, 1, 100));
        Assert.All(records.Take(records.Count - 1), record => Assert.InRange(record.SecondsRemaining, 0, 10));
        Assert.InRange(records.Count, 2, 10);
    }
}
