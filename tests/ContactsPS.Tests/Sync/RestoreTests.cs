using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>A backup with groups and opt-outs, and the sync that restores it.</summary>
public sealed class RestoreTests : IDisposable
{
    private const string Restore = "Sync-Contact $file -MatchOn Id, ExternalId -ClearEmpty -Prune -ManageGroup * -PruneGroup -ManageSubscription * -MaximumPrunePercent 100 -Confirm:$false";

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("CONTACTSPS_RESTORES"), out var runs) ? runs : 12;

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void A_damaged_account_is_restored_completely(string kind)
    {
        var wasDamaged = 0;
        for (var seed = 1; seed <= Runs; seed++)
        {
            var dice = new Random(seed);
            Create(dice);
            var path = folder.PathOf($"{seed}.{kind}");
            var before = engine.Run($"Export-Contact $file -Include Group, Subscription\n{AccountState.Script}", ("file", path)).ThrowIfFailed().Texts.Single();
            for (var i = 0; i < 20; i++)
            {
                Damage(dice);
            }

            wasDamaged += engine.Run(AccountState.Script).Texts.Single() == before ? 0 : 1;

            // Opt-outs that the damage reversed are sent again; new opt-outs are kept unless resubscribing is allowed.
            var damaged = engine.Run(AccountState.Script).Texts.Single();
            var changes = engine.Run($"{Restore} -AllowResubscribe | Where-Object Action -ne Unchanged | ForEach-Object {{ \"$($_.Action) $($_.Key) $($_.Applied) $($_.Changes)\" }}", ("file", path)).ThrowIfFailed().Texts;
            Assert.True(before == engine.Run(AccountState.Script).Texts.Single(), $"{seed}: {before}\n--- damaged\n{damaged}\n--- changes\n{string.Join('\n', changes)}\n--- restored\n{engine.Run(AccountState.Script).Texts.Single()}");
            Assert.Equal("0", engine.Run($"@({Restore} -WhatIf | Where-Object Action -notin Unchanged, Updated).Count", ("file", path)).ThrowIfFailed().Texts.Single());
            engine.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
        }

        Assert.Equal(Runs, wasDamaged);
    }

    [Fact]
    public void A_contact_that_unsubscribed_after_the_backup_stays_unsubscribed()
    {
        Create(new Random(1));
        var path = folder.PathOf("backup.csv");
        engine.Run("Export-Contact $file -Include Group, Subscription; Set-ContactSubscription -ExternalId K-1 -Channel email, sms, push -State Unsubscribed", ("file", path)).ThrowIfFailed();
        var changes = engine.Run($"{Restore} | Where-Object Action -ne Unchanged | ForEach-Object {{ \"$($_.Action) $($_.Applied)\" }}", ("file", path)).ThrowIfFailed();
        Assert.Equal(["OptedOut False"], changes.Texts);
        Assert.Contains("K-1", engine.Run("(Get-Contact -Unsubscribed all).ExternalId").Texts);
    }

    private void Create(Random dice)
    {
        var rows = string.Join(", ", Enumerable.Range(1, dice.Next(4, 9)).Select(number =>
            $"@{{ ExternalId = 'K-{number}'; Email = 'a{number}@example.com'; PhoneNumber = '{(dice.Next(2) == 0 ? string.Empty : $"60010020{number}")}'; LastName = '{Text(dice)}'; ExternalData = @{{ City = '{Text(dice)}'; Points = {dice.Next(9)} }} }}"));
        engine.Run($"$ids = @({rows} | New-Contact).Id").ThrowIfFailed();
        for (var i = 0; i < 8; i++)
        {
            engine.Run($"Add-ContactGroup -Id $ids[{dice.Next(4)}] -GroupId {dice.Next(2, 6)}; Set-ContactSubscription -Id $ids[{dice.Next(4)}] -Channel {Channel(dice)} -State Unsubscribed").ThrowIfFailed();
        }
    }

    /// <summary>Changes the account with one of the cmdlets, at random.</summary>
    private void Damage(Random dice)
    {
        var somebody = $"$all = @(Get-Contact); $one = $all[{dice.Next(100)} % $all.Count]; if ($one) {{ $one | ";
        engine.Run(dice.Next(9) switch
        {
            0 => $"{somebody} Where-Object ExternalId -ne K-1 | Remove-Contact -Confirm:$false }}",
            1 => $"{somebody} Set-Contact -LastName '{Text(dice)}' -FirstName '{Text(dice)}' }}",
            2 => $"{somebody} Set-Contact -ExternalData @{{ City = $null; Points = {dice.Next(50)} }} }}",
            3 => $"{somebody} Set-Contact -PhoneNumber $null -CompanyName 'Corp' }}",
            4 => $"{somebody} Add-ContactGroup -GroupId {dice.Next(2, 6)} }}",
            5 => $"{somebody} Remove-ContactGroup -GroupId {dice.Next(2, 6)} }}",
            6 => $"{somebody} Set-ContactSubscription -Channel {Channel(dice)} -State Unsubscribed }}",
            7 => $"{somebody} Set-ContactSubscription -Channel {Channel(dice)} -State Subscribed }}",
            _ => $"$null = New-Contact -ExternalId 'N-{dice.Next(1000)}' -Email 'n{dice.Next(1000)}@example.com' -AddToGroup 3 -ErrorAction Ignore",
        });
    }

    private static string Channel(Random dice) => new[] { "email", "sms", "push" }[dice.Next(3)];

    private static string Text(Random dice) => new[] { string.Empty, "Nowak", "Łoś", "a;b", "007", "=1+1" }[dice.Next(6)];
}
