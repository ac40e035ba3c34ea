using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>-Prune removes contacts that are not in the source, and refuses a likely mistake before anything is changed.</summary>
public sealed class PruneTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public PruneTests()
    {
        engine.Run("""
            $null = 1..20 | ForEach-Object { @{ ExternalId = "P-$_"; Email = "p$_@example.com" } } | New-Contact
            $all = 1..20 | ForEach-Object { [pscustomobject]@{ ExternalId = "P-$_"; FirstName = 'x' } }
            """).ThrowIfFailed();
        engine.ForgetRequests();
    }

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Contacts_that_are_not_in_the_source_are_removed()
    {
        Assert.Equal(["P-1 1", "P-2 2"], engine.Run("$all[2..19] | Sync-Contact -Prune -Confirm:$false | Where-Object Action -eq Removed | ForEach-Object { \"$($_.Key) $($_.Id)\" }").ThrowIfFailed().Texts);
        Assert.Equal(["18"], engine.Run("@(Get-Contact).Count").Texts);
    }

    [Fact]
    public void Without_Prune_nothing_is_removed() =>
        Assert.Equal(["Updated"], engine.Run("($all[0] | Sync-Contact).Action").ThrowIfFailed().Texts);

    [Theory]
    [InlineData("$all[3..19]", "-Prune", "3 of 20 contacts that -Prune could remove are not in the source (15 %), and -MaximumPrunePercent allows 10 %")]
    [InlineData("$all[3..19]", "-Prune -MaximumPrunePercent 14.9", "allows 14.9 %")]
    [InlineData("@()", "-Prune -MaximumPrunePercent 99", "the source has no rows")]
    [InlineData("$all[0]", "-Prune -Confirm:$false", "19 of 20")]
    public void Too_many_removals_are_refused_before_any_change(string source, string arguments, string reason)
    {
        var result = engine.Run($"{source} | Sync-Contact {arguments}");
        Assert.Contains(reason, result.SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("1/2")]
    [InlineData("2/2")]
    public void Each_share_counts_the_whole_source_and_no_contact_without_a_key(string share)
    {
        engine.Run("$null = 1..30 | ForEach-Object { @{ Email = \"keyless$_@example.com\" } } | New-Contact").ThrowIfFailed();
        var said = engine.Run($"$all[8..19] | Sync-Contact -Prune -Confirm:$false -MaximumPrunePercent 0 -Partition {share}").SingleError("PruneRefused").ToString();
        Assert.Contains("8 of 20 contacts", said, StringComparison.Ordinal);
    }

    [Fact]
    public void All_shares_together_remove_the_contacts_that_are_not_in_the_source()
    {
        engine.Run("1..3 | ForEach-Object { $all[1..19] | Sync-Contact -Prune -Confirm:$false -Partition \"$_/3\" }").ThrowIfFailed();
        Assert.Equal(["P-2"], engine.Run("(Get-Contact)[0].ExternalId").Texts);
    }

    [Fact]
    public void WhatIf_writes_the_plan_and_then_the_refusal_of_the_run()
    {
        var result = engine.Run("$all[3..19] | Sync-Contact -Prune -WhatIf | Group-Object Action | ForEach-Object { \"$($_.Name) $($_.Count)\" }");
        result.SingleError("PruneRefused");
        Assert.Equal(["Removed 3", "Updated 17"], engine.Run("$all[3..19] | Sync-Contact -Prune -WhatIf -OutVariable plan -ErrorAction SilentlyContinue | Out-Null; $plan | Group-Object Action | ForEach-Object { \"$($_.Name) $($_.Count)\" }").Texts);
    }

    [Fact]
    public void A_higher_MaximumPrunePercent_allows_the_removals()
    {
        engine.Run("$all[3..19] | Sync-Contact -Prune -Confirm:$false -MaximumPrunePercent 15").ThrowIfFailed();
        Assert.Equal(17, (int)engine.Run("@(Get-Contact).Count").Value!);
    }

    [Theory]
    [InlineData("@()", "the source has no rows")]
    [InlineData("@{ ExternalId = 'Other-1'; Email = 'other@example.com' }", "no row of the source matches")]
    public void No_MaximumPrunePercent_lets_the_source_of_another_account_remove_all_contacts(string source, string reason)
    {
        Assert.Contains(reason, engine.Run($"{source} | Sync-Contact -Prune -Confirm:$false -MaximumPrunePercent 100").SingleError("PruneRefused").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_first_run_into_an_empty_account_works()
    {
        engine.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["Created"], engine.Run("(@{ ExternalId = 'N-1'; Email = 'n@example.com' } | Sync-Contact -Prune -Confirm:$false).Action").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("@{ ExternalId = ''; FirstName = 'x' }")]
    [InlineData("17")]
    public void A_row_without_a_readable_key_prevents_all_removals_and_the_other_rows_are_synced(string row)
    {
        var result = engine.Run($"$changes = @($all[1..19]) + @({row}) | Sync-Contact -Prune -Confirm:$false");
        Assert.Contains("PruneRefused", result.ErrorIds);
        Assert.Equal(["19 0"], engine.Run("\"$(@($changes | Where-Object Action -eq Updated).Count) $(@($changes | Where-Object Action -eq Removed).Count)\"").Texts);
    }

    [Theory]
    [InlineData("@{ ExternalId = 'P-1'; CreatedAt = 'yesterday' }")]
    [InlineData("@{ ExternalId = 'P-1' }, @{ ExternalId = 'P-1' }")]
    public void The_contact_of_an_invalid_row_is_not_removed(string rows)
    {
        engine.Run($"$changes = @($all[1..19]) + @({rows}) | Sync-Contact -Prune -Confirm:$false -ErrorAction SilentlyContinue");
        Assert.Equal(["0"], engine.Run("@($changes | Where-Object Action -eq Removed).Count").Texts);
        Assert.Equal(["20"], engine.Run("@(Get-Contact).Count").Texts);
    }

    [Fact]
    public void Contacts_without_a_key_are_not_removed_and_are_reported()
    {
        engine.Run("$null = New-Contact -Email signup@example.com").ThrowIfFailed();
        var result = engine.Run("$all | Sync-Contact -Prune -Confirm:$false -Verbose | Where-Object Action -eq Removed").ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Contains("1 contacts of the account have no ExternalId. They cannot be in a source, so they are not changed.", result.Verbose);
    }
}
