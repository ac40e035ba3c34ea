using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>The one line that a bulk run writes to a log.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_run_ends_with_one_line_of_created_refused_and_retried() =>
        Assert.Matches(
            @"^New-Contact: 2 created, 2 refused, 0 failed, 0 unknown; 0 requests retried; \d+\.\d s$",
            Summary(engine, "@{ Email = 'a@example.com' }, @{ Email = 'b@example.com' }, @{ Email = 'not an address' }, @{ FirstName = 'Ewa' } | New-Contact").ToString());

    [Theory]
    [InlineData("Set-Contact -Id $c.Id, 99 -FirstName Ewa", "1 changed, 1 refused")]
    [InlineData("Set-ContactSubscription -Id $c.Id -Channel email -State Unsubscribed", "1 unsubscribed, 0 refused")]
    [InlineData("Set-ContactSubscription -Id $c.Id -Channel email -State Subscribed", "1 subscribed, 0 refused")]
    [InlineData("Add-ContactGroup -Id $c.Id -GroupId 1", "1 added, 0 refused")]
    [InlineData("Remove-ContactGroup -Id $c.Id -GroupId 999", "0 taken out, 1 refused")]
    [InlineData("Remove-Contact -Email nobody@example.com -Confirm:$false", "0 removed, 1 refused")]
    public void Every_changing_cmdlet_writes_a_summary_of_what_it_did(string command, string expected)
    {
        engine.Run("$c = New-Contact -Email a@example.com").ThrowIfFailed();
        Assert.Contains(expected, Summary(engine, command).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_is_an_object_whose_numbers_a_script_can_use()
    {
        var result = engine.Run("@{ Email = 'a@example.com' }, 17 | New-Contact -InformationVariable said -ErrorAction SilentlyContinue; $said.Tags; $said.MessageData.Done; $said.MessageData.Refused; $said.MessageData.Duration -gt 0");
        Assert.Equal(["ContactsPS.Summary", "1", "1", "True"], result.Texts.Skip(1));
    }

    [Fact]
    public void Each_retry_of_a_request_is_counted()
    {
        using var limited = HostedEngine.Connected("-RequestsPerSecond 1");
        var summary = Summary(limited, "1..3 | ForEach-Object { @{ Email = \"c$_@example.com\" } } | New-Contact -BatchSize 1 -ThrottleLimit 1 -Verbose", out var verbose);
        var retries = verbose.Count(line => line.Contains("429; retry", StringComparison.Ordinal));
        Assert.True(retries > 0);
        Assert.Equal(retries, Number(summary, "Retried"));
    }

    [Fact]
    public void Failed_rows_and_refused_rows_are_counted_separately()
    {
        engine.Run("Stop-ContactSandbox; $sandbox | Connect-ContactService -MaximumRetryCount 0").ThrowIfFailed();
        var summary = Summary(engine, "Set-Contact -Id 1, 2, 3, 0 -FirstName Ewa -BatchSize 1");
        Assert.Equal((0, 1, 3, 0), (Number(summary, "Done"), Number(summary, "Refused"), Number(summary, "Failed"), Number(summary, "OutcomeUnknown")));
    }

    [Fact]
    public void WhatIf_writes_no_summary() => Assert.Empty(engine.Run("New-Contact -Email a@example.com -WhatIf").Information);

    [Fact]
    public void Reading_writes_no_summary() => Assert.Empty(engine.Run("Get-Contact; Get-ContactGroup").Information);

    [Fact]
    public void Verbose_output_begins_with_the_connection_and_ends_with_the_summary()
    {
        var verbose = engine.Run("New-Contact -Email a@example.com -Verbose").Verbose;
        Assert.Matches(@"^New-Contact uses the connection Default \(http://127\.0\.0\.1:\d+/v2\.1\) with at most 8 requests in flight\.$", verbose[0]);
        Assert.StartsWith("New-Contact: 1 created", verbose[^1], StringComparison.Ordinal);
    }

    private static object Summary(HostedEngine engine, string command) => Summary(engine, command, out _);

    private static object Summary(HostedEngine engine, string command, out IReadOnlyList<string> verbose)
    {
        var result = engine.Run(command);
        verbose = result.Verbose;
        return Assert.Single(result.Information).MessageData;
    }

    private static long Number(object summary, string property) => (long)PSObject.AsPSObject(summary).Properties[property].Value;
}
