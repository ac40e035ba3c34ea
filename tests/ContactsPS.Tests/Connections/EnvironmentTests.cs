using ContactsPS.Testing;
using ContactsPS.Tests.Completion;

namespace ContactsPS.Tests.Connections;

/// <summary>Runs alone, since environment variables belong to the process.</summary>
[Collection(nameof(EnvironmentTests))]
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Variables = ["CONTACTSPS_BASE_URI", "CONTACTSPS_APPLICATION_KEY", "CONTACTSPS_AUTHORIZATION"];

    private readonly HostedEngine engine = HostedEngine.WithModule();

    public EnvironmentTests() => engine.Run("$sandbox = Start-ContactSandbox").ThrowIfFailed();

    public void Dispose()
    {
        foreach (var variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        engine.Dispose();
    }

    [Fact]
    public void Without_a_default_the_environment_is_the_connection()
    {
        Set();
        Assert.Equal(true, engine.Run("Test-ContactConnection").ThrowIfFailed().Value);
        Assert.Empty(engine.Run("Get-Contact").ThrowIfFailed().Output);
    }

    [Fact]
    public void Tab_uses_the_account_of_the_environment()
    {
        Set();
        Assert.Equal(["3"], Tab.Insert(engine, "Get-Contact -GroupId v"));
    }

    [Fact]
    public void The_session_shows_no_value_of_the_environment()
    {
        Set();
        engine.Run("Get-Contact").ThrowIfFailed();
        var shown = string.Join('\n', engine.Run("$s = $global:ContactsPSState; \"$s\"; [System.Management.Automation.PSSerializer]::Serialize($s, 6); $s.PSObject.Members | ForEach-Object { \"$_\" }").ThrowIfFailed().Texts);
        Assert.Contains("ContactsPS", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("CONTACTSPS_AUTHORIZATION")!, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("CONTACTSPS_APPLICATION_KEY")!, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEnvironment_connects_and_gives_the_connection_a_name()
    {
        Set();
        engine.Run("Connect-ContactService -FromEnvironment -Name Container").ThrowIfFailed();
        Assert.Equal(["Container"], engine.Run("(Get-ContactConnection).Name").Texts);
    }

    [Fact]
    public void An_existing_connection_takes_precedence_over_the_environment()
    {
        Set();
        Environment.SetEnvironmentVariable("CONTACTSPS_AUTHORIZATION", "wrong");
        engine.Run("$sandbox | Connect-ContactService").ThrowIfFailed();
        Assert.Equal(true, engine.Run("Test-ContactConnection").Value);
    }

    [Fact]
    public void Changed_variables_are_read_again()
    {
        Set();
        Environment.SetEnvironmentVariable("CONTACTSPS_AUTHORIZATION", "wrong");
        engine.Run("Get-Contact").SingleError("Unauthorized");
        Set();
        engine.Run("Get-Contact").ThrowIfFailed();
    }

    [Theory]
    [InlineData("Connect-ContactService -BaseUri 'relative' -Credential $sandbox.Credential")]
    [InlineData("Connect-ContactService -Credential $null")]
    [InlineData("Connect-ContactService -Secret 'not-there'")]
    [InlineData("Connect-ContactService -ApplicationKey ''")]
    [InlineData("Connect-ContactService -ApplicationKey key -AuthorizationToken 'no secure string'")]
    [InlineData("$sandbox | Connect-ContactService -TimeoutSec -1")]
    [InlineData("$sandbox | Connect-ContactService; Disconnect-ContactService")]
    [InlineData("$sandbox | Connect-ContactService -Name B; Disconnect-ContactService B")]
    [InlineData("Disconnect-ContactService")]
    public void After_a_failed_Connect_and_after_a_Disconnect_there_is_no_connection(string script)
    {
        Set();
        engine.Run(script);
        Assert.Contains("Connect-ContactService -FromEnvironment", engine.Run("Get-Contact | Remove-Contact -Confirm:$false").SingleError("NotConnected").ToString(), StringComparison.Ordinal);
        Assert.Empty(Tab.Insert(engine, "Get-Contact -GroupId v"));
        engine.Run("Connect-ContactService -FromEnvironment; Get-Contact").ThrowIfFailed();
    }

    [Theory]
    [InlineData("Remove-Variable * -ErrorAction SilentlyContinue")]
    [InlineData("Remove-Variable * -Force -ErrorAction SilentlyContinue")]
    [InlineData("Get-Variable | Remove-Variable -Force -ErrorAction SilentlyContinue")]
    [InlineData("$global:ContactsPSState = $null")]
    public void Removing_the_variables_does_not_change_the_account(string script)
    {
        engine.Run("$sandbox | Connect-ContactService; $null = New-Contact -Email a@example.com").ThrowIfFailed();
        Set();
        Environment.SetEnvironmentVariable("CONTACTSPS_BASE_URI", "http://127.0.0.1:1/v2.1");
        engine.Run(script);
        Assert.Equal(["a@example.com"], engine.Run("(Get-Contact).Email").ThrowIfFailed().Texts);
        Assert.Equal(["Default"], engine.Run("(Get-ContactConnection).Name").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("CONTACTSPS_APPLICATION_KEY")]
    [InlineData("CONTACTSPS_AUTHORIZATION")]
    public void A_missing_variable_is_named(string variable)
    {
        Set();
        Environment.SetEnvironmentVariable(variable, null);
        Assert.Contains($"{variable} is not set", engine.Run("Get-Contact").SingleError("NotConnected").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_base_URI_is_named()
    {
        Set();
        Environment.SetEnvironmentVariable("CONTACTSPS_BASE_URI", "here");
        Assert.Contains("CONTACTSPS_BASE_URI", engine.Run("Get-Contact").SingleError("InvalidConnection").ToString(), StringComparison.Ordinal);
    }

    private void Set()
    {
        var values = engine.Run("$sandbox.BaseUri.ToString(); $sandbox.Credential.UserName; $sandbox.Credential.GetNetworkCredential().Password").Texts;
        for (var i = 0; i < Variables.Length; i++)
        {
            Environment.SetEnvironmentVariable(Variables[i], values[i]);
        }
    }
}
