using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>What counts as no value: in a row it is an empty cell, and only a typed $null or '' clears a field.</summary>
public sealed class NoValueTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    public static TheoryData<string> NoValues => ["$null", "''", "' '", "\"`t`u{00A0}\"", "[DBNull]::Value", "$(if ($false) { 'F-1' })", "$(foreach ($i in @()) { $i })"];

    [Theory]
    [MemberData(nameof(NoValues))]
    public void A_missing_value_in_the_row_of_a_new_contact_is_an_empty_cell(string none)
    {
        engine.Run($$"""
            $row = [pscustomobject]@{ Email = 'a@example.com'; ExternalId = {{none}}; FirstName = {{none}}; PhoneNumber = {{none}}; CreatedAt = {{none}}; AddToGroup = {{none}}; City = {{none}} }
            $row | New-Contact -ExternalDataProperty City
            @{ Email = 'b@example.com'; FirstName = {{none}}; ExternalData = @{ City = {{none}} } } | New-Contact
            [pscustomobject]@{ Email = 'c@example.com' } | New-Contact -FirstName { {{none}} } -PhoneNumber { {{none}} } -CreatedAt { {{none}} } -AddToGroup { {{none}} } -ExternalData { {{none}} }
            """).ThrowIfFailed();
        Assert.Equal(["a|||0", "b|||0", "c|||0"], engine.Run("Get-Contact | ForEach-Object { '{0}|{1}|{2}|{3}' -f $_.Email[0], $_.FirstName, $_.ExternalId, $_.ExternalData.Count }").Texts);
    }

    [Theory]
    [MemberData(nameof(NoValues))]
    public void A_missing_value_in_a_change_does_not_change_the_field_and_is_not_an_id(string none)
    {
        engine.Run("$c = New-Contact -Email a@example.com -ExternalId C-1 -FirstName Ewa -CompanyName Kolej -ExternalData @{ City = 'Gdynia' }").ThrowIfFailed();
        engine.Run($$"""
            [pscustomobject]@{ Id = {{none}}; ExternalId = 'C-1'; FirstName = {{none}}; City = {{none}}; LastName = 'A' } | Set-Contact -ExternalDataProperty City
            @{ ContactId = {{none}}; ExternalId = 'C-1'; LastName = 'B' } | Set-Contact -CompanyName { {{none}} }
            """).ThrowIfFailed();
        Assert.Equal(["Ewa B Kolej Gdynia"], engine.Run("Get-Contact | ForEach-Object { '{0} {1} {2} {3}' -f $_.FirstName, $_.LastName, $_.CompanyName, $_.ExternalData.City }").Texts);
    }

    [Theory]
    [MemberData(nameof(NoValues))]
    public void A_missing_value_in_a_sync_is_ignored_or_clears_with_ClearEmpty(string none)
    {
        engine.Run("$null = New-Contact -Email a@example.com -ExternalId C-1 -FirstName Ewa -ExternalData @{ City = 'Gdynia' }").ThrowIfFailed();
        var row = $"[pscustomobject]@{{ ExternalId = 'C-1'; FirstName = {none}; City = {none} }} | Sync-Contact -ExternalDataProperty City";
        Assert.Equal(["Unchanged"], engine.Run($"({row}).Action").ThrowIfFailed().Texts);
        Assert.Equal(["FirstName ExternalData.City"], engine.Run($"({row} -ClearEmpty).Changes.Field -join ' '").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("' '")]
    [InlineData("[DBNull]::Value")]
    public void A_typed_value_that_is_neither_null_nor_empty_text_does_not_clear_a_field(string none)
    {
        engine.Run("$c = New-Contact -Email a@example.com -FirstName Ewa -ExternalData @{ City = 'Gdynia' }").ThrowIfFailed();
        Assert.Contains("$null or '' clears", engine.Run($"Set-Contact -Id $c.Id -FirstName {(none[0] == '[' ? $"({none})" : none)}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Contains("$null or '' clears", engine.Run($"Set-Contact -Id $c.Id -ExternalData {(none[0] == '[' ? $"({none})" : none)}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Equal(["Ewa", "Gdynia"], engine.Run("(Get-Contact).FirstName; (Get-Contact).ExternalData.City").Texts);
    }

    [Theory]
    [InlineData("Remove-Contact -Confirm:$false -Id ([DBNull]::Value)")]
    [InlineData("Remove-Contact -Confirm:$false -ExternalId ([DBNull]::Value)")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId ([DBNull]::Value)", "ParameterArgumentValidationError")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId ' '", "ParameterArgumentValidationError")]
    public void A_missing_value_is_refused_as_an_address_and_as_a_group(string command, string error = "InvalidField")
    {
        engine.Run(command).SingleError(error);
        Assert.Empty(engine.Requests);
    }
}
