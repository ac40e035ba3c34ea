using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>Several writes and look-ups are in flight at a time, and only the running time shows it.</summary>
public sealed class InFlightTests : IDisposable
{
    private const string Rows = "1..24 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } }";

    private readonly HostedEngine engine = HostedEngine.Connected("-DelayMilliseconds 20");

    public InFlightTests() => engine.Run("$null = Test-ContactConnection").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Several_batches_are_in_flight_up_to_the_limit_of_the_connection()
    {
        Assert.Equal(24, engine.Run($"{Rows} | New-Contact -BatchSize 2").ThrowIfFailed().Output.Count);
        Assert.InRange(MostInFlight, 2, 8);
    }

    [Fact]
    public void A_limit_of_one_sends_requests_one_after_the_other()
    {
        Assert.Equal(24, engine.Run($"{Rows} | New-Contact -BatchSize 2 -ThrottleLimit 1").ThrowIfFailed().Output.Count);
        Assert.Equal(1, MostInFlight);
        engine.Run("$sandbox | Connect-ContactService -ThrottleLimit 1").ThrowIfFailed();
        engine.Run("Get-Contact -PageSize 10 | Set-ContactSubscription -Channel sms -State Unsubscribed -BatchSize 10").ThrowIfFailed();
        Assert.Equal(1, MostInFlight);
    }

    [Fact]
    public void A_report_respects_the_limit_while_it_counts_groups_and_segments()
    {
        using var folder = new ScratchFolder();
        engine.Run($"$null = {Rows} | New-Contact").ThrowIfFailed();
        engine.Run("Export-ContactReport $file -ThrottleLimit 1", ("file", folder.PathOf("report.html"))).ThrowIfFailed();
        Assert.Equal(1, MostInFlight);
    }

    [Fact]
    public void The_limit_of_a_cmdlet_does_not_exceed_the_limit_of_the_connection()
    {
        engine.Run("$sandbox | Connect-ContactService -ThrottleLimit 2; $null = Test-ContactConnection").ThrowIfFailed();
        engine.Run($"{Rows} | New-Contact -BatchSize 2 -ThrottleLimit 50").ThrowIfFailed();
        Assert.Equal(2, MostInFlight);
    }

    [Fact]
    public void One_connection_has_one_limit_in_every_runspace()
    {
        engine.Run($"$null = {Rows} | New-Contact; $sandbox | Connect-ContactService -ThrottleLimit 3; $null = Test-ContactConnection").ThrowIfFailed();
        var connection = engine.Run("Get-ContactConnection").Output[0];
        using var other = HostedEngine.WithModule();

        // With -First no page past the end is requested: such a request is cancelled, and the client sees its end before the sandbox, which counts.
        using var reading = other.Create("Get-Contact -Connection $connection -PageSize 1 -First 24", ("connection", connection));
        var running = reading.BeginInvoke();
        Assert.Equal(24, engine.Run("Get-Contact -PageSize 1 -First 24").ThrowIfFailed().Output.Count);
        Assert.Equal(24, reading.EndInvoke(running).Count);
        Assert.Equal(3, MostInFlight);
    }

    [Fact]
    public void Verbose_lines_say_when_and_why_the_limit_is_raised()
    {
        var verbose = engine.Run($"{Rows} | New-Contact -BatchSize 1 -Verbose").ThrowIfFailed().Verbose;
        Assert.Contains("Concurrency limit: 4 -> 5 requests in flight, because the service responds well.", verbose);
        Assert.Contains("Concurrency limit: 7 -> 8 requests in flight, because the service responds well.", verbose);
    }

    [Fact]
    public void Verbose_lines_say_when_and_why_the_limit_is_lowered()
    {
        using var limited = HostedEngine.Connected("-RequestsPerSecond 5");
        var verbose = limited.Run($"{Rows} | New-Contact -BatchSize 2 -Verbose").ThrowIfFailed().Verbose;
        Assert.Contains(verbose, line => line.StartsWith("Concurrency limit: ", StringComparison.Ordinal) && line.EndsWith("requests in flight, because the service asks for fewer or does not respond.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@{ Id = $c.Id }")]
    [InlineData("@{ ExternalId = 'C-1' }")]
    [InlineData("@{ Email = 'c1@example.com' }")]
    [InlineData("if ($_ % 2) { @{ ExternalId = 'C-1' } } else { @{ Id = $c.Id } }")]
    public void Changes_of_one_contact_are_sent_one_after_the_other(string address)
    {
        engine.Run("$c = New-Contact -ExternalId C-1 -Email c1@example.com").ThrowIfFailed();
        engine.Run($"1..10 | ForEach-Object {{ $row = $({address}); $row.FirstName = \"N$_\"; $row }} | Set-Contact -BatchSize 1").ThrowIfFailed();
        Assert.Equal("N10", engine.Run("(Get-Contact -ExternalId C-1).FirstName").Value);
        Assert.Equal(10, engine.ChangingRequests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru")]
    [InlineData("Add-ContactGroup -GroupId 2 -PassThru")]
    [InlineData("Get-Contact")]
    [InlineData("Remove-Contact -Confirm:$false -PassThru")]
    public void Several_look_ups_are_in_flight_and_every_contact_is_found(string command)
    {
        engine.Run($"$null = {Rows} | New-Contact").ThrowIfFailed();
        var found = engine.Run($"24..1 | ForEach-Object {{ @{{ ExternalId = \"C-$_\" }} }} | {command} | ForEach-Object ExternalId").ThrowIfFailed();
        Assert.Equal(Enumerable.Range(1, 24).Select(number => $"C-{number}").Order(StringComparer.Ordinal), found.Texts.Order(StringComparer.Ordinal));
        Assert.InRange(MostInFlight, 2, 8);
    }

    [Theory]
    [InlineData("Get-Contact | ForEach-Object ExternalId")]
    [InlineData("Get-ContactGroup -Name VIP* | ForEach-Object Name")]
    [InlineData("Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru | ForEach-Object ExternalId")]
    public void Results_are_written_in_the_order_of_the_input(string command)
    {
        engine.Run($"$null = {Rows} | New-Contact; Get-Contact | Add-ContactGroup -GroupId 3").ThrowIfFailed();
        var read = engine.Run($"24..1 | ForEach-Object {{ @{{ ExternalId = \"C-$_\" }} }} | {command}").ThrowIfFailed().Texts;
        Assert.Equal(Enumerable.Range(1, 24).Reverse().Select(number => command.Contains("Group", StringComparison.Ordinal) ? "VIP" : $"C-{number}"), read);
    }

    [Fact]
    public void A_look_up_that_finds_nothing_is_an_error_of_its_row_and_the_others_continue()
    {
        engine.Run($"$null = {Rows} | New-Contact").ThrowIfFailed();
        var result = engine.Run("$missing = @{ ExternalId = 'X' }; @{ ExternalId = 'C-1' }, $missing, @{ ExternalId = 'C-2' } | Set-ContactSubscription -Channel sms -State Unsubscribed -PassThru");
        Assert.Equal("ContactNotFound", Assert.Single(result.ErrorIds));
        Assert.Equal(true, engine.Run("[object]::ReferenceEquals($error[0].TargetObject, $missing)").Value);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Until_the_credentials_are_accepted_one_request_is_in_flight_at_a_time()
    {
        engine.ForgetRequests();
        engine.Run("Connect-ContactService ([pscredential]::new('nobody', $sandbox.Credential.Password)) -BaseUri $sandbox.BaseUri").ThrowIfFailed();
        var result = engine.Run($"{Rows} | New-Contact -BatchSize 2");
        Assert.Contains("Unauthorized", result.ErrorIds);
        engine.Run("$sandbox | Connect-ContactService").ThrowIfFailed();
        Assert.Equal(["POST /v2.1/contact"], engine.Requests);
    }

    [Fact]
    public void After_a_stop_sent_writes_finish_and_no_new_write_starts()
    {
        engine.ForgetRequests();
        engine.Run($"foreach ($once in 1) {{ {Rows} | New-Contact -BatchSize 2 | ForEach-Object {{ break }} }}").ThrowIfFailed();
        var sent = engine.ChangingRequests.Count;
        Assert.InRange(sent, 1, 8);
        Assert.Equal(sent * 2, engine.Run("Get-Contact").Output.Count);
        Assert.Empty(engine.Run("(Get-ContactConnection).LastRun.Results | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input").Output);
    }

    private int MostInFlight => (int)engine.Run("$sandbox.MostInFlight").Value!;
}
