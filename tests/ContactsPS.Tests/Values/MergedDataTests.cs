using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>The service may replace all additional data with that of a change, so the known values of the contact are sent too.</summary>
public sealed class MergedDataTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public MergedDataTests() => engine.Run("$null = New-Contact -Email a@example.com -ExternalId C-1 -FirstName Ewa -ExternalData @{ City = 'Gdynia'; Points = 7; Vip = $true }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-Contact | Set-Contact -ExternalData @{ Points = 8 }", "City Points Vip")]
    [InlineData("Get-Contact | Set-Contact -ExternalData @{ Points = 8; City = $null; Town = 'x' }", "City Points Town Vip")]
    [InlineData("Get-Contact | Set-Contact -ExternalData { @{ Points = $_.ExternalData.Points + 1 } }", "City Points Vip")]
    [InlineData("[pscustomobject]@{ Email = 'a@example.com'; Points = '8' } | Set-Contact -ExternalDataProperty Points", "City Points Vip")]
    [InlineData("$null = [pscustomobject]@{ ExternalId = 'C-1'; points = '8' } | Sync-Contact -ExternalDataProperty points", "City Points Vip")]
    [InlineData("Get-Contact | Set-Contact -ExternalData $null", "")]
    [InlineData("Set-Contact -ExternalId C-1 -ExternalData @{ Points = 8 }", "Points")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Contact))) | Set-Contact -ExternalData @{ Points = 8 }", "Points")]
    public void The_known_additional_data_of_a_live_contact_is_sent_with_the_change(string command, string names)
    {
        var sent = Assert.Single(engine.Run($"$DebugPreference = 'Continue'; {command}").ThrowIfFailed().Debug, line => line.StartsWith("> PUT", StringComparison.Ordinal));
        var data = sent[sent.IndexOf("externalData", StringComparison.Ordinal)..];
        Assert.Equal(names, string.Join(' ', Regex.Matches(data[(data.IndexOf(':', StringComparison.Ordinal) + 1)..], "\"(?<name>\\w+)\" ?:").Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_change_of_a_standard_field_sends_no_additional_data()
    {
        var sent = Assert.Single(engine.Run("$DebugPreference = 'Continue'; Get-Contact | Set-Contact -FirstName Ala").ThrowIfFailed().Debug, line => line.StartsWith("> PUT", StringComparison.Ordinal));
        Assert.DoesNotContain("externalData", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_different_values_are_reported_as_changes() =>
        Assert.Equal(["ExternalData.Points"], engine.Run("([pscustomobject]@{ ExternalId = 'C-1'; Points = '8'; City = 'Gdynia' } | Sync-Contact -ExternalDataProperty Points, City).Changes.Field").ThrowIfFailed().Texts);
}
