using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>A column belongs to the field of the account with the same name, regardless of case.</summary>
public sealed class FieldSpellingTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public FieldSpellingTests() => engine.Run("$null = Invoke-ContactApi /contact -Method POST -Body @(@{ email = 'a@example.com'; externalId = 'C-1'; externalData = @{ City = 'Gdynia' } })").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("[pscustomobject]@{ ExternalId = 'C-1'; city = 'Sopot' } | Set-Contact -ExternalDataProperty city")]
    [InlineData("[pscustomobject]@{ ExternalId = 'C-1'; City = 'Sopot' } | Set-Contact -ExternalDataProperty CITY")]
    [InlineData("[pscustomobject]@{ ExternalId = 'C-1'; 'ExternalData.city' = 'Sopot' } | Set-Contact")]
    [InlineData("Set-Contact -ExternalId C-1 -ExternalData @{ cITY = 'Sopot' }")]
    [InlineData("Get-Contact | Set-Contact -ExternalData { @{ city = 'Sopot' } }")]
    [InlineData("@{ ExternalId = 'C-1'; city = 'Sopot' } | Sync-Contact -ExternalDataProperty city")]
    [InlineData("@{ ExternalId = 'C-1'; 'ExternalData.city' = 'Sopot' } | Sync-Contact")]
    [InlineData("Remove-Contact -ExternalId C-1 -Confirm:$false; New-Contact -Email a@example.com -ExternalData @{ city = 'Sopot' }")]
    [InlineData("Remove-Contact -ExternalId C-1 -Confirm:$false; @{ ExternalId = 'C-1'; Email = 'a@example.com'; city = 'Sopot' } | Sync-Contact -ExternalDataProperty city")]
    public void A_column_in_another_letter_case_creates_no_second_field(string command)
    {
        engine.Run($"$null = {command}").ThrowIfFailed();
        Assert.Equal(["City"], engine.Run("(Get-ContactField).Name").Texts);
        Assert.Equal(["City=Sopot"], engine.Run("(Get-Contact).ExternalData.GetEnumerator() | ForEach-Object { '{0}={1}' -f $_.Key, $_.Value }").Texts);
    }

    [Fact]
    public void The_fields_are_read_once_per_connection_and_only_if_a_row_has_additional_data()
    {
        engine.ForgetRequests();
        engine.Run("Set-Contact -ExternalId C-1 -FirstName Ewa").ThrowIfFailed();
        Assert.DoesNotContain(engine.Requests, request => request.Contains("/field", StringComparison.Ordinal));
        engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ ExternalId = 'C-1'; City = \"$_\" } | Set-Contact -ExternalDataProperty City }; $null = New-Contact -Email b@example.com -ExternalData @{ Town = 'x' }; $null = New-Contact -Email c@example.com -ExternalData @{ town = 'y' }").ThrowIfFailed();
        Assert.Single(engine.Requests, request => request.Contains("/field?", StringComparison.Ordinal) && !request.Contains("offset=1", StringComparison.Ordinal));
        Assert.Equal(["City", "Town"], engine.Run("(Get-ContactField).Name").Texts);
    }

    [Fact]
    public void A_name_that_the_account_has_in_two_spellings_needs_one_of_them_exactly()
    {
        engine.Run("$null = Invoke-ContactApi /contact -Method POST -Body @(@{ email = 'b@example.com'; externalData = @{ city = 'x' } })").ThrowIfFailed();
        engine.Run("Set-Contact -ExternalId C-1 -ExternalData @{ city = 'Hel' }").ThrowIfFailed();
        Assert.Contains("City, city", engine.Run("Set-Contact -ExternalId C-1 -ExternalData @{ CITY = 'Reda' }").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Equal(["City=Gdynia", "city=Hel"], engine.Run("(Get-Contact -ExternalId C-1).ExternalData.GetEnumerator() | ForEach-Object { '{0}={1}' -f $_.Key, $_.Value }").Texts);
    }

    [Fact]
    public void Two_columns_of_one_field_are_an_error_of_the_row() =>
        Assert.Contains("must be spelled as in the account: City. The value is 'city, City'", engine.Run("[pscustomobject]@{ ExternalId = 'C-1'; city = 'Sopot'; 'ExternalData.City' = 'Hel' } | Set-Contact -ExternalDataProperty city").SingleError("InvalidField").ToString(), StringComparison.Ordinal);

    [Fact]
    public void WhatIf_does_not_determine_the_spelling_of_a_new_field()
    {
        engine.Run("New-Contact -Email b@example.com -ExternalData @{ town = 'x' } -WhatIf; $null = New-Contact -Email b@example.com -ExternalData @{ Town = 'x' }").ThrowIfFailed();
        Assert.Equal(["City", "Town"], engine.Run("(Get-ContactField).Name").Texts);
    }

    [Fact]
    public void Without_permission_to_read_the_fields_names_are_sent_as_typed_with_one_warning()
    {
        using var server = LoopbackServer.Responding(request => Task.FromResult<string?>(request.Target.Contains("/field", StringComparison.Ordinal)
            ? ReceivedRequest.Answer("403 Forbidden", "{}")
            : ReceivedRequest.Answer("200 OK", """{"meta":{"uniqId":"1"},"data":[{"id":1}],"errors":[]}""")));
        using var other = HostedEngine.WithModule();
        other.Connect(new EngineConnection(server.BaseUri, "key", "token"));
        var result = other.Run("Set-Contact -Id 1 -ExternalData @{ city = 'x' }; Set-Contact -Id 1 -ExternalData @{ City = 'x'; Town = 'y' }").ThrowIfFailed();
        Assert.Contains("sent as typed", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
