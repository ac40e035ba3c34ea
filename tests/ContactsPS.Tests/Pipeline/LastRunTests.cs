using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>LastRun of the connection has the outcome of every input, whatever ended the pipeline.</summary>
public sealed class LastRunTests : IDisposable
{
    private const string Counts = "(Get-ContactConnection).LastRun | ForEach-Object { \"$($_.Command) $($_.IsComplete) $($_.Done) $($_.Refused) $($_.Failed) $($_.OutcomeUnknown) $($_.NotSent)\" }";
    private const string Rows = "$rows = 1..500 | ForEach-Object { [pscustomobject]@{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" } }; $rows[249].Email = 'nonsense@example'";

    private readonly RecordingHost host = new();
    private readonly HostedEngine engine;

    public LastRunTests() => engine = HostedEngine.Connected(host: host);

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_complete_run_has_the_id_of_each_input_that_is_done_and_the_error_of_each_other_input()
    {
        engine.Run("@{ Email = 'a@example.com' }, @{ Email = ''; FirstName = 'Ewa' }, @{ Email = 'nonsense@example' }, 17 | New-Contact > $null");
        Assert.Equal(["New-Contact True 1 3 0 0 0"], engine.Run(Counts).Texts);
        Assert.Equal(
            ["1 Done 1  ", "2 Refused  InvalidField Hashtable", "3 Refused  Refused Hashtable", "4 Refused  NotAContact Int32"],
            engine.Run("(Get-ContactConnection).LastRun.Results | ForEach-Object { \"$($_.Number) $($_.Outcome) $($_.Id) $(\"$($_.Error.FullyQualifiedErrorId)\".Split(',')[0]) $(if ($null -ne $_.Input) { $_.Input.GetType().Name })\" }").Texts);
        Assert.DoesNotContain("stopped", host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorAction_Stop_in_an_assignment_leaves_every_outcome_in_the_last_run()
    {
        var result = engine.Run($"{Rows}; $made = 'before'; try {{ $made = $rows | New-Contact -ErrorAction Stop -ThrottleLimit 1 }} catch {{ }}; $made; {Counts}");
        Assert.Equal("before", result.Texts[0]);
        Assert.StartsWith("New-Contact False 299 1 0 0 ", result.Texts[1], StringComparison.Ordinal);
        Assert.Equal("299", engine.Run("@(Get-Contact).Count").Texts[0]);
        Assert.Contains("New-Contact: 299 done, 1 refused", host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_were_not_done_can_be_piped_in_again()
    {
        engine.Run($"{Rows}; try {{ $rows | New-Contact -ErrorAction Stop -BatchSize 10 -ThrottleLimit 1 > $null }} catch {{ }}");
        Assert.Equal(["True"], engine.Run("$run = (Get-ContactConnection).LastRun; [bool]($run.Done -lt 499)").Texts);
        engine.Run("""
            $rows[249].Email = 'c250@example.com'
            $left = (Get-ContactConnection).LastRun.Results
            $left | Where-Object Outcome -in NotSent, Failed, Refused | ForEach-Object Input | New-Contact > $null
            $rows | Select-Object -Skip $left.Count | New-Contact > $null
            """).ThrowIfFailed();
        Assert.Equal("500", engine.Run("@(Get-Contact).Count").Texts[0]);
    }

    [Fact]
    public void A_downstream_stop_and_a_downstream_error_lose_no_outcome()
    {
        Assert.StartsWith(
            "New-Contact False 100 0 0 0 ",
            engine.Run($"$rows = 1..150 | ForEach-Object {{ @{{ Email = \"c$_@example.com\" }} }}; $first = $rows | New-Contact -ThrottleLimit 1 | Select-Object -First 1; {Counts}").Texts[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "New-Contact False 100 0 0 0 ",
            engine.Run($"$rows = 1..150 | ForEach-Object {{ @{{ Email = \"d$_@example.com\" }} }}; try {{ $rows | New-Contact -ThrottleLimit 1 | ForEach-Object {{ throw 'enough' }} }} catch {{ }}; {Counts}").Texts[0],
            StringComparison.Ordinal);
        Assert.Contains("New-Contact: 100 done, 0 refused, 0 failed, 0 with unknown outcome, ", host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_changing_command_of_a_pipeline_has_an_entry_and_WhatIf_does_not_replace_it()
    {
        engine.Run("@{ Email = 'a@example.com' }, @{ Email = 'b@example.com' } | New-Contact | Set-ContactSubscription -Channel email -State Unsubscribed; Get-Contact | Set-Contact -FirstName Ewa -WhatIf; Get-Contact > $null").ThrowIfFailed();
        Assert.Equal(["New-Contact True 2 0 0 0 0", "Set-ContactSubscription True 2 0 0 0 0"], engine.Run(Counts).Texts);
        engine.Run("Get-Contact -First 1 | Set-Contact -FirstName Ewa").ThrowIfFailed();
        Assert.Equal(["Set-Contact True 1 0 0 0 0"], engine.Run(Counts).Texts);
    }

    [Fact]
    public void A_sync_numbers_rows_by_their_line_and_removed_contacts_have_no_number()
    {
        using var folder = new ScratchFolder();
        engine.Run("$null = @{ ExternalId = 'C-1'; Email = 'a@example.com' }, @{ ExternalId = 'C-9'; Email = 'z@example.com' } | New-Contact").ThrowIfFailed();
        var path = folder.Write("source.csv", "ExternalId,Email\nC-1,a@example.com\n\nC-2,b@example.com\nC-3,c@example.com,x\n");
        engine.Run("Sync-Contact $file > $null", ("file", path));
        Assert.Equal(["2 Done 1", "4 Done 3", "5 Refused "], engine.Run("(Get-ContactConnection).LastRun.Results | ForEach-Object { \"$($_.Number) $($_.Outcome) $($_.Id)\" }").Texts);
        folder.Write("source.csv", "ExternalId,Email\nC-1,a@example.com\nC-2,b@example.com\n");
        engine.Run("Sync-Contact $file -Prune -MaximumPrunePercent 50 -Confirm:$false > $null", ("file", path)).ThrowIfFailed();
        Assert.Equal(["2 Done 1", "3 Done 3", "0 Done 2"], engine.Run("(Get-ContactConnection).LastRun.Results | ForEach-Object { \"$($_.Number) $($_.Outcome) $($_.Id)\" }").Texts);
    }

    [Fact]
    public void Typed_values_and_requests_of_Invoke_ContactApi_are_inputs_too()
    {
        engine.Run("$null = New-Contact -Email a@example.com; Remove-Contact -Id 1, 77 -Confirm:$false -ErrorAction SilentlyContinue");
        Assert.Equal(["1 Done 1 ", "2 Refused  77"], engine.Run("(Get-ContactConnection).LastRun.Results | ForEach-Object { \"$($_.Number) $($_.Outcome) $($_.Id) $($_.Input)\" }").Texts);
        engine.Run("Invoke-ContactApi /contact -Method POST -Body @(@{ email = 'nonsense@example' })");
        Assert.Equal(["Invoke-ContactApi True 0 1 0 0 0"], engine.Run(Counts).Texts);
    }

    [Fact]
    public void Tables_show_the_counters_and_not_the_inputs()
    {
        engine.Run("$null = New-Contact -Email secret@example.com").ThrowIfFailed();
        var table = string.Join('\n', engine.Run("(Get-ContactConnection).LastRun | Out-String -Width 120; Get-ContactConnection | Format-List | Out-String -Width 120; (Get-ContactConnection).LastRun.Results | Out-String -Width 120").Texts);
        Assert.Contains("New-Contact: 1 done, 0 refused, 0 failed, 0 with unknown outcome, 0 not sent", table, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_runspace_has_its_own_last_run()
    {
        var result = engine.Run("$null = New-Contact -Email a@example.com; $c = Get-ContactConnection; $module = (Get-Module ContactsPS).Path; 1 | ForEach-Object -Parallel { Import-Module $using:module; $null = 'b@example.com', 'c@example.com' | ForEach-Object { @{ Email = $_ } } | New-Contact -Connection $using:c; ($using:c).LastRun.Done }; $c.LastRun.Done");
        Assert.Equal(["2", "1"], result.Texts);
    }
}
