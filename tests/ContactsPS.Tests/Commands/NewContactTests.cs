using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class NewContactTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_typed_contact_is_created_with_every_field_and_written()
    {
        var result = engine.Run("""
            New-Contact -Email ewa@example.com -PhoneNumber '+48 601-234-567' -ExternalId C-1 -FirstName Ewa -LastName Żak -CompanyName 'Kolej, "S.A."' `
                -CreatedAt '2024-02-29 12:30' -ExternalData @{ City = 'Gdynia'; Points = 12; Vip = $true } -AddToGroup 2, 3
            """).ThrowIfFailed();
        Assert.Single(result.Output);
        Assert.Equal("ContactsPS.Client.Models.Contact", result.Output[0].TypeNames[0]);
        Assert.Equal(
            ["C-1|ewa@example.com|+48601234567|Ewa|Żak|Kolej, \"S.A.\"|2024-02-29 12:30|Gdynia|12|True"],
            engine.Run("Get-Contact | ForEach-Object { $_.ExternalId, $_.Email, $_.PhoneNumber, $_.FirstName, $_.LastName, $_.CompanyName, $_.CreatedAt.ToString('yyyy-MM-dd HH:mm'), $_.ExternalData.City, $_.ExternalData.Points, $_.ExternalData.Vip -join '|' }").Texts);
        Assert.Equal(["2", "3"], engine.Run("Get-Contact | Get-ContactGroup | Where-Object Id -gt 1 | ForEach-Object Id").Texts);
    }

    [Fact]
    public void A_typed_value_applies_to_every_piped_row_that_lacks_it()
    {
        engine.Run("""
            @{ Email = 'a@example.com' }, @{ Email = 'b@example.com'; CompanyName = 'Own' }, @{ Email = 'c@example.com'; CompanyName = '' } |
                New-Contact -CompanyName Kolej -AddToGroup 3
            """).ThrowIfFailed();
        Assert.Equal(["Kolej", "Own", "Kolej"], engine.Run("(Get-Contact).CompanyName").Texts);
        Assert.Equal(3, engine.Run("Get-Contact -GroupId 3").Output.Count);
    }

    [Fact]
    public void A_script_block_computes_a_field_of_each_row_and_takes_precedence_over_its_column()
    {
        engine.Run("[pscustomobject]@{ Email = 'a@example.com'; FirstName = ' ewa ' } | New-Contact -FirstName { $_.FirstName.Trim().ToUpperInvariant() }").ThrowIfFailed();
        Assert.Equal(["EWA"], engine.Run("(Get-Contact).FirstName").Texts);
    }

    [Fact]
    public void A_contact_of_one_account_can_be_created_in_another()
    {
        engine.Run("""
            $null = New-Contact -Email ewa@example.com -ExternalId C-1 -FirstName Ewa -ExternalData @{ City = 'Gdynia' }
            $other = Start-ContactSandbox
            $there = $other | Connect-ContactService -Name Other -PassThru
            $source = Get-ContactConnection Default
            """).ThrowIfFailed();
        Assert.Empty(engine.Run("$null = Get-Contact -Connection $source | New-Contact -Connection $there").ThrowIfFailed().Warnings);
        Assert.Equal(["C-1 Ewa Gdynia"], engine.Run("Get-Contact -Connection $there | ForEach-Object { '{0} {1} {2}' -f $_.ExternalId, $_.FirstName, $_.ExternalData.City }").Texts);
        engine.Run("$other | Stop-ContactSandbox").ThrowIfFailed();
    }

    [Fact]
    public void WhatIf_asks_for_each_contact_and_sends_nothing()
    {
        Assert.Empty(engine.Run("@{ Email = 'a@example.com' }, @{ Email = 'b@example.com' } | New-Contact -WhatIf").ThrowIfFailed().Output);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void An_additional_column_keeps_the_type_of_its_value()
    {
        engine.Run("[pscustomobject]@{ Email = 'a@example.com'; Points = 7; Ratio = 1.5; Vip = $false; Code = '007' } | New-Contact -ExternalDataProperty Points, Ratio, Vip, Code").ThrowIfFailed();
        Assert.Equal(["System.Int64", "System.Decimal", "System.Boolean", "System.String", "007"], engine.Run("$d = (Get-Contact).ExternalData; 'Points', 'Ratio', 'Vip', 'Code' | ForEach-Object { $d[$_].GetType().FullName }; $d.Code").Texts);
    }

    [Fact]
    public void Typed_additional_data_and_named_columns_are_sent_together()
    {
        engine.Run("@{ Email = 'a@example.com'; City = 'Sopot' } | New-Contact -ExternalData @{ City = 'Gdynia'; Source = 'fair' } -ExternalDataProperty City").ThrowIfFailed();
        Assert.Equal(["Sopot", "fair"], engine.Run("(Get-Contact).ExternalData | ForEach-Object { $_.City; $_.Source }").Texts);
    }
}
