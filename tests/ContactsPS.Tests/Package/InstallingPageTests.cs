using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Package;

/// <summary>docs/installing.md shows what happens, in a session that finds the packed module by its name, together with another module that has a Get-Contact.</summary>
[Collection(nameof(PackedModule))]
public sealed class InstallingPageTests(PackedModule packed)
{
    private const string Another = "function Get-Contact { 'from another module' }";

    [Fact]
    public async Task Its_PowerShell_runs_as_printed()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "installing.md"), TestContext.Current.CancellationToken);
        var blocks = Regex.Matches(page.ReplaceLineEndings("\n"), "^```powershell-installed\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(match => match.Groups["code"].Value).ToList();
        Assert.Equal(7, blocks.Count);

        // The first block copies the module to the first folder that PowerShell searches, and the last block removes it.
        using var folder = new ScratchFolder();
        CopyFolder(packed.Folder, folder.PathOf($"out/ContactsPS/{Path.GetFileName(packed.Folder)}"));
        var modules = Directory.CreateDirectory(folder.PathOf("modules"));
        var run = await Run($"Set-Location '{folder.FullName}'\n$ErrorActionPreference = 'Stop'\n{string.Join('\n', blocks)}", modules.FullName);
        Assert.Empty(modules.EnumerateFileSystemInfos());
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Gets contacts", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-Module ContactsPS; Import-Module Another")]
    [InlineData("Import-Module Another; Import-Module ContactsPS")]
    public async Task If_a_function_has_the_same_name_the_cmdlet_is_called_by_its_module_name(string imports)
    {
        var run = await Run($"{imports}; Get-Contact; ContactsPS\\Start-ContactSandbox | ContactsPS\\Connect-ContactService; @(ContactsPS\\Get-Contact).Count; (Get-Command Get-Contact -All).Source -join ','");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal("from another module\n0\nAnother,ContactsPS\n", run.Output);
    }

    [Fact]
    public async Task With_a_prefix_cmdlets_help_completion_and_errors_work()
    {
        var run = await Run("""
            Import-Module ContactsPS -Prefix Marketing
            @(Get-Command -Module ContactsPS | Where-Object Name -NotLike '*-Marketing*').Count
            Start-MarketingContactSandbox | Connect-MarketingContactService
            (Get-Help Get-MarketingContact).Synopsis
            $line = 'Get-MarketingContact -Unsubscribed e'
            [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, @{}, [powershell]::Create('CurrentRunspace')).CompletionMatches.CompletionText
            Get-MarketingContact -Id abc -ErrorAction SilentlyContinue -ErrorVariable refused
            $refused[0].FullyQualifiedErrorId
            """);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(
            "0\nGets contacts: all, those that you name, those that filters select, or the members of groups.\nemail\nInvalidField,ContactsPS.Commands.GetContactCommand\n",
            run.Output);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <param name="installed">The folder of the installed module; by default that of the unpacked package.</param>
    private async Task<ProcessResult> Run(string code, string? installed = null)
    {
        using var modules = new ScratchFolder();
        var another = modules.Write("Another.psm1", Another);
        var folder = Path.Combine(Path.GetDirectoryName(another)!, "Another");
        Directory.CreateDirectory(folder);
        File.Move(another, Path.Combine(folder, "Another.psm1"));
        var path = $"{installed ?? Path.GetFullPath(Path.Combine(packed.Unpacked, "..", ".."))}{Path.PathSeparator}{Path.GetDirectoryName(another)}";

        return await PowerShellProcess.RunFileAsync(modules.Write("session.ps1", $"$env:PSModulePath = '{path}{Path.PathSeparator}' + $env:PSModulePath\n{code}"));
    }
}
