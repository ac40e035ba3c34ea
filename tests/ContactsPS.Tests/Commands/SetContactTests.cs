using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class SetContactTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public SetContactTests() =>
        engine.Run("$c = New-Contact -Email ewa@example.com -PhoneNumber 601234567 -ExternalId C-1 -FirstName E -LastName Żak -CompanyName Kolej -ExternalData @{ City = 'Gdynia'; Points = 1 }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Only_the_address_of_a_piped_contact_is_used()
    {
        engine.Run("""
            $seen = Get-Contact
            Set-Contact -Id $seen.Id -LastName Nowak
            $seen | Set-Contact -FirstName Ewa
            """).ThrowIfFailed();
        Assert.Equal("Ewa Nowak ewa@example.com 601234567 Kolej", Contact());
    }

    [Fact]
    public void A_typed_null_or_empty_value_clears_the_field()
    {
        engine.Run("Set-Contact -ExternalId C-1 -FirstName $null -LastName '' -CompanyName Nowa").ThrowIfFailed();
        Assert.Equal("  ewa@example.com 601234567 Nowa", Contact());
    }

    [Fact]
    public void A_filled_column_is_sent_and_an_empty_one_is_ignored()
    {
        engine.Run("[pscustomobject]@{ ExternalId = 'C-1'; FirstName = 'Ewa'; LastName = ''; CompanyName = $null } | Set-Contact").ThrowIfFailed();
        Assert.Equal("Ewa Żak ewa@example.com 601234567 Kolej", Contact());
    }

    [Fact]
    public void ClearEmpty_clears_an_empty_column_and_keeps_a_missing_one()
    {
        engine.Run("[pscustomobject]@{ ExternalId = 'C-1'; FirstName = 'Ewa'; LastName = ''; City = '' } | Set-Contact -ClearEmpty -ExternalDataProperty City").ThrowIfFailed();
        Assert.Equal("Ewa  ewa@example.com 601234567 Kolej", Contact());
        Assert.Equal(["Points"], engine.Run("(Get-Contact).ExternalData.Keys").Texts);
    }

    [Fact]
    public void Script_blocks_compute_a_field_of_each_contact()
    {
        engine.Run("Get-Contact | Set-Contact -FirstName { $_.FirstName.ToLowerInvariant() + 'wa' }").ThrowIfFailed();
        Assert.Equal("ewa Żak ewa@example.com 601234567 Kolej", Contact());
    }

    [Fact]
    public void The_external_id_in_a_row_is_the_address_and_never_a_change()
    {
        engine.Run("[pscustomobject]@{ Code = $c.Id; ExternalId = 'C-2'; FirstName = 'Ewa' } | Set-Contact -Id { $_.Code }").ThrowIfFailed();
        Assert.Equal(["C-1"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void The_external_id_is_changed_by_its_own_parameter_or_column()
    {
        engine.Run("Set-Contact -ExternalId C-1 -NewExternalId C-2; @{ ExternalId = 'C-2'; NewExternalId = 'C-3' } | Set-Contact").ThrowIfFailed();
        Assert.Equal(["C-3"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void The_email_of_a_row_is_a_change_unless_it_is_the_address()
    {
        engine.Run("[pscustomobject]@{ ExternalId = 'C-1'; Email = 'new@example.com' } | Set-Contact").ThrowIfFailed();
        engine.Run("[pscustomobject]@{ Email = 'new@example.com'; FirstName = 'Ewa' } | Set-Contact").ThrowIfFailed();
        Assert.Equal("Ewa Żak new@example.com 601234567 Kolej", Contact());
    }

    [Theory]
    [InlineData("Set-Contact -Id $c.Id")]
    [InlineData("Get-Contact | Set-Contact")]
    [InlineData("[pscustomobject]@{ Id = $c.Id; FirstName = '' } | Set-Contact")]
    [InlineData("[pscustomobject]@{ Email = 'ewa@example.com' } | Set-Contact")]
    [InlineData("@{ ExternalId = 'C-1' } | Set-Contact -ClearEmpty")]
    public void Without_a_value_to_send_there_is_an_error_and_no_request(string command)
    {
        engine.Run(command).SingleError("NothingToChange");
        Assert.Empty(engine.ChangingRequests.Skip(1));
    }

    [Fact]
    public void Additional_data_is_merged_by_name_and_null_removes_a_name()
    {
        engine.Run("Set-Contact -Id $c.Id -ExternalData @{ Points = 2; City = $null; Vip = $true }").ThrowIfFailed();
        Assert.Equal(["Points=2", "Vip=True"], engine.Run("(Get-Contact).ExternalData.GetEnumerator() | ForEach-Object { '{0}={1}' -f $_.Key, $_.Value }").Texts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("-PhoneNumber '601 ABC'", "PhoneNumber must be digits")]
    [InlineData("-CreatedAt 31.12.2024", "CreatedAt must be a date in one of these forms:")]
    [InlineData("-FirstName ('x' * 151)", "FirstName must have at most 150 characters")]
    public void A_typed_value_that_breaks_a_rule_is_an_error_before_anything_is_sent(string field, string rule)
    {
        Assert.Contains(rule, engine.Run($"Set-Contact -Id $c.Id {field}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Single(engine.ChangingRequests);
    }

    [Fact]
    public void PassThru_writes_the_contact_as_the_service_holds_it_after_the_change() =>
        Assert.Equal(["Ewa Żak"], engine.Run("Set-Contact -Id $c.Id -FirstName Ewa -PassThru | ForEach-Object { '{0} {1}' -f $_.FirstName, $_.LastName }").ThrowIfFailed().Texts);

    [Fact]
    public void Without_PassThru_nothing_is_written() =>
        Assert.Empty(engine.Run("Set-Contact -Id $c.Id -FirstName Ewa").ThrowIfFailed().Output);

    private string Contact() =>
        engine.Run("Get-Contact | ForEach-Object { '{0} {1} {2} {3} {4}' -f $_.FirstName, $_.LastName, $_.Email, $_.PhoneNumber, $_.CompanyName }").Texts[0];
}
