using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Help;

/// <summary>
/// A session in which the help's examples run as printed: connected to a sandbox with the contacts of samples/contacts.csv, in a folder
/// with customers.csv, crm.csv and semicolons.csv, with stand-ins for what asks a person or is no part of the engine. It sets the
/// process's environment, so whoever makes one belongs to the collection that runs by itself.
/// </summary>
internal sealed class ExampleSession : IDisposable
{
    private const string Customers = """
        ExternalId,Email,PhoneNumber,FirstName,LastName,City
        K-1,anna.nowak@customer.example,+48501100201,Anna,Nowak,Gdynia
        K-2,jan.kowalski@customer.example,,Jan,Kowalski,Sopot
        K-3,ewa.lis@customer.example,501100203,Ewa,Lis,
        """;

    private const string Crm = """
        CustomerNo,Mail,Mobile,Name,Since,Points
        1,anna.nowak@crm.example,+48 501 100 201,Anna Nowak,01.03.2021,1250
        2,jan.kowalski@crm.example,,Jan Kowalski,15.04.2022,80
        """;

    // The engine from NuGet has the commands of Microsoft.PowerShell.Core alone: these do what the examples ask of the others.
    private const string StandIns = """
        function global:Import-Csv([string]$Path, [string]$Delimiter = ',', [string]$Encoding) {
            $lines = [IO.File]::ReadAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path))
            $names = $lines[0].Split($Delimiter)
            foreach ($line in $lines[1..($lines.Count - 1)]) {
                $row = [ordered]@{}
                $cells = $line.Split($Delimiter)
                for ($i = 0; $i -lt $names.Count; $i++) { $row[$names[$i]] = $cells[$i] }
                [pscustomobject]$row
            }
        }
        function global:Export-Csv([string]$Path, [switch]$NoTypeInformation) {
            $rows = @($input)
            $lines = @($rows | Select-Object -First 1 | ForEach-Object { $_.PSObject.Properties.Name -join ',' })
            $lines += @($rows | ForEach-Object { $_.PSObject.Properties.Value -join ',' })
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

    private const string SandboxInEnvironment = """
        [Environment]::SetEnvironmentVariable('CONTACTSPS_BASE_URI', $sandbox.BaseUri)
        [Environment]::SetEnvironmentVariable('CONTACTSPS_APPLICATION_KEY', $sandbox.Credential.UserName)
        [Environment]::SetEnvironmentVariable('CONTACTSPS_AUTHORIZATION', $sandbox.Credential.GetNetworkCredential().Password)
        """;

    private static readonly string[] Variables = ["CONTACTSPS_BASE_URI", "CONTACTSPS_APPLICATION_KEY", "CONTACTSPS_AUTHORIZATION", "PSModulePath"];

    private readonly Dictionary<string, string?> before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly TestShell shell = new();

    public ExampleSession()
    {
        Write("customers.csv", Customers);
        Write("semicolons.csv", Customers.Replace(',', ';'));
        Write("crm.csv", Crm);
        InstallModule();
        shell.Run("$global:sandbox = Start-ContactSandbox -Path $csv -WarningAction SilentlyContinue; $sandbox | Connect-ContactService", ("csv", Repository.PathOf("samples", "contacts.csv"))).ThrowIfFailed();
        shell.Run("$ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", Folder.FullName)).ThrowIfFailed();
        shell.Run(StandIns).ThrowIfFailed();
        shell.Run(SandboxInEnvironment).ThrowIfFailed();
    }

    /// <summary>The current folder of the session.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("examples");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder.FullName, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder.FullName, file)).ReplaceLineEndings("\n");

    /// <summary>Puts the customers of customers.csv into the account.</summary>
    public void CreateCustomers() => shell.Run("$null = Import-Csv ./customers.csv | New-Contact -ExternalDataProperty City").ThrowIfFailed();

    /// <summary>Makes a connection lead to the sandbox where the example does not say where it leads.</summary>
    public void LeadConnectionsToSandbox() => shell.Run("$global:PSDefaultParameterValues['Connect-ContactService:BaseUri'] = $sandbox.BaseUri").ThrowIfFailed();

    public ShellResult Run(string code) => shell.Run(code);

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        shell.Dispose();
        Folder.Delete(recursive: true);
    }

    // A parallel block finds the module by its name, as an installed one: by a manifest in a folder of that name.
    private void InstallModule()
    {
        var modules = Folder.CreateSubdirectory("modules");
        var manifest = File.ReadAllText(Repository.Manifest).Replace("'bin/", $"'{Repository.PathOf("bin")}/", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(modules.CreateSubdirectory("ContactsPS").FullName, "ContactsPS.psd1"), manifest);
        Environment.SetEnvironmentVariable("PSModulePath", modules.FullName);
    }
}
