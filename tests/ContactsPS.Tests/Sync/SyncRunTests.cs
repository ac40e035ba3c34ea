using System.Globalization;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>What a sync costs, and that it reaches the desired state whatever fails.</summary>
public sealed class SyncRunTests
{
    [Fact]
    public void If_one_percent_changes_a_sync_reads_the_account_once_and_sends_one_request_per_batch()
    {
        using var engine = HostedEngine.Connected();
        engine.Run($"{RowsOf(12_000)}; $null = $rows | New-Contact -BatchSize 1000").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Equal(["120 11880"], engine.Run("""
            for ($i = 0; $i -lt 12000; $i += 100) { $rows[$i].FirstName = 'New' }
            $changes = $rows | Sync-Contact
            "$(@($changes.Action -eq 'Updated').Count) $(@($changes.Action -eq 'Unchanged').Count)"
            """).ThrowIfFailed().Texts);
        var requests = engine.Requests;
        Assert.Equal(2, requests.Count(request => request.StartsWith("PUT ", StringComparison.Ordinal)));
        Assert.InRange(requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)), 15, 15 + 8);
        Assert.DoesNotContain(requests, request => request.StartsWith("POST ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_few_rows_are_looked_up_if_the_account_has_more_pages()
    {
        using var engine = HostedEngine.Connected();
        engine.Run($"{RowsOf(2_100)}; $null = $rows | New-Contact -BatchSize 1000").ThrowIfFailed();
        engine.ForgetRequests();
        var result = engine.Run("@{ ExternalId = 'P-7'; FirstName = 'New' }, @{ ExternalId = 'P-8'; FirstName = 'Person 8' } | Sync-Contact -Verbose | ForEach-Object Action").ThrowIfFailed();
        Assert.Equal(["Unchanged", "Updated"], result.Texts.Order(StringComparer.Ordinal));
        Assert.Contains("Looking up 2 rows one by one, because the account has more pages than that.", result.Verbose);
        Assert.Equal(3, engine.Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Many_rows_or_a_small_account_are_compared_by_reading_the_whole_account()
    {
        using var engine = HostedEngine.Connected();
        engine.Run($"{RowsOf(30)}; $null = $rows | New-Contact").ThrowIfFailed();
        var verbose = engine.Run("$null = $rows | Sync-Contact -Verbose").ThrowIfFailed().Verbose;
        Assert.Contains("Reading all contacts of the account, because it has no more pages than the source has rows.", verbose);
    }

    [Fact]
    public void A_failed_look_up_is_an_error_only_of_its_row()
    {
        using var service = LoopbackServer.Responding(request => Task.FromResult<string?>(
            request.Target.Contains("offset=2000", StringComparison.Ordinal) ? Answer("""{"id":9,"externalId":"Z"}""")
            : request.Target.Contains("externalId=A", StringComparison.Ordinal) ? Answer("""{"id":1,"externalId":"A","firstName":"Anna"}""")
            : null));
        using var engine = HostedEngine.WithModule();
        var credential = new System.Management.Automation.PSCredential("key", new System.Net.NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential -MaximumRetryCount 0", ("credential", credential)).ThrowIfFailed();
        var result = engine.Run("$changes = @{ ExternalId = 'A'; FirstName = 'Anna' }, @{ ExternalId = 'B'; FirstName = 'Bea' } | Sync-Contact; $changes.Action");
        Assert.Equal("B", ((System.Management.Automation.PSObject)result.SingleError("ServiceFailed").TargetObject).Properties["ExternalId"].Value);
        Assert.Equal(["Unchanged", "Failed"], result.Texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Alternative DuplicateExternalIdAllowed")]
    [InlineData("-Alternative DuplicateExternalIdAllowed, NoItem, NoSource")]
    public void Despite_faults_repeated_runs_reach_the_desired_state_without_duplicates(string sandbox)
    {
        using var engine = HostedEngine.Connected($"-FaultRate 0.2 -Seed 7 -Fault TooManyRequestsWithoutRetryAfter, ServerError, ConnectionClosed, ConnectionClosedAfterProcessing, TruncatedBody {sandbox}");
        engine.Run("$sandbox | Connect-ContactService -MaximumRetryCount 2 -TimeoutSec 2").ThrowIfFailed();
        engine.Run(RowsOf(300)).ThrowIfFailed();
        var runs = 0;
        do
        {
            engine.Run("$changes = @($rows | Sync-Contact -BatchSize 10 -ErrorAction SilentlyContinue)");
            Assert.True(++runs < 30, "The runs do not reach the desired state.");
        }
        while (engine.Run("if ($changes.Count -ne 300 -or $changes.Action -contains 'Failed' -or $changes.Action -contains 'Created') { 'not yet' }").Output.Count > 0);

        Assert.Equal(
            Enumerable.Range(1, 300).Select(number => $"P-{number} Person {number}").Order(StringComparer.Ordinal),
            engine.Run("$sandbox | Connect-ContactService -MaximumRetryCount 20; Get-Contact | ForEach-Object { \"$($_.ExternalId) $($_.FirstName)\" }").ThrowIfFailed().Texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_after_a_killed_one_sends_only_what_is_missing()
    {
        using var engine = HostedEngine.Connected("-DelayMilliseconds 30");
        using var folder = new ScratchFolder();
        var source = folder.Write("customers.csv", "ExternalId,Email\n" + string.Concat(Enumerable.Range(1, 400).Select(i => string.Create(CultureInfo.InvariantCulture, $"P-{i},p{i}@example.com\n"))));
        var job = folder.Write("job.ps1", $$"""
            Import-Module '{{Repository.Manifest}}'
            Connect-ContactService -FromEnvironment
            Sync-Contact -Path ./customers.csv -BatchSize 10 -ThrottleLimit 2 | ForEach-Object { $_.Key }
            """);
        var surroundings = new ProcessEnvironment(folder.FullName, engine.Account());

        // Disposing it is a SIGKILL.
        using (var killed = PowerShellProcess.Start(surroundings, "-File", job))
        {
            Assert.NotNull(await killed.ReadLineAsync());
        }

        var there = (int)engine.Run("@(Get-Contact).Count").Value!;
        Assert.InRange(there, 1, 399);
        engine.ForgetRequests();
        var changes = engine.Run($"Sync-Contact -Path '{source}' -BatchSize 10 | ForEach-Object Action").ThrowIfFailed().Texts;
        Assert.Equal(400 - there, changes.Count(action => action == "Created"));
        Assert.Equal(there, changes.Count(action => action == "Unchanged"));
        Assert.InRange(engine.ChangingRequests.Count, 1, ((400 - there) / 10) + 1);
        Assert.Equal(["400"], engine.Run("@(Get-Contact).Count").Texts);
        engine.ForgetRequests();
        engine.Run($"Sync-Contact -Path '{source}'").ThrowIfFailed();
        Assert.Empty(engine.ChangingRequests);
    }

    private static string Answer(string item) =>
        ReceivedRequest.Answer("200 OK", $$"""{"meta":{"numberOfErrors":0,"numberOfData":1,"status":200,"uniqId":"0000000000"},"data":[{{item}}],"errors":[]}""");

    private static string RowsOf(int count) =>
        $"$rows = 1..{count} | ForEach-Object {{ [pscustomobject]@{{ ExternalId = \"P-$_\"; Email = \"p$_@example.com\"; FirstName = \"Person $_\" }} }}";
}
