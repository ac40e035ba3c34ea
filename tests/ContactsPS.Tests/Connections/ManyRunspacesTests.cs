using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Connections;

/// <summary>Many users of one process: each runspace has its own account, or all share one connection, without affecting each other.</summary>
public sealed class ManyRunspacesTests
{
    [Fact]
    public async Task Concurrent_runspaces_each_see_their_own_account()
    {
        var found = await Task.WhenAll(Enumerable.Range(1, 5).Select(user => Task.Run(() =>
        {
            using var engine = HostedEngine.Connected();
            return engine.Run($"$null = 1..30 | ForEach-Object {{ @{{ Email = \"c$_-of-{user}@example.com\" }} }} | New-Contact -BatchSize 3; (Get-Contact -PageSize 7).Email").ThrowIfFailed().Texts;
        })));
        Assert.All(found.Index(), user => Assert.Equal(
            Enumerable.Range(1, 30).Select(number => $"c{number}-of-{user.Index + 1}@example.com").Order(StringComparer.Ordinal),
            user.Item.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("$account | Connect-ContactService")]
    [InlineData("$account | Connect-ContactService -Name Mine; Get-Contact")]
    [InlineData("$account | Connect-ContactService; Remove-Contact -Id 1 -Confirm:$false -ErrorAction SilentlyContinue")]
    public void A_reused_runspace_does_not_find_the_account_of_another_user(string earlierUser)
    {
        using var owner = HostedEngine.Connected();
        using var engine = HostedEngine.WithModule();
        engine.Run(earlierUser, ("account", owner.Run("$sandbox").Output[0])).ThrowIfFailed();
        engine.Reset();
        engine.Run("Get-Contact").SingleError("NotConnected");
        Assert.Empty(engine.Run("Get-ContactConnection").ThrowIfFailed().Output);

        engine.Run("Start-ContactSandbox | Connect-ContactService; $null = New-Contact -Email mine@example.com").ThrowIfFailed();
        Assert.Equal(["mine@example.com"], engine.Run("(Get-Contact).Email").Texts);
        Assert.Equal(0, owner.Run("$sandbox.ContactCount").Value);
    }

    [Fact]
    public async Task One_connection_respects_its_limit_over_all_runspaces_and_each_gets_its_own_results()
    {
        using var owner = HostedEngine.Connected("-DelayMilliseconds 15");
        var connection = owner.Run("$sandbox | Connect-ContactService -ThrottleLimit 3 -PassThru").ThrowIfFailed().Output[0];
        var found = await Task.WhenAll(Enumerable.Range(1, 6).Select(user => Task.Run(() =>
        {
            using var engine = HostedEngine.WithModule();
            return engine.Run(
                $$"""
                $rows = 1..12 | ForEach-Object { @{ ExternalId = "U{{user}}-$_"; Email = "c$_-of-{{user}}@example.com" } }
                ($rows | New-Contact -BatchSize 2 -Connection $c).ExternalId
                ($rows | Get-Contact -Connection $c).ExternalId
                ($rows | Set-ContactSubscription -Channel sms -State Unsubscribed -BatchSize 2 -PassThru -Connection $c).ExternalId
                """,
                ("c", connection)).ThrowIfFailed().Texts;
        })));

        Assert.All(found.Index(), user =>
        {
            var own = Enumerable.Range(1, 12).Select(number => $"U{user.Index + 1}-{number}").ToList();
            Assert.Equal(own.Concat(own).Concat(own).Order(StringComparer.Ordinal), user.Item.Order(StringComparer.Ordinal));
        });
        Assert.InRange((int)owner.Run("$sandbox.MostInFlight").Value!, 2, 3);
        Assert.Equal(72, owner.Run("$sandbox.ContactCount").Value);
    }

    [Fact]
    public async Task A_runspace_that_waits_for_a_slow_service_does_not_block_another()
    {
        using var slow = HostedEngine.Connected("-DelayMilliseconds 60000");
        using var quick = HostedEngine.Connected();
        using var waiting = slow.Create("Get-Contact");
        var running = waiting.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => slow.LogLength == 1, TimeSpan.FromSeconds(20)));

        quick.Run("$null = New-Contact -Email quick@example.com").ThrowIfFailed();
        Assert.Equal(["quick@example.com"], quick.Run("(Get-Contact).Email").Texts);
        Assert.False(running.IsCompleted);
        await Task.Run(waiting.Stop);
    }

    [Fact]
    public void Closing_a_connection_in_one_runspace_does_not_affect_the_others()
    {
        using var one = HostedEngine.Connected();
        using var other = HostedEngine.WithModule();
        other.Run("$account | Connect-ContactService", ("account", one.Run("$sandbox").Output[0])).ThrowIfFailed();
        one.Run("Disconnect-ContactService").ThrowIfFailed();
        one.Run("Get-Contact").SingleError("NotConnected");
        other.Run("$null = New-Contact -Email still@example.com").ThrowIfFailed();
        Assert.Equal(["still@example.com"], other.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void A_connection_can_be_used_after_its_runspace_is_closed()
    {
        using var owner = HostedEngine.Connected();
        PSObject connection;
        using (var maker = HostedEngine.WithModule())
        {
            connection = maker.Run("$account | Connect-ContactService -PassThru", ("account", owner.Run("$sandbox").Output[0])).ThrowIfFailed().Output[0];
        }

        owner.Run("Disconnect-ContactService; $null = New-Contact -Email a@example.com -Connection $c", ("c", connection)).ThrowIfFailed();
        Assert.Equal(["a@example.com"], owner.Run("(Get-Contact -Connection $c).Email").Texts);
    }
}
