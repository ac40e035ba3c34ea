using ContactsPS.Tests.Connections;
using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Help;

/// <summary>
/// Every example of the help runs as printed, in a session that is connected to a sandbox with the contacts of samples/contacts.csv. The
/// current folder holds customers.csv, and the account holds its customers too, save where the example creates them. One example reads the
/// environment, which is the process's, so these tests run by themselves.
/// </summary>
[Collection(nameof(EnvironmentTests))]
public sealed class ExampleTests : IDisposable
{
    private const string Customers = """
        ExternalId,Email,PhoneNumber,FirstName,LastName,City
        K-1,anna.nowak@customer.example,+48501100201,Anna,Nowak,Gdynia
        K-2,jan.kowalski@customer.example,,Jan,Kowalski,Sopot
        K-3,ewa.lis@customer.example,501100203,Ewa,Lis,
        """;

    // The engine from NuGet has the commands of Microsoft.PowerShell.Core alone: these do what the examples ask of the others.
    private const string StandIns = """
        function global:Import-Csv([string]$Path) {
            $lines = [IO.File]::ReadAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path))
            $names = $lines[0].Split(',')
            foreach ($line in $lines[1..($lines.Count - 1)]) {
                $row = [ordered]@{}
                $cells = $line.Split(',')
                for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = $cells[$i] }
                [pscustomobject]$row
            }
        }
        function global:Export-Csv([string]$Path, [switch]$NoTypeInformation) {
            $lines = @($input | ForEach-Object { $_.PSObject.Properties.Value -join ',' })
            [IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), [string[]]$lines)
        }
        function global:Select-Object([string[]]$Property, [int]$First = 1000) {
            $taken = 0
            foreach ($item in $input) {
                if ($taken++ -ge $First) { break }
                if (-not $Property) { $item; continue }
                $row = [ordered]@{}
                foreach ($name in $Property) { $row[$name] = $item.$name }
                [pscustomobject]$row
            }
        }
        function global:Get-Credential([string]$Message) { $sandbox.Credential }
        New-Module -Name Microsoft.PowerShell.SecretManagement -ScriptBlock {
            function Get-Secret([string]$Name, [string]$Vault) { $global:sandbox.Credential }
        } | Import-Module
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("examples");
    private readonly TestShell shell = new();

    public ExampleTests()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "customers.csv"), Customers);
        shell.Run("$global:sandbox = Start-ContactSandbox -Path $csv -WarningAction SilentlyContinue; $sandbox | Connect-ContactService", ("csv", Repository.PathOf("samples", "contacts.csv"))).ThrowIfFailed();
        shell.Run("$ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", folder.FullName)).ThrowIfFailed();
        shell.Run(StandIns).ThrowIfFailed();
        shell.Run("""
            [Environment]::SetEnvironmentVariable('CONTACTSPS_BASE_URI', $sandbox.BaseUri)
            [Environment]::SetEnvironmentVariable('CONTACTSPS_APPLICATION_KEY', $sandbox.Credential.UserName)
            [Environment]::SetEnvironmentVariable('CONTACTSPS_AUTHORIZATION', $sandbox.Credential.GetNetworkCredential().Password)
            """).ThrowIfFailed();
    }

    public static TheoryData<string, int> Examples =>
        [.. MarkdownHelp.All.SelectMany(help => help.Examples.Select((_, index) => (help.Cmdlet, index + 1)))];

    public void Dispose()
    {
        foreach (var variable in new[] { "CONTACTSPS_BASE_URI", "CONTACTSPS_APPLICATION_KEY", "CONTACTSPS_AUTHORIZATION" })
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        shell.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_as_printed(string cmdlet, int number)
    {
        if (cmdlet != "New-Contact")
        {
            shell.Run("$null = Import-Csv ./customers.csv | New-Contact -ExternalDataProperty City").ThrowIfFailed();
        }

        shell.Run(Example(cmdlet, number).Code).ThrowIfFailed();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_no_token_asks_no_question_and_fits_the_screen(string cmdlet, int number)
    {
        var code = Example(cmdlet, number).Code;
        Assert.DoesNotContain("-AuthorizationToken", code, StringComparison.Ordinal);
        Assert.DoesNotContain("AsPlainText", code, StringComparison.Ordinal);
        Assert.All(code.Split('\n'), line => Assert.InRange(line.Length, 1, 76));
        if (code.Contains("Remove-Contact ", StringComparison.Ordinal))
        {
            Assert.Matches(@"-Confirm:\$false|-WhatIf", code);
        }
    }

    private static HelpExample Example(string cmdlet, int number) => MarkdownHelp.Of(cmdlet).Examples[number - 1];
}
