using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Processes;

/// <summary>The assemblies that a new process loads when it imports the module, and those it does not.</summary>
public sealed class StartUpTests : IDisposable
{
    private const string WithoutTheVariable = "$ExecutionContext.SessionState.PSVariable.Remove('global:PSNativeCommandUseErrorActionPreference')";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Importing_loads_the_module_but_neither_client_nor_sandbox()
    {
        var loaded = await LoadedBy($"Import-Module '{Repository.Manifest}'");

        // pwsh itself has loaded System.Net.Http and System.Text.Json by then, so they are not checked.
        Assert.Equal(["ContactsPS"], loaded.Where(name => name.StartsWith("ContactsPS", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reading_contacts_loads_the_client_but_not_the_sandbox()
    {
        using var service = HostedEngine.Connected();
        var loaded = await LoadedBy($"""
            Import-Module '{Repository.Manifest}'
            $env:CONTACTSPS_BASE_URI = '{service.Run("$sandbox.BaseUri.AbsoluteUri").Value}'
            $env:CONTACTSPS_APPLICATION_KEY = '{service.Run("$sandbox.Credential.UserName").Value}'
            $env:CONTACTSPS_AUTHORIZATION = '{service.Run("$sandbox.Credential.GetNetworkCredential().Password").Value}'
            $null = Get-Contact -First 1
            """);

        Assert.Single(service.Requests);
        Assert.Contains("ContactsPS.Client", loaded);
        Assert.DoesNotContain("ContactsPS.Sandbox", loaded);
    }

    [Fact]
    public async Task Starting_a_sandbox_loads_the_sandbox() =>
        Assert.Contains("ContactsPS.Sandbox", await LoadedBy($"Import-Module '{Repository.Manifest}'; Start-ContactSandbox | Stop-ContactSandbox"));

    [Fact]
    public async Task A_PowerShell_that_is_too_old_is_an_error_that_names_the_required_version()
    {
        // No older engine is available, so the script of the module requires one newer than this.
        var script = await File.ReadAllTextAsync(Repository.PathOf("bin", "ContactsPS.psm1"));
        var asking = folder.Write("ContactsPS.psm1", script.Replace("-lt '7.4'", "-lt '99.0'", StringComparison.Ordinal));

        var result = await RunAsync($"{WithoutTheVariable}; Import-Module '{asking}'");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ContactsPS needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is 7.", Regex.Replace(result.Error, @"\s*\n[ |]*", " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_without_the_variable_of_a_new_PowerShell_is_checked_by_its_version() =>
        Assert.Contains("ContactsPS", await LoadedBy($"{WithoutTheVariable}; Import-Module '{Repository.Manifest}'"));

    [Theory]
    [InlineData("")]
    [InlineData("Remove-Module ContactsPS")]
    public async Task A_second_version_in_one_session_is_refused_with_one_sentence_of_advice(string between)
    {
        var second = Copy();

        var result = await RunAsync($$"""
            Import-Module '{{Repository.Manifest}}'
            {{between}}
            try { Import-Module '{{second}}' } catch { $_.Exception.Message }
            """);

        Assert.Empty(result.Error);
        var sentence = Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("Another ContactsPS, ", sentence, StringComparison.Ordinal);
        Assert.Contains($"from '{Repository.PathOf("bin", "net8.0", "ContactsPS.dll")}'", sentence, StringComparison.Ordinal);
        Assert.Contains("start a new session and import it first", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_can_be_imported_again_and_still_compares_contacts()
    {
        var result = await RunAsync($$"""
            Import-Module '{{Repository.Manifest}}'
            Import-Module '{{Repository.Manifest}}' -Force
            Remove-Module ContactsPS
            (Get-TypeData 'ContactsPS.Client.Models.Contact').Count
            Import-Module '{{Repository.Manifest}}'
            (Get-TypeData 'ContactsPS.Client.Models.Contact').Members.Keys
            (Get-Module ContactsPS*).Name
            """);

        Assert.Empty(result.Error);
        Assert.Equal(["0", "PropertiesAsText", "ContactsPS"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Copies the built module to another folder.</summary>
    private string Copy()
    {
        var root = Repository.PathOf();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("bin"), "*", SearchOption.AllDirectories).Append(Repository.Manifest))
        {
            var copy = folder.PathOf(Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder.PathOf(Path.GetFileName(Repository.Manifest));
    }

    /// <summary>The assemblies that a script loads into a process that has the engine.</summary>
    private async Task<string[]> LoadedBy(string script)
    {
        var result = await RunAsync($$"""
            function Get-Loaded { [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } }
            $before = Get-Loaded
            {{script}}
            Get-Loaded | Where-Object { $_ -notin $before }
            """);
        Assert.Empty(result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<ProcessResult> RunAsync(string script) =>
        PowerShellProcess.RunFileAsync(folder.Write("measured.ps1", "$ErrorActionPreference = 'Stop'\n" + script));
}
