using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>
/// A session in which the examples of the help run as printed: connected to a sandbox with the contacts of samples/contacts.csv, in a folder with customers.csv, crm.csv and
/// semicolons.csv, with fakes for a person who types and for SecretManagement. It sets environment variables of the process, so a test that creates one belongs to the collection
/// that runs alone.
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

    // Nobody can type a password, and SecretManagement is not part of PowerShell.
    private const string StandIns = """
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
    private readonly HostedEngine engine = HostedEngine.WithModule();

    public ExampleSession()
    {
        Write("customers.csv", Customers);
        Write("semicolons.csv", Customers.Replace(',', ';'));
        Write("crm.csv", Crm);
        InstallModule();
        engine.Run("$global:sandbox = Start-ContactSandbox -Path $csv -WarningAction SilentlyContinue; $sandbox | Connect-ContactService", ("csv", Repository.PathOf("samples", "contacts.csv"))).ThrowIfFailed();
        engine.Run("$ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", Folder.FullName)).ThrowIfFailed();
        engine.Run(StandIns).ThrowIfFailed();
        engine.Run(SandboxInEnvironment).ThrowIfFailed();
    }

    /// <summary>The current folder of the session.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("examples");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder.FullName, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder.FullName, file)).ReplaceLineEndings("\n");

    /// <summary>Creates the customers of customers.csv in the account.</summary>
    public void CreateCustomers() => engine.Run("$null = Import-Csv ./customers.csv | New-Contact -ExternalDataProperty City").ThrowIfFailed();

    /// <summary>Points connections to the sandbox if the example names no address.</summary>
    public void LeadConnectionsToSandbox() => engine.Run("$global:PSDefaultParameterValues['Connect-ContactService:BaseUri'] = $sandbox.BaseUri").ThrowIfFailed();

    public EngineResult Run(string code) => engine.Run(code);

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        engine.Dispose();
        Folder.Delete(recursive: true);
    }

    // A parallel block finds the module by its name, as an installed one: by a manifest in a folder of that name.
    private void InstallModule()
    {
        var modules = Folder.CreateSubdirectory("modules");
        var manifest = File.ReadAllText(Repository.Manifest).Replace("'bin/", $"'{Repository.PathOf("bin")}/", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(modules.CreateSubdirectory("ContactsPS").FullName, "ContactsPS.psd1"), manifest);
        Environment.SetEnvironmentVariable("PSModulePath", $"{modules.FullName}{Path.PathSeparator}{before["PSModulePath"]}");
    }
}
