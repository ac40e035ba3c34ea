using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>What -WhatIf shows of a change.</summary>
public sealed class SetContactWhatIfTests : IDisposable
{
    private readonly RecordingHost host = new();
    private readonly HostedEngine engine;

    public SetContactWhatIfTests()
    {
        engine = HostedEngine.Connected(host: host);
        engine.Run("$null = New-Contact -ExternalId K-1 -Email ewa@example.com -FirstName Ewa -ExternalData @{ City = 'Gdynia' }; $c = Get-Contact -ExternalId K-1").ThrowIfFailed();
    }

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Set-Contact -ExternalId K-1 -NewExternalId N-1", "ExternalId: K-1 -> N-1")]
    [InlineData("@{ ExternalId = 'K-1'; NewExternalId = 'N-1' } | Set-Contact", "ExternalId: K-1 -> N-1")]
    [InlineData("$c | Set-Contact -NewExternalId N-1 -FirstName Anna", "ExternalId: K-1 -> N-1; FirstName: Ewa -> Anna")]
    [InlineData("$c | Set-Contact -FirstName $null", "FirstName: Ewa -> -")]
    [InlineData("$c | Set-Contact -ExternalData @{ City = 'Sopot'; Points = 1 }", "ExternalData.City: Gdynia -> Sopot")]
    [InlineData("Set-Contact -Id 1 -FirstName Anna -LastName ''", "FirstName: Anna; LastName: -")]
    public void It_shows_the_new_value_and_the_old_one_if_that_is_known(string command, string shown)
    {
        engine.ForgetRequests();
        engine.Run($"{command} -WhatIf").ThrowIfFailed();
        Assert.Contains(shown, host.Shown, StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void The_verbose_line_of_a_change_shows_no_values() =>
        Assert.DoesNotContain("Anna", string.Join('\n', engine.Run("Set-Contact -Id 1 -FirstName Anna -Verbose").ThrowIfFailed().Verbose), StringComparison.Ordinal);
}
