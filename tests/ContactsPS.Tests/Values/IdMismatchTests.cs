using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>A row with Id and ExternalId may have the Id of another system, whose number 1 is a different contact here.</summary>
public sealed class IdMismatchTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public IdMismatchTests()
    {
        engine.Run("1..20 | ForEach-Object { [pscustomobject]@{ Email = \"c$_@example.com\"; ExternalId = \"C-$_\" } } | New-Contact | Out-Null").ThrowIfFailed();
        engine.ForgetRequests();
    }

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Set-Contact -FirstName X")]
    [InlineData("Set-Contact -FirstName X -BatchSize 1")]
    [InlineData("Set-Contact -FirstName X -WhatIf")]
    [InlineData("Remove-Contact -Confirm:$false")]
    [InlineData("Set-ContactSubscription -Channel email -State Unsubscribed")]
    [InlineData("Add-ContactGroup -GroupId 2")]
    [InlineData("Remove-ContactGroup -GroupId 2")]
    public void The_run_ends_before_any_change_if_the_first_id_belongs_to_another_contact(string command)
    {
        var error = engine.Run($"2..20 | ForEach-Object {{ [pscustomobject]@{{ Id = $_ - 1; ExternalId = \"C-$_\" }} }} | {command}").SingleError("IdMismatch").ToString();
        Assert.Contains("'C-1'", error, StringComparison.Ordinal);
        Assert.Contains("'C-2'", error, StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Id", "C-$_")]
    [InlineData("ContactId", "C-$_ ")]
    public void Ids_of_the_service_take_one_look_up_per_run(string column, string externalId)
    {
        engine.Run($"1..20 | ForEach-Object {{ [pscustomobject]@{{ {column} = $_; ExternalId = \"{externalId}\" }} }} | Set-Contact -FirstName X").ThrowIfFailed();
        Assert.Equal(1, engine.Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)));
        Assert.Equal(20, engine.Count("(Get-Contact | Where-Object FirstName -eq X).Count"));
    }

    [Fact]
    public void Ids_that_do_not_exist_are_looked_up_at_most_ten_times()
    {
        engine.Run("1..20 | ForEach-Object { [pscustomobject]@{ Id = 5000 + $_; ExternalId = \"C-$_\" } } | Set-Contact -FirstName X");
        Assert.InRange(engine.Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)), 1, 20);
        engine.ForgetRequests();
        _ = engine.Run("(5001..5005) + 7 | ForEach-Object { [pscustomobject]@{ Id = $_; ExternalId = 'C-1' } } | Set-Contact -FirstName X").SingleError("IdMismatch");
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Id = 1; ExternalId = '' } | Set-Contact -FirstName X")]
    [InlineData("[pscustomobject]@{ Id = 1; ExternalId = 'C-2' } | Set-Contact -Id { $_.Id } -FirstName X")]
    [InlineData("Get-Contact -Id 1 | Set-Contact -FirstName X")]
    [InlineData("Set-Contact -Id 1 -FirstName X")]
    public void Nothing_is_looked_up_if_the_row_has_one_address_or_the_id_is_given_explicitly(string command)
    {
        engine.Run(command).ThrowIfFailed();
        Assert.Equal(["X"], engine.Run("(Get-Contact -Id 1).FirstName").Texts);
    }

    [Fact]
    public void A_contact_without_an_external_id_does_not_count_as_another_contact()
    {
        engine.Run("$c = New-Contact -Email x@example.com; [pscustomobject]@{ Id = $c.Id; ExternalId = 'C-99' } | Set-Contact -FirstName X").ThrowIfFailed();
        Assert.Equal(["X"], engine.Run("(Get-Contact -Id $c.Id).FirstName").Texts);
    }

    [Fact]
    public void A_sync_matches_by_external_id_and_ignores_the_ids() =>
        Assert.Equal(["Updated"], engine.Run("([pscustomobject]@{ Id = 1; ExternalId = 'C-2'; FirstName = 'X' } | Sync-Contact).Action").ThrowIfFailed().Texts);
}
