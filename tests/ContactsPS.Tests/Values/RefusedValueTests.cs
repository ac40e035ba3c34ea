using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>An error shows the value that the service refuses, since it is for the caller. Verbose and debug lines, which go into logs, show no personal data.</summary>
public sealed class RefusedValueTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("[pscustomobject]@{ Email = 'ewa.zak@example' } | New-Contact", "Email", "ewa.zak@example")]
    [InlineData("$c = New-Contact -Email a@example.com; Set-Contact -Id $c.Id -Email ewa.zak@example", "Email", "ewa.zak@example")]
    [InlineData("$null = New-Contact -Email a@example.com -ExternalId 600100200; New-Contact -Email b@example.com -ExternalId 600100200", "ExternalId", "600100200")]
    [InlineData("$null = @{ ExternalId = 'C-1'; Email = 'ewa.zak@example' } | Sync-Contact", "Email", "ewa.zak@example")]
    public void The_error_names_the_field_and_the_value(string command, string field, string value)
    {
        var result = engine.Run($"$VerbosePreference = $DebugPreference = 'Continue'; {command}");
        var error = result.SingleError("Refused").ToString();
        Assert.Contains($": {field}", error, StringComparison.Ordinal);
        Assert.Contains(value, error, StringComparison.Ordinal);
        Assert.DoesNotContain("<e-mail", error, StringComparison.Ordinal);
        Assert.DoesNotContain("<number", error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Verbose.Concat(result.Debug), line => line.Contains(value, StringComparison.Ordinal) && !line.Contains("Performing", StringComparison.Ordinal));
    }
}
