using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>Only characters that change no digit are removed from a phone number. A number that others could change is refused.</summary>
public sealed class PhoneNumberTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("48501234567.0", "48501234567")]
    [InlineData("+48 501234567.0", "+48501234567")]
    [InlineData("+48\u2007501\u202f234\u2009567", "+48501234567")]
    [InlineData("\u202a+48\u200b501\u00ad234\u2060567\u202c", "+48501234567")]
    [InlineData("\ufeff(022) 555.01.02 ", "0225550102")]
    [InlineData("[48] 601\u2011234\u2013567", "48601234567")]
    [InlineData("0049171 1234567", "00491711234567")]
    [InlineData("447700 900123", "447700900123")]
    [InlineData("+1 (212) 555-0100", "+12125550100")]
    [InlineData("555.010.00", "55501000")]
    public void Characters_that_only_make_a_number_readable_are_removed(string written, string number)
    {
        foreach (var command in new[] { "New-Contact -PhoneNumber $n", "[pscustomobject]@{ PhoneNumber = $n } | New-Contact", "@{ PhoneNumber = $n } | Sync-Contact -MatchOn PhoneNumber" })
        {
            engine.Run($"Get-Contact | Remove-Contact -Confirm:$false; {command}", ("n", written)).ThrowIfFailed();
            Assert.Equal([number], engine.Run("(Get-Contact -PhoneNumber $n).PhoneNumber", ("n", written)).ThrowIfFailed().Texts);
        }
    }

    [Theory]
    [InlineData("+44 (0)20 7946 0958", "(0) after the country code")]
    [InlineData("0044 [0] 20 7946 0958", "(0) after the country code")]
    [InlineData("44(0)2079460958", "(0) after the country code")]
    [InlineData("-501234567", "must not begin with a minus")]
    [InlineData("\u2212501234567", "must not begin with a minus")]
    [InlineData("5550102 5550103", "must be one phone number")]
    [InlineData("5550102 - 5550103", "must be one phone number")]
    [InlineData("555 01 02\n555 01 03", "must be one phone number")]
    [InlineData("5550102 / 5550103", "must be one phone number")]
    [InlineData("+48501234567 +48601234567", "must be digits")]
    [InlineData("555 01 02; 555 01 03", "must be digits")]
    [InlineData("501 234 567 601 234 567", "must have at most 15")]
    [InlineData("48501234567.5", "must not have a decimal fraction")]
    [InlineData("48501234567.00", "must not have a decimal fraction")]
    [InlineData("501.234.567.0", "must not have a decimal fraction")]
    [InlineData("501-234-567-", "must be digits")]
    [InlineData("4.85012E+10", "must be digits")]
    public void A_number_that_would_become_another_number_is_refused(string written, string rule)
    {
        foreach (var command in new[] { "New-Contact -PhoneNumber $n", "[pscustomobject]@{ PhoneNumber = $n } | New-Contact", "[pscustomobject]@{ Id = 1; PhoneNumber = $n } | Set-Contact", "@{ PhoneNumber = $n } | Sync-Contact -MatchOn PhoneNumber", "Get-Contact -PhoneNumber $n" })
        {
            Assert.Contains(rule, engine.Run(command, ("n", written)).SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void A_negative_number_of_a_spreadsheet_keeps_its_minus_and_is_refused() =>
        Assert.Contains("must not begin with a minus", engine.Run("[pscustomobject]@{ PhoneNumber = -501234567 } | New-Contact").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
}
