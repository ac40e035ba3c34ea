using System.Collections;
using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>
/// Stops every changing cmdlet with several writes in flight. Forty rows are sent, four requests at a time: the first gets its response, the next is sent, and then the pipeline is
/// stopped. The last run must agree with what the service received.
/// </summary>
public sealed class StopInTheMiddleTests : IDisposable
{
    private const int InFlight = 4;

    private static readonly Dictionary<string, string> ByCmdlet = new(StringComparer.Ordinal)
    {
        ["New-Contact"] = "New-Contact -BatchSize 5 -WarningAction SilentlyContinue",
        ["Set-Contact"] = "Set-Contact -Id { $_.Id } -FirstName Ewa -BatchSize 5 -PassThru",
        ["Remove-Contact"] = "Remove-Contact -BatchSize 5 -PassThru -Confirm:$false",
        ["Set-ContactSubscription"] = "Set-ContactSubscription -Channel email -State Unsubscribed -BatchSize 5 -PassThru",
        ["Add-ContactGroup"] = "Add-ContactGroup -GroupId 2 -PassThru",
        ["Remove-ContactGroup"] = "Remove-ContactGroup -GroupId 2 -PassThru",
        ["Sync-Contact"] = "Sync-Contact -MatchOn Email -BatchSize 5",
        ["Invoke-ContactChange"] = $"{AsChanges("Created")} | Invoke-ContactChange -BatchSize 5",
        ["Undo-ContactChange"] = $"{AsChanges("Removed")} | Undo-ContactChange -BatchSize 5",
    };

    // As they are restored from Clixml. All of them create a contact.
    private static string AsChanges(string action) => $$"""
        ForEach-Object -Begin {
            $connection = @(Get-ContactConnection)[-1]
            $account = $connection.GetType().GetProperty('AccountHash', [Reflection.BindingFlags]'NonPublic, Instance').GetValue($connection)
        } -Process {
            $change = [pscustomobject]@{ Action = '{{action}}'; Key = $_.Email; Account = $account; Contact = [pscustomobject]@{ Email = $_.Email }; Unsubscribed = @(); Applied = $true }
            $change.PSTypeNames.Insert(0, 'Deserialized.ContactsPS.Sync.ContactChange')
            $change
        }
        """;

    private readonly HoldingService service = new();
    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly Hashtable[] rows = [.. Enumerable.Range(1, 40).Select(number => new Hashtable { ["Id"] = number, ["Email"] = $"c{number}@example.com" })];

    public StopInTheMiddleTests() => engine.Run(
        """
        $secure = [securestring]::new(); $secure.AppendChar('t')
        Connect-ContactService -ApplicationKey key -AuthorizationToken $secure -BaseUri $uri -ThrottleLimit 4 -MaximumRetryCount 2
        $null = Test-ContactConnection
        """,
        ("uri", service.BaseUri),
        ("rows", rows)).ThrowIfFailed();

    public static TheoryData<string> Cmdlets => [.. ByCmdlet.Keys];

    public void Dispose()
    {
        engine.Dispose();
        service.Dispose();
    }

    [Fact]
    public void Every_changing_cmdlet_is_tested_here() =>
        Assert.Equal(
            engine.Run("Get-Command -Noun Contact* | Where-Object Verb -ne Export | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Parameters.ContainsKey('InputObject') } | ForEach-Object Name").Texts.Order(StringComparer.Ordinal),
            ByCmdlet.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task Ctrl_C_cancels_sent_requests_and_only_their_rows_have_an_unknown_outcome(string cmdlet)
    {
        using var pipeline = engine.Create($"$rows | {ByCmdlet[cmdlet]}");
        var running = pipeline.BeginInvoke();
        var sent = Arrived(InFlight);
        sent[0].Accept();
        sent = Arrived(InFlight + 1);

        await Task.Run(pipeline.Stop);
        Assert.True(running.IsCompleted);
        Assert.Equal(Numbers(sent.Skip(1)), OutcomeUnknown());
        Assert.Equal(sent.Count, service.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public async Task A_request_that_waits_for_a_slot_when_Ctrl_C_is_pressed_is_never_sent_and_its_outcome_is_not_unknown(string cmdlet)
    {
        // Eight may be in flight, and the limiter lets four of them start.
        engine.Run("Connect-ContactService -ApplicationKey key -AuthorizationToken $secure -BaseUri $uri -ThrottleLimit 8; $null = Test-ContactConnection").ThrowIfFailed();
        using var pipeline = engine.Create($"$rows | {ByCmdlet[cmdlet]}");
        var running = pipeline.BeginInvoke();
        var sent = Arrived(InFlight);

        await Task.Run(pipeline.Stop);
        Assert.True(running.IsCompleted);
        Assert.Equal(Numbers(sent), OutcomeUnknown());
        Assert.Equal(InFlight, service.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void After_a_downstream_stop_sent_requests_finish_and_no_new_one_starts(string cmdlet)
    {
        var sent = StopDownstream(cmdlet, static write => write.Accept());
        Assert.Empty(OutcomeUnknown());
        Assert.Equal(sent, service.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_request_that_is_lost_after_a_downstream_stop_has_an_unknown_outcome_and_is_not_sent_again(string cmdlet)
    {
        var sent = StopDownstream(cmdlet, static write => write.Lose());
        Assert.Equal(Numbers(service.Writes.Skip(1)), OutcomeUnknown());
        Assert.Equal(sent, service.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void After_ErrorAction_Stop_sent_requests_finish_and_no_new_one_starts(string cmdlet)
    {
        // The engine first cleans up the commands before the cmdlet, and then the cmdlet itself, which waits for its sent requests.
        using var stopped = new ManualResetEventSlim();
        using var pipeline = engine.Create($"$rows | & {{ process {{ $_ }} clean {{ $stopped.Set() }} }} | {ByCmdlet[cmdlet]} -ErrorAction Stop", ("stopped", stopped));
        var running = pipeline.BeginInvoke();
        var sent = Arrived(InFlight);
        sent[0].Refuse();
        Assert.True(stopped.Wait(TimeSpan.FromSeconds(20)));
        Assert.False(running.IsCompleted);
        Respond(sent.Skip(1), static write => write.Accept());

        var error = Assert.ThrowsAny<RuntimeException>(() => pipeline.EndInvoke(running)).ErrorRecord;
        Assert.StartsWith("Refused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(NumberOf(error.TargetObject), sent[0].Rows);
        Assert.Empty(OutcomeUnknown());
        Assert.Equal(InFlight, service.Writes.Count);
    }

    /// <summary>Stops as soon as the first object is written, and only then responds to the requests in flight.</summary>
    /// <returns>The number of writes sent by then.</returns>
    private int StopDownstream(string cmdlet, Action<PendingWrite> respond)
    {
        using var stopped = new ManualResetEventSlim();
        using var pipeline = engine.Create($"foreach ($once in 1) {{ $rows | {ByCmdlet[cmdlet]} | ForEach-Object {{ $stopped.Set(); break }} }}", ("stopped", stopped));
        var running = pipeline.BeginInvoke();
        var sent = Arrived(InFlight);
        sent[0].Accept();
        Assert.True(stopped.Wait(TimeSpan.FromSeconds(20)));
        Assert.False(running.IsCompleted);
        Respond(sent.Skip(1), respond);
        pipeline.EndInvoke(running);
        return sent.Count;
    }

    private static void Respond(IEnumerable<PendingWrite> writes, Action<PendingWrite> respond)
    {
        foreach (var write in writes)
        {
            respond(write);
        }
    }

    /// <summary>Waits until this many writes have arrived.</summary>
    private IReadOnlyList<PendingWrite> Arrived(int count)
    {
        Until(() => service.Writes.Count >= count);
        return service.Writes;
    }

    private static IEnumerable<int> Numbers(IEnumerable<PendingWrite> writes) => writes.SelectMany(write => write.Rows).Order();

    private IEnumerable<int> OutcomeUnknown() => engine.Run("(Get-ContactConnection).LastRun.Results | Where-Object Outcome -eq OutcomeUnknown | ForEach-Object Input").ThrowIfFailed().Output.Select(row => NumberOf(row)).Order();

    /// <summary>The number of a row: of the piped object itself or, for a sync or a plan, of a copy of it.</summary>
    private int NumberOf(object? row)
    {
        if (row is not null && PSObject.AsPSObject(row) is { BaseObject: var change } wrap && change.GetType().Name == "ContactChange")
        {
            return Array.FindIndex(rows, candidate => (string)candidate["Email"]! == (string)wrap.Properties["Key"].Value) + 1;
        }

        var piped = row is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : row;
        return piped is PSObject copy ? Convert.ToInt32(copy.Properties["Id"].Value, System.Globalization.CultureInfo.InvariantCulture) : Array.FindIndex(rows, candidate => ReferenceEquals(candidate, piped)) + 1;
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)));
}
