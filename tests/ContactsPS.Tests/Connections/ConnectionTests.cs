using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Connections;

public sealed class ConnectionTests : IDisposable
{
    private const string Token = "t0ken/with+every=kind:of";
    private const string Secure = "$secure = [System.Security.SecureString]::new(); $token.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }";

    private readonly HostedEngine engine = HostedEngine.WithModule();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Get-Contact")]
    [InlineData("New-Contact -Email a@example.com")]
    [InlineData("Set-Contact -Id 1 -FirstName Ewa")]
    [InlineData("Remove-Contact -Id 1 -Confirm:$false")]
    [InlineData("Set-ContactSubscription -Id 1 -Channel email -State Subscribed")]
    [InlineData("Get-ContactGroup")]
    [InlineData("Add-ContactGroup -ContactId 1 -GroupId 1")]
    [InlineData("Remove-ContactGroup -ContactId 1 -GroupId 1")]
    [InlineData("Get-ContactField")]
    [InlineData("Get-ContactSegment")]
    public void Without_a_connection_every_cmdlet_ends_with_one_error_that_says_what_to_run(string command)
    {
        var caught = engine.Run($"try {{ {command} }} catch {{ $_ }}");
        var error = Assert.IsType<ErrorRecord>(caught.Value);
        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Contains("Connect-ContactService", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-ContactConnection", "Connect-ContactService")]
    [InlineData("Test-ContactConnection -Connection $closed", "was disconnected")]
    public void Without_a_connection_the_test_is_false_with_a_warning(string command, string said)
    {
        var result = engine.Run($"Start-ContactSandbox | Connect-ContactService; $closed = Get-ContactConnection; Disconnect-ContactService; {command}").ThrowIfFailed();
        Assert.Equal(["False"], result.Texts);
        Assert.Contains(said, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_name_for_a_credential_prompts_for_the_password()
    {
        using var asked = HostedEngine.WithModule(new RecordingHost());
        asked.Run("Connect-ContactService -Credential key-0123456789 -BaseUri http://127.0.0.1:9/v2.1").ThrowIfFailed();
        Assert.Equal(["…6789"], asked.Run("(Get-ContactConnection).ApplicationKey").Texts);
        asked.Run("Connect-ContactService -Credential $null -BaseUri http://127.0.0.1:9/v2.1").SingleError("InvalidConnection");
    }

    [Fact]
    public void A_user_name_for_a_credential_is_an_error_with_advice_if_prompting_is_not_possible()
    {
        var result = engine.Run("Connect-ContactService -Credential key-0123456789");
        Assert.Contains("-FromEnvironment", (result.Terminating ?? result.Errors.Single()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_module_version_is_an_error_with_advice()
    {
        engine.Run("New-Variable -Name ContactsPSState -Scope Global -Option Constant -Value ([object]::new())").ThrowIfFailed();
        var result = engine.Run("Get-Contact");
        Assert.Contains("Start a new session", (result.Terminating ?? result.Errors.Single()).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Contact -Connection $copy")]
    [InlineData("Test-ContactConnection -Connection $copy")]
    public void A_connection_of_another_process_is_an_error_with_advice(string command)
    {
        engine.Run("Start-ContactSandbox | Connect-ContactService; $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContactConnection)))").ThrowIfFailed();
        var result = engine.Run(command);
        Assert.Contains("Run Connect-ContactService -FromEnvironment or -Secret there", (result.Terminating ?? result.Errors.Single()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sandbox_piped_into_Connect_is_connected()
    {
        engine.Run("Start-ContactSandbox | Connect-ContactService").ThrowIfFailed();
        Assert.True((bool)engine.Run("Test-ContactConnection").Value!);
    }

    [Fact]
    public void Connecting_sends_nothing_and_writes_nothing_without_PassThru()
    {
        Assert.Empty(engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService").ThrowIfFailed().Output);
        Assert.Empty(engine.Requests);
        Assert.Single(engine.Run("$sandbox | Connect-ContactService -PassThru").ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData("Connect-ContactService -Credential ([pscredential]::new('key-0123456789', $secure)) -BaseUri http://127.0.0.1:9/v2.1")]
    [InlineData("Connect-ContactService -ApplicationKey key-0123456789 -AuthorizationToken $secure -BaseUri http://127.0.0.1:9/v2.1")]
    public void A_connection_shows_the_last_four_characters_of_its_key_and_never_its_token(string command)
    {
        engine.Run($"{Secure}; {command}", ("token", Token)).ThrowIfFailed();
        var shown = string.Join('\n', engine.Run("""
            $c = Get-ContactConnection
            "$c"; $c.ToString(); $c.ApplicationKey
            $c.PSObject.Properties | ForEach-Object { '{0}={1}' -f $_.Name, $_.Value }
            [System.Management.Automation.PSSerializer]::Serialize($c, 5)
            [System.Management.Automation.PSSerializer]::Serialize($global:ContactsPSState, 5)
            $global:ContactsPSState.PSObject.Properties | ForEach-Object { '{0}={1}' -f $_.Name, $_.Value }
            """).ThrowIfFailed().Texts);
        Assert.Contains("…6789", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("key-0123", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_shows_neither_key_nor_token()
    {
        var result = engine.Run($"{Secure}; Connect-ContactService -ApplicationKey key-0123456789 -AuthorizationToken $secure -BaseUri http://127.0.0.1:9/v2.1 -MaximumRetryCount 1; Get-Contact -Verbose -Debug", ("token", Token));
        var error = result.SingleError("Unreachable");
        var said = string.Join('\n', [error.ToString(), error.Exception.ToString(), error.ErrorDetails.RecommendedAction, .. result.Verbose, .. result.Debug]);
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain("key-0123456789", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_with_every_kind_of_character_works()
    {
        engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService").ThrowIfFailed();
        Assert.Contains("/+=:", engine.Run("$sandbox.Credential.GetNetworkCredential().Password").Texts[0], StringComparison.Ordinal);
        Assert.Empty(engine.Run("Get-Contact").ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData("first\nsecond", "line break")]
    [InlineData("first\rsecond", "line break")]
    [InlineData("zażółć", "outside ASCII")]
    public void A_token_that_is_invalid_in_a_header_is_refused_without_being_shown(string token, string reason)
    {
        var error = engine.Run($"{Secure}; Connect-ContactService -ApplicationKey key -AuthorizationToken $secure", ("token", token)).SingleError("InvalidConnection");
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, error.ToString() + error.Exception, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect-ContactService")]
    [InlineData("Connect-ContactService -ApplicationKey key")]
    [InlineData("Connect-ContactService -Credential ([pscredential]::Empty)")]
    [InlineData("Connect-ContactService -Credential $sandbox.Credential -BaseUri http://contacts.example.com/v2.1")]
    [InlineData("Connect-ContactService -Credential $sandbox.Credential -BaseUri /v2.1")]
    public void A_failed_Connect_never_prompts_and_leaves_no_default(string command)
    {
        engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService").ThrowIfFailed();
        engine.Run(command).SingleError("InvalidConnection");
        engine.Run("Get-Contact").SingleError("NotConnected");
    }

    [Fact]
    public void The_latest_connection_is_the_default_and_the_others_are_found_by_name()
    {
        engine.Run("""
            $one = Start-ContactSandbox; $two = Start-ContactSandbox
            $one | Connect-ContactService -Name One
            $two | Connect-ContactService -Name Two
            $null = New-Contact -Email two@example.com
            $null = New-Contact -Email one@example.com -Connection (Get-ContactConnection one)
            """).ThrowIfFailed();
        Assert.Equal(["two@example.com"], engine.Run("(Get-Contact).Email").Texts);
        Assert.Equal(["one@example.com"], engine.Run("(Get-Contact -Connection (Get-ContactConnection One)).Email").Texts);
        Assert.Equal(["One", "Two"], engine.Run("(Get-ContactConnection).Name").Texts);
        Assert.Equal(["Two"], engine.Run("(Get-ContactConnection T*).Name").Texts);
        engine.Run("Get-ContactConnection Three").SingleError("ConnectionNotFound");
    }

    [Fact]
    public void After_a_disconnect_there_is_no_default_and_using_the_closed_connection_is_an_error()
    {
        engine.Run("$c = Start-ContactSandbox | Connect-ContactService -PassThru; Disconnect-ContactService").ThrowIfFailed();
        engine.Run("Get-Contact").SingleError("NotConnected");
        Assert.Contains("'Default' was disconnected", engine.Run("Get-Contact -Connection $c").SingleError("NotConnected").ToString(), StringComparison.Ordinal);
        engine.Run("Disconnect-ContactService").ThrowIfFailed();
        engine.Run("Disconnect-ContactService -Name Nobody").SingleError("ConnectionNotFound");
    }

    [Fact]
    public void Each_runspace_has_its_own_default()
    {
        using var other = HostedEngine.WithModule();
        engine.Run("Start-ContactSandbox | Connect-ContactService").ThrowIfFailed();
        other.Run("Get-Contact").SingleError("NotConnected");
    }

    [Fact]
    public void A_connection_can_be_passed_to_another_runspace()
    {
        using var other = HostedEngine.WithModule();
        var connection = engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService -PassThru").Output[0];
        other.Run("$null = New-Contact -Email a@example.com -Connection $c", ("c", connection)).ThrowIfFailed();
        Assert.Equal(["a@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void Wrong_credentials_are_one_terminating_error_that_says_what_to_check()
    {
        var result = engine.Run("""
            $sandbox = Start-ContactSandbox
            $wrong = [System.Security.SecureString]::new(); $wrong.AppendChar('x')
            Connect-ContactService -Credential ([pscredential]::new($sandbox.Credential.UserName, $wrong)) -BaseUri $sandbox.BaseUri
            try { 1..250 | ForEach-Object { @{ Email = "c$_@example.com" } } | New-Contact } catch { $_ }
            """);
        var error = Assert.IsType<ErrorRecord>(result.Value);
        Assert.StartsWith("Unauthorized,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("Check the application key and the token", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(engine.Requests);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_base_URI_that_is_not_the_service_is_an_error_and_not_an_empty_list()
    {
        engine.Run("$sandbox = Start-ContactSandbox; Connect-ContactService -Credential $sandbox.Credential -BaseUri ($sandbox.BaseUri.ToString() -replace 'v2.1', 'v3')").ThrowIfFailed();
        Assert.Contains("base URI", engine.Run("Get-Contact").SingleError("NotTheService").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_ContactConnection_returns_false_and_warns_with_the_reason()
    {
        var result = engine.Run("$sandbox = Start-ContactSandbox; $sandbox | Connect-ContactService -MaximumRetryCount 0; Stop-ContactSandbox; Test-ContactConnection");
        Assert.Equal(false, result.Value);
        Assert.Contains("does not work", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_secret_is_read_from_SecretManagement()
    {
        engine.Run("""
            $sandbox = Start-ContactSandbox
            New-Module -Name Microsoft.PowerShell.SecretManagement -ScriptBlock {
                function Get-Secret { param($Name, $Vault) if ($Name -eq 'account' -and $Vault -eq 'ours') { $credential } else { 'no credential' } }
            } -ArgumentList $sandbox.Credential | Import-Module
            $global:credential = $sandbox.Credential
            Connect-ContactService -Secret account -Vault ours -BaseUri $sandbox.BaseUri
            """).ThrowIfFailed();
        Assert.Equal(true, engine.Run("Test-ContactConnection").Value);
        Assert.Contains("it is not a PSCredential; store a PSCredential", engine.Run("Connect-ContactService -Secret other").SingleError("SecretNotAvailable").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_SecretManagement_a_secret_is_an_error_that_says_what_to_install()
    {
        var error = engine.Run("Connect-ContactService -Secret account").SingleError("SecretNotAvailable");
        Assert.Contains("the module Microsoft.PowerShell.SecretManagement cannot be loaded; install it", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("store a PSCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    // A fake that fails in the ways of SecretManagement 1.1.2; tests/Pester/Secrets.Tests.ps1 uses the real module if it is installed.
    [Theory]
    [InlineData("missing", "no registered vault contains it; Get-SecretInfo lists the secrets, and Set-Secret stores one.")]
    [InlineData("missing -Vault ours", "the vault 'ours' does not contain it; Get-SecretInfo lists the secrets, and Set-Secret stores one.")]
    [InlineData("account -Vault theirs", "no vault named 'theirs' is registered for this user; Get-SecretVault lists the vaults, and Register-SecretVault adds one.")]
    [InlineData("locked", "a vault is locked; open it with Unlock-SecretVault, or use -Vault to name a vault that needs no password.")]
    [InlineData("locked -Vault ours", "the vault 'ours' is locked; open it with Unlock-SecretVault, or keep the secret in a vault that needs no password.")]
    [InlineData("broken", "The vault's file is damaged. Restore it.")]
    public void A_secret_that_is_not_available_is_one_sentence_with_the_reason_and_advice(string arguments, string reason)
    {
        engine.Run("""
            New-Module -Name Microsoft.PowerShell.SecretManagement -ScriptBlock {
                class PasswordRequiredException : Exception { PasswordRequiredException() : base("A valid password is required.`nUse Unlock-SecretStore.") { } }
                function Get-Secret {
                    [CmdletBinding()] param($Name, $Vault)
                    if ($Vault -eq 'theirs') {
                        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([Exception]::new('Vault not found.'), 'GetSecretVaultNotFound', 'ObjectNotFound', $null))
                    }
                    if ($Name -eq 'locked' -and -not $Vault) { throw [PasswordRequiredException]::new() }
                    $exception, $id = switch ($Name) {
                        locked { [PasswordRequiredException]::new(), 'GetSecretException' }
                        broken { [Exception]::new("The vault's file is damaged.`n  Restore it."), 'GetSecretException' }
                        missing { [Exception]::new('The secret was not found.'), 'GetSecretNotFound' }
                    }
                    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($exception, $id, 'InvalidOperation', $null))
                }
            } | Import-Module
            """).ThrowIfFailed();
        var error = engine.Run($"Connect-ContactService -Secret {arguments}").SingleError("SecretNotAvailable");
        Assert.Equal($"The secret '{arguments.Split(' ')[0]}' cannot be used: {reason}", error.ToString());
        Assert.Contains("store a PSCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Timeout_retries_and_throttle_limit_can_be_set() =>
        Assert.Equal(
            ["Nightly", "0", "9", "3"],
            engine.Run("Start-ContactSandbox | Connect-ContactService -Name Nightly -TimeoutSec 0 -MaximumRetryCount 9 -ThrottleLimit 3 -PassThru | ForEach-Object { $_.Name; $_.TimeoutSec; $_.MaximumRetryCount; $_.ThrottleLimit }").Texts);
}
