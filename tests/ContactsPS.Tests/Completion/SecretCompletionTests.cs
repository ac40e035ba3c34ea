using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

/// <summary>With a fake SecretManagement module, which the module calls as it would call the real one.</summary>
public sealed class SecretCompletionTests : IDisposable
{
    private const string StandIn = """
        function Get-SecretInfo {
            param($Name, $Vault)
            if ($Vault -eq 'locked') { $ErrorActionPreference = 'Stop'; $null = $Host.UI.ReadLine() }
            foreach ($type in 'PSCredential', 'String') { @{ Name = "$type of $Vault"; VaultName = 'ours'; Type = $type } }
        }
        function Get-SecretVault { @{ Name = 'ours'; ModuleName = 'Store' } }
        """;

    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ContactsPS");

    public void Dispose()
    {
        engine.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("-Secret ", "'PSCredential of '")]
    [InlineData("-Vault Ann -Secret p", "'PSCredential of Ann'")]
    [InlineData("-Vault ", "ours")]
    [InlineData("-Vault locked -Secret ", "")]
    public void Secrets_that_may_be_credentials_and_vaults_are_offered_without_a_password_prompt(string typed, string inserted)
    {
        var file = Path.Combine(folder.FullName, "Microsoft.PowerShell.SecretManagement.psm1");
        File.WriteAllText(file, StandIn);
        engine.Run("Import-Module $file", ("file", file)).ThrowIfFailed();
        Assert.Equal(inserted, string.Join(' ', Tab.Insert(engine, $"Connect-ContactService {typed}")));
        Assert.Equal(0, engine.Run("$Error.Count").Value);
    }

    [Fact]
    public void Without_SecretManagement_nothing_is_offered()
    {
        Assert.Empty(Tab.Insert(engine, "Connect-ContactService -Secret "));
        Assert.Empty(Tab.Insert(engine, "Connect-ContactService -Vault "));
        Assert.Equal(0, engine.Run("$Error.Count").Value);
    }
}
