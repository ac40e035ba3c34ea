using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class SandboxTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.WithModule();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_sandbox_is_filled_from_a_CSV_and_warns_of_the_rows_that_the_service_would_refuse()
    {
        var result = engine.Run("$sandbox = Start-ContactSandbox -Path $csv; $sandbox | Connect-ContactService", ("csv", Repository.PathOf("samples", "contacts.csv")));
        Assert.NotEmpty(result.Warnings);
        Assert.All(result.Warnings, warning => Assert.Matches(@"contacts\.csv, line \d+: not loaded: ", warning));
        var count = (int)engine.Run("$sandbox.ContactCount").Value!;
        Assert.Equal(300, count + result.Warnings.Count);
        Assert.Equal(count, engine.Run("Get-Contact").Output.Count);
    }

    [Fact]
    public void It_shows_its_own_credential() =>
        Assert.NotEmpty(engine.Run("(Start-ContactSandbox).Credential.GetNetworkCredential().Password").Texts[0]);

    [Fact]
    public void It_listens_on_loopback_and_every_one_has_a_port_of_its_own()
    {
        var uris = engine.Run("1..3 | ForEach-Object { (Start-ContactSandbox).BaseUri }").Output.Select(item => (Uri)item.BaseObject).ToList();
        Assert.All(uris, uri => Assert.True(uri.IsLoopback));
        Assert.Equal(3, uris.Select(uri => uri.Port).Distinct().Count());
    }

    [Fact]
    public void Stop_ends_those_that_are_piped_or_all_of_the_session()
    {
        engine.Run("$a = Start-ContactSandbox; $b = Start-ContactSandbox; $c = Start-ContactSandbox; $a | Stop-ContactSandbox").ThrowIfFailed();
        Assert.Equal(["False True True"], engine.Run("\"$($a.IsRunning) $($b.IsRunning) $($c.IsRunning)\"").Texts);
        engine.Run("Stop-ContactSandbox; Stop-ContactSandbox").ThrowIfFailed();
        Assert.Equal(["False False False"], engine.Run("\"$($a.IsRunning) $($b.IsRunning) $($c.IsRunning)\"").Texts);
    }

    [Theory]
    [InlineData("-Path ./nowhere.csv", "nowhere.csv")]
    [InlineData("-Path nosuchdrive:/contacts.csv", "nosuchdrive")]
    public void A_file_that_is_not_there_is_an_error_that_names_it(string arguments, string named) =>
        Assert.Contains(named, engine.Run($"Start-ContactSandbox {arguments}").SingleError("SandboxFailed").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_port_that_is_taken_is_an_error()
    {
        engine.Run("$a = Start-ContactSandbox").ThrowIfFailed();
        engine.Run("Start-ContactSandbox -Port $a.BaseUri.Port").SingleError("SandboxFailed");
    }

    [Fact]
    public void It_delays_every_answer_where_asked()
    {
        engine.Run("Start-ContactSandbox -DelayMilliseconds 300 | Connect-ContactService").ThrowIfFailed();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        engine.Run("Get-Contact").ThrowIfFailed();
        Assert.True(watch.ElapsedMilliseconds >= 290, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public void A_share_of_requests_fails_where_asked_and_reading_survives_it()
    {
        engine.Run("$sandbox = Start-ContactSandbox -FaultRate 0.3; $sandbox | Connect-ContactService -MaximumRetryCount 20").ThrowIfFailed();
        engine.Run("1..10 | ForEach-Object { Get-Contact }").ThrowIfFailed();
        Assert.Contains(engine.Run("$sandbox.Requests.Status").Texts, status => status is "500" or "502" or "503" or "429" or "0");
    }

    [Fact]
    public void A_request_log_tells_what_was_asked() =>
        Assert.Equal(
            ["POST /v2.1/contact 200 1"],
            engine.Run("$s = Start-ContactSandbox; $s | Connect-ContactService; $null = New-Contact -Email a@example.com; $s.Requests | ForEach-Object { '{0} {1} {2} {3}' -f $_.Method, $_.Path, $_.Status, $_.Items }").ThrowIfFailed().Texts);
}
