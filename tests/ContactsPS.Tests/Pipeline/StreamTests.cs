using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>What is written to the other streams, and what never is.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Verbose_lines_list_every_request_with_its_status_and_uniqId()
    {
        var verbose = engine.Run("New-Contact -Email ewa@example.com -Verbose; Get-Contact -Verbose").Verbose;
        Assert.Contains(verbose, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^POST /contact \(1 items\): 200 in \d+ ms, 1 items, 0 errors, uniqId [0-9a-f]{10}$"));
        Assert.Contains(verbose, line => line.StartsWith("GET /contact?inArchive=0&offset=0&limit=1000: 200 in ", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_output_holds_no_personal_data_and_no_token()
    {
        var result = engine.Run("""
            $null = New-Contact -Email ewa.zak@example.com -PhoneNumber 601234567 -ExternalId Kowalska-77 -FirstName Ewelina -Verbose
            $null = Get-Contact -Email ewa.zak@example.com -Verbose
            $null = Get-Contact -ExternalId Kowalska-77 -Verbose
            $null = Get-Contact -PhoneNumber 601234567 -Verbose
            $null = New-Contact -Email 'ewa.zak@example' -ExternalId Kowalska-77 -Verbose -ErrorAction SilentlyContinue
            """);
        Assert.True(result.Verbose.Count >= 5);
        var said = string.Join('\n', result.Verbose);
        foreach (var secret in new[] { "ewa.zak", "601234567", "Kowalska", "Ewelina", engine.Run("$sandbox.Credential.GetNetworkCredential().Password").Texts[0], engine.Run("$sandbox.Credential.UserName").Texts[0] })
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_value_has_the_same_hash_in_verbose_lines() =>
        Assert.Single(engine.Run("Get-Contact -Email a@example.com -Verbose; Get-Contact -Email a@example.com -Verbose").Verbose
            .Where(line => line.StartsWith("GET ", StringComparison.Ordinal))
            .Select(line => System.Text.RegularExpressions.Regex.Match(line, "email=(#[0-9a-f]{6})").Groups[1].Value).Distinct());

    [Fact]
    public void A_retry_is_one_verbose_line_that_says_when()
    {
        using var limited = HostedEngine.Connected("-RequestsPerSecond 1");
        var verbose = limited.Run("1..3 | ForEach-Object { Get-Contact -Verbose }").ThrowIfFailed().Verbose;
        Assert.Contains(verbose, line => line.Contains("429; retry 1 of 4 in 1 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_successful_command_writes_nothing_to_other_streams()
    {
        var result = engine.Run("@{ Email = 'a@example.com' } | New-Contact").ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Verbose);
        Assert.Empty(result.Debug);
    }
}
