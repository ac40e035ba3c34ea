using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>Inputs with other column names, and plain texts, which have no columns.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public MappingTests() => engine.Run("$null = 1..3 | ForEach-Object { @{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } } | New-Contact").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("'c1@example.com', '', 'c2@example.com' | Set-ContactSubscription -Email { $_ } -Channel sms -State Unsubscribed", "(Get-Contact -Unsubscribed sms).ExternalId", "C-1,C-2")]
    [InlineData("'C-1', 'C-2' | Remove-Contact -ExternalId { $_ } -Confirm:$false", "(Get-Contact).ExternalId", "C-3")]
    [InlineData("1..2 | Remove-Contact -Id { $_ } -Confirm:$false", "(Get-Contact).ExternalId", "C-3")]
    [InlineData("'C-1' | Set-Contact -ExternalId { $_ } -FirstName { \"F$_\" }", "(Get-Contact -ExternalId C-1).FirstName", "FC-1")]
    [InlineData("'C-1' | Add-ContactGroup -ExternalId { $_ } -GroupId VIP", "(Get-Contact -GroupId VIP).ExternalId", "C-1")]
    [InlineData("'n@example.com' | New-Contact -Email { $_ } -FirstName Ewa | Out-Null", "(Get-Contact -Email n@example.com).FirstName", "Ewa")]
    public void A_text_is_read_by_a_script_block(string command, string check, string expected)
    {
        Assert.Empty(engine.Run(command).ThrowIfFailed().Warnings);
        Assert.Equal(expected, string.Join(',', engine.Run(check).Texts));
    }

    [Fact]
    public void Without_a_script_block_the_advice_suggests_one() =>
        Assert.Contains("-Email { $_ }", engine.Run("'c1@example.com' | Remove-Contact -Confirm:$false").SingleError("NotAContact").ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("New-Contact", "-Email { $_.'E-mail' }")]
    [InlineData("Remove-Contact -Confirm:$false", "-Email { $_.'E-mail' }")]
    [InlineData("Set-Contact", "-ExternalId { $_.'E-mail' }")]
    [InlineData("Get-Contact", "-Email { $_.'E-mail' }")]
    [InlineData("Set-ContactSubscription -Channel sms -State Unsubscribed", "-Email { $_.'E-mail' }")]
    public void Rows_without_a_known_column_are_one_error_that_lists_the_columns_and_shows_how_to_map_them(string command, string example)
    {
        engine.ForgetRequests();
        var result = engine.Run($"1..200 | ForEach-Object {{ [pscustomobject]@{{ Code = $_; 'E-mail' = \"c$_@example.com\" }} }} | {command} -WarningAction SilentlyContinue");
        var error = result.SingleError("NoAddress").ToString();
        Assert.Contains("Code, E-mail", error, StringComparison.Ordinal);
        Assert.Contains(example, error, StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Some_rows_without_a_known_column_are_one_error_each()
    {
        var result = engine.Run("@{ Code = 1 }, @{ Code = 2 }, @{ ExternalId = 'C-1' }, @{ Code = 3 } | Remove-Contact -Confirm:$false");
        Assert.Equal(["NoAddress", "NoAddress", "NoAddress"], result.ErrorIds);
        Assert.Equal(["C-2", "C-3"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Fact]
    public void A_column_that_a_script_block_reads_counts_as_used() =>
        Assert.Empty(engine.Run("[pscustomobject]@{ old = 'C-1'; FirstName = 'Ewa' } | Set-Contact -ExternalId { $_.old }").ThrowIfFailed().Warnings);
}
