using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>A text field accepts text, and values that have exactly one spelling as text. The same value gives the same field or the same error on every route.</summary>
public sealed class CertainValueTests : IDisposable
{
    /// <summary>The ways for a value to reach a field: the row is <c>Email = a@example.com, Value = $value</c>.</summary>
    private static readonly string[] Routes =
    [
        "[pscustomobject]@{ Email = 'a@example.com'; FIELD = $value } | New-Contact",
        "@{ Email = 'a@example.com'; FIELD = $value } | New-Contact",
        "New-Contact -Email a@example.com -FIELD $value",
        "[pscustomobject]@{ Email = 'a@example.com'; V = $value } | New-Contact -FIELD { $_.V }",
        "$null = New-Contact -Email a@example.com; [pscustomobject]@{ Email = 'a@example.com'; FIELD = $value } | Set-Contact",
        "$null = New-Contact -Email a@example.com; Get-Contact | Set-Contact -FIELD $value",
        "[pscustomobject]@{ Email = 'a@example.com'; FIELD = $value } | Sync-Contact -MatchOn Email | ForEach-Object { if ($_.Error) { $_.Error } }",
        "$null = New-Contact -Email a@example.com; @{ Email = 'a@example.com'; FIELD = $value } | Sync-Contact -MatchOn Email",
    ];

    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("[int]-5", "-5")]
    [InlineData("[byte]7", "7")]
    [InlineData("[ulong]::MaxValue", "18446744073709551615")]
    [InlineData("[bigint]::Parse('123456789012345678901234567890')", "123456789012345678901234567890")]
    [InlineData("[double]48600100200", "48600100200")]
    [InlineData("[double]999999999999999", "999999999999999")]
    [InlineData("[float]1234567", "1234567")]
    [InlineData("[decimal]12.00", "12")]
    [InlineData("[decimal]::MaxValue", "79228162514264337593543950335")]
    [InlineData("[guid]'A1B2C3D4-0000-0000-0000-000000000001'", "a1b2c3d4-0000-0000-0000-000000000001")]
    [InlineData("[char]'x'", "x")]
    public void A_value_with_one_spelling_is_accepted_as_that_text(string value, string text)
    {
        foreach (var route in Routes)
        {
            Send(route, "CompanyName", value).ThrowIfFailed();
            Assert.Equal([text], engine.Run("(Get-Contact).CompanyName").Texts);
        }
    }

    [Theory]
    [InlineData("[double]1234567890123456", "more than 15 digits")]
    [InlineData("[double]1.5", "a fraction")]
    [InlineData("[double]::NaN", "")]
    [InlineData("[float]123456789", "")]
    [InlineData("[float]0.1", "")]
    [InlineData("[decimal]12.50", "a fraction")]
    [InlineData("$true", "System.Boolean")]
    [InlineData("[datetime]'2024-05-01T08:00:00'", ".ToString('yyyy-MM-dd')")]
    [InlineData("[datetimeoffset]'2024-05-01T08:00:00Z'", ".ToString('yyyy-MM-dd')")]
    [InlineData("[System.DateOnly]::new(2024, 5, 1)", ".ToString('yyyy-MM-dd')")]
    [InlineData("[timespan]'08:00:00'", "System.TimeSpan")]
    [InlineData("('a', 'b')", "one value")]
    [InlineData("@{ a = 1 }", "one value")]
    [InlineData("[pscustomobject]@{ a = 1 }", "one value")]
    [InlineData("[System.DayOfWeek]::Monday", "System.DayOfWeek")]
    [InlineData("[uri]'https://example.com'", "System.Uri")]
    [InlineData("[version]'1.2'", "System.Version")]
    public void A_value_without_one_spelling_is_refused_and_the_error_says_how_to_write_it(string value, string said)
    {
        foreach (var route in Routes)
        {
            var error = Assert.Single(Send(route, "CompanyName", value).Errors);
            Assert.StartsWith("InvalidField,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("CompanyName must be ", error.ToString(), StringComparison.Ordinal);
            Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(engine.Run("Get-Contact").Output, contact => contact.Properties["CompanyName"].Value is not null);
        }
    }

    [Fact]
    public void Two_long_ids_of_a_spreadsheet_do_not_become_the_same_id()
    {
        var result = engine.Run("1234567890123456, 1234567890123457 | ForEach-Object { [pscustomobject]@{ Email = 'a@example.com'; ExternalId = [double]$_ } } | New-Contact");
        Assert.Equal(["InvalidField", "InvalidField"], result.ErrorIds);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("20240131")]
    [InlineData("45322")]
    [InlineData("[double]45322")]
    [InlineData("[double]45322.5")]
    [InlineData("0")]
    [InlineData("-1735689598")]
    [InlineData("1735689598000")]
    [InlineData("'20240131'")]
    [InlineData("'45322'")]
    [InlineData("$true")]
    [InlineData("[timespan]'08:00:00'")]
    public void A_number_that_is_not_a_date_in_unix_seconds_is_refused_like_its_text(string value)
    {
        foreach (var route in Routes)
        {
            Assert.Contains("CreatedAt must be a date in one of these forms:", Assert.Single(Send(route, "CreatedAt", value).Errors).ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1735689598", "2024-12-31T23:59:58")]
    [InlineData("'1735689598'", "2024-12-31T23:59:58")]
    [InlineData("[double]1735689598", "2024-12-31T23:59:58")]
    [InlineData("[decimal]1735689598.0", "2024-12-31T23:59:58")]
    [InlineData("[System.DateOnly]::new(2024, 5, 1)", "2024-05-01T00:00:00")]
    [InlineData("\" 2024-05-01`u{200B}\"", "2024-05-01T00:00:00")]
    public void An_unambiguous_date_is_read(string value, string moment)
    {
        foreach (var route in Routes)
        {
            Send(route, "CreatedAt", value).ThrowIfFailed();
            Assert.Equal([moment], engine.Run("(Get-Contact).CreatedAt.ToString('s')").Texts);
        }
    }

    [Theory]
    [InlineData("[datetime]::new(2024, 5, 1, 8, 0, 0, [DateTimeKind]::Utc)", "2024-05-01T08:00:00Z")]
    [InlineData("[datetime]::new(2024, 5, 1, 8, 0, 0, [DateTimeKind]::Utc).ToLocalTime()", "2024-05-01T08:00:00Z")]
    [InlineData("[datetime]::new(2024, 5, 1, 8, 0, 0)", "2024-05-01T08:00:00")]
    [InlineData("[datetimeoffset]'2024-05-01T10:00:00+02:00'", "2024-05-01T08:00:00Z")]
    [InlineData("('{\"a\":\"2024-05-01T08:00:00Z\"}' | ConvertFrom-Json).a", "2024-05-01T08:00:00Z")]
    [InlineData("[System.DateOnly]::new(2024, 5, 1)", "2024-05-01")]
    [InlineData("[guid]'A1B2C3D4-0000-0000-0000-000000000001'", "a1b2c3d4-0000-0000-0000-000000000001")]
    [InlineData("[char]'x'", "x")]
    [InlineData("[switch]$true", "True")]
    [InlineData("[bigint]12", "12")]
    [InlineData("[float]0.1", "0.1")]
    public void Additional_data_keeps_unambiguous_values_and_writes_dates_in_ISO_8601(string value, string kept)
    {
        foreach (var route in DataRoutes)
        {
            Send(route, "FIELD", value).ThrowIfFailed();
            Assert.Equal([kept], engine.Run("'{0}' -f (Get-Contact).ExternalData.City").Texts);
        }
    }

    [Theory]
    [InlineData("[double]::NaN")]
    [InlineData("[double]::PositiveInfinity")]
    [InlineData("[timespan]'08:00:00'")]
    [InlineData("[System.DayOfWeek]::Monday")]
    [InlineData("[uri]'https://example.com'")]
    [InlineData("('a', 'b')")]
    [InlineData("@{ a = 1 }")]
    public void Additional_data_refuses_ambiguous_values(string value)
    {
        foreach (var route in DataRoutes)
        {
            Assert.StartsWith("InvalidField,", Assert.Single(Send(route, "FIELD", value).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> DataRoutes =>
    [
        "[pscustomobject]@{ Email = 'a@example.com'; City = $value } | New-Contact -ExternalDataProperty City",
        "@{ Email = 'a@example.com'; ExternalData = @{ City = $value } } | New-Contact",
        "New-Contact -Email a@example.com -ExternalData @{ City = $value }",
        "[pscustomobject]@{ Email = 'a@example.com'; V = $value } | New-Contact -ExternalData { @{ City = $_.V } }",
        "$null = New-Contact -Email a@example.com; [pscustomobject]@{ Email = 'a@example.com'; City = $value } | Set-Contact -ExternalDataProperty City",
        "$null = New-Contact -Email a@example.com; Get-Contact | Set-Contact -ExternalData @{ City = $value }",
        "[pscustomobject]@{ Email = 'a@example.com'; City = $value } | Sync-Contact -MatchOn Email -ExternalDataProperty City",
        "$null = New-Contact -Email a@example.com; [pscustomobject]@{ Email = 'a@example.com'; ExternalData = @{ City = $value } } | Sync-Contact -MatchOn Email",
    ];

    private EngineResult Send(string route, string field, string value)
    {
        engine.Run("Get-Contact | Remove-Contact -Confirm:$false").ThrowIfFailed();
        return engine.Run($"$value = {value}; {route.Replace("FIELD", field, StringComparison.Ordinal)}");
    }
}
