using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Lists of an account that each case changes first: archived, unsubscribed, in groups, in partitions.</summary>
public sealed class GetContactFilterTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public GetContactFilterTests() =>
        engine.Run("$all = 1..25 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\"; PhoneNumber = \"6000000$_\" } } | New-Contact").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Archived_contacts_are_left_out_unless_requested_by_flag_or_by_date()
    {
        engine.Run("Remove-Contact -ExternalId C-1, C-2 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(23, engine.Run("Get-Contact").Output.Count);
        Assert.Equal(["C-1", "C-2"], engine.Run("(Get-Contact -Archived).ExternalId").Texts);
        Assert.Equal(2, engine.Run("Get-Contact -ArchivedAfter 2020-01-01").Output.Count);
        Assert.Empty(engine.Run("Get-Contact -ArchivedBefore '2020-01-01 10:00'").Output);
        Assert.True((bool)engine.Run("(Get-Contact -Archived -First 1).InArchive").Value!);
        engine.Run("Get-Contact -Id $all[0].Id").SingleError("ContactNotFound");
    }

    [Fact]
    public void All_channels_of_a_filter_must_match()
    {
        engine.Run("""
            Set-ContactSubscription -ExternalId C-1, C-2 -Channel email -State Unsubscribed
            Set-ContactSubscription -ExternalId C-2, C-3 -Channel sms -State Unsubscribed
            """).ThrowIfFailed();
        Assert.Equal(["C-1", "C-2"], engine.Run("(Get-Contact -Unsubscribed Email).ExternalId").Texts);
        Assert.Equal(["C-2"], engine.Run("(Get-Contact -Unsubscribed email, sms).ExternalId").Texts);
        Assert.Equal(["C-1"], engine.Run("(Get-Contact -Unsubscribed email -Subscribed sms).ExternalId").Texts);
        Assert.Empty(engine.Run("Get-Contact -Unsubscribed all").Output);
        Assert.Equal(22, engine.Run("Get-Contact -Subscribed all").Output.Count);
    }

    [Fact]
    public void A_piped_group_returns_its_members()
    {
        engine.Run("Get-Contact -First 3 | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        Assert.Equal(["C-1", "C-2", "C-3"], engine.Run("(Get-ContactGroup -Name VIP | Get-Contact).ExternalId").Texts);
        Assert.Equal(["C-2"], engine.Run("(Get-ContactGroup -Name VIP | Get-Contact -Skip 1 -First 1).ExternalId").Texts);
    }

    [Fact]
    public void A_deserialized_group_returns_its_members()
    {
        engine.Run("Get-Contact -First 3 | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        Assert.Equal(3, engine.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContactGroup -Name VIP))) | Get-Contact").ThrowIfFailed().Output.Count);
    }

    [Theory]
    [InlineData("", 25)]
    [InlineData("-PageSize 4", 25)]
    [InlineData("-GroupId 3", 10)]
    [InlineData("-Unsubscribed email", 7)]
    public void The_partitions_of_a_list_hold_each_contact_once(string filter, int contacts)
    {
        engine.Run("""
            Get-Contact -First 10 | Add-ContactGroup -GroupId 3
            Get-Contact -First 7 | Set-ContactSubscription -Channel email -State Unsubscribed
            """).ThrowIfFailed();
        var shares = Enumerable.Range(1, 3).Select(number => engine.Run($"(Get-Contact {filter} -Partition {number}/3).Id").ThrowIfFailed().Texts).ToList();
        Assert.All(shares, share => Assert.InRange(share.Count, contacts / 4, contacts / 2));
        Assert.Equal(engine.Run($"(Get-Contact {filter}).Id").Texts.Order(StringComparer.Ordinal), shares.SelectMany(share => share).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_partition_of_several_piped_groups_counts_all_their_members()
    {
        engine.Run("Get-Contact -First 10 | Add-ContactGroup -GroupId 2, 3").ThrowIfFailed();
        var share = engine.Run("(Get-Contact -GroupId 3 -Partition 1/2).Id").Texts;
        Assert.Equal([.. share, .. share], engine.Run("$groups = Get-ContactGroup; ($groups | Where-Object Id -In 2, 3 | Get-Contact -Partition 1/2).Id").ThrowIfFailed().Texts);
        Assert.Equal([.. share, share[0]], engine.Run($"($groups | Where-Object Id -In 2, 3 | Get-Contact -Partition 1/2 -First {share.Count + 1}).Id").ThrowIfFailed().Texts);
    }
}
