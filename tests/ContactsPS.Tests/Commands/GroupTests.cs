using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class GroupTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public GroupTests() =>
        engine.Run("$all = 1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" -ExternalId \"C-$_\" }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void All_groups_are_listed_including_the_built_in_one()
    {
        var groups = engine.Run("Get-ContactGroup | ForEach-Object { '{0} {1}' -f $_.ExternalId, $_.Name }").ThrowIfFailed().Texts;
        Assert.Contains("ALLCONTACTS All contacts", groups);
        Assert.Contains(" Do rozważenia", groups);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)engine.Run("(Get-ContactGroup -Name VIP).CreatedAt").Value!).Kind);
    }

    [Theory]
    [InlineData("-Name VIP", "VIP")]
    [InlineData("-Name vip, News*", "Newsletter VIP")]
    [InlineData("-Name nothing*", "")]
    [InlineData("-Name *e* -First 1", "Newsletter")]
    [InlineData("-Skip 1 -First 2", "Newsletter VIP")]
    [InlineData("-Name N*, V* -Skip 1", "VIP")]
    public void Groups_are_found_by_name_with_wildcards_and_paging_counts_the_matches(string arguments, string names) =>
        Assert.Equal(names, string.Join(' ', engine.Run($"(Get-ContactGroup {arguments}).Name").ThrowIfFailed().Texts));

    [Fact]
    public void Contacts_are_added_to_groups_and_removed_from_them()
    {
        engine.Run("$all | Add-ContactGroup -GroupId 2, 3").ThrowIfFailed();
        Assert.Equal(3, engine.Run("Get-Contact -GroupId 3").Output.Count);
        engine.Run("Remove-ContactGroup -ContactId $all[0].Id -GroupId 3").ThrowIfFailed();
        Assert.Equal(["C-2", "C-3"], engine.Run("(Get-Contact -GroupId 3).ExternalId").Texts);
        Assert.Equal(["Newsletter"], engine.Run("(Get-ContactGroup -ContactId $all[0].Id -Name N*).Name").Texts);
    }

    [Theory]
    [InlineData("Add-ContactGroup -Id $all[0].Id -GroupId 3")]
    [InlineData("Add-ContactGroup -ContactId $all[0].Id -GroupId '3'")]
    [InlineData("Add-ContactGroup -ExternalId C-1 -GroupId 3")]
    [InlineData("Add-ContactGroup -Email c1@example.com -GroupId (Get-ContactGroup -Name VIP)")]
    [InlineData("@{ ExternalId = 'C-1'; Groups = '3' } | Add-ContactGroup -GroupId { $_.Groups }")]
    [InlineData("@{ No = 'C-1' } | Add-ContactGroup -ExternalId { $_.No } -GroupId 3")]
    public void A_contact_is_added_whichever_way_it_and_the_group_are_given(string command)
    {
        engine.Run(command).ThrowIfFailed();
        Assert.Equal(["C-1"], engine.Run("(Get-Contact -GroupId 3).ExternalId").Texts);
    }

    [Fact]
    public void The_groups_of_piped_contacts_and_rows_are_listed()
    {
        engine.Run("$all[0] | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        Assert.Equal(["VIP"], engine.Run("($all[0] | Get-ContactGroup | Where-Object Id -gt 1).Name").Texts);
        Assert.Equal(["VIP"], engine.Run("(@{ ExternalId = 'C-1' } | Get-ContactGroup -Name V*).Name").Texts);
        Assert.Equal(["VIP"], engine.Run("(Get-ContactGroup -ContactId $all[0].Id -Name V*).Name").Texts);
    }

    [Fact]
    public void The_groups_of_a_contact_that_does_not_exist_are_an_error()
    {
        var error = engine.Run("Get-ContactGroup -ContactId 99999").SingleError("ContactNotFound");
        Assert.Equal(99999, error.TargetObject);
        Assert.StartsWith("-ContactId 99999: ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Add-ContactGroup -ContactId $all[0].Id -GroupId 777")]
    [InlineData("Add-ContactGroup -ContactId $all[0].Id -GroupId 3, 777")]
    [InlineData("Remove-ContactGroup -ContactId $all[0].Id -GroupId 777")]
    public void A_group_that_does_not_exist_is_refused_by_the_service(string command) =>
        Assert.Matches(@"E-\d-\d{3}", engine.Run(command).SingleError("Refused").ToString());

    [Fact]
    public void A_refused_contact_does_not_stop_the_others()
    {
        Assert.Equal(["C-1", "C-2"], engine.Run("(@{ ExternalId = 'C-1' }, @{ Id = 99999 }, @{ ExternalId = 'C-2' } | Add-ContactGroup -GroupId 3 -PassThru).ExternalId").Texts.Order(StringComparer.Ordinal));
        Assert.Equal(2, engine.Run("Get-Contact -GroupId 3").Output.Count);
    }

    [Fact]
    public void WhatIf_changes_no_group()
    {
        engine.ForgetRequests();
        engine.Run("$all | Add-ContactGroup -GroupId 3 -WhatIf; $all | Remove-ContactGroup -GroupId 3 -WhatIf").ThrowIfFailed();
        Assert.Empty(engine.Requests);
    }
}
