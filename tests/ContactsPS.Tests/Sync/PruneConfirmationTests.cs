using System.Diagnostics;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>A sync asks for confirmation once, before its first change, if it will remove contacts. If it cannot ask, it changes nothing.</summary>
public sealed class PruneConfirmationTests
{
    private const string Source = "$rows = 1..18 | ForEach-Object { [pscustomobject]@{ ExternalId = \"P-$_\"; FirstName = 'x' } } ; $rows += [pscustomobject]@{ ExternalId = 'N-1'; Email = 'n@example.com' }";

    [Theory]
    [InlineData("Yes", 19)]
    [InlineData("No", 21)]
    [InlineData("", 21)]
    public void One_confirmation_covers_all_removals(string answer, int left)
    {
        var host = new RecordingHost { Choose = preset => answer switch { "Yes" => 0, "No" => 1, _ => preset } };
        using var engine = Connected(host);
        var result = engine.Run($"{Source}; $changes = $rows | Sync-Contact -Prune; $changes | Group-Object Action, Applied | ForEach-Object {{ \"$($_.Name) $($_.Count)\" }}").ThrowIfFailed();
        Assert.Equal(1, host.Shown.Split("Remove 2 contacts that are not in the source, of 20 with ExternalId?").Length - 1);
        Assert.Equal(["Created, True 1", $"Removed, {answer == "Yes"} 2", "Updated, True 18"], result.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(left, (int)engine.Run("@(Get-Contact).Count").Value!);
    }

    [Theory]
    [InlineData("-Prune -Confirm:$false")]
    [InlineData("-Prune -WhatIf")]
    [InlineData("")]
    public void No_confirmation_is_requested_if_nothing_is_removed_or_Confirm_is_false(string arguments)
    {
        var host = new RecordingHost();
        using var engine = Connected(host);
        engine.Run($"{Source}; $null = $rows | Sync-Contact {arguments}").ThrowIfFailed();
        Assert.DoesNotContain("Remove 2", host.Shown, StringComparison.Ordinal);
        engine.Run($"{Source}; $ConfirmPreference = 'None'; $null = $rows | Sync-Contact -Prune; $rows | Sync-Contact -Prune > $null").ThrowIfFailed();
        Assert.DoesNotContain("Remove 2", host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void No_confirmation_is_requested_by_a_run_that_will_remove_nobody()
    {
        var host = new RecordingHost();
        using var engine = Connected(host);
        var result = engine.Run($"{Source}; $null = $rows + @{{ Email = 'keyless@example.com' }} | Sync-Contact -Prune");
        Assert.Equal(["NoKey", "PruneRefused"], result.ErrorIds.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Remove 2", host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_changed_if_confirmation_is_not_possible()
    {
        using var engine = Connected(host: null);
        engine.ForgetRequests();
        var error = engine.Run($"{Source}; $rows | Sync-Contact -Prune").SingleError("ConfirmationUnavailable");
        Assert.Contains("-Confirm:$false", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Get-Contact | Remove-Contact")]
    [InlineData("$rows | Sync-Contact -Confirm")]
    [InlineData("Get-Contact | Set-Contact -FirstName x -Confirm")]
    [InlineData("$ConfirmPreference = 'Low'; New-Contact -Email n@example.com")]
    [InlineData("& { $ConfirmPreference = $false; Get-Contact | Remove-Contact }")]
    [InlineData("& { $ConfirmPreference = $null; Get-Contact | Remove-Contact }")]
    [InlineData("& { $ConfirmPreference = 'Never'; Get-Contact | Remove-Contact }")]
    public void No_cmdlet_changes_anything_if_it_needs_a_confirmation_that_is_not_possible(string command)
    {
        using var engine = Connected(host: null);
        engine.ForgetRequests();
        engine.Run($"{Source}; {command}").SingleError("ConfirmationUnavailable");
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_without_a_console_refuses_before_any_change(bool isNonInteractive)
    {
        using var folder = new ScratchFolder();
        var script = folder.PathOf("prune.ps1");
        await File.WriteAllTextAsync(
            script,
            $$"""
            Import-Module '{{Repository.PathOf("ContactsPS.psd1")}}'
            $sandbox = Start-ContactSandbox
            $sandbox | Connect-ContactService
            $null = 1..20 | ForEach-Object { @{ ExternalId = "P-$_"; Email = "p$_@example.com" } } | New-Contact
            {{Source}}
            try { $rows | Sync-Contact -Prune } catch { $_.FullyQualifiedErrorId }
            try { Get-Contact | Remove-Contact } catch { $_.FullyQualifiedErrorId }
            @(Get-Contact).Count
            Stop-ContactSandbox
            """,
            TestContext.Current.CancellationToken);
        var start = PowerShellProcess.StartInfo("-File", script);
        if (!isNonInteractive)
        {
            start.ArgumentList.Remove("-NonInteractive");
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ConfirmationUnavailable,ContactsPS.Commands.SyncContactCommand\nConfirmationUnavailable,ContactsPS.Commands.RemoveContactCommand\n20\n", output.ReplaceLineEndings("\n"));
    }

    private static HostedEngine Connected(RecordingHost? host)
    {
        var engine = HostedEngine.Connected(host: host);
        engine.Run("$null = 1..20 | ForEach-Object { @{ ExternalId = \"P-$_\"; Email = \"p$_@example.com\" } } | New-Contact").ThrowIfFailed();
        return engine;
    }
}
