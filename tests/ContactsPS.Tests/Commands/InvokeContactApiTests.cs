using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Any endpoint, with the credentials, retries, pages and errors of the connection.</summary>
public sealed class InvokeContactApiTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void The_items_of_data_are_objects_with_the_properties_of_the_service() =>
        Assert.Equal(["1 ALLCONTACTS", "2 ", "3 "], engine.Run("Invoke-ContactApi /group -First 3 | ForEach-Object { '{0} {1}' -f $_.id, $_.externalId }").ThrowIfFailed().Texts);

    [Fact]
    public void Nested_objects_are_objects_too()
    {
        engine.Run("$null = New-Contact -Email a@example.com -ExternalData @{ City = 'Gdynia'; Points = 12 }").ThrowIfFailed();
        Assert.Equal(["Gdynia 12"], engine.Run("Invoke-ContactApi /contact | ForEach-Object { '{0} {1}' -f $_.externalData.City, $_.externalData.Points }").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("'/contact?email=a%20b%2Bc&limit=5'", "GET /v2.1/contact?email=a%20b%2Bc&limit=5")]
    [InlineData("contact -Query @{ email = 'a b+c' }", "GET /v2.1/contact?email=a%20b%2Bc")]
    [InlineData("/contact -Query @{ inArchive = $true }", "GET /v2.1/contact?inArchive=1")]
    [InlineData("/contact -Query @{ archiveDateFrom = [datetime]'2025-01-02 03:04:05' }", "GET /v2.1/contact?archiveDateFrom=2025-01-02%2003%3A04%3A05")]
    public void The_query_is_taken_from_the_path_and_from_the_table(string arguments, string request)
    {
        engine.Run($"Invoke-ContactApi {arguments} -ErrorAction SilentlyContinue");
        Assert.Equal([request], engine.Requests);
    }

    [Fact]
    public void A_404_with_an_envelope_writes_nothing_and_is_not_an_error() =>
        Assert.Empty(engine.Run("Invoke-ContactApi /contact -Query @{ email = 'nobody@example.com' }").ThrowIfFailed().Output);

    [Fact]
    public void With_Paginate_every_page_is_read()
    {
        engine.Run("$null = 1..230 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 1000").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Equal(230, engine.Run("Invoke-ContactApi /contact -Paginate -Query @{ limit = 100 }").ThrowIfFailed().Output.Count);
        Assert.Contains("GET /v2.1/contact?offset=200&limit=100", engine.Requests);
        Assert.Equal(["c201@example.com"], engine.Run("Invoke-ContactApi /contact -Paginate -Skip 200 -First 1 | ForEach-Object email").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("@(@{ name = 'Spring' })")]
    [InlineData("@([pscustomobject]@{ name = 'Spring' })")]
    [InlineData("'[{\"name\":\"Spring\"}]'")]
    public void A_body_is_made_from_tables_objects_and_lists_or_is_JSON_text(string body)
    {
        engine.Run($"Invoke-ContactApi /group -Method POST -Body {body}").ThrowIfFailed();
        Assert.Single(engine.Run("Get-ContactGroup -Name Spring").Output);
    }

    [Fact]
    public void Refused_items_are_errors_next_to_the_accepted_ones()
    {
        var result = engine.Run("Invoke-ContactApi /group -Method POST -Body @(@{ name = 'Spring' }, @{ description = 'nameless' })");
        Assert.Single(result.Output);
        Assert.Matches(@"^POST /group: the service refused an item: .*\(E-\d-\d{3}\) \[status 207, uniqId [0-9a-f]{10}\]\.$", result.SingleError("Refused").ToString());
    }

    [Theory]
    [InlineData("https://elsewhere.example/group", "without a host")]
    [InlineData("//elsewhere.example/group", "without a host")]
    [InlineData("/../admin", "must not lead out")]
    [InlineData("/%2e%2e/admin", "must not lead out")]
    [InlineData("/group/%252e%252e/admin", "must not lead out")]
    [InlineData("/group/%20..%2fadmin", "must not lead out")]
    [InlineData("/group/a%0d%0ab", "must not contain control characters")]
    [InlineData("/", "must not be empty")]
    [InlineData("/a#b", "fragment")]
    [InlineData("'/a b'", "must not contain a space")]
    public void A_path_that_would_send_key_and_token_elsewhere_is_refused_and_nothing_is_sent(string path, string rule)
    {
        Assert.Contains(rule, engine.Run($"Invoke-ContactApi {path}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("/group -Method POST -Body '{'", "must be valid JSON")]
    [InlineData("/group -Method DELETE -Paginate", "must be GET")]
    [InlineData("/group -Method POST -Body $endless", "nested deeper")]
    public void An_invalid_request_is_refused_before_it_is_sent(string arguments, string rule)
    {
        Assert.Contains(rule, engine.Run($"$endless = @{{}}; $endless.Self = $endless; Invoke-ContactApi {arguments}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Idempotent_requests_are_retried_and_others_are_not()
    {
        using var failing = HostedEngine.Connected("-FaultRate 1 -Fault ServerError");
        failing.Run("$sandbox | Connect-ContactService -MaximumRetryCount 1").ThrowIfFailed();
        failing.Run("Invoke-ContactApi /group -Method PUT -Body @(@{ id = 2; name = 'x' })").SingleError("ServiceFailed");
        Assert.Equal(2, failing.Requests.Count);
        failing.Run("Invoke-ContactApi /group -Method POST -Body @(@{ name = 'x' })").SingleError("OutcomeUnknown");
        Assert.Equal(3, failing.Requests.Count);
    }

    [Fact]
    public void A_change_waits_until_an_active_list_has_ended()
    {
        engine.Run("$null = 1..60 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact").ThrowIfFailed();
        engine.Run("Get-Contact -PageSize 10 | ForEach-Object { Invoke-ContactApi /contact -Method DELETE -Body @{ id = @($_.Id) } } | Out-Null").ThrowIfFailed();
        Assert.Empty(engine.Run("Get-Contact").Output);
    }

    [Fact]
    public void Verbose_lines_show_small_numbers_and_hash_the_rest() =>
        Assert.Contains(
            engine.Run("Invoke-ContactApi '/contact?limit=5&email=ann@example.com' -Verbose").Verbose,
            line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^GET /contact\?limit=5&email=#[0-9a-f]{6}: 404 in "));
}
